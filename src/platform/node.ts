/** `npm start`: the service on Node, on embedded defaults unless told otherwise. */
import './utc.ts';
import { createServer, type Server } from 'node:http';
import { serve } from '@hono/node-server';
import { createPinoLog } from '../adapters/log/pino-log.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { demoDoctorLink } from './demo-staff.ts';
import { defaultSite } from './site-directory.ts';
import { codeOf, FolderInUseError, holderOf, StartError } from './data-folder.ts';
import { prepareMedia } from './media.ts';
import { BrokenRulesError, describeInOneLine, loadRules } from './rules.ts';
import { buildService, openBase, type Base, type Service } from './service.ts';

/** How long requests under way may take once the end was asked for, and the whole end. */
const requestsMs = 5000;
const endMs = 20_000;
/** A terminal's Ctrl-C may reach us twice, by itself and through npm. */
const sameKeyMs = 1000;
const signals = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

let running: { readonly end: () => void; readonly hurry: () => void } | undefined;
let askedAt: number | undefined;

for (const [signal, number] of Object.entries(signals)) {
  process.on(signal, () => {
    // Not up yet: what has been started goes with us.
    if (!running) process.exit(128 + number);
    if (askedAt === undefined) {
      askedAt = Date.now();
      running.end();
    } else if (Date.now() - askedAt > sameKeyMs) running.hurry();
  });
}

async function start(): Promise<void> {
  const config = readConfig(process.env);
  const log = createPinoLog(config.logLevel);
  const rules = await loadRules();
  const media = await prepareMedia(config, process.env['PATH'] ?? '');
  // A taken port is found before anything is started.
  await checkPort(config);
  const base = await openBase(config, { log });
  let server: Server;
  let service: Service;
  try {
    service = await buildService({ config, base, rules, log, media });
    server = await listen(config, service);
  } catch (error) {
    await base.close();
    throw error;
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const video = await media.start(port, () => log.warn({ event: 'livekit-ended' }));
  // Where the database is one's own, its roster is as well: nobody is put on it.
  const doctor = config.databaseUrl === undefined ? await demoDoctorLink(base, defaultSite) : undefined;
  process.stdout.write(greeting({ config, base, service, video, port, doctor }));
  let ending: Promise<void> | undefined;
  const end = async (): Promise<void> => {
    const late = setTimeout(() => process.exit(1), endMs);
    const cut = setTimeout(() => server.closeAllConnections(), requestsMs);
    await new Promise<void>((done) => {
      server.close(() => done());
      server.closeIdleConnections();
    });
    clearTimeout(cut);
    await service.close();
    await media.stop();
    await base.close();
    clearTimeout(late);
  };
  running = {
    end: () => {
      ending ??= end().then(() => void process.stdout.write(`Relais has ended.${config.databaseUrl === undefined ? ` What was answered is kept in ${config.dataDir}.` : ''}\n`));
    },
    hurry: () => server.closeAllConnections(),
  };
  const died = async (databaseDied: Promise<void>): Promise<void> => {
    await databaseDied;
    process.stderr.write('The embedded database has ended by itself. Relais ends too: start it again; nothing that was answered is lost.\n');
    process.exitCode = 1;
    ending ??= end();
    await ending;
  };
  if (base.databaseDied) void died(base.databaseDied);
}

function listen(config: Config, service: Service): Promise<Server> {
  return new Promise((done, failed) => {
    // Without further options it is a plain HTTP server.
    const server = serve({ fetch: service.fetch, hostname: config.host, port: config.port }, () => done(server)) as Server;
    server.once('error', (error) => failed(new StartError(cannotListen(config, error))));
  });
}

async function checkPort(config: Config): Promise<void> {
  if (config.port === 0) return;
  await new Promise<void>((done, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(config.port, config.host, () => probe.close(() => done()));
  }).catch(async (error: unknown) => {
    // The usual reason is a second start of the same thing.
    const holder = codeOf(error) === 'EADDRINUSE' && config.databaseUrl === undefined ? await holderOf(config.dataDir) : undefined;
    throw holder === undefined ? new StartError(cannotListen(config, error)) : new FolderInUseError(config.dataDir, holder);
  });
}

function cannotListen({ host, port }: Config, error: unknown): string {
  return codeOf(error) === 'EADDRINUSE'
    ? `Port ${port} on ${host} is taken. Stop what uses it, or give another PORT.`
    : `Relais cannot listen on ${host}:${port} (${codeOf(error)}). Give another HOST or PORT.`;
}

const redisWords = {
  'not-given': 'counted in this process; bring your own with REDIS_URL (needed for several instances)',
  yours: 'yours (REDIS_URL)',
  away: 'yours (REDIS_URL), but it does not answer: counted in this process until it does',
} as const;

function greeting({
  config,
  base,
  service,
  video,
  port,
  doctor,
}: {
  readonly config: Config;
  readonly base: Base;
  readonly service: Service;
  readonly video: string;
  readonly port: number;
  readonly doctor: string | undefined;
}): string {
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return [
    '',
    '  Relais is running. Not a diagnosis, not for emergencies; its rules are drafts that no clinician has signed.',
    '',
    `  Patient’s page           http://${host}:${port}/`,
    `  In a hospital’s page     http://${host}:${port}/demo`,
    doctor === undefined
      ? `  Doctor’s console         http://${host}:${port}/doctor   (sign in with: npm run staff -- link ID)`
      : `  Doctor’s console         http://${host}:${port}${doctor}   (opens once)`,
    `  API and reference page   http://${host}:${port}/docs`,
    `  Conversation             npm run triage -- --lang fr "j'ai mal à la gorge depuis trois jours"`,
    `  Health, readiness        http://${host}:${port}/healthz  /readyz  /metrics`,
    '',
    base.databaseVersion === undefined
      ? '  Database   yours (DATABASE_URL)'
      : `  Database   embedded PostgreSQL ${base.databaseVersion} in ${config.dataDir}; bring your own with DATABASE_URL and RELAIS_KEK`,
    `  Redis      ${redisWords[service.redis]}`,
    service.model ? '  Model      Claude reads free text beside the lexicon' : '  Model      off: the lexicon alone reads free text; turn it on with ANTHROPIC_API_KEY',
    `  Video      ${video}`,
    '',
    '  Ctrl-C ends it.',
    '',
    '',
  ].join('\n');
}

try {
  await start();
} catch (error) {
  if (!(error instanceof StartError || error instanceof ConfigError || error instanceof BrokenRulesError)) throw error;
  process.stderr.write(`${error instanceof BrokenRulesError ? describeInOneLine(error) : error.message}\n`);
  process.exitCode = 1;
}
