/** Each side says every two seconds how it is: what a call's state rests on, and what the other side is told. */
import type { HeartbeatReply, MediaStanding, Side } from '../contract/consultation.ts';
import { sideOf, subjectOf, type Caller } from './caller.ts';
import type { Changes, Consultation, ConsultationTx } from './consultation-store.ts';
import { notHere } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { isFresh, presenceOf } from './presence.ts';
import { isEnd, states } from './states.ts';

export type Beat = { readonly epoch: number; readonly media?: MediaStanding | undefined };

export async function beat({ store }: Pick<ConsultationParts, 'store'>, caller: Caller, consultationId: string, { epoch, media }: Beat): Promise<HeartbeatReply> {
  return store.transaction(subjectOf(caller), async (tx) => {
    const row = await tx.lock(consultationId);
    const side = row && sideOf(row, caller);
    if (!row || !side) throw notHere();
    const next = isEnd(row.state) ? row : await hear(tx, row, side, epoch === row.epoch ? media : undefined);
    return { state: next.state, epoch: next.epoch, seq: next.seq, now: new Date(tx.now).toISOString(), presence: presenceOf(next, tx.now) };
  });
}

async function hear(tx: ConsultationTx, row: Consultation, side: Side, media: MediaStanding | undefined): Promise<Consultation> {
  const changes = seen(side, tx.now, media);
  const beaten: Consultation = { ...row, ...changes } as Consultation; // the same columns, with this side's new values
  const actor = side === 'patient' ? 'patient' : 'doctor';
  const together = media?.connection === 'connected' && isTogether(beaten, tx.now);
  if ((row.state === 'connecting' || row.state === 'interrupted') && together) {
    const joined = { ...changes, deadlineAt: tx.now + states['in-call'].lasts, because: undefined, ...(row.callStartedAt === undefined ? { callStartedAt: tx.now } : {}) };
    return (await tx.move(row, 'join', joined, { actor })) ?? row;
  }
  if (row.state === 'in-call') {
    // A third person who cannot be joined does not part the two.
    if (media?.connection === 'failed' && side !== 'interpreter')
      return (await tx.move(row, 'interrupt', { ...changes, deadlineAt: tx.now + states.interrupted.lasts }, { actor, why: `${side}-failed` })) ?? row;
    const first = Math.min(beaten.patientSeenAt ?? 0, beaten.doctorSeenAt ?? 0);
    return tellOther(tx, row, await touched(tx, row, { ...changes, deadlineAt: Math.max(first, row.callStartedAt ?? 0) + states['in-call'].lasts }));
  }
  // A doctor at work on it keeps it: the deadline of the phone call is the one that counts there.
  return tellOther(tx, row, await touched(tx, row, changes));
}

async function touched(tx: ConsultationTx, row: Consultation, changes: Changes): Promise<Consultation> {
  return (await tx.touch(row, changes)) ?? row;
}

/** The other side hears of it when a side comes, goes, joins, or turns its picture or sound off or on. */
async function tellOther(tx: ConsultationTx, before: Consultation, after: Consultation): Promise<Consultation> {
  const outline = (row: Consultation): string => JSON.stringify(presenceOf(row, tx.now).map(({ side, standing, joined, audio, video }) => [side, standing, joined, audio, video]));
  if (outline(before) === outline(after)) return after;
  const added = await tx.addEvent(after.id, { type: 'presence', actor: 'service' });
  return added ? { ...after, seq: added.seq } : after;
}

function seen(side: Side, now: number, media: MediaStanding | undefined): Changes {
  const withMedia = media === undefined ? {} : { [`${side}Media`]: media };
  return { [`${side}SeenAt`]: now, ...withMedia };
}

function isTogether(row: Consultation, now: number): boolean {
  return isFresh(row.patientSeenAt, now) && isFresh(row.doctorSeenAt, now) && row.patientMedia?.connection === 'connected' && row.doctorMedia?.connection === 'connected';
}
