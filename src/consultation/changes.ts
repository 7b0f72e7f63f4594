/** Changes of a consultation and of a console, each numbered without a gap: asked for by number, they are never lost and never doubled. */
import type { z } from 'zod';
import type { changesSchema, ConsultationEvent } from '../contract/consultation.ts';
import { staffEventSchema, type staffChangesSchema } from '../contract/staff.ts';
import { encounterFor, sideOf, subjectOf, type Admitted, type StaffCaller } from './caller.ts';
import { notHere } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { presenceOf } from './presence.ts';
import { openAs } from './sealed.ts';
import { messageFrom } from './talk.ts';

const mostAtOnce = 200;
export type Changes = z.infer<typeof changesSchema>;
export type StaffChanges = z.infer<typeof staffChangesSchema>;

export async function changesOf(parts: ConsultationParts, { caller, row: admitted, subject }: Admitted, after: number): Promise<Changes> {
  const seen = await parts.store.transaction(subject, async (tx) => {
    const row = await tx.byId(admitted.id);
    return row && { row, now: tx.now, rows: await tx.events(row.id, after, mostAtOnce) };
  });
  const side = seen && sideOf(seen.row, caller);
  if (!seen || !side) throw notHere();
  const { row, rows, now } = seen;
  // What is written and agreed between patient and doctor is not told to an interpreter.
  const sealed = side !== 'interpreter' && rows.some((event) => event.payload !== undefined);
  const key = sealed ? (await encounterFor(parts, { caller, row })).key : undefined;
  const events: ConsultationEvent[] = [];
  for (const event of rows) {
    const base = { seq: event.seq, at: new Date(event.at).toISOString(), consultationId: row.id, epoch: event.epoch };
    if (event.type === 'state') events.push({ ...base, type: 'state', state: event.state });
    else if (event.type === 'content') events.push({ ...base, type: 'content' });
    else if (event.type === 'presence') events.push({ ...base, type: 'presence', presence: presenceOf(row, now) });
    else if (key && event.payload) {
      // A signal of an epoch that is over, or of one's own, says nothing any more.
      if (event.type === 'signal' && (event.epoch !== row.epoch || event.actor === side || (event.toSide !== undefined && event.toSide !== side))) continue;
      const content = await openAs(key, 'event', `${row.id}|${event.seq}`, row.encounterId, event.payload);
      if (event.type === 'message') events.push({ ...base, type: 'message', message: messageFrom(event, content) });
      // Signals are written by the sides of the call alone.
      else events.push({ ...base, type: 'signal', from: event.actor as typeof side, payload: content });
    }
  }
  return { seq: rows.at(-1)?.seq ?? Math.min(after, row.seq), events, more: rows.length === mostAtOnce };
}

export async function staffChanges(parts: ConsultationParts, caller: StaffCaller, after: number): Promise<StaffChanges> {
  const seen = await parts.store.transaction(subjectOf(caller), async (tx) => {
    const me = await tx.staff(caller.staffId);
    if (!me) return undefined;
    await tx.renewLease(me.id, leaseMs);
    return { me, rows: await tx.staffEvents(me.id, after, mostAtOnce) };
  });
  if (!seen) throw notHere();
  const events = seen.rows.flatMap((row) => {
    const parsed = staffEventSchema.safeParse({
      seq: row.seq,
      at: new Date(row.at).toISOString(),
      type: row.type,
      ...(row.why === undefined ? {} : { why: row.why }),
      ...(row.type === 'availability' ? { availability: seen.me.availability } : {}),
      ...(row.type.startsWith('offer') ? { offerId: row.ref } : row.type.startsWith('alarm') ? { alarmId: row.ref } : { consultationId: row.ref }),
    });
    return parsed.success ? [parsed.data] : [];
  });
  return { seq: seen.rows.at(-1)?.seq ?? Math.min(after, seen.me.seq), events, more: seen.rows.length === mostAtOnce };
}

const leaseMs = 45_000;
