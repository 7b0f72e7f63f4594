/** A connection to Redis for one request: made when first needed, ended with the request. On Workers a socket belongs to one request. */
import { redisClient, type RedisClient } from './redis-client.ts';

export type LazyRedis = {
  /** Undefined while Redis is away: nobody waits for it. */
  readonly client: () => Promise<RedisClient | undefined>;
  readonly subscriber: () => Promise<RedisClient | undefined>;
  readonly failed: () => void;
  readonly close: () => void;
};

/** When Redis was last away: plain data that requests share, so that each does not wait for it anew. */
export type RedisAway = { since: number | undefined };

const connectMs = 1000;
const restMs = 5000;

export function createLazyRedis({
  url,
  away,
  onState = () => {},
  now = Date.now,
}: {
  readonly url: string;
  readonly away: RedisAway;
  readonly onState?: (state: 'away' | 'back') => void;
  readonly now?: () => number;
}): LazyRedis {
  const open: RedisClient[] = [];
  const failed = (): void => {
    if (away.since === undefined) onState('away');
    away.since = now();
  };
  const connect = async (): Promise<RedisClient | undefined> => {
    if (away.since !== undefined && now() - away.since < restMs) return undefined;
    const client = redisClient({ url, connectTimeout: connectMs, reconnectStrategy: false });
    client.on('error', failed);
    open.push(client);
    try {
      await client.connect();
      if (away.since !== undefined) onState('back');
      away.since = undefined;
      return client;
    } catch {
      failed();
      return undefined;
    }
  };
  let client: Promise<RedisClient | undefined> | undefined;
  let subscriber: Promise<RedisClient | undefined> | undefined;
  return {
    client: () => (client ??= connect()),
    subscriber: () => (subscriber ??= connect()),
    failed,
    close: () => {
      for (const each of open.splice(0)) each.destroy();
    },
  };
}
