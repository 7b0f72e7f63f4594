/** What the handover needs of a database: transactions on behalf of a subject, whose steps are single statements. Times are the database's. */
import type { ConsultationState, LadderStep, MediaKind, MediaStanding, Side } from '../contract/consultation.ts';
import type { Language } from '../shared/language.ts';
import type { Urgency } from '../triage/outcome.ts';
import type { Actor, Move } from './states.ts';

/** On whose behalf: row-level security lets through what is theirs. `sweep` is the service itself, at a site. */
export type Subject =
  | { readonly kind: 'patient'; readonly site: string; readonly encounterId: string }
  | { readonly kind: 'staff'; readonly site: string; readonly staffId: string }
  | { readonly kind: 'sweep'; readonly site: string };

/** What a side's browser can do, by its own word. */
export type SideAbility = { readonly webrtc: boolean; readonly e2ee: boolean };

/** The way into the call of one epoch. `kind` undefined: not chosen yet. */
export type MediaState = {
  readonly kind?: MediaKind;
  readonly server?: string;
  readonly room?: string;
  readonly e2ee?: boolean;
  readonly patient?: SideAbility;
  readonly doctor?: SideAbility;
  /** What did not work before in this consultation. */
  readonly failed?: readonly string[];
};

export type Consultation = {
  readonly id: string;
  readonly site: string;
  readonly encounterId: string;
  readonly state: ConsultationState;
  readonly epoch: number;
  readonly seq: number;
  readonly language: Language;
  readonly urgency: Urgency;
  /** What the rules said when it was asked for. */
  readonly askedUrgency: Urgency;
  readonly raised: boolean;
  readonly phoneOnly: boolean;
  readonly queuedAt: number;
  readonly dueAt: number;
  readonly deadlineAt: number | undefined;
  readonly ladderStep: LadderStep;
  readonly ladderFrom: number;
  readonly ladderAt: number | undefined;
  readonly checkInAt: number | undefined;
  readonly reconcileAt: number | undefined;
  readonly doctorId: string | undefined;
  readonly interpreterId: string | undefined;
  readonly media: MediaState;
  readonly patientSeenAt: number | undefined;
  readonly doctorSeenAt: number | undefined;
  readonly interpreterSeenAt: number | undefined;
  readonly patientMedia: MediaStanding | undefined;
  readonly doctorMedia: MediaStanding | undefined;
  readonly interpreterMedia: MediaStanding | undefined;
  readonly callStartedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** A code of `phrases.ts`. */
  readonly because: string | undefined;
  readonly disposition: Urgency | undefined;
  readonly followUpAt: number | undefined;
  readonly rulesetHash: string;
  readonly personKey: Uint8Array | undefined;
  readonly earlierAllowed: boolean;
  readonly identity: Uint8Array;
  readonly ending: Uint8Array | undefined;
};

/** Columns that a step may set; `undefined` empties one. */
export type Changes = {
  readonly [K in keyof Omit<Consultation, 'id' | 'site' | 'encounterId' | 'seq' | 'epoch' | 'queuedAt' | 'askedUrgency' | 'rulesetHash'>]?: Consultation[K] | undefined;
};

export type NewConsultation = Pick<
  Consultation,
  'id' | 'encounterId' | 'language' | 'urgency' | 'phoneOnly' | 'dueAt' | 'deadlineAt' | 'ladderAt' | 'checkInAt' | 'rulesetHash' | 'personKey' | 'earlierAllowed' | 'identity'
>;

/** What is written beside a step, in the same transaction. */
export type Trace = {
  readonly actor: Actor;
  readonly move: Move | 'request' | 'raise' | 'rung' | 'check-in' | 'media' | 'note' | 'document' | 'message' | 'signal' | 'presence' | 'reconcile' | 'interpreter';
  readonly why?: string;
  readonly turnId?: string;
  readonly staffId?: string;
};

export type OfferRow = {
  readonly id: string;
  readonly site: string;
  readonly consultationId: string;
  readonly doctorId: string;
  readonly epoch: number;
  readonly state: 'pending' | 'accepted' | 'done' | 'declined' | 'expired' | 'withdrawn';
  readonly rungAt: number;
  readonly expiresAt: number;
  readonly shownAt: number | undefined;
  readonly why: string | undefined;
};

export type EventType = 'state' | 'message' | 'signal' | 'presence' | 'content';
export type EventRow = {
  readonly seq: number;
  readonly at: number;
  readonly type: EventType;
  readonly epoch: number;
  readonly state: ConsultationState;
  readonly actor: Actor | Side;
  readonly move: string | undefined;
  readonly why: string | undefined;
  readonly toSide: Side | undefined;
  readonly payload: Uint8Array | undefined;
};

/** `name` once they have given it. */
export type InterpreterRow = { readonly id: string; readonly name: string | undefined; readonly standing: 'invited' | 'asking' | 'in' };

export type StaffRow = {
  readonly id: string;
  readonly site: string;
  readonly name: string;
  readonly title: string;
  readonly role: 'doctor' | 'supervisor' | 'desk';
  readonly language: Language;
  readonly availability: 'on-call' | 'break' | 'off';
  readonly since: number;
  readonly leaseUntil: number | undefined;
  readonly misses: number;
  readonly seq: number;
};

export type AlarmRow = { readonly id: string; readonly consultationId: string; readonly step: LadderStep; readonly raisedAt: number };
/** What the desk sees of an alarm's consultation. */
export type AlarmView = AlarmRow & { readonly urgency: Urgency; readonly state: ConsultationState; readonly queuedAt: number; readonly dueAt: number };

export type NewOutboxItem = { readonly channel: 'push' | 'webhook' | 'room'; readonly key: string; readonly body: Readonly<Record<string, unknown>>; readonly afterMs?: number };

/** One transaction. Whatever it gives as `undefined` was not there, not theirs, or not in that state. */
export type ConsultationTx = {
  /** The database's clock at the beginning of the transaction, milliseconds since the epoch. */
  readonly now: number;
  /** A step that touches what is not the subject's, such as the offer at a doctor when the patient leaves: with the sweep's rights, in the same transaction. */
  readonly asService: <T>(work: () => Promise<T>) => Promise<T>;
  readonly create: (consultation: NewConsultation, trace: Trace) => Promise<Consultation | undefined>;
  readonly byId: (id: string) => Promise<Consultation | undefined>;
  /** Locks the row until the end of the transaction. */
  readonly lock: (id: string, how?: 'wait' | 'skip') => Promise<Consultation | undefined>;
  readonly latestOf: (encounterId: string) => Promise<Consultation | undefined>;
  /** One update, fenced by state and epoch, with its event, audit entry and webhook. */
  readonly move: (at: Pick<Consultation, 'id' | 'epoch'>, move: Move, changes: Changes, trace: Omit<Trace, 'move'>) => Promise<Consultation | undefined>;
  /** Changes that leave the state as it is, fenced by the epoch. */
  readonly change: (
    at: Pick<Consultation, 'id' | 'epoch'>,
    changes: Changes,
    trace: Trace & { readonly type?: EventType; readonly newEpoch?: boolean },
  ) => Promise<Consultation | undefined>;
  /** Without an event: heartbeats and timers. */
  readonly touch: (at: Pick<Consultation, 'id' | 'epoch'>, changes: Changes) => Promise<Consultation | undefined>;
  readonly addEvent: (
    id: string,
    event: { readonly type: EventType; readonly actor: Actor | Side; readonly toSide?: Side; readonly turnId?: string; readonly payload?: (seq: number) => Promise<Uint8Array> },
  ) => Promise<{ readonly seq: number; readonly at: number } | undefined>;
  readonly hasTurn: (id: string, turnId: string) => Promise<boolean>;
  readonly events: (id: string, after: number, most: number, types?: readonly EventType[]) => Promise<readonly EventRow[]>;

  readonly addOffer: (offer: {
    readonly id: string;
    readonly consultationId: string;
    readonly doctorId: string;
    readonly epoch: number;
    readonly expiresAt: number;
  }) => Promise<void>;
  readonly offer: (id: string) => Promise<OfferRow | undefined>;
  readonly liveOffer: (of: { readonly consultationId: string } | { readonly doctorId: string }) => Promise<OfferRow | undefined>;
  /** Fenced by the state it must be in. */
  readonly setOffer: (id: string, from: readonly OfferRow['state'][], to: OfferRow['state'], why?: string) => Promise<boolean>;
  readonly markShown: (id: string) => Promise<boolean>;
  readonly offersOf: (consultationId: string) => Promise<readonly OfferRow[]>;

  readonly staff: (id: string) => Promise<StaffRow | undefined>;
  readonly setAvailability: (id: string, availability: StaffRow['availability']) => Promise<void>;
  readonly renewLease: (id: string, forMs: number) => Promise<void>;
  readonly setMisses: (id: string, misses: number) => Promise<void>;
  readonly staffEvent: (staffId: string, event: { readonly type: string; readonly ref?: string; readonly why?: string }) => Promise<void>;
  readonly staffEvents: (
    staffId: string,
    after: number,
    most: number,
  ) => Promise<readonly { readonly seq: number; readonly at: number; readonly type: string; readonly ref: string | undefined; readonly why: string | undefined }[]>;
  /** Someone for one consultation only, and the one-time link that lets them ask to come in. */
  readonly inviteInterpreter: (guest: { readonly id: string; readonly consultationId: string; readonly linkHash: Uint8Array; readonly forMs: number }) => Promise<void>;
  readonly interpreterOf: (consultationId: string) => Promise<InterpreterRow | undefined>;
  /** Fenced by the standing it must be in. */
  readonly setInterpreter: (id: string, from: readonly InterpreterRow['standing'][], to: InterpreterRow['standing'] | 'out') => Promise<boolean>;
  readonly staffByRole: (roles: readonly StaffRow['role'][]) => Promise<readonly StaffRow[]>;

  /** Serialises dispatch at the site until the end of the transaction. */
  readonly lockDispatch: () => Promise<void>;
  readonly waitingHere: () => Promise<readonly Consultation[]>;
  readonly freeDoctors: () => Promise<readonly (StaffRow & { readonly freeSince: number; readonly reachable: boolean })[]>;
  readonly queueStanding: (id: string) => Promise<{ readonly place: number; readonly doctors: number }>;
  readonly doctorsOnCall: () => Promise<number>;
  readonly waitingCounts: () => Promise<readonly { readonly urgency: Urgency; readonly count: number; readonly oldest: number }[]>;
  readonly recentWaits: () => Promise<{ readonly lowMs: number; readonly highMs: number; readonly n: number }>;

  readonly raiseAlarm: (id: string, consultationId: string, step: LadderStep) => Promise<boolean>;
  readonly openAlarms: () => Promise<readonly AlarmView[]>;
  readonly closeAlarms: (consultationId: string) => Promise<readonly AlarmRow[]>;
  readonly takeAlarm: (id: string, staffId: string) => Promise<string | undefined>;
  /** The calls that someone took in hand and has not made. */
  readonly owedBy: (staffId: string) => Promise<readonly { readonly alarmId: string; readonly row: Consultation }[]>;
  /** `first`: not said before; undefined when this person owes no such call. */
  readonly phonedAlarm: (id: string, staffId: string) => Promise<{ readonly consultationId: string; readonly first: boolean } | undefined>;
  /** Open again for everyone when it was taken so long ago and nobody was called; undefined otherwise. */
  readonly returnAlarm: (id: string, afterMs: number) => Promise<{ readonly consultationId: string; readonly step: LadderStep; readonly staffId: string } | undefined>;

  readonly note: (id: string) => Promise<{ readonly version: number; readonly savedAt: number; readonly payload: Uint8Array } | undefined>;
  /** Undefined when `version` is not the current one. */
  readonly saveNote: (id: string, version: number, payload: Uint8Array) => Promise<{ readonly version: number; readonly savedAt: number } | undefined>;
  readonly addDocument: (document: {
    readonly id: string;
    readonly consultationId: string;
    readonly kind: string;
    readonly turnId: string;
    readonly payload: Uint8Array;
  }) => Promise<void>;
  readonly documents: (
    consultationId: string,
  ) => Promise<readonly { readonly id: string; readonly kind: string; readonly turnId: string; readonly at: number; readonly payload: Uint8Array }[]>;
  readonly addFeedback: (feedback: {
    readonly consultationId: string;
    readonly encounterId: string;
    readonly rulesetHash: string;
    readonly ours: string;
    readonly theirs: string;
    readonly payload: Uint8Array;
  }) => Promise<void>;
  readonly recentOf: (doctorId: string) => Promise<readonly Consultation[]>;
  readonly currentOf: (doctorId: string) => Promise<Consultation | undefined>;
  readonly earlierOf: (
    personKey: Uint8Array,
    except: string,
  ) => Promise<readonly { readonly encounterId: string; readonly askedAt: number; readonly disposition: Urgency | undefined; readonly urgency: Urgency }[]>;

  readonly send: (item: NewOutboxItem & { readonly consultationId?: string }) => Promise<void>;
  readonly audit: (encounterId: string, entry: Readonly<Record<string, unknown>>) => Promise<void>;
};

export type ConsultationStore = {
  readonly transaction: <T>(subject: Subject, work: (tx: ConsultationTx) => Promise<T>) => Promise<T>;
  /** Whose consultation it is: to find the encounter whose capability must be checked. */
  readonly encounterOf: (consultationId: string) => Promise<{ readonly encounterId: string; readonly site: string } | undefined>;
  /** Consultations with a timer that has run out, the longest ago first. */
  /** The calls that are owed, the oldest first. */
  readonly owedCalls: (most: number) => Promise<readonly { readonly id: string; readonly site: string }[]>;
  readonly overdue: (most: number) => Promise<readonly { readonly id: string; readonly site: string }[]>;
  /** Sites where someone waits while a doctor is free. */
  readonly sitesToDispatch: () => Promise<readonly string[]>;
  /** Streams that something happened on in the last `ms`: what wakes those whose wake-up was lost. */
  readonly changedWithin: (ms: number) => Promise<readonly string[]>;
};
