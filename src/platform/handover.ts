/** The handover's parts put together, the same for the service, its tests and every runtime. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type pg from 'pg';
import { createConsultationStore } from '../adapters/postgres/consultation-store.ts';
import { createStaffEncounters } from '../adapters/postgres/staff-encounters.ts';
import { createInterpreterStore } from '../adapters/postgres/interpreter-store.ts';
import { createStaffStore } from '../adapters/postgres/staff-store.ts';
import { createConsultations, type Consultations } from '../consultation/consultations.ts';
import type { ConsultationStore } from '../consultation/consultation-store.ts';
import { deliverOutbox, type Senders } from '../consultation/deliver.ts';
import type { ConsultationParts, SiteFacts } from '../consultation/parts.ts';
import { reconcile, takeNotice as noteNotice } from '../consultation/reconcile.ts';
import { createOutboxStore } from '../adapters/postgres/outbox-store.ts';
import { defaultPolicy, type Policy } from '../consultation/policy.ts';
import { createRemoval } from '../consultation/retention.ts';
import type { IceServers, Rooms } from '../consultation/rooms.ts';
import { createInterpreterSessions, type InterpreterSessions } from '../consultation/interpreter-sessions.ts';
import { createStaffSessions, type StaffSessions } from '../consultation/staff-sessions.ts';
import { createWakes, type Wakes } from '../consultation/wakes.ts';
import type { Site } from '../contract/site.ts';
import { createClinicalReading } from '../conversation/clinical.ts';
import type { RulesetShelf } from '../conversation/conversation.ts';
import { openStored, type EncounterRecords } from '../record/encounter-records.ts';
import type { KeyWrapper } from '../record/key-wrapper.ts';
import type { Cipher } from '../record/sealing.ts';
import type { Ephemeral } from '../shared/ephemeral.ts';

/** Looked back a little further than the last time: a wake-up twice costs a look, one too few a second. */
const lookBackMs = 2500;
const timeZones = { FR: 'Europe/Paris', UK: 'Europe/London' } as const;

export type HandoverParts = {
  /** Connections that run as `relais_app`. */
  readonly pool: pg.Pool;
  readonly records: EncounterRecords;
  readonly keys: KeyWrapper;
  readonly cipher: Cipher;
  readonly ephemeral: Ephemeral;
  readonly shelf: RulesetShelf;
  readonly siteFor: (id: string) => Promise<Site | undefined>;
  readonly rooms: Rooms;
  readonly iceServers: IceServers;
  /** Finds a person again without keeping who it is: 32 bytes, kept for as long as the record. */
  readonly personIndexKey: Uint8Array;
  /** Where to tell of what happened; nowhere when not given. */
  readonly senders?: Senders;
};

const nowhere: Senders = { push: undefined, webhook: async () => 'never' };

export type Handover = {
  readonly consultations: Consultations;
  readonly takeNotice: (request: { readonly body: string; readonly authorization: string | undefined }) => Promise<boolean>;
  readonly staff: StaffSessions;
  readonly interpreters: InterpreterSessions;
  readonly wakes: Wakes;
  readonly store: ConsultationStore;
  readonly sweep: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export function createHandover({ pool, records, keys, cipher, ephemeral, shelf, siteFor, rooms, iceServers, personIndexKey, senders = nowhere }: HandoverParts): Handover {
  const wakes = createWakes(ephemeral);
  const store = createConsultationStore(pool, wakes.tell);
  const outbox = createOutboxStore(pool);
  const stored = createStaffEncounters(pool);
  const parts: ConsultationParts = {
    store,
    records,
    staffEncounter: async (request) => {
      const encounter = await stored(request);
      // Read for staff: no capability is involved, and nothing is appended with it.
      return encounter && openStored({ keys, cipher }, { site: request.site, encounterId: request.encounterId, capabilityHash: new Uint8Array(0) }, encounter);
    },
    clinical: createClinicalReading(shelf),
    rooms,
    siteFacts: async (id) => factsOf(await siteFor(id)),
    personKey: (text) => Uint8Array.from(hmac(sha256, personIndexKey, new TextEncoder().encode(text))),
    iceServers,
  };
  const consultations = createConsultations(parts, { reconcile: (id, site) => reconcile(parts, id, site) });
  const removeOld = createRemoval(outbox.removeOutdated);
  // One that fails keeps no other from its work; the first reason is told.
  const sweep = async (): Promise<void> => {
    const steps = [consultations.sweep, () => deliverOutbox({ store: outbox, rooms, senders }), async () => wakes.poke(await store.changedWithin(lookBackMs)), removeOld];
    const failed = (await Promise.allSettled(steps.map((step) => step()))).find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  };
  const takeNotice: Handover['takeNotice'] = (request) => noteNotice(parts, outbox, request);
  const staff = createStaffSessions(createStaffStore(pool));
  const interpreters = createInterpreterSessions(createInterpreterStore(pool), store);
  return { consultations, takeNotice, staff, interpreters, wakes, store, sweep, close: wakes.stop };
}

function factsOf(site: Site | undefined): SiteFacts {
  const region = site?.region ?? 'FR';
  return {
    name: site?.name.fr ?? '',
    names: { fr: site?.name.fr ?? '', en: site?.name.en ?? '' },
    region,
    timeZone: timeZones[region],
    policy: policyOf(site),
    contacts: contactsOf(site),
  };
}

function contactsOf(site: Site | undefined): SiteFacts['contacts'] {
  return (site?.callBack.ladder ?? []).flatMap(({ step, phone }) => (phone === undefined ? [] : [{ step, phone }]));
}

/** The ladder of a site stands in its file; that of emergencies is the same everywhere. */
function policyOf(site: Site | undefined): Policy {
  if (!site) return defaultPolicy;
  const usual = site.callBack.ladder.map((rung) => ({ step: rung.step, after: rung.afterMinutes * 60_000 }));
  return {
    ...defaultPolicy,
    offeredFor: site.exits.video ? defaultPolicy.offeredFor : [],
    ladder: usual.length === 0 ? defaultPolicy.ladder : { ...defaultPolicy.ladder, usual },
  };
}
