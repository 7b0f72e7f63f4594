/**
 * Counts and wake-ups for one request, over a connection of its own. Without Redis, or while it is away, this instance counts by
 * itself and wakes nobody: a request may not be woken by another one here, and whoever waits looks every second anyway.
 */
import type { Ephemeral } from '../../shared/ephemeral.ts';
import type { LazyRedis } from './lazy-redis.ts';
import { countIn, type RedisClient } from './redis-client.ts';
import { within } from './within.ts';

const answerMs = 300;

export function createRequestEphemeral(redis: LazyRedis | undefined, local: Pick<Ephemeral, 'increment'>): Ephemeral {
  const orLocal = async <T>(asked: (client: RedisClient) => Promise<T>, otherwise: () => Promise<T>): Promise<T> => {
    const client = await redis?.client();
    if (!client) return otherwise();
    try {
      return await within(answerMs, asked(client));
    } catch {
      redis?.failed();
      return otherwise();
    }
  };
  // Sent by those who do not wait for them: the connection stays until they are gone.
  const sending = new Set<Promise<void>>();
  return {
    increment: (key, windowMs) =>
      orLocal(
        (client) => countIn(client, key, windowMs),
        () => local.increment(key, windowMs),
      ),
    publish: (channel, message) => {
      const sent = orLocal(
        async (client) => void (await client.publish(channel, message)),
        async () => {},
      );
      sending.add(sent);
      return sent.finally(() => sending.delete(sent));
    },
    subscribe: async (channel, listener) => {
      const client = await redis?.subscriber();
      if (!client) return async () => {};
      await within(answerMs, client.subscribe(channel, listener)).catch(() => redis?.failed());
      return async () => {
        await within(answerMs, client.unsubscribe(channel, listener)).catch(() => {});
      };
    },
    close: async () => {
      await Promise.allSettled(sending);
      redis?.close();
    },
  };
}
