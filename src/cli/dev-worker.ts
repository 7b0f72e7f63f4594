/** `npm run dev:worker`: the whole service on workerd on this machine, over a real PostgreSQL and, where there is one, a real Redis. */
import '../platform/utc.ts';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { allowWorker } from '../adapters/postgres/worker-role.ts';
import { readConfig } from '../platform/config.ts';
import { embeddedKeySetting } from '../platform/keys.ts';
import { startLocalWorker } from '../platform/local-worker.ts';
import { BrokenPagesError } from '../platform/build-pages.ts';
import { buildWorkerParts } from '../platform/build-worker.ts';
import { prepareDatabase } from '../platform/prepare-database.ts';
import { loadRules } from '../platform/rules.ts';
import { bundleSize } from '../platform/worker-size.ts';
import { openBase } from '../platform/service.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = 'npm run dev:worker takes no words and no flags; PORT, DATA_DIR, DATABASE_URL, RELAIS_KEK and REDIS_URL as for npm start';
const role = 'relais_worker';

await runCommand(async () => {
  const [word] = readFlags(process.argv.slice(2), {}, usage).words;
  if (word !== undefined) throw new UsageError(`"${word}" is not known`, usage);
  const config = readConfig(process.env);
  const base = await openBase(config);
  const redis = config.redisUrl === undefined ? await ownRedis() : { url: config.redisUrl, stop: () => {} };
  try {
    const password = randomBytes(16).toString('hex');
    await buildWorkerParts();
    await prepareDatabase(base, await loadRules());
    await allowWorker(base.database.owner, { name: role, password });
    const address = new URL(base.url);
    address.username = role;
    address.password = password;
    const worker = await startLocalWorker({
      databaseUrl: address.href,
      port: config.port,
      built: true,
      settings: {
        RELAIS_KEK: config.keyEncryptionKey ?? (await embeddedKeySetting(config.dataDir)),
        ...(redis ? { REDIS_URL: redis.url } : {}),
        ...passedOn([
          'ANTHROPIC_API_KEY',
          'ANTHROPIC_MODEL',
          'ANTHROPIC_BASE_URL',
          'LIVEKIT_URL',
          'LIVEKIT_API_KEY',
          'LIVEKIT_API_SECRET',
          'ICE_SERVERS',
          'TURN_SECRET',
          'RELAIS_REGION',
          'ALLOWED_ORIGINS',
          'LOG_LEVEL',
        ]),
      },
    }).catch((error: unknown) => {
      throw error instanceof Error && error.cause instanceof Error ? error.cause : error;
    });
    process.stdout.write(
      [
        '',
        '  Relais is running on workerd. Not a diagnosis, not for emergencies; its rules are drafts that no clinician has signed.',
        '',
        `  Patient’s page           ${worker.url}/`,
        `  A hospital that holds it ${worker.url}/demo`,
        `  API and reference page   ${worker.url}/docs`,
        '',
        `  Database   ${base.databaseVersion === undefined ? 'yours (DATABASE_URL)' : `embedded PostgreSQL ${base.databaseVersion} in ${config.dataDir}`}, as ${role}, who owns nothing in it`,
        `  Redis      ${config.redisUrl === undefined ? (redis ? 'redis-server of this machine, for as long as this runs' : 'missing: each isolate counts by itself; bring it with REDIS_URL, or apt-get install redis-server') : 'yours (REDIS_URL)'}`,
        '',
        '  Ctrl-C ends it.',
        '',
        '',
      ].join('\n'),
    );
    const end = ended();
    // Said when it is known: nobody waits for it.
    void bundleSize().then(
      (size) => process.stdout.write(`  Bundle     ${size}\n`),
      () => {},
    );
    const ending = new AbortController();
    const clock = async (): Promise<void> => {
      while (!ending.signal.aborted) await worker.scheduled().catch(() => new Promise((done) => setTimeout(done, 1000)));
    };
    void clock();
    await end;
    ending.abort();
    await worker.close();
    process.stdout.write('Relais has ended.\n');
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenPagesError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    redis?.stop();
    await base.close();
  }
});

function passedOn(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Until somebody ends us. */
function ended(): Promise<void> {
  return new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.removeAllListeners(signal);
      process.on(signal, () => done());
    }
  });
}

/** A Redis of this machine, on loopback, which keeps nothing; undefined where there is none. */
async function ownRedis(): Promise<{ readonly url: string; readonly stop: () => void } | undefined> {
  const port = await freePort();
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: ['ignore', 'pipe', 'ignore'] });
  process.on('exit', () => redis.kill());
  const ready = await new Promise<boolean>((done) => {
    redis.on('error', () => done(false));
    redis.on('exit', () => done(false));
    redis.stdout.on('data', (chunk: Buffer) => chunk.toString().includes('Ready to accept') && done(true));
  });
  return ready ? { url: `redis://127.0.0.1:${port}`, stop: () => void redis.kill() } : undefined;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
