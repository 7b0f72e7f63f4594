/** Rings whom the queue says: serialised at a site, so that the sickest is never passed over for want of a lock. */
import type { Consultation, ConsultationTx } from './consultation-store.ts';
import { pair, type Waiting } from './dispatch.ts';
import type { ConsultationParts } from './parts.ts';
import { isTop, type Policy } from './policy.ts';

/** An open console that does not say that it rings is followed by a push after so long. */
const unseenMs = 5000;
/** A doctor who declined "for now" may be asked again after so long. */
const declineHoldsMs = 5 * 60_000;
const refusals = new Set(['not-my-field', 'language', 'knows-the-patient']);

/** @returns how many doctors were rung. */
export async function dispatchSite(
  { store, siteFacts, newId = () => crypto.randomUUID() }: Pick<ConsultationParts, 'store' | 'siteFacts' | 'newId'>,
  site: string,
): Promise<number> {
  const { policy } = await siteFacts(site);
  return store.transaction({ kind: 'sweep', site }, async (tx) => {
    await tx.lockDispatch();
    const doctors = await tx.freeDoctors();
    if (doctors.length === 0) return 0;
    const queue = await tx.waitingHere();
    // More than there are doctors: some may have been refused by all of them.
    const first = queue.slice(0, doctors.length + 20);
    const waiting: Waiting[] = [];
    for (const item of first) waiting.push(await asWaiting(tx, item));
    const free = doctors.map((doctor) => ({ id: doctor.id, freeSince: doctor.freeSince, present: (doctor.leaseUntil ?? 0) > tx.now }));
    const rung: string[] = [];
    for (const { consultation, doctor } of pair(waiting, free)) {
      const row = first.find((item) => item.id === consultation);
      const chosen = doctors.find((item) => item.id === doctor);
      if (row && chosen && (await ring({ tx, policy, newId }, row, { id: doctor, present: (chosen.leaseUntil ?? 0) > tx.now }))) rung.push(doctor);
    }
    return rung.length;
  });
}

async function asWaiting(tx: ConsultationTx, item: Consultation): Promise<Waiting> {
  const offers = await tx.offersOf(item.id);
  return {
    id: item.id,
    urgency: item.urgency,
    dueAt: item.dueAt,
    queuedAt: item.queuedAt,
    askedBefore: offers.map((offer) => offer.doctorId),
    refusedBy: offers.filter((offer) => offer.state === 'declined' && (refusals.has(offer.why ?? '') || offer.rungAt > tx.now - declineHoldsMs)).map((offer) => offer.doctorId),
  };
}

async function ring(
  { tx, policy, newId }: { readonly tx: ConsultationTx; readonly policy: Policy; readonly newId: () => string },
  row: Consultation,
  doctor: { readonly id: string; readonly present: boolean },
): Promise<boolean> {
  const expiresAt = tx.now + policy.ring.usual;
  const deadlineAt = isTop(row.urgency) ? Math.min(tx.now + policy.ring.top, expiresAt) : expiresAt;
  const offered = await tx.move(row, 'offer', { deadlineAt }, { actor: 'service', staffId: doctor.id });
  if (!offered) return false;
  const id = newId();
  await tx.addOffer({ id, consultationId: row.id, doctorId: doctor.id, epoch: offered.epoch, expiresAt });
  await tx.staffEvent(doctor.id, { type: 'offer', ref: id });
  await tx.send({ channel: 'push', key: `push:${id}`, consultationId: row.id, body: { offer: id, staff: doctor.id }, afterMs: doctor.present ? unseenMs : 0 });
  return true;
}
