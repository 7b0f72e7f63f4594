/** A room that no epoch needs any more is closed, as often as it takes: a late join must not bring it back. */
import type { Consultation, ConsultationTx } from './consultation-store.ts';

const lateMs = 3 * 60_000;

export async function endRooms(tx: ConsultationTx, row: Pick<Consultation, 'id' | 'media'>): Promise<void> {
  const { server, room } = row.media;
  if (server === undefined || room === undefined) return;
  await tx.send({ channel: 'room', key: `room:${room}`, consultationId: row.id, body: { server, room } });
  // Once more after the last token given out has run out: one that was opened in between ends as well.
  await tx.send({ channel: 'room', key: `room:${room}:late`, consultationId: row.id, body: { server, room }, afterMs: lateMs });
}
