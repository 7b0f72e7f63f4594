/** What the two sides send each other through us: messages, which are kept, and signals, which carry the direct call and its keys. */
import type { Message, Side } from '../contract/consultation.ts';
import { admit, encounterFor, type Admitted, type Caller } from './caller.ts';
import type { EventRow } from './consultation-store.ts';
import { movedOn, notNow } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { openAs, sealAs } from './sealed.ts';
import { isEnd, isHeld } from './states.ts';

export async function sendMessage(
  parts: ConsultationParts,
  caller: Caller,
  consultationId: string,
  { turnId, text }: { readonly turnId: string; readonly text: string },
): Promise<Message | undefined> {
  const admitted = await admit(parts, caller, consultationId);
  if (isEnd(admitted.row.state)) throw notNow();
  const { key } = await encounterFor(parts, admitted);
  return parts.store.transaction(admitted.subject, async (tx) => {
    // The lock orders two sendings of the same turn.
    if (!(await tx.lock(consultationId)) || (await tx.hasTurn(consultationId, turnId))) return undefined;
    const added = await tx.addEvent(consultationId, {
      type: 'message',
      actor: admitted.side,
      turnId,
      payload: (seq) => sealAs(key, 'event', `${consultationId}|${seq}`, admitted.row.encounterId, { text }),
    });
    if (!added) return undefined;
    await tx.audit(admitted.row.encounterId, { action: 'message', consultation: consultationId, seq: added.seq, actor: admitted.side });
    return { seq: added.seq, from: admitted.side, text, at: new Date(added.at).toISOString() };
  });
}

export async function messagesOf(parts: ConsultationParts, admitted: Admitted): Promise<Message[]> {
  const rows = await parts.store.transaction(admitted.subject, (tx) => tx.events(admitted.row.id, 0, 2000, ['message']));
  const { key } = await encounterFor(parts, admitted);
  return Promise.all(
    rows.map(async (row) => messageFrom(row, await openAs(key, 'event', `${admitted.row.id}|${row.seq}`, admitted.row.encounterId, row.payload ?? new Uint8Array()))),
  );
}

export function messageFrom(row: EventRow, content: Readonly<Record<string, unknown>>): Message {
  // Messages are written by the two sides alone.
  return { seq: row.seq, from: row.actor as Side, text: typeof content['text'] === 'string' ? content['text'] : '', at: new Date(row.at).toISOString() };
}

/** @throws RelaisError moved-on for an epoch that is over: whoever it was for has left it. */
export async function sendSignal(
  parts: ConsultationParts,
  caller: Caller,
  consultationId: string,
  { turnId, epoch, payload }: { readonly turnId: string; readonly epoch: number; readonly payload: Readonly<Record<string, unknown>> },
): Promise<void> {
  const admitted = await admit(parts, caller, consultationId);
  if (!isHeld(admitted.row.state)) throw notNow();
  if (admitted.row.epoch !== epoch) throw movedOn();
  const { key } = await encounterFor(parts, admitted);
  await parts.store.transaction(admitted.subject, async (tx) => {
    const row = await tx.lock(consultationId);
    if (!row || row.epoch !== epoch) throw movedOn();
    if (await tx.hasTurn(consultationId, turnId)) return;
    await tx.addEvent(consultationId, {
      type: 'signal',
      actor: admitted.side,
      toSide: admitted.side === 'patient' ? 'doctor' : 'patient',
      turnId,
      payload: (seq) => sealAs(key, 'event', `${consultationId}|${seq}`, row.encounterId, payload),
    });
  });
}
