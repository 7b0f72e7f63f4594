/** What the requests of one isolate share: plain data, and nothing that holds a connection. */
import { createLocalEphemeral } from '../adapters/ephemeral/local-ephemeral.ts';
import type { RedisAway } from '../adapters/ephemeral/lazy-redis.ts';
import { createLivekitRooms } from '../adapters/livekit/livekit-rooms.ts';
import { createConsoleLog } from '../adapters/log/console-log.ts';
import type { Log } from '../adapters/log/pino-log.ts';
import { createOwnIceServers } from '../adapters/turn/own-ice-servers.ts';
import { noRooms, type IceServers, type Rooms } from '../consultation/rooms.ts';
import type { ActiveRules } from '../conversation/conversation.ts';
import type { Closed } from '../http/parts.ts';
import type { Ephemeral } from '../shared/ephemeral.ts';
import { compileRuleset, type CompiledRuleset } from '../triage/compile.ts';
import type { Ruleset } from '../triage/ruleset.ts';
import rulesetText from '../../dist/worker/ruleset.txt';
import { readConfig, type Config } from './config.ts';
import { interpreterFor } from './interpreter.ts';
import { checkIceServers, livekitServers, originsOf } from './media-servers.ts';
import { readerFor } from './reading.ts';
import type { SiteMemory } from './site-directory.ts';
import type { Assets, WorkerFilesMemory } from './worker-files.ts';
import { brokenReason, edgeReason, workerMode } from './worker-mode.ts';

export type Environment = Readonly<Record<string, unknown>> & { readonly HYPERDRIVE?: { readonly connectionString: string }; readonly ASSETS: Assets };
export type Shared = {
  readonly config: Config;
  readonly log: Log;
  readonly rules: CompiledRuleset;
  readonly active: () => ActiveRules;
  readonly older: Map<string, ActiveRules>;
  readonly sites: SiteMemory;
  readonly files: WorkerFilesMemory;
  readonly counts: Ephemeral;
  readonly redisAway: RedisAway;
  readonly rooms: Rooms;
  readonly iceServers: IceServers;
  readonly mediaOrigins: readonly string[];
  /** Why nothing but the numbers is served here; undefined where the whole service is. */
  readonly closed: Closed | undefined;
  /** The database was found to be fit, and the rules kept in it. */
  prepared: boolean;
};

let shared: Shared | undefined;

export function share(environment: Environment): Shared {
  if (shared) return shared;
  const strings = Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  const mode = workerMode(environment);
  const config = readConfig(mode.kind === 'whole' ? { ...strings, DATABASE_URL: environment.HYPERDRIVE?.connectionString } : { LOG_LEVEL: strings['LOG_LEVEL'] });
  const log = createConsoleLog(config.logLevel);
  if (mode.kind === 'broken') log.error({ event: 'not-ready', why: mode.why });
  const home = strings['RELAIS_HOME'];
  // Written by the build from checked rules; its hash is that of the rules on Node.
  const rules = compileRuleset(JSON.parse(rulesetText) as Ruleset);
  let active: ActiveRules | undefined;
  checkIceServers(config);
  const servers = livekitServers(config);
  shared = {
    config,
    log,
    rules,
    active: () => (active ??= readerFor(rules, interpreterFor(config, rules, log))),
    older: new Map(),
    sites: new Map(),
    files: {},
    counts: createLocalEphemeral(),
    redisAway: { since: undefined },
    rooms: servers.length > 0 ? createLivekitRooms(servers) : noRooms,
    mediaOrigins: originsOf(servers),
    iceServers: createOwnIceServers({ addresses: config.iceServers, secret: config.turnSecret }),
    closed: mode.kind === 'whole' ? undefined : { reason: mode.kind === 'edge' ? edgeReason : brokenReason, ...(home !== undefined && URL.canParse(home) ? { home } : {}) },
    prepared: false,
  };
  return shared;
}
