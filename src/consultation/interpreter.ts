/** A third person in the call: only by the doctor's decision, in a new epoch, by a link that opens once. */
import { newCapability } from '../access/capability.ts';
import { admit, type StaffCaller } from './caller.ts';
import { movedOn, notHere, notNow } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { endRooms } from './rooms-end.ts';
import { mayMove, states } from './states.ts';

const linkMs = 30 * 60_000;

export type Invitation = { readonly turnId: string; readonly epoch: number; readonly name: string };

/** @returns the path of the link, to be given to the interpreter. */
export async function inviteInterpreter(parts: ConsultationParts, who: StaffCaller, consultationId: string, { turnId, epoch, name }: Invitation): Promise<string> {
  const { newId = () => crypto.randomUUID() } = parts;
  const admitted = await admit(parts, who, consultationId);
  if (admitted.side !== 'doctor') throw notHere();
  const link = newCapability();
  await parts.store.transaction(admitted.subject, async (tx) => {
    const row = await tx.lock(consultationId);
    if (!row || row.epoch !== epoch) throw movedOn();
    if (row.interpreterId !== undefined || row.state === 'phone-fallback' || !(mayMove('reconnect', row.state, 'doctor') || row.state === 'accepted')) throw notNow();
    const id = newId();
    await tx.addInterpreter({ id, name, consultationId, linkHash: link.hash, forMs: linkMs });
    await endRooms(tx, row);
    const { patient, doctor, failed } = row.media;
    // Two browsers joined directly have no room for a third.
    const media = { ...(patient ? { patient } : {}), ...(doctor ? { doctor } : {}), ...(failed ? { failed } : {}) };
    const changes = { interpreterId: id, media, reconcileAt: undefined, deadlineAt: tx.now + states.connecting.lasts };
    const trace = { actor: 'doctor', staffId: who.staffId, turnId, why: 'interpreter' } as const;
    const moved = row.state === 'accepted' ? await tx.change(row, changes, { ...trace, move: 'interpreter', newEpoch: true }) : await tx.move(row, 'reconnect', changes, trace);
    if (!moved) throw movedOn();
  });
  return `/doctor#link=${link.token}`;
}
