/**
 * What a media server says, against what both sides say themselves. Its notices are hints that may be lost, doubled or out of
 * order: each is noted once and only makes us look. What counts is its own list together with the heartbeats.
 */
import type { ConsultationParts } from './parts.ts';
import { isFresh } from './presence.ts';
import { endRooms } from './rooms-end.ts';
import { isHeld, states } from './states.ts';

export type NoticeStore = {
  /** False when this notice was here before. */
  readonly once: (id: string) => Promise<boolean>;
  /** The live consultation whose room this is is looked at with the next sweep. */
  readonly lookAt: (room: string) => Promise<void>;
};

/** @returns whether it came from one of our servers. */
export async function takeNotice(
  { rooms }: Pick<ConsultationParts, 'rooms'>,
  store: NoticeStore,
  request: { readonly body: string; readonly authorization: string | undefined },
): Promise<boolean> {
  const notice = await rooms.notice(request);
  if (!notice) return false;
  if ((await store.once(notice.id)) && notice.room !== undefined) await store.lookAt(notice.room);
  return true;
}

/**
 * A room that is gone while nobody is connected in it is left for another one, by a new epoch. Neither the list nor the
 * heartbeats alone decide: a stale list does not end a call whose two sides see each other.
 */
export async function reconcile(parts: Pick<ConsultationParts, 'store' | 'rooms'>, id: string, site: string): Promise<void> {
  const subject = { kind: 'sweep', site } as const;
  const row = await parts.store.transaction(subject, (tx) => tx.byId(id));
  const { server, room } = row?.media ?? {};
  if (!row || !isHeld(row.state) || server === undefined || room === undefined) return;
  const participants = await parts.rooms.participants({ server, room }).catch(() => 'away' as const);
  if (participants !== 'away' && participants !== undefined) return;
  await parts.store.transaction(subject, async (tx) => {
    const now = await tx.lock(id, 'skip');
    if (!now || now.epoch !== row.epoch || !isHeld(now.state) || now.state === 'phone-fallback' || now.state === 'accepted') return;
    const connected = (['patient', 'doctor'] as const).some((side) => now[`${side}Media`]?.connection === 'connected' && isFresh(now[`${side}SeenAt`], tx.now));
    if (connected) return;
    await endRooms(tx, now);
    const { patient, doctor } = now.media;
    const failed = participants === 'away' ? [...(now.media.failed ?? []), server] : now.media.failed;
    const media = { ...(patient ? { patient } : {}), ...(doctor ? { doctor } : {}), ...(failed ? { failed } : {}) };
    const why = participants === 'away' ? 'failed-server-away' : 'room-gone';
    await tx.move(now, 'reconnect', { media, deadlineAt: tx.now + states.connecting.lasts, reconcileAt: undefined }, { actor: 'service', why });
  });
}
