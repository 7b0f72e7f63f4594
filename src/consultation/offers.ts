/** An offer at a doctor: shown, accepted, declined. Acceptance is fenced by epoch and expiry, and said twice changes nothing. */
import type { ConsultationState } from '../contract/consultation.ts';
import { dispatchSite } from './dispatch-now.ts';
import type { Consultation, ConsultationTx, OfferRow } from './consultation-store.ts';
import { movedOn, notHere } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { closeAlarms, requeue } from './queue.ts';
import { states } from './states.ts';

export type StaffSubject = { readonly site: string; readonly staffId: string };
export type Accepted = { readonly consultationId: string; readonly epoch: number; readonly state: ConsultationState };

export async function offerShown({ store }: ConsultationParts, who: StaffSubject, offerId: string): Promise<void> {
  const shown = await store.transaction({ kind: 'staff', ...who }, async (tx) => {
    const offer = await tx.offer(offerId);
    return offer !== undefined && (await tx.markShown(offerId));
  });
  if (!shown) throw notHere();
}

/** @throws RelaisError moved-on when it came too late or is for another epoch; not-found for another doctor's offer. */
export async function acceptOffer({ store }: ConsultationParts, who: StaffSubject, offerId: string, epoch: number): Promise<Accepted> {
  return store.transaction({ kind: 'staff', ...who }, async (tx) => {
    const { offer, row } = await locked(tx, who, offerId);
    // Said before: the answer may have been lost on its way.
    if (offer.state === 'accepted' && offer.epoch === epoch && row.doctorId === who.staffId) return { consultationId: row.id, epoch: row.epoch, state: row.state };
    if (offer.state !== 'pending' || offer.epoch !== epoch || row.epoch !== epoch || offer.expiresAt <= tx.now) throw movedOn();
    if (!(await tx.setOffer(offerId, ['pending'], 'accepted'))) throw movedOn();
    const accepted = await tx.move(
      row,
      'accept',
      {
        doctorId: who.staffId,
        doctorSeenAt: tx.now,
        doctorMedia: undefined,
        deadlineAt: tx.now + states.accepted.lasts,
        ladderAt: undefined,
        checkInAt: undefined,
        because: undefined,
      },
      { actor: 'doctor', staffId: who.staffId },
    );
    if (!accepted) throw movedOn();
    await tx.setMisses(who.staffId, 0);
    await tx.staffEvent(who.staffId, { type: 'consultation', ref: row.id });
    await closeAlarms(tx, row);
    const now = accepted.phoneOnly
      ? ((await tx.move(
          accepted,
          'phone',
          { deadlineAt: tx.now + states['phone-fallback'].lasts, because: 'by-phone-no-camera' },
          { actor: 'service', why: 'by-phone-no-camera' },
        )) ?? accepted)
      : accepted;
    return { consultationId: now.id, epoch: now.epoch, state: now.state };
  });
}

export async function declineOffer(
  parts: ConsultationParts,
  who: StaffSubject,
  offerId: string,
  { epoch, reason }: { readonly epoch: number; readonly reason: string },
): Promise<void> {
  const { policy } = await parts.siteFacts(who.site);
  await parts.store.transaction({ kind: 'staff', ...who }, async (tx) => {
    const { offer, row } = await locked(tx, who, offerId);
    if (offer.state === 'declined') return;
    if (offer.state !== 'pending' || offer.epoch !== epoch || row.epoch !== epoch) throw movedOn();
    // The row first: once the offer is declined it is no longer this doctor's to see.
    if (!(await requeue({ tx, policy }, row, 'decline', { actor: 'doctor', staffId: who.staffId, why: `declined-${reason}` }))) throw movedOn();
    await tx.setOffer(offerId, ['pending'], 'declined', reason);
    await tx.setMisses(who.staffId, 0);
    await tx.staffEvent(who.staffId, { type: 'offer-gone', ref: offerId, why: 'declined' });
  });
  await dispatchSite(parts, who.site).catch(() => 0);
}

/** The consultation's row is always locked before anything that hangs on it. */
async function locked(tx: ConsultationTx, who: StaffSubject, offerId: string): Promise<{ readonly offer: OfferRow; readonly row: Consultation }> {
  const seen = await tx.offer(offerId);
  if (!seen || seen.doctorId !== who.staffId) throw notHere();
  const row = await tx.lock(seen.consultationId);
  const offer = await tx.offer(offerId);
  if (!offer) throw notHere();
  // Expired or declined: the consultation is someone else's by now.
  if (!row) throw movedOn();
  return { offer, row };
}
