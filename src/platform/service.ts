/** Builds the parts of the service on Node and passes them down. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createLocalEphemeral } from '../adapters/ephemeral/local-ephemeral.ts';
import { createRedisEphemeral } from '../adapters/ephemeral/redis-ephemeral.ts';
import { createLocalKeyWrapper, keysFrom, type LocalKey } from '../adapters/keys/local-key-wrapper.ts';
import { nodeCipher } from '../adapters/keys/node-cipher.ts';
import type { Log } from '../adapters/log/pino-log.ts';
import { createPrometheusMetrics } from '../adapters/metrics/prometheus-metrics.ts';
import { openDatabase } from '../adapters/postgres/database.ts';
import { DatabaseTooNewError, migrate } from '../adapters/postgres/migrate.ts';
import { createOperatorStore } from '../adapters/postgres/operator-store.ts';
import { createSiteStore, type SiteStore } from '../adapters/postgres/site-store.ts';
import type { OperatorStore } from '../record/record-store.ts';
import type { KeyWrapper } from '../record/key-wrapper.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import { builtFolder } from './build-pages.ts';
import { openBuiltPages } from './built-pages.ts';
import { compose } from './compose.ts';
import type { Config } from './config.ts';
import { claimDataFolder, codeOf, FolderInUseError, sharedFolder, StartError, type DataFolder } from './data-folder.ts';
import { joinEmbeddedPostgres, startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { interpreterFor } from './interpreter.ts';
import { checkKeys, embeddedKeys } from './keys.ts';
import { personIndexKeyFrom } from './person-index-key.ts';
import { checkServer } from './own-server.ts';
import type { Media } from './media.ts';
import { ensureDemoPlaces, keepHoursKnown } from './places.ts';
import { readerFor } from './reading.ts';
import { createShelf, keepRules } from './ruleset-shelf.ts';
import { builtInSite } from './site-files.ts';
import { oidcFor, outgoingFor } from './outgoing.ts';
import { startSweep } from './sweep.ts';

export type Base = {
  readonly operator: OperatorStore;
  readonly sites: SiteStore;
  readonly keys: KeyWrapper;
  /** Finds a person again without keeping who it is. */
  readonly personIndexKey: Uint8Array;
  readonly database: ReturnType<typeof openDatabase>;
  /** Of the database, with its password. */
  readonly url: string;
  /** Of the embedded database, where this process runs it. */
  readonly databaseVersion: string | undefined;
  /** Resolves when the embedded database has ended by itself. */
  readonly databaseDied: Promise<void> | undefined;
  readonly close: () => Promise<void>;
};

/** A database that can be connected to, and the folder of its secrets when it is the embedded one. */
type Server = {
  readonly url: string;
  readonly folder: DataFolder | undefined;
  readonly embedded: Pick<EmbeddedPostgres, 'version' | 'died'> | undefined;
  readonly keys: readonly LocalKey[];
  readonly stop: () => Promise<void>;
};

/**
 * The database, migrated, and the keys: what the service and the operator's commands share.
 * @param options.join goes beside the process that holds the data folder, where one does.
 * @throws StartError with one clear line.
 */
export async function openBase(config: Config, { log, join = false }: { readonly log?: Log; readonly join?: boolean } = {}): Promise<Base> {
  const server = config.databaseUrl === undefined ? await embeddedServer(config, join) : await ownServer(config, config.databaseUrl);
  const database = openDatabase(server.url, { onError: (name) => log?.warn({ event: 'database-connection-lost', error: name }) });
  const close = async (): Promise<void> => {
    await database.close();
    await server.stop();
  };
  try {
    const keys = await createLocalKeyWrapper(server.keys);
    await prepare(database, server);
    const operator = createOperatorStore(database.owner);
    const sites = createSiteStore(database.owner);
    await sites.putFirst(await builtInSite(), Date.now());
    await checkKeys(operator, keys, server.folder);
    return {
      operator,
      sites,
      keys,
      personIndexKey: personIndexKeyFrom(server.keys),
      database,
      url: server.url,
      databaseVersion: server.embedded?.version,
      databaseDied: server.embedded?.died,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function prepare(database: ReturnType<typeof openDatabase>, server: Server): Promise<void> {
  try {
    // The migrator takes any schema.
    await migrate(database.owner as never);
  } catch (error) {
    if (error instanceof DatabaseTooNewError) throw new StartError(`${error.message}. Start that version, or give another database.`);
    const mend = server.folder ? 'Restore it from a backup, or give another DATA_DIR.' : 'Check that the user of DATABASE_URL may create tables and roles in it.';
    throw new StartError(`The database cannot be used (${codeOf(error)}). ${mend}`);
  }
}

async function ownServer(config: Config, url: string): Promise<Server> {
  const keys = keysFrom(config.keyEncryptionKey ?? '');
  await checkServer(url);
  return { url, folder: undefined, embedded: undefined, keys, stop: async () => {} };
}

async function embeddedServer(config: Config, join: boolean): Promise<Server> {
  let folder: DataFolder;
  try {
    folder = await claimDataFolder(config.dataDir);
  } catch (error) {
    if (!join || !(error instanceof FolderInUseError)) throw error;
    folder = sharedFolder(config.dataDir);
    return { url: await joinEmbeddedPostgres(folder), folder, embedded: undefined, keys: await embeddedKeys(config, folder), stop: folder.release };
  }
  try {
    const keys = await embeddedKeys(config, folder);
    const embedded = await startEmbeddedPostgres(folder);
    const stop = async (): Promise<void> => {
      await embedded.stop();
      await folder.release();
    };
    return { url: embedded.url, folder, embedded, keys, stop };
  } catch (error) {
    await folder.release();
    throw isFileError(error) ? new StartError(`DATA_DIR ${config.dataDir} cannot be used (${codeOf(error)} at ${error.path}). Mend that, or give another DATA_DIR.`) : error;
  }
}

function isFileError(error: unknown): error is Error & { readonly path: string } {
  return error instanceof Error && 'syscall' in error && 'path' in error && typeof error.path === 'string';
}

export type Service = {
  readonly fetch: (request: Request, environment?: unknown) => Response | Promise<Response>;
  readonly model: boolean;
  /** Whether counts and wake-ups go through Redis; `away` when it does not answer, and this process counts meanwhile. */
  readonly redis: 'not-given' | 'yours' | 'away';
  readonly close: () => Promise<void>;
};

export async function buildService({
  config,
  base,
  rules,
  log,
  media,
}: {
  readonly config: Config;
  readonly base: Base;
  readonly rules: CompiledRuleset;
  readonly log: Log;
  readonly media: Pick<Media, 'rooms' | 'iceServers' | 'origins'>;
}): Promise<Service> {
  const interpreter = interpreterFor(config, rules, log);
  let redisAway = false;
  const onRedis = (state: 'away' | 'back'): void => {
    redisAway = state === 'away';
    log.warn({ event: `redis-${state}` });
  };
  const ephemeral = config.redisUrl === undefined ? createLocalEphemeral() : await createRedisEphemeral(config.redisUrl, onRedis);
  const activate = (set: CompiledRuleset): ReturnType<typeof readerFor> => readerFor(set, interpreter);
  const current = activate(rules);
  await keepRules(current, base.operator);
  const outgoing = outgoingFor(config, base.personIndexKey);
  const oidc = oidcFor(config);
  const { app, records, sweep, close } = compose({
    config,
    pool: base.database.appPool,
    shelf: createShelf({ current, store: base.operator, activate }),
    keys: base.keys,
    cipher: nodeCipher,
    ephemeral,
    metrics: createPrometheusMetrics(),
    log,
    ready: async () => ({ rules: true, database: await answers(base) }),
    clientAddress: (request, environment) => addressOf(request, environment, config.trustProxy),
    asset: readAsset,
    pages: await openBuiltPages(builtFolder),
    rooms: media.rooms,
    iceServers: media.iceServers,
    mediaOrigins: media.origins,
    personIndexKey: base.personIndexKey,
    senders: outgoing.senders,
    ...(outgoing.pushKey === undefined ? {} : { pushKey: outgoing.pushKey }),
    ...(oidc ? { oidc } : {}),
  });
  const sweeping = startSweep(sweep, (error) => log.warn({ event: 'sweep-failed', error }));
  await ensureDemoPlaces(base.database.owner, (await builtInSite()).id);
  const keepHours = keepHoursKnown(base.database.owner, (error) => log.error({ event: 'hours-not-worked-out', error }));
  const stop = await ephemeral.subscribe('encounter-changed', (id) => records.forget(id));
  return {
    fetch: (request, environment) => app.fetch(request, environment as Record<string, unknown>),
    model: interpreter !== undefined,
    redis: config.redisUrl === undefined ? 'not-given' : redisAway ? 'away' : 'yours',
    close: async () => {
      await sweeping.stop();
      await close();
      await keepHours.stop();
      await stop();
      await ephemeral.close();
    },
  };
}

async function answers({ database }: Base): Promise<boolean> {
  return database.owner
    .selectFrom('sites')
    .select('id')
    .limit(1)
    .execute()
    .then(
      () => true,
      () => false,
    );
}

/** The peer's address; a proxy's word for it only where the configuration trusts one. */
function addressOf(request: Request, environment: unknown, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers.get('X-Forwarded-For')?.split(',').at(-1)?.trim() : undefined;
  const incoming = typeof environment === 'object' && environment !== null && 'incoming' in environment ? environment.incoming : undefined;
  const socket = typeof incoming === 'object' && incoming !== null && 'socket' in incoming ? incoming.socket : undefined;
  const peer = typeof socket === 'object' && socket !== null && 'remoteAddress' in socket ? String(socket.remoteAddress) : 'unknown';
  return forwarded === undefined || forwarded === '' ? peer : forwarded.slice(0, 64);
}

const assetFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await readFile(join(assetFolder, name)).catch(() => undefined);
  return file && new Uint8Array(file);
}
