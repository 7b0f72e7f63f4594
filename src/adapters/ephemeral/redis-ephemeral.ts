/** Counts and wake-ups in Redis. A Redis that is away never fails a request: counting goes on in this process. */
import type { Ephemeral } from '../../shared/ephemeral.ts';
import { createLocalEphemeral } from './local-ephemeral.ts';
import { countIn, redisClient } from './redis-client.ts';
import { within } from './within.ts';

/** A count is worth less than a patient's time. */
const answerMs = 300;
const firstWaitMs = 1500;

/** @param onState told once each time Redis goes away or comes back. */
export async function createRedisEphemeral(url: string, onState: (state: 'away' | 'back') => void = () => {}): Promise<Ephemeral> {
  const local = createLocalEphemeral();
  let away = false;
  const setAway = (next: boolean): void => {
    if (away === next) return;
    away = next;
    onState(next ? 'away' : 'back');
  };
  const options = { url, connectTimeout: 2000, reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, 2000) };
  const client = redisClient(options);
  const subscriber = redisClient(options);
  for (const each of [client, subscriber]) each.on('error', () => setAway(true));
  client.on('ready', () => setAway(false));
  // The first connection may fail: the clients keep trying by themselves, and nobody waits for them.
  await within(firstWaitMs, Promise.allSettled([client.connect(), subscriber.connect()])).catch(() => setAway(true));
  /** What Redis says; what this process says by itself when Redis is away or does not answer in time. */
  const orLocal = async <T>(asked: () => Promise<T>, local: () => Promise<T>): Promise<T> => {
    try {
      if (client.isReady) {
        const answer = await within(answerMs, asked());
        setAway(false);
        return answer;
      }
    } catch {
      // Counted below.
    }
    setAway(true);
    return local();
  };
  return {
    increment: async (key, windowMs) =>
      orLocal(
        () => countIn(client, key, windowMs),
        () => local.increment(key, windowMs),
      ),
    publish: async (channel, message) =>
      orLocal(
        async () => void (await client.publish(channel, message)),
        () => local.publish(channel, message),
      ),
    subscribe: async (channel, listener) => {
      const stopLocal = await local.subscribe(channel, listener);
      const listen = (): void => void subscriber.subscribe(channel, listener).catch(() => setAway(true));
      // Once subscribed, the client subscribes again by itself after each reconnection.
      if (subscriber.isReady) await within(answerMs, subscriber.subscribe(channel, listener)).catch(() => setAway(true));
      else subscriber.once('ready', listen);
      return async () => {
        subscriber.off('ready', listen);
        await stopLocal();
        if (subscriber.isReady) await within(answerMs, subscriber.unsubscribe(channel, listener)).catch(() => {});
      };
    },
    close: async () => {
      for (const each of [client, subscriber]) each.destroy();
      await local.close();
    },
  };
}
