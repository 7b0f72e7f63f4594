/** A plain client of Redis, and the one count that both ways of holding it share. */
import { createClient } from 'redis';

type Options = { readonly url: string; readonly connectTimeout: number; readonly reconnectStrategy: false | ((retries: number) => number) };

export type RedisClient = ReturnType<typeof redisClient>;

/** Nothing waits in a queue: what cannot be asked now is answered by this process. */
export function redisClient({ url, connectTimeout, reconnectStrategy }: Options) {
  return createClient({ url, disableOfflineQueue: true, socket: { connectTimeout, reconnectStrategy } });
}

/** Adds one to a count that lapses that long after its first increment. Gives the count. */
export async function countIn(client: RedisClient, key: string, windowMs: number): Promise<number> {
  const [count] = await client.multi().incr(key).pExpire(key, windowMs, 'NX').exec();
  return Number(count);
}
