/** Encounters kept and read: sealed turns behind a capability, with a small memory so that a turn costs one round trip. */
import { hashCapability, isCapability, newCapability } from '../access/capability.ts';
import { nothingHere, RelaisError } from '../shared/errors.ts';
import type { EncounterEvent } from './events.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import type { PatientSubject, RecordStore, StoredEncounter, Summary } from './record-store.ts';
import { createRecentMemory } from './recent-memory.ts';
import { newDataKey, open, seal, turnPlace, webCipher, type Cipher, type SealKey } from './sealing.ts';

export type KeptTurn = { readonly turnId: string; readonly at: number; readonly events: readonly EncounterEvent[] };

export type OpenEncounter = {
  readonly id: string;
  readonly site: string;
  readonly rulesetHash: string;
  readonly turns: readonly KeptTurn[];
  readonly subject: PatientSubject;
  readonly key: SealKey;
};

export type EncounterRecords = {
  /** @throws RelaisError invalid-input when this turn id has opened an encounter before: its capability is not kept and cannot be given twice. */
  readonly open: (request: {
    readonly site: string;
    readonly rulesetHash: string;
    readonly turnId: string;
    readonly events: readonly EncounterEvent[];
    readonly at: number;
  }) => Promise<{ readonly encounterId: string; readonly capability: string }>;
  /**
   * @param request.fresh asks the database even when the encounter is remembered: another process may have erased it.
   * @throws RelaisError not-found for a wrong id, a wrong capability or another site alike; ended once erased.
   */
  readonly load: (request: { readonly site: string; readonly encounterId: string; readonly capability: string; readonly fresh?: boolean }) => Promise<OpenEncounter>;
  /** For someone who has shown another right to read it than the capability itself. @throws RelaisError not-found; ended */
  readonly loadSubject: (subject: PatientSubject) => Promise<OpenEncounter>;
  /** @throws RelaisError stale-turn when another turn came first. */
  readonly append: (request: {
    readonly encounter: OpenEncounter;
    readonly turnId: string;
    readonly events: readonly EncounterEvent[];
    readonly at: number;
    readonly summary?: Summary;
    readonly uncovered?: readonly string[];
  }) => Promise<'appended' | 'repeated'>;
  /** Another instance changed or erased it: what is remembered here no longer counts. */
  readonly forget: (encounterId: string) => void;
};

export type EncounterRecordsParts = {
  readonly store: RecordStore;
  readonly keys: KeyWrapper;
  readonly cipher?: Cipher;
  readonly newId?: () => string;
  /** How many encounters are remembered, and for how long; 0 remembers none. */
  readonly memory?: { readonly most: number; readonly forMs: number };
  readonly now?: () => number;
};

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function createEncounterRecords({
  store,
  keys,
  cipher = webCipher,
  newId = () => crypto.randomUUID(),
  memory = { most: 2000, forMs: 120_000 },
  now = Date.now,
}: EncounterRecordsParts): EncounterRecords {
  const recent = createRecentMemory<OpenEncounter>({ ...memory, now });
  // Of capabilities that have opened something here, so that a turn need not hash one again.
  const hashes = createRecentMemory<Uint8Array>({ ...memory, now });

  const load = async (subject: PatientSubject): Promise<OpenEncounter> => {
    const stored = await store.load(subject);
    if (!stored) throw notFound();
    return openStored({ keys, cipher }, subject, stored);
  };

  return {
    open: async ({ site, rulesetHash, turnId, events, at }) => {
      const capability = newCapability();
      const subject: PatientSubject = { site, encounterId: newId(), capabilityHash: capability.hash };
      const raw = newDataKey();
      const [key, wrappedKey] = await Promise.all([cipher(raw), keys.wrap(raw)]);
      const turn = await sealTurn(key, subject.encounterId, 0, { turnId, at, events });
      const result = await store.open({ subject, rulesetHash, keyId: keys.keyId, wrappedKey, turn });
      if (result === 'taken')
        throw new RelaisError(
          'invalid-input',
          { en: 'this turn id has opened an encounter before', fr: 'cet identifiant de tour a déjà ouvert un échange' },
          { field: 'turnId', mend: { en: 'send a new turn id to open another one', fr: 'envoyez un nouvel identifiant pour en ouvrir un autre' } },
        );
      hashes.put(capability.token, capability.hash);
      recent.put(subject.encounterId, { id: subject.encounterId, site, rulesetHash, turns: [{ turnId, at, events }], subject, key });
      return { encounterId: subject.encounterId, capability: capability.token };
    },
    load: async ({ site, encounterId, capability, fresh = false }) => {
      if (!uuid.test(encounterId) || !isCapability(capability)) throw notFound();
      const knownHash = hashes.get(capability);
      const subject: PatientSubject = { site, encounterId, capabilityHash: knownHash ?? hashCapability(capability) };
      const remembered = fresh ? undefined : recent.get(encounterId);
      if (remembered && remembered.site === site && sameBytes(remembered.subject.capabilityHash, subject.capabilityHash)) return remembered;
      const encounter = await load(subject);
      if (!knownHash) hashes.put(capability, subject.capabilityHash);
      recent.put(encounterId, encounter);
      return encounter;
    },
    loadSubject: load,
    append: async ({ encounter, turnId, events, at, summary, uncovered = [] }) => {
      const kept: KeptTurn = { turnId, at, events };
      const turn = await sealTurn(encounter.key, encounter.id, encounter.turns.length, kept);
      const result = await store.append({ subject: encounter.subject, turn, summary, uncovered });
      if (result === 'appended') {
        recent.put(encounter.id, { ...encounter, turns: [...encounter.turns, kept] });
        return result;
      }
      recent.drop(encounter.id);
      if (result === 'repeated') return result;
      if (result === 'not-found') throw notFound();
      throw new RelaisError(
        'stale-turn',
        { en: 'another answer came first', fr: 'une autre réponse est arrivée avant' },
        { mend: { en: 'load the encounter again and answer its current card', fr: 'rechargez l’échange et répondez à la question affichée' } },
      );
    },
    forget: (encounterId) => recent.drop(encounterId),
  };
}

async function sealTurn(key: SealKey, encounterId: string, seq: number, kept: KeptTurn): Promise<Parameters<RecordStore['append']>[0]['turn']> {
  const payload = await seal(key, turnPlace(encounterId, seq), JSON.stringify(kept.events));
  return { seq, turnId: kept.turnId, at: kept.at, kinds: kept.events.map((event) => event.kind), payload };
}

/** Unwraps the key of a stored encounter and opens its turns. @throws RelaisError ended once it has been erased. */
export async function openStored(
  { keys, cipher = webCipher }: Pick<EncounterRecordsParts, 'keys' | 'cipher'>,
  subject: PatientSubject,
  stored: StoredEncounter,
): Promise<OpenEncounter> {
  if (!stored.wrappedKey) throw new RelaisError('ended', { en: 'this encounter has been erased', fr: 'cet échange a été effacé' });
  const key = await cipher(await keys.unwrap(stored.keyId, Uint8Array.from(stored.wrappedKey)));
  const turns = await Promise.all(
    stored.turns.map(async (turn): Promise<KeptTurn> => {
      // Sealed by us and authenticated: what opens is what was written.
      const events = JSON.parse(await open(key, turnPlace(stored.id, turn.seq), turn.payload)) as readonly EncounterEvent[];
      return { turnId: turn.turnId, at: turn.at, events };
    }),
  );
  return { id: stored.id, site: stored.site, rulesetHash: stored.rulesetHash, turns, subject, key };
}

function notFound(): RelaisError {
  return new RelaisError('not-found', nothingHere);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}
