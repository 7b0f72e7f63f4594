/**
 * A third person in the call: by the doctor's decision alone, twice. A link is given out by the doctor; whoever opens it gives a
 * name and waits; the doctor lets them in, by a new epoch with room for three. Only a media server joins three.
 */
import { newCapability } from '../access/capability.ts';
import type { InterpreterView } from '../contract/interpreter.ts';
import { admit, type StaffCaller } from './caller.ts';
import type { Consultation, ConsultationTx } from './consultation-store.ts';
import { movedOn, notHere, notNow } from './errors.ts';
import type { Guest } from './interpreter-sessions.ts';
import type { ConsultationParts } from './parts.ts';
import { presenceOf } from './presence.ts';
import { endRooms } from './rooms-end.ts';
import { isEnd, isHeld, mayMove, states } from './states.ts';

const linkMs = 15 * 60_000;

export type Invitation = { readonly turnId: string; readonly epoch: number };
export type InterpreterLink = { readonly path: string; readonly endsAt: string };
export type InterpreterWay = 'link' | 'phone';
type Step = { readonly tx: ConsultationTx; readonly row: Consultation; readonly who: StaffCaller; readonly turnId: string };

/** By telephone where only two can be joined: without a media server, or where the present call goes another way. */
export function interpreterWay({ rooms }: Pick<ConsultationParts, 'rooms'>, { media, phoneOnly }: Pick<Consultation, 'media' | 'phoneOnly'>): InterpreterWay {
  return rooms.servers.length === 0 || phoneOnly || media.kind === 'direct' || media.kind === 'phone' ? 'phone' : 'link';
}

/** Asked for again, the link given before opens nothing any more: there is one at a time. */
export async function inviteInterpreter(parts: ConsultationParts, who: StaffCaller, consultationId: string, { epoch }: Invitation): Promise<InterpreterLink> {
  const { newId = () => crypto.randomUUID() } = parts;
  const admitted = await admit(parts, who, consultationId);
  if (admitted.side !== 'doctor') throw notHere();
  const link = newCapability();
  const endsAt = await parts.store.transaction(admitted.subject, async (tx) => {
    const row = await tx.lock(consultationId);
    if (!row || row.epoch !== epoch) throw movedOn();
    if (!isHeld(row.state) || row.state === 'phone-fallback' || interpreterWay(parts, row) !== 'link' || row.interpreterId !== undefined) throw notNow();
    const id = newId();
    await tx.inviteInterpreter({ id, consultationId, linkHash: link.hash, forMs: linkMs });
    await tx.addEvent(row.id, { type: 'content', actor: 'doctor' });
    await tx.audit(row.encounterId, { action: 'interpreter-invited', consultation: row.id, staff: who.staffId, interpreter: id });
    return tx.now + linkMs;
  });
  return { path: `/interpreter#link=${link.token}`, endsAt: new Date(endsAt).toISOString() };
}

export async function admitInterpreter(step: Step): Promise<void> {
  const { tx, row } = step;
  const guest = await tx.interpreterOf(row.id);
  if (!guest || guest.standing !== 'asking' || !(await tx.setInterpreter(guest.id, ['asking'], 'in'))) throw notNow();
  await anew(step, guest.id, 'interpreter-in');
}

/** Refused, or seen out: in the new epoch there is no place for them, and the room they were in is closed. */
export async function endInterpreter(step: Step): Promise<void> {
  const { tx, row, turnId } = step;
  const guest = await tx.interpreterOf(row.id);
  if (!guest || !(await tx.setInterpreter(guest.id, ['invited', 'asking', 'in'], 'out'))) throw notNow();
  if (row.interpreterId !== undefined && row.state !== 'phone-fallback') return anew(step, undefined, 'interpreter-out');
  if (row.interpreterId !== undefined)
    await tx.change(row, { interpreterId: undefined }, { actor: 'doctor', move: 'interpreter', turnId, staffId: step.who.staffId, why: 'interpreter-out' });
  else await tx.addEvent(row.id, { type: 'content', actor: 'doctor', turnId });
}

async function anew({ tx, row, who, turnId }: Step, interpreterId: string | undefined, why: string): Promise<void> {
  await endRooms(tx, row);
  const { patient, doctor, failed } = row.media;
  const media = { ...(patient ? { patient } : {}), ...(doctor ? { doctor } : {}), ...(failed ? { failed } : {}) };
  const changes = { interpreterId, interpreterSeenAt: undefined, media, reconcileAt: undefined, deadlineAt: tx.now + states.connecting.lasts };
  const trace = { actor: 'doctor', staffId: who.staffId, turnId, why } as const;
  if (row.state !== 'accepted' && !mayMove('reconnect', row.state, 'doctor')) throw notNow();
  const moved = row.state === 'accepted' ? await tx.change(row, changes, { ...trace, move: 'interpreter', newEpoch: true }) : await tx.move(row, 'reconnect', changes, trace);
  if (!moved) throw movedOn();
}

/** What an interpreter sees: whether they are in, and how the sides of the call are. Nothing of the patient. */
export async function interpreterView(parts: ConsultationParts, guest: Guest): Promise<InterpreterView> {
  const base = { name: guest.name, site: (await parts.siteFacts(guest.site)).names };
  if (guest.standing === 'out') return { ...base, standing: 'out' };
  const seen = await parts.store.transaction({ kind: 'sweep', site: guest.site }, async (tx) => {
    const row = await tx.byId(guest.consultationId);
    return row && { row, now: tx.now, doctor: row.doctorId === undefined ? undefined : await tx.staff(row.doctorId) };
  });
  if (!seen || isEnd(seen.row.state)) return { ...base, standing: 'out' };
  const { row, now } = seen;
  const doctor = seen.doctor && { name: seen.doctor.name, title: seen.doctor.title };
  const isIn = row.interpreterId === guest.id;
  return {
    ...base,
    standing: isIn ? 'in' : 'asking',
    ...(doctor ? { doctor } : {}),
    ...(isIn ? { call: { consultationId: row.id, state: row.state, epoch: row.epoch, seq: row.seq, presence: presenceOf(row, now) } } : {}),
  };
}
