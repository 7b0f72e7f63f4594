/** Back to the queue, up the ladder, more urgent: what happens to someone who waits. */
import type { LadderStep } from '../contract/consultation.ts';
import { rank, type Urgency } from '../triage/outcome.ts';
import type { Changes, Consultation, ConsultationTx, Trace } from './consultation-store.ts';
import { dueAt, isTop, nextRung, type Policy } from './policy.ts';

/** Nobody waits without a next step: after the last rung the sweep looks again this often. */
const lookAgainMs = 30_000;

/** When the next rung of the ladder is reached, as columns. In `waiting` it is the deadline as well. */
export function ladderTimes(
  policy: Policy,
  at: { readonly urgency: Urgency; readonly step: LadderStep; readonly from: number; readonly now: number; readonly doctorsOnCall: number },
): Pick<Changes, 'ladderAt' | 'deadlineAt'> {
  const next = nextRung(policy, at);
  const when = Math.max(next?.at ?? at.now + lookAgainMs, at.now);
  return { ladderAt: when, deadlineAt: when };
}

/** The place in the queue is kept: `queued_at` and `due_at` never change on the way back. */
export async function requeue(
  { tx, policy }: { readonly tx: ConsultationTx; readonly policy: Policy },
  row: Consultation,
  move: 'expire' | 'decline' | 'requeue',
  trace: Omit<Trace, 'move'>,
): Promise<Consultation | undefined> {
  const times = ladderTimes(policy, { urgency: row.urgency, step: row.ladderStep, from: row.ladderFrom, now: tx.now, doctorsOnCall: await tx.doctorsOnCall() });
  const held: Changes =
    move === 'requeue'
      ? {
          doctorId: undefined,
          interpreterId: undefined,
          media: row.media.patient ? { patient: row.media.patient } : {},
          doctorSeenAt: undefined,
          reconcileAt: undefined,
          checkInAt: tx.now + policy.checkInEvery,
        }
      : {};
  return tx.move(row, move, { ...times, ...held, because: trace.why }, trace);
}

/** Urgency only rises. What becomes an emergency climbs the short ladder from now on. */
export async function raise(
  { tx, policy }: { readonly tx: ConsultationTx; readonly policy: Policy },
  row: Consultation,
  urgency: Urgency,
  trace: Pick<Trace, 'turnId' | 'why'>,
): Promise<Consultation | undefined> {
  if (rank(urgency) <= rank(row.urgency)) return row;
  const due = Math.min(row.dueAt, isTop(urgency) ? Math.max(row.queuedAt, tx.now) : dueAt(policy, urgency, row.queuedAt));
  const anew = isTop(urgency) && !isTop(row.urgency);
  const ladder = anew ? { ladderStep: 'queue' as const, ladderFrom: tx.now } : {};
  const times = ladderTimes(policy, {
    urgency,
    step: anew ? 'queue' : row.ladderStep,
    from: anew ? tx.now : row.ladderFrom,
    now: tx.now,
    doctorsOnCall: await tx.doctorsOnCall(),
  });
  const changes: Changes = row.state === 'waiting' ? times : row.state === 'offered' ? { ladderAt: times.ladderAt } : {};
  return tx.change(row, { urgency, raised: true, dueAt: due, ...ladder, ...changes }, { actor: 'service', move: 'raise', why: urgency, ...trace });
}

/** Tells the desk or the doctor in charge, once a step. */
export async function alarm(tx: ConsultationTx, row: Consultation, step: LadderStep, newId: () => string): Promise<void> {
  const id = newId();
  if (await tx.raiseAlarm(id, row.id, step)) await ringAlarm(tx, row, { id, step });
}

/** @param time when it rings anew: each time is told to the site once. */
export async function ringAlarm(
  tx: ConsultationTx,
  row: Consultation,
  { id, step, time }: { readonly id: string; readonly step: LadderStep; readonly time?: number },
): Promise<void> {
  for (const person of await tx.staffByRole(['desk', 'supervisor'])) await tx.staffEvent(person.id, { type: 'alarm', ref: id });
  await tx.send({
    channel: 'webhook',
    key: time === undefined ? `webhook:alarm:${id}` : `webhook:alarm:${id}:${time}`,
    consultationId: row.id,
    body: { consultation: row.id, encounter: row.encounterId, move: 'alarm', step, state: row.state, urgency: row.urgency, at: tx.now },
  });
}

export async function closeAlarms(tx: ConsultationTx, row: Consultation): Promise<void> {
  const closed = await tx.closeAlarms(row.id);
  if (closed.length === 0) return;
  for (const person of await tx.staffByRole(['desk', 'supervisor'])) for (const item of closed) await tx.staffEvent(person.id, { type: 'alarm-gone', ref: item.id });
}
