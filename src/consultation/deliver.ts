/**
 * What has to leave the house: written in the transaction that it tells of, sent afterwards at least once, each with a key
 * that lets the receiver drop a second one. Whoever crashes in between leaves it to the next sweep.
 */
import type { Rooms } from './rooms.ts';

export type OutboxItem = {
  readonly id: number;
  readonly site: string;
  readonly channel: 'push' | 'webhook' | 'room';
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly madeAt: number;
};

export type PushTarget = { readonly id: string; readonly endpoint: string; readonly p256dh: string; readonly auth: string; readonly language: 'fr' | 'en' };

export type OutboxStore = {
  /** Taken by this instance alone for `leaseMs`; the next attempt comes after that when nothing is said of it. */
  readonly claim: (most: number, leaseMs: number) => Promise<readonly OutboxItem[]>;
  readonly done: (id: number) => Promise<void>;
  readonly later: (id: number, afterMs: number, why: string) => Promise<void>;
  readonly giveUp: (id: number, why: string) => Promise<void>;
  /** Where to push for an offer that still rings and that no console has shown; none otherwise. */
  readonly pushTargets: (offerId: string) => Promise<readonly PushTarget[]>;
  readonly dropPush: (id: string) => Promise<void>;
};

/** Whether it has arrived, is to be tried again, or can never arrive. */
export type Sent = 'sent' | 'again' | 'never';
export type Senders = {
  /** Undefined where Web Push is not configured. */
  readonly push: ((target: PushTarget, key: string) => Promise<Sent>) | undefined;
  /** `never` where the site has no address for it. */
  readonly webhook: (item: OutboxItem) => Promise<Sent>;
};

const mostAtOnce = 50;
const leaseMs = 30_000;
const mostAttempts = 40;
const longestPause = 3_600_000;

/** One second, two, four... up to an hour. */
export function pauseAfter(attempts: number): number {
  return Math.min(1000 * 2 ** Math.max(0, attempts - 1), longestPause);
}

/** @returns how many were taken up. */
export async function deliverOutbox({ store, rooms, senders }: { readonly store: OutboxStore; readonly rooms: Pick<Rooms, 'close'>; readonly senders: Senders }): Promise<number> {
  const items = await store.claim(mostAtOnce, leaseMs);
  await Promise.all(
    items.map(async (item) => {
      const sent = await send({ store, rooms, senders }, item).catch((): Sent => 'again');
      if (sent === 'sent') await store.done(item.id);
      else if (sent === 'never' || item.attempts >= mostAttempts) await store.giveUp(item.id, sent === 'never' ? 'no-way' : 'too-often');
      else await store.later(item.id, pauseAfter(item.attempts), 'not-arrived');
    }),
  );
  return items.length;
}

async function send({ store, rooms, senders }: { readonly store: OutboxStore; readonly rooms: Pick<Rooms, 'close'>; readonly senders: Senders }, item: OutboxItem): Promise<Sent> {
  switch (item.channel) {
    case 'webhook':
      return senders.webhook(item);
    case 'room': {
      const { server, room } = item.body;
      if (typeof server !== 'string' || typeof room !== 'string') return 'never';
      await rooms.close({ server, room });
      return 'sent';
    }
    case 'push': {
      const { push } = senders;
      if (!push) return 'never';
      const targets = await store.pushTargets(String(item.body['offer']));
      const results = await Promise.all(targets.map(async (target) => ({ target, sent: await push(target, item.key) })));
      for (const { target, sent } of results) if (sent === 'never') await store.dropPush(target.id);
      return results.length === 0 || results.some(({ sent }) => sent === 'sent') ? 'sent' : 'again';
    }
    default:
      return item.channel satisfies never;
  }
}
