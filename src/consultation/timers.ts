/**
 * What happens when nobody acts: every timer is a column of the consultation's row, swept by every instance. Each row is
 * taken by one of them (`skip locked`) and looked at again under its lock: a sweep that comes twice does nothing twice.
 */
import type { Consultation, ConsultationTx } from './consultation-store.ts';
import { dispatchSite } from './dispatch-now.ts';
import { endRooms } from './rooms-end.ts';
import type { ConsultationParts } from './parts.ts';
import { returnUnphoned } from './promised-calls.ts';
import { isTop, nextRung, type Policy } from './policy.ts';
import { isFresh } from './presence.ts';
import { alarm, ladderTimes, requeue } from './queue.ts';
import { isEnd, isQueued, states } from './states.ts';

const mostAtOnce = 100;
/** How often the media server's own list is asked for while a call is on. */
export const reconcileEveryMs = 10_000;

type Sweep = { readonly tx: ConsultationTx; readonly policy: Policy; readonly newId: () => string };

/** @returns how many consultations were moved on. */
export async function sweepTimers(parts: ConsultationParts, reconcile: (id: string, site: string) => Promise<void>): Promise<number> {
  const { store, newId = () => crypto.randomUUID() } = parts;
  const overdue = await store.overdue(mostAtOnce);
  const sites = new Set<string>();
  for (const { id, site } of overdue) {
    const { policy } = await parts.siteFacts(site);
    let asked = false;
    await store.transaction({ kind: 'sweep', site }, async (tx) => {
      const row = await tx.lock(id, 'skip');
      if (!row || isEnd(row.state)) return;
      if ((row.reconcileAt ?? Number.POSITIVE_INFINITY) <= tx.now) {
        asked = true;
        await tx.touch(row, { reconcileAt: tx.now + reconcileEveryMs });
      }
      await runOut({ tx, policy, newId }, row);
    });
    if (asked) await reconcile(id, site);
    sites.add(site);
  }
  await returnUnphoned(parts, mostAtOnce);
  for (const site of new Set([...sites, ...(await store.sitesToDispatch())])) await dispatchSite(parts, site);
  return overdue.length;
}

async function runOut(sweep: Sweep, row: Consultation): Promise<void> {
  const { tx } = sweep;
  const over = (at: number | undefined): boolean => at !== undefined && at <= tx.now;
  if (isQueued(row.state) && over(row.ladderAt)) return climb(sweep, row);
  if (over(row.deadlineAt)) return deadline(sweep, row);
  // "How are you now?" becomes due: the patient's page asks; not answering is no sign of anything.
  if (over(row.checkInAt)) await tx.change(row, { checkInAt: undefined }, { actor: 'service', move: 'check-in', why: 'due' });
}

async function climb(sweep: Sweep, row: Consultation): Promise<void> {
  const { tx, policy, newId } = sweep;
  const doctorsOnCall = await tx.doctorsOnCall();
  const next = nextRung(policy, { urgency: row.urgency, step: row.ladderStep, from: row.ladderFrom, doctorsOnCall });
  if (next?.step === 'emergency') {
    // While it rings, someone may still answer.
    if (row.state === 'offered') return void (await tx.touch(row, { ladderAt: (row.deadlineAt ?? tx.now) + 1000 }));
    return lastRung(sweep, row);
  }
  if (next === undefined || next.at > tx.now) {
    const times = ladderTimes(policy, { urgency: row.urgency, step: row.ladderStep, from: row.ladderFrom, now: tx.now, doctorsOnCall });
    await tx.touch(row, row.state === 'waiting' ? times : { ladderAt: times.ladderAt });
    return;
  }
  const times = ladderTimes(policy, { urgency: row.urgency, step: next.step, from: row.ladderFrom, now: tx.now, doctorsOnCall });
  const changed = await tx.change(
    row,
    { ladderStep: next.step, ...(row.state === 'waiting' ? times : { ladderAt: times.ladderAt }) },
    { actor: 'service', move: 'rung', why: next.step },
  );
  if (changed && next.step !== 'second-doctor') await alarm(tx, changed, next.step, newId);
}

/** Nobody could be had. What is due today goes to the emergency department; for the rest a person of the site phones. */
async function lastRung(sweep: Sweep, row: Consultation): Promise<void> {
  const { tx, newId } = sweep;
  if (isTop(row.urgency) || row.urgency === 'same-day') {
    const ended = await tx.move(row, 'send-to-emergency', { because: 'no-doctor', ladderStep: 'emergency' }, { actor: 'service', why: 'no-doctor' });
    if (ended) await alarm(tx, ended, 'emergency', newId);
    return;
  }
  const ended = await tx.move(row, 'escalate', { because: 'no-doctor-routine', ladderStep: 'call-back' }, { actor: 'service', why: 'no-doctor-routine' });
  if (ended) await alarm(tx, ended, 'call-back', newId);
}

async function deadline(sweep: Sweep, row: Consultation): Promise<void> {
  const { tx } = sweep;
  switch (row.state) {
    case 'waiting':
      return climb(sweep, row);
    case 'offered':
      return unanswered(sweep, row);
    case 'accepted':
    case 'connecting':
    case 'interrupted':
      return notTogether(sweep, row);
    case 'in-call':
      return checkCall(sweep, row);
    case 'phone-fallback':
      return notPhoned(sweep, row);
    case 'ended':
    case 'sent-to-emergency':
    case 'withdrawn':
    case 'escalated':
      return;
    default:
      row.state satisfies never;
      return void tx;
  }
}

async function unanswered({ tx, policy }: Sweep, row: Consultation): Promise<void> {
  const offer = await tx.liveOffer({ consultationId: row.id });
  const early = offer !== undefined && offer.expiresAt > tx.now;
  // An emergency: nobody else is free, so that it goes on ringing at the doctor there is.
  if (early && !(await isAnyoneElseFree(tx, row))) return void (await tx.touch(row, { deadlineAt: Math.min(offer.expiresAt, tx.now + lookForSecondMs) }));
  const back = await requeue({ tx, policy }, row, 'expire', { actor: 'service', why: 'not-answered', ...(offer ? { staffId: offer.doctorId } : {}) });
  if (!back || !offer) return;
  await tx.setOffer(offer.id, ['pending'], 'expired', 'not-answered');
  await tx.staffEvent(offer.doctorId, { type: 'offer-gone', ref: offer.id, why: 'expired' });
  // Passed on before its time is no sign that this doctor is away.
  if (early) return;
  const doctor = await tx.staff(offer.doctorId);
  const misses = (doctor?.misses ?? 0) + 1;
  if (misses < policy.mostMisses) return tx.setMisses(offer.doctorId, misses);
  await tx.setAvailability(offer.doctorId, 'off');
  await tx.staffEvent(offer.doctorId, { type: 'availability', why: 'missed-offers' });
}

const lookForSecondMs = 1000;

async function isAnyoneElseFree(tx: ConsultationTx, row: Consultation): Promise<boolean> {
  const asked = new Set((await tx.offersOf(row.id)).map((offer) => offer.doctorId));
  return (await tx.freeDoctors()).some((doctor) => !asked.has(doctor.id));
}

/** The call did not come about or back in time: by phone while the doctor is there, else by another doctor. */
async function notTogether({ tx, policy }: Sweep, row: Consultation): Promise<void> {
  if (isFresh(row.doctorSeenAt, tx.now, doctorGoneMs)) return byPhone(tx, row, row.state === 'interrupted' ? 'by-phone-lost' : 'by-phone-video-failed');
  await giveBack({ tx, policy }, row, row.state === 'accepted' ? 'not-come' : 'doctor-lost');
}

const doctorGoneMs = 20_000;

async function byPhone(tx: ConsultationTx, row: Consultation, why: string): Promise<void> {
  await endRooms(tx, row);
  const moved = await tx.move(
    row,
    'phone',
    { deadlineAt: tx.now + states['phone-fallback'].lasts, because: why, media: { ...row.media, kind: 'phone' }, reconcileAt: undefined },
    { actor: 'service', why },
  );
  if (moved?.doctorId !== undefined) await tx.staffEvent(moved.doctorId, { type: 'consultation', ref: row.id });
}

async function giveBack({ tx, policy }: Pick<Sweep, 'tx' | 'policy'>, row: Consultation, why: string): Promise<void> {
  await endRooms(tx, row);
  const offer = await tx.liveOffer({ consultationId: row.id });
  if (offer) await tx.setOffer(offer.id, ['accepted', 'pending'], 'withdrawn', why);
  await requeue({ tx, policy }, row, 'requeue', { actor: 'service', why, ...(row.doctorId === undefined ? {} : { staffId: row.doctorId }) });
  if (row.doctorId !== undefined) await tx.staffEvent(row.doctorId, { type: 'consultation', ref: row.id });
}

/** The deadline of a call runs on with the heartbeats of both sides: it has run out when one of them is lost. */
async function checkCall({ tx }: Sweep, row: Consultation): Promise<void> {
  const seen = Math.min(row.patientSeenAt ?? 0, row.doctorSeenAt ?? 0);
  if (isFresh(seen, tx.now)) return void (await tx.touch(row, { deadlineAt: seen + states['in-call'].lasts }));
  const why = isFresh(row.doctorSeenAt, tx.now) ? 'patient-lost' : 'doctor-lost';
  const moved = await tx.move(row, 'interrupt', { deadlineAt: tx.now + states.interrupted.lasts }, { actor: 'service', why });
  if (moved?.doctorId !== undefined) await tx.staffEvent(moved.doctorId, { type: 'consultation', ref: row.id });
}

/** A doctor who still works on it has more time, and the doctor in charge hears of it; one who is gone loses it. */
async function notPhoned(sweep: Sweep, row: Consultation): Promise<void> {
  const { tx, policy, newId } = sweep;
  if (!isFresh(row.doctorSeenAt, tx.now, 2 * 60_000)) return giveBack({ tx, policy }, row, 'doctor-lost');
  await tx.touch(row, { deadlineAt: tx.now + states['phone-fallback'].lasts });
  await alarm(tx, row, 'supervisor', newId);
}
