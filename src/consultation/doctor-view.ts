/** The consultation as the doctor who has it in hand sees it. */
import type { DoctorMoveName, DoctorSummary, DoctorView } from '../contract/staff.ts';
import type { Language } from '../shared/language.ts';
import { admit, encounterFor, type StaffCaller } from './caller.ts';
import type { Consultation, EventRow, InterpreterRow } from './consultation-store.ts';
import { documentViews } from './document-views.ts';
import { notHere } from './errors.ts';
import { interpreterWay, type InterpreterWay } from './interpreter.ts';
import { momentAt, type Moment } from './moments.ts';
import type { ConsultationParts } from './parts.ts';
import { presenceOf } from './presence.ts';
import { openAs } from './sealed.ts';
import { isHeld, isQueued, mayMove } from './states.ts';
import { messageFrom } from './talk.ts';
import { fill, handoverWords, type HandoverWords } from './words.ts';

export async function doctorView(parts: ConsultationParts, caller: StaffCaller, consultationId: string, language: Language): Promise<DoctorView> {
  const admitted = await admit(parts, caller, consultationId);
  const seen = await parts.store.transaction(admitted.subject, async (tx) => {
    const row = await tx.byId(consultationId);
    return (
      row && {
        row,
        now: tx.now,
        events: await tx.events(row.id, 0, 3000, ['state', 'message']),
        note: await tx.note(row.id),
        documents: await tx.documents(row.id),
        guest: await tx.interpreterOf(row.id),
      }
    );
  });
  if (!seen) throw notHere();
  const { row, now, events, guest } = seen;
  const way = interpreterWay(parts, row);
  const encounter = await encounterFor(parts, admitted);
  const [facts, standing] = [await parts.siteFacts(row.site), await parts.clinical.standing(encounter)];
  const sealed = { id: row.id, encounterId: encounter.id, key: encounter.key };
  const identity = await openAs(sealed.key, 'identity', row.id, encounter.id, row.identity);
  const note = seen.note && (await openAs(sealed.key, 'note', `${row.id}|${seen.note.version}`, encounter.id, seen.note.payload));
  const ending = row.ending && (await openAs(sealed.key, 'ending', row.id, encounter.id, row.ending));
  const messages = await Promise.all(
    events
      .filter((event) => event.type === 'message')
      .map(async (event) => messageFrom(event, await openAs(sealed.key, 'event', `${row.id}|${event.seq}`, encounter.id, event.payload ?? new Uint8Array()))),
  );
  const words = handoverWords(language);
  const moment = (at: number): Moment => momentAt(at, now, language, facts.timeZone);
  return {
    id: row.id,
    encounterId: row.encounterId,
    state: row.state,
    epoch: row.epoch,
    seq: row.seq,
    now: new Date(now).toISOString(),
    urgency: row.urgency,
    urgencyWords: parts.clinical.urgencyWords(row.urgency, language),
    queuedAt: moment(row.queuedAt),
    dueAt: moment(row.dueAt),
    ...(row.deadlineAt === undefined || isQueued(row.state) ? {} : { deadline: { at: new Date(row.deadlineAt).toISOString(), words: words.deadlineForDoctor[held(row)] } }),
    patient: {
      name: identity.person.name,
      birthDate: identity.person.birthDate,
      phone: identity.person.phone,
      age: standing?.age ?? '',
      sex: standing?.sex ?? '',
      language: row.language,
      ...(identity.suitability.interpreter === undefined ? {} : { interpreter: identity.suitability.interpreter }),
      phoneOnly: row.phoneOnly,
    },
    presence: isHeld(row.state) ? presenceOf(row, now) : [],
    interpreter: { way, ...(guest ? { guest: { standing: guest.standing, ...(guest.name === undefined ? {} : { name: guest.name }) } } : {}) },
    ...(row.callStartedAt === undefined ? {} : { callStartedAt: new Date(row.callStartedAt).toISOString() }),
    ...(row.because === undefined ? {} : { because: because(words, row.because) }),
    note: seen.note && note ? { version: seen.note.version, text: note.text, savedAt: new Date(seen.note.savedAt).toISOString() } : { version: 0, text: '' },
    messages,
    incidents: incidentsOf(events, words),
    documents: documentViews(seen.documents, language, (id) => `/v1/staff/consultations/${row.id}/documents/${id}`),
    ...(ending && row.disposition !== undefined
      ? {
          end: {
            disposition: row.disposition,
            ...(ending.reason === undefined ? {} : { reason: ending.reason }),
            advice: [...ending.advice],
            ...(row.followUpAt === undefined ? {} : { followUp: moment(row.followUpAt) }),
          },
        }
      : {}),
    moves: doctorMovesIn(row, { way, guest }),
  };
}

function held(row: Consultation): keyof HandoverWords['deadlineForDoctor'] {
  switch (row.state) {
    case 'accepted':
    case 'connecting':
    case 'in-call':
    case 'interrupted':
    case 'phone-fallback':
      return row.state;
    default:
      return 'in-call';
  }
}

function because(words: HandoverWords, code: string): string {
  return new Map(Object.entries(words.because)).get(code) ?? '';
}

const incidentMoves = new Set(['interrupt', 'phone', 'reconnect', 'requeue', 'expire']);

/** What went wrong technically, read off the events: nobody has to remember it for the report. */
export function incidentsOf(events: readonly EventRow[], words: HandoverWords): DoctorView['incidents'] {
  const lines = new Map(Object.entries(words.incident));
  const reasons = new Map(Object.entries({ ...words.incidentWhy }));
  let interrupted = false;
  return events.flatMap((event) => {
    if (event.type !== 'state' || event.move === undefined) return [];
    const back = event.move === 'join' && interrupted;
    if (event.move === 'interrupt') interrupted = true;
    if (event.move === 'join') interrupted = false;
    if (!back && (!incidentMoves.has(event.move) || event.why === 'by-phone-chosen' || event.why === 'handed-back')) return [];
    const why = reasons.get(event.why ?? '') ?? '';
    const line = fill(lines.get(event.move) ?? event.move, { why });
    return [{ at: new Date(event.at).toISOString(), words: why === '' || line.includes(why) ? line.replace(/\s*:\s*$/, '') : `${line} (${why})` }];
  });
}

function doctorMovesIn(row: Consultation, { way, guest }: { readonly way: InterpreterWay; readonly guest: InterpreterRow | undefined }): DoctorMoveName[] {
  const list: DoctorMoveName[] = [];
  if (isHeld(row.state)) list.push('not-suitable', 'hand-back');
  if (mayMove('phone', row.state, 'doctor')) list.push('phone');
  if (row.state === 'phone-fallback') list.push('phone-failed');
  if (mayMove('reconnect', row.state, 'doctor') && !row.phoneOnly) list.push('reconnect');
  if (isHeld(row.state) && row.state !== 'phone-fallback' && way === 'link' && guest?.standing !== 'in') list.push('invite-interpreter');
  if (guest?.standing === 'asking' && way === 'link' && (row.state === 'accepted' || mayMove('reconnect', row.state, 'doctor'))) list.push('admit-interpreter');
  if (guest) list.push('end-interpreter');
  if (mayMove('end', row.state, 'doctor')) list.push('end');
  return list;
}

/** Also for the doctor at whom it only rings: the summary is read before accepting. */
export async function summaryFor(parts: ConsultationParts, caller: StaffCaller, consultationId: string, language: Language): Promise<DoctorSummary> {
  const subject = { kind: 'staff', site: caller.site, staffId: caller.staffId } as const;
  const seen = await parts.store.transaction(subject, async (tx) => {
    const row = await tx.byId(consultationId);
    if (!row) return undefined;
    const mine = row.doctorId === caller.staffId;
    await tx.audit(row.encounterId, { action: 'summary-read', consultation: row.id, staff: caller.staffId });
    return {
      row,
      events: await tx.events(row.id, 0, 1000, ['state']),
      earlier: mine && row.earlierAllowed && row.personKey ? await tx.earlierOf(row.personKey, row.id) : [],
    };
  });
  if (!seen) throw notHere();
  const { row, events, earlier } = seen;
  const encounter = await parts.staffEncounter({ site: caller.site, staffId: caller.staffId, encounterId: row.encounterId });
  const summary = encounter && (await parts.clinical.summary(encounter, language));
  if (!summary) throw notHere();
  const words = handoverWords(language);
  const feelings = new Map(Object.entries(words.feeling));
  const changes = events.flatMap((event) => {
    if (event.move === 'check-in' && event.why !== 'due')
      return [{ at: new Date(event.at).toISOString(), words: fill(words.changed['check-in'], { why: feelings.get(event.why ?? '') ?? '' }) }];
    if (event.move !== 'raise') return [];
    // A raise is written with the urgency it was raised to.
    return [
      {
        at: new Date(event.at).toISOString(),
        words: fill(words.changed.raise, { why: parts.clinical.urgencyWords((event.why ?? row.urgency) as Consultation['urgency'], language) }),
      },
    ];
  });
  const earlierViews = await Promise.all(
    earlier.map(async (item) => {
      const old = await parts.staffEncounter({ site: caller.site, staffId: caller.staffId, encounterId: item.encounterId }).catch(() => undefined);
      const standing = old && (await parts.clinical.standing(old));
      return {
        id: item.encounterId,
        at: new Date(item.askedAt).toISOString(),
        urgency: item.urgency,
        words: standing?.words ?? '',
        ...(item.disposition === undefined ? {} : { disposition: parts.clinical.urgencyWords(item.disposition, language) }),
      };
    }),
  );
  return { consultationId: row.id, encounterId: row.encounterId, ...summary, changes, earlier: { allowed: row.earlierAllowed, encounters: earlierViews } };
}
