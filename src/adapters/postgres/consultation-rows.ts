/** Rows of the handover as the database gives them, and as `src/consultation` reads them. */
import type { AlarmView, Changes, Consultation, EventRow, OfferRow, StaffRow } from '../../consultation/consultation-store.ts';

export type Raw = Record<string, unknown>;

/** Column of each property that a step may set. */
const columns: Readonly<Record<keyof Changes, string>> = {
  state: 'state',
  language: 'language',
  urgency: 'urgency',
  raised: 'raised',
  phoneOnly: 'phone_only',
  dueAt: 'due_at',
  deadlineAt: 'deadline_at',
  ladderStep: 'ladder_step',
  ladderFrom: 'ladder_from',
  ladderAt: 'ladder_at',
  checkInAt: 'check_in_at',
  reconcileAt: 'reconcile_at',
  doctorId: 'doctor_id',
  interpreterId: 'interpreter_id',
  media: 'media',
  patientSeenAt: 'patient_seen_at',
  doctorSeenAt: 'doctor_seen_at',
  interpreterSeenAt: 'interpreter_seen_at',
  patientMedia: 'patient_media',
  doctorMedia: 'doctor_media',
  interpreterMedia: 'interpreter_media',
  callStartedAt: 'call_started_at',
  endedAt: 'ended_at',
  because: 'because',
  disposition: 'disposition',
  followUpAt: 'follow_up_at',
  personKey: 'person_key',
  earlierAllowed: 'earlier_allowed',
  identity: 'identity',
  ending: 'ending',
};

/** `set` clauses and their values, numbered from `from`. */
export function assignments(changes: Changes, from: number): { readonly sql: readonly string[]; readonly values: readonly unknown[] } {
  const entries = Object.entries(changes);
  return {
    // The keys are those of `Changes`.
    sql: entries.map(([key], index) => `${columns[key as keyof Changes]} = $${from + index}`),
    values: entries.map(([key, value]) => asValue(key, value)),
  };
}

function asValue(key: string, value: unknown): unknown {
  if (value === undefined) return null;
  if (key.endsWith('At') || key === 'ladderFrom') return new Date(Number(value));
  if (value instanceof Uint8Array) return Buffer.from(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

export function consultationFrom(row: Raw): Consultation {
  return {
    ...plain<Consultation>(row, ['id', 'state', 'epoch', 'language', 'urgency', 'raised', 'media', 'because', 'disposition', 'identity', 'ending']),
    site: text(row['site_id']),
    encounterId: text(row['encounter_id']),
    seq: Number(row['seq']),
    // Written by us from the contract's lists.
    askedUrgency: row['asked_urgency'] as Consultation['urgency'],
    phoneOnly: row['phone_only'] === true,
    queuedAt: time(row['queued_at']) ?? 0,
    dueAt: time(row['due_at']) ?? 0,
    deadlineAt: time(row['deadline_at']),
    ladderStep: row['ladder_step'] as Consultation['ladderStep'],
    ladderFrom: time(row['ladder_from']) ?? 0,
    ladderAt: time(row['ladder_at']),
    checkInAt: time(row['check_in_at']),
    reconcileAt: time(row['reconcile_at']),
    doctorId: optional(row['doctor_id']),
    interpreterId: optional(row['interpreter_id']),
    patientSeenAt: time(row['patient_seen_at']),
    doctorSeenAt: time(row['doctor_seen_at']),
    interpreterSeenAt: time(row['interpreter_seen_at']),
    patientMedia: (row['patient_media'] ?? undefined) as Consultation['patientMedia'],
    doctorMedia: (row['doctor_media'] ?? undefined) as Consultation['doctorMedia'],
    interpreterMedia: (row['interpreter_media'] ?? undefined) as Consultation['interpreterMedia'],
    callStartedAt: time(row['call_started_at']),
    endedAt: time(row['ended_at']),
    followUpAt: time(row['follow_up_at']),
    rulesetHash: text(row['ruleset_hash']),
    personKey: (row['person_key'] ?? undefined) as Uint8Array | undefined,
    earlierAllowed: row['earlier_allowed'] === true,
  };
}

export function offerFrom(row: Raw): OfferRow {
  return {
    ...plain<OfferRow>(row, ['id', 'epoch', 'state', 'why']),
    site: text(row['site_id']),
    consultationId: text(row['consultation_id']),
    doctorId: text(row['doctor_id']),
    rungAt: time(row['rung_at']) ?? 0,
    expiresAt: time(row['expires_at']) ?? 0,
    shownAt: time(row['shown_at']),
  };
}

export function staffFrom(row: Raw): StaffRow {
  return {
    ...plain<StaffRow>(row, ['id', 'name', 'title', 'role', 'language', 'availability', 'misses']),
    site: text(row['site_id']),
    since: time(row['since']) ?? 0,
    leaseUntil: time(row['lease_until']),
    seq: Number(row['seq']),
  };
}

export function eventFrom(row: Raw): EventRow {
  return {
    ...plain<EventRow>(row, ['type', 'epoch', 'state', 'actor', 'move', 'why', 'payload']),
    seq: Number(row['seq']),
    at: time(row['at']) ?? 0,
    toSide: (row['to_side'] ?? undefined) as EventRow['toSide'],
  };
}

export function alarmFrom(row: Raw): AlarmView {
  return {
    ...plain<AlarmView>(row, ['id', 'step', 'urgency', 'state']),
    consultationId: text(row['consultation_id']),
    raisedAt: time(row['raised_at']) ?? 0,
    queuedAt: time(row['queued_at']) ?? 0,
    dueAt: time(row['due_at']) ?? 0,
  };
}

/** Columns that stand in the row as they are read: written by us, checked by the table. */
function plain<T>(row: Raw, keys: readonly (keyof T & string)[]): T {
  return Object.fromEntries(keys.map((key) => [key, row[key] ?? undefined])) as T;
}

export function time(value: unknown): number | undefined {
  return value instanceof Date ? value.getTime() : undefined;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function optional(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
