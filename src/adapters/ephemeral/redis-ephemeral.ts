/** Counts and wake-ups in Redis. A Redis that is away never fails a request: counting goes on in this process. */
import { createClient } from 'redis';
import type { Ephemeral } from '../../shared/ephemeral.ts';
import { createLocalEphemeral } from './local-ephemeral.ts';

/** @param onState told once each time Redis goes away or comes back. */
export async function createRedisEphemeral(url: string, onState: (state: 'away' | 'back') => void = () => {}): Promise<Ephemeral> {
  const local = createLocalEphemeral();
  let away = false;
  const setAway = (next: boolean): void => {
    if (away === next) return;
    away = next;
    onState(next ? 'away' : 'back');
  };
  const options = { url, disableOfflineQueue: true, socket: { connectTimeout: 2000, reconnectStrategy: (retries: number) => Math.min(50 * 2 ** retries, 2000) } };
  const client = createClient(options);
  const subscriber = createClient(options);
  for (const each of [client, subscriber]) each.on('error', () => setAway(true));
  client.on('ready', () => setAway(false));
  // The first connection may fail: the clients keep trying by themselves.
  await Promise.race([Promise.allSettled([client.connect(), subscriber.connect()]), new Promise((resolve) => setTimeout(resolve, 2500))]);
  return {
    increment: async (key, windowMs) => {
      try {
        const [count] = await client.multi().incr(key).pExpire(key, windowMs, 'NX').exec();
        return Number(count);
      } catch {
        setAway(true);
        return local.increment(key, windowMs);
      }
    },
    publish: async (channel, message) => {
      try {
        await client.publish(channel, message);
      } catch {
        setAway(true);
        await local.publish(channel, message);
      }
    },
    subscribe: async (channel, listener) => {
      const stopLocal = await local.subscribe(channel, listener);
      await subscriber.subscribe(channel, listener).catch(() => setAway(true));
      return async () => {
        await stopLocal();
        await subscriber.unsubscribe(channel, listener).catch(() => {});
      };
    },
    close: async () => {
      for (const each of [client, subscriber]) each.destroy();
      await local.close();
    },
  };
}
