/** What the record needs of a database. Every payload is sealed before it gets here. */

export type StoredTurn = { readonly seq: number; readonly turnId: string; readonly at: number; readonly payload: Uint8Array };

export type StoredEncounter = {
  readonly id: string;
  readonly site: string;
  readonly rulesetHash: string;
  readonly keyId: string;
  /** Undefined once the encounter has been erased: nothing can open its turns any more. */
  readonly wrappedKey: Uint8Array | undefined;
  readonly turns: readonly StoredTurn[];
};

/** Who asks: a patient with the hash of a capability, for one encounter of one site. */
export type PatientSubject = { readonly site: string; readonly encounterId: string; readonly capabilityHash: Uint8Array };

export type NewTurn = { readonly seq: number; readonly turnId: string; readonly at: number; readonly kinds: readonly string[]; readonly payload: Uint8Array };
export type Summary = { readonly state: string; readonly urgency: string };

export type RecordStore = {
  /** One transaction: encounter, first turn, audit. `taken`: this turn id opened one before. */
  readonly open: (encounter: {
    readonly subject: PatientSubject;
    readonly rulesetHash: string;
    readonly keyId: string;
    readonly wrappedKey: Uint8Array;
    readonly turn: NewTurn;
  }) => Promise<'opened' | 'taken'>;
  readonly load: (subject: PatientSubject) => Promise<StoredEncounter | undefined>;
  /** One transaction: turn, projection, counters, audit. `conflict`: another turn took this place. */
  readonly append: (turn: {
    readonly subject: PatientSubject;
    readonly turn: NewTurn;
    readonly summary: Summary | undefined;
    readonly uncovered: readonly string[];
  }) => Promise<'appended' | 'repeated' | 'conflict' | 'not-found'>;
};

export type EncounterSummary = {
  readonly id: string;
  readonly site: string;
  readonly openedAt: number;
  readonly turns: number;
  readonly state: string;
  readonly urgency: string | undefined;
  readonly rulesetHash: string;
  readonly erasedAt: number | undefined;
};
export type AuditRow = { readonly site: string; readonly lane: number; readonly n: number; readonly previous: string; readonly hash: string; readonly entry: string };

/** What an operator of the installation may do; every call is audited by the store. */
export type OperatorStore = {
  readonly list: (site: string | undefined, most: number) => Promise<readonly EncounterSummary[]>;
  readonly read: (encounterId: string) => Promise<StoredEncounter | undefined>;
  readonly erase: (encounterId: string, at: number) => Promise<boolean>;
  readonly note: (encounterId: string, action: string, at: number) => Promise<void>;
  readonly auditRows: () => AsyncIterable<AuditRow>;
  readonly auditHeads: () => Promise<readonly { readonly site: string; readonly lane: number; readonly n: number; readonly hash: string }[]>;
  readonly saveRuleset: (hash: string, body: string) => Promise<void>;
  readonly loadRuleset: (hash: string) => Promise<string | undefined>;
};
