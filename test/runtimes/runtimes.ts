/** The two runtimes over one database, each as it is run in earnest: a process of Node, and workerd. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { allowWorker } from '../../src/adapters/postgres/worker-role.ts';
import { buildWorkerParts } from '../../src/platform/build-worker.ts';
import { startLocalWorker } from '../../src/platform/local-worker.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { freePort, startService } from '../support/child.ts';
import { redisProgram, redisUrl } from '../support/servers.ts';

export const runtimeNames = ['Node', 'workerd'] as const;
export type RuntimeName = (typeof runtimeNames)[number];

export type Runtimes = {
  readonly database: TestDatabase;
  readonly urls: Readonly<Record<RuntimeName, string>>;
  /** Undefined where there is none: both count by themselves. */
  readonly redisUrl: string | undefined;
  /** For a Worker of the test's own. */
  readonly workerDatabaseUrl: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
};

const workerRole = 'relais_test_worker';

export async function startRuntimes(): Promise<Runtimes> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const work of closing.splice(0).toReversed()) await work();
  };
  try {
    const database = await cloneDatabase();
    closing.push(database.drop);
    const redis = redisUrl === undefined ? await ownRedis() : undefined;
    if (redis) closing.push(redis.stop);
    const settings = {
      RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`,
      ...(redis || redisUrl !== undefined ? { REDIS_URL: redis?.url ?? redisUrl ?? '' } : {}),
    };
    const workerDatabaseUrl = await urlForWorker(database);
    await buildWorkerParts();
    const [node, worker] = await Promise.all([
      startService({ ...settings, DATABASE_URL: database.url, LIVEKIT_LOCAL: 'no', TRUST_PROXY: 'yes' }),
      startLocalWorker({ databaseUrl: workerDatabaseUrl, settings, built: true }),
    ]);
    closing.push(async () => {
      node.process.kill('SIGINT');
      await node.ended;
    }, worker.close);
    return { database, urls: { Node: node.url, workerd: worker.url }, redisUrl: settings.REDIS_URL, workerDatabaseUrl, settings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export async function urlForWorker(database: TestDatabase): Promise<string> {
  const password = randomBytes(16).toString('hex');
  await allowWorker(database.owner, { name: workerRole, password });
  const url = new URL(database.url);
  url.username = workerRole;
  url.password = password;
  return url.href;
}

async function ownRedis(): Promise<{ readonly url: string; readonly stop: () => Promise<void> } | undefined> {
  if (redisProgram === undefined) return undefined;
  const port = await freePort();
  const redis: ChildProcess = spawn(redisProgram, ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (redis.stdout) {
    for await (const chunk of redis.stdout) if (String(chunk).includes('Ready to accept')) break;
    redis.stdout.resume();
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      redis.kill('SIGKILL');
      await once(redis, 'exit');
    },
  };
}
