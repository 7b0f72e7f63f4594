/** What the patient does while waiting and in the call. Each is fenced by the state it is for; a turn sent twice changes nothing. */
import type { PatientMove } from '../contract/consultation.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import type { Consultation, ConsultationTx } from './consultation-store.ts';
import { dispatchSite } from './dispatch-now.ts';
import { notHere, notNow } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { closeAlarms, raise } from './queue.ts';
import { endRooms } from './rooms-end.ts';
import { isEnd, isQueued, mayMove, states } from './states.ts';

export async function patientMoves(parts: ConsultationParts, encounter: OpenEncounter, move: PatientMove): Promise<void> {
  const { policy } = await parts.siteFacts(encounter.site);
  const freed = await parts.store.transaction({ kind: 'patient', site: encounter.site, encounterId: encounter.id }, async (tx) => {
    const latest = await tx.latestOf(encounter.id);
    const row = latest && (await tx.lock(latest.id));
    if (!row) throw notHere();
    if (await tx.hasTurn(row.id, move.turnId)) return false;
    switch (move.move) {
      case 'leave':
        return leave(tx, row, move.turnId);
      case 'check-in':
        if (!isQueued(row.state)) throw notNow();
        await tx.change(row, { checkInAt: tx.now + policy.checkInEvery }, { actor: 'patient', move: 'check-in', why: move.feeling, turnId: move.turnId });
        return false;
      case 'hang-up':
        return hangUp(tx, row, move.turnId);
      case 'rejoin':
        if (row.state !== 'interrupted' && row.state !== 'connecting' && row.state !== 'accepted') throw notNow();
        await tx.change(
          row,
          { patientSeenAt: tx.now, patientMedia: undefined, ...(row.state === 'interrupted' ? { deadlineAt: tx.now + states.interrupted.lasts } : {}) },
          { actor: 'patient', move: 'presence', why: 'rejoin', turnId: move.turnId },
        );
        return false;
      case 'prefer-phone':
        return preferPhone(tx, row, move.turnId);
      default:
        return move satisfies never;
    }
  });
  if (freed) await dispatchSite(parts, encounter.site).catch(() => 0);
}

async function leave(tx: ConsultationTx, row: Consultation, turnId: string): Promise<boolean> {
  // Left already: what was asked for is so.
  if (isEnd(row.state)) return false;
  if (!mayMove('withdraw', row.state, 'patient')) throw notNow();
  await endRooms(tx, row);
  if (!(await tx.move(row, 'withdraw', { because: 'left' }, { actor: 'patient', turnId }))) throw notNow();
  await release(tx, row);
  return true;
}

/** The doctor decides how it goes on: the patient may come back, be phoned, or it is ended. */
async function hangUp(tx: ConsultationTx, row: Consultation, turnId: string): Promise<boolean> {
  if (row.state === 'interrupted') return false;
  if (row.state !== 'in-call' && row.state !== 'connecting') throw notNow();
  const closed = { kind: row.media.kind ?? 'livekit', connection: 'closed', audioOut: false, videoOut: false, audioIn: false, videoIn: false, quality: 'unknown' } as const;
  const longer = { deadlineAt: tx.now + 3 * states.interrupted.lasts, patientMedia: closed, patientSeenAt: tx.now };
  if (!(await tx.move(row, 'interrupt', longer, { actor: 'patient', why: 'patient-hung-up', turnId }))) throw notNow();
  return false;
}

async function preferPhone(tx: ConsultationTx, row: Consultation, turnId: string): Promise<boolean> {
  if (row.state === 'phone-fallback') return false;
  if (isQueued(row.state)) {
    await tx.change(row, { phoneOnly: true }, { actor: 'patient', move: 'media', why: 'by-phone-chosen', turnId });
    return false;
  }
  await endRooms(tx, row);
  const moved = await tx.move(
    row,
    'phone',
    { deadlineAt: tx.now + states['phone-fallback'].lasts, because: 'by-phone-chosen', media: { ...row.media, kind: 'phone' }, reconcileAt: undefined },
    { actor: 'patient', why: 'by-phone-chosen', turnId },
  );
  if (!moved) throw notNow();
  return false;
}

/** The doctor who was rung, or had it in hand, is free again: their offer is not the patient's to see. */
async function release(tx: ConsultationTx, row: Consultation): Promise<void> {
  await tx.asService(async () => {
    const offer = await tx.liveOffer({ consultationId: row.id });
    if (offer) {
      await tx.setOffer(offer.id, ['pending'], 'withdrawn', 'left');
      await tx.setOffer(offer.id, ['accepted'], 'done', 'left');
      await tx.staffEvent(offer.doctorId, offer.state === 'pending' ? { type: 'offer-gone', ref: offer.id, why: 'left' } : { type: 'consultation', ref: row.id });
    }
    await closeAlarms(tx, row);
  });
}

/** The answers have changed while waiting: what has become more urgent moves up and rings. */
export async function reassessed(parts: ConsultationParts, encounter: OpenEncounter, turnId?: string): Promise<void> {
  const { policy } = await parts.siteFacts(encounter.site);
  const subject = { kind: 'patient', site: encounter.site, encounterId: encounter.id } as const;
  const latest = await parts.store.transaction(subject, (tx) => tx.latestOf(encounter.id));
  if (!latest || isEnd(latest.state)) return;
  const standing = await parts.clinical.standing(encounter);
  if (!standing) return;
  const raised = await parts.store.transaction(subject, async (tx) => {
    const row = await tx.lock(latest.id);
    if (!row || isEnd(row.state)) return undefined;
    return raise({ tx, policy }, row, standing.outcome.urgency, turnId === undefined ? {} : { turnId });
  });
  if (raised?.state === 'waiting') await dispatchSite(parts, encounter.site).catch(() => 0);
}
