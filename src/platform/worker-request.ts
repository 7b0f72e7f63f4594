/** The whole service for one request: connections made for it, and ended with it. */
import pg from 'pg';
import { Kysely, PostgresDialect } from 'kysely';
import { createLazyRedis, type LazyRedis } from '../adapters/ephemeral/lazy-redis.ts';
import { createRequestEphemeral } from '../adapters/ephemeral/request-ephemeral.ts';
import { createLocalKeyWrapper, keysFrom } from '../adapters/keys/local-key-wrapper.ts';
import { createRedisMetrics, type CountedMetrics } from '../adapters/metrics/redis-metrics.ts';
import { preparedness } from '../adapters/postgres/prepared.ts';
import { createRulesetStore } from '../adapters/postgres/ruleset-store.ts';
import type { Tables } from '../adapters/postgres/tables.ts';
import type { Closed } from '../http/parts.ts';
import { compose, type Composed } from './compose.ts';
import { interpreterFor } from './interpreter.ts';
import { personIndexKeyFrom } from './person-index-key.ts';
import { readerFor } from './reading.ts';
import { createShelf, keepRules } from './ruleset-shelf.ts';
import type { WorkerFiles } from './worker-files.ts';
import { brokenReason } from './worker-mode.ts';
import type { Shared } from './worker-shared.ts';

export type Opened = Composed & { readonly metrics: CountedMetrics };

/** The whole service for one request, or why it cannot be had. */
export async function openForRequest(common: Shared, files: WorkerFiles): Promise<Opened | Closed> {
  const { config, log } = common;
  const redis: LazyRedis | undefined =
    config.redisUrl === undefined ? undefined : createLazyRedis({ url: config.redisUrl, away: common.redisAway, onState: (state) => log.warn({ event: `redis-${state}` }) });
  const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 4, connectionTimeoutMillis: 5000 });
  pool.on('error', (error) => log.warn({ event: 'database-connection-lost', error: error.name }));
  const ephemeral = createRequestEphemeral(redis, common.counts);
  const close = async (): Promise<void> => {
    await ephemeral.close();
    await pool.end();
  };
  const store = createRulesetStore(new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }));
  const unfit = await prepare(common, pool, store);
  if (unfit) {
    await close();
    return unfit;
  }
  const metrics = createRedisMetrics(redis);
  const keys = keysFrom(config.keyEncryptionKey ?? '');
  const composed = compose({
    config,
    pool,
    shelf: createShelf({ current: common.active(), store, older: common.older, activate: (rules) => readerFor(rules, interpreterFor(config, rules, log)) }),
    keys: await createLocalKeyWrapper(keys),
    // Another isolate may have taken the last turn, and nobody would wake this one up.
    memory: { most: 0, forMs: 0 },
    siteMemory: common.sites,
    ephemeral,
    metrics,
    log,
    ready: async () => ({ rules: true, database: (await preparedness(pool)) === 'ready' }),
    clientAddress,
    asset: (name) => files.read(`reference/${name}`),
    pages: files.pages,
    rooms: common.rooms,
    iceServers: common.iceServers,
    mediaOrigins: common.mediaOrigins,
    personIndexKey: personIndexKeyFrom(keys),
  });
  return {
    ...composed,
    metrics,
    close: async () => {
      await composed.close();
      await close();
    },
  };
}

/** Once an isolate. A database that is away now may be there for the next request: then the application itself says so. */
async function prepare(common: Shared, pool: pg.Pool, store: Parameters<typeof keepRules>[1]): Promise<Closed | undefined> {
  if (common.prepared) return undefined;
  const state = await preparedness(pool);
  switch (state) {
    case 'ready':
      await keepRules(common.active(), store);
      common.prepared = true;
      return undefined;
    case 'away':
      return undefined;
    case 'owner':
      common.log.error({
        event: 'not-ready',
        why: 'The database user owns the tables: row-level security would not hold. Give HYPERDRIVE a user that is a member of relais_app and owns nothing.',
      });
      return { reason: brokenReason };
    case 'not-migrated':
      common.log.error({ event: 'not-ready', why: 'The database is not prepared for this version. Run "npm run migrate" with its DATABASE_URL.' });
      return { reason: brokenReason };
    default:
      return state satisfies never;
  }
}

/** Set by Cloudflare itself; a caller cannot choose it. */
export function clientAddress(request: Request): string {
  return request.headers.get('CF-Connecting-IP')?.slice(0, 64) ?? 'unknown';
}
