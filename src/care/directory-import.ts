/** A directory file into the directory of a site: streamed, all or nothing, the same file twice changes nothing. */
import { compileHours } from './hours.ts';
import type { OpenTimes } from './open-times.ts';
import type { AddressEntry, Calendar, Country, Place } from './place.ts';
import { readFeature } from './read-feature.ts';

/** A feature cut out of the file, not yet parsed. */
export type RawFeature = { readonly number: number; readonly line: number; readonly text: string };
type Where = { readonly feature: number; readonly line: number };

/** One line of the report. */
export type Remark = Where & {
  readonly id: string | undefined;
  /** `refused`: not in the directory. `without-hours`: there, with hours unknown. `left-out`: of no use here. */
  readonly kind: 'refused' | 'without-hours' | 'left-out';
  readonly why: string;
};

export type DirectoryCounts = {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly returned: number;
  readonly retired: number;
  readonly addresses: number;
};
export type ImportReport = DirectoryCounts & { readonly features: number; readonly otherFeatures: number; readonly remarks: readonly Remark[]; readonly moreRemarks: number };

export type StagedPlace = Where & { readonly place: Place; readonly hoursId: string | undefined };
export type HoursKey = { readonly text: string; readonly calendar: Calendar };
export type WorkedHours = HoursKey & { readonly id: string; readonly times: OpenTimes };

/** What the store does within one transaction. */
export type DirectoryWriter = {
  readonly hoursId: (key: HoursKey) => string;
  /** Of these, those whose times are known until that day already (days since the epoch). */
  readonly knownHours: (ids: readonly string[], untilDay: number) => Promise<ReadonlySet<string>>;
  readonly saveHours: (hours: readonly WorkedHours[]) => Promise<void>;
  /** Those that are in the file already: the same id, or the same kind and name at the same spot. */
  readonly stage: (places: readonly StagedPlace[]) => Promise<readonly { readonly staged: StagedPlace; readonly why: string }[]>;
  readonly stageAddresses: (addresses: readonly AddressEntry[]) => Promise<void>;
  /** Those that another file of the same site holds already. */
  readonly heldElsewhere: () => Promise<readonly { readonly feature: number; readonly line: number; readonly id: string; readonly source: string }[]>;
  readonly retiring: () => Promise<{ readonly retiring: number; readonly live: number }>;
  readonly finish: () => Promise<DirectoryCounts>;
};

export type ImportRequest = {
  readonly features: AsyncIterable<RawFeature>;
  readonly country: Country;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Retire even most of what is there. */
  readonly retireMany: boolean;
};

export class TooManyRetiredError extends Error {
  constructor(retiring: number, live: number) {
    super(`this file would retire ${retiring} of ${live} places: nothing was changed. If that is right, say --retire`);
    this.name = 'TooManyRetiredError';
  }
}

/** How far ahead hours are worked out, and how far they must be known to be left alone. Days. */
export const horizon = 400;
const knownEnough = 250;
const batchSize = 500;
const mostRemarks = 2000;
const dayMs = 86_400_000;
/** Fewer than this may all be retired without a word. */
const fewPlaces = 20;

export async function importDirectory(writer: DirectoryWriter, { features, country, now, retireMany }: ImportRequest): Promise<ImportReport> {
  const remarks: Remark[] = [];
  let moreRemarks = 0;
  let count = 0;
  let otherFeatures = 0;
  const remark = (item: Remark): void => {
    if (remarks.length < mostRemarks) remarks.push(item);
    else moreRemarks += 1;
  };
  let batch: (Where & { readonly place: Place })[] = [];
  let addresses: AddressEntry[] = [];
  const flush = async (): Promise<void> => {
    await stageBatch(writer, batch, now, remark);
    if (addresses.length > 0) await writer.stageAddresses(addresses);
    batch = [];
    addresses = [];
  };
  for await (const raw of features) {
    count += 1;
    const where = { feature: raw.number, line: raw.line };
    const reading = readFeature(parsed(raw.text), country);
    if (reading.kind === 'refused') remark({ ...where, id: reading.id, kind: 'refused', why: reading.why });
    else if (reading.kind === 'left-out') {
      otherFeatures += 1;
      if (reading.why !== undefined) remark({ ...where, id: undefined, kind: 'left-out', why: reading.why });
    } else {
      if (reading.kind === 'place') batch.push({ ...where, place: reading.place });
      if (reading.address) addresses.push(reading.address);
    }
    if (batch.length + addresses.length >= batchSize) await flush();
  }
  await flush();
  for (const { feature, line, id, source } of await writer.heldElsewhere())
    remark({ feature, line, id, kind: 'refused', why: `the file "${source}" has this id already; give another id, or import under the same --source` });
  const { retiring, live } = await writer.retiring();
  if (!retireMany && live >= fewPlaces && retiring * 2 > live) throw new TooManyRetiredError(retiring, live);
  const counts = await writer.finish();
  return { ...counts, features: count, otherFeatures, remarks: remarks.toSorted((a, b) => a.feature - b.feature), moreRemarks };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function stageBatch(writer: DirectoryWriter, batch: readonly (Where & { readonly place: Place })[], now: number, remark: (item: Remark) => void): Promise<void> {
  if (batch.length === 0) return;
  const today = Math.floor(now / dayMs);
  const keys = new Map<string, HoursKey>();
  for (const { place } of batch)
    if (place.hours !== undefined) keys.set(writer.hoursId({ text: place.hours, calendar: place.calendar }), { text: place.hours, calendar: place.calendar });
  const known = await writer.knownHours([...keys.keys()], today + knownEnough);
  const worked: WorkedHours[] = [];
  const problems = new Map<string, string>();
  for (const [id, key] of keys) {
    if (known.has(id)) continue;
    const compiled = compileHours(key.text, key.calendar, today - 1, horizon);
    if ('problem' in compiled) problems.set(id, compiled.problem);
    else worked.push({ ...key, id, times: compiled.times });
  }
  await writer.saveHours(worked);
  const staged = batch.map((item): StagedPlace => {
    const { place } = item;
    const id = place.hours === undefined ? undefined : writer.hoursId({ text: place.hours, calendar: place.calendar });
    const problem = id === undefined ? undefined : problems.get(id);
    if (problem !== undefined) remark({ feature: item.feature, line: item.line, id: place.id, kind: 'without-hours', why: problem });
    return { ...item, hoursId: problem === undefined ? id : undefined };
  });
  for (const { staged: twin, why } of await writer.stage(staged)) remark({ feature: twin.feature, line: twin.line, id: twin.place.id, kind: 'refused', why });
}

/** Hours worked out anew, before what is known of them runs out. */
export function refreshedHours(keys: readonly (HoursKey & { readonly id: string })[], now: number): readonly WorkedHours[] {
  const today = Math.floor(now / dayMs);
  return keys.flatMap((key) => {
    const compiled = compileHours(key.text, key.calendar, today - 1, horizon);
    return 'times' in compiled ? [{ ...key, times: compiled.times }] : [];
  });
}
