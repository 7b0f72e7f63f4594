/** Two instances of the service over one PostgreSQL and one Redis, all real processes that can be killed and come back. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { claimDataFolder, type DataFolder } from '../../src/platform/data-folder.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { dataFolder, freePort, startService, type Running } from '../support/child.ts';
import { redisProgram } from '../support/servers.ts';

export type House = {
  /** Where the instances answer, whether they run just now or not. */
  readonly urls: readonly string[];
  /** Through the same door as the instances. */
  readonly databaseUrl: string;
  readonly query: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  /** `kill -9`; it starts again by itself, from then on with a wrong clock where one is given. */
  readonly killInstance: (index: number, changes?: { readonly clockShiftMs: number }) => void;
  /** Until every instance that was killed answers again. */
  readonly allUp: () => Promise<void>;
  readonly postgres: { readonly kill: () => Promise<void>; readonly stop: () => Promise<void>; readonly start: () => Promise<void>; readonly endBackends: () => Promise<void> };
  readonly redis: { readonly kill: () => void; readonly start: () => Promise<void> };
  readonly close: () => Promise<void>;
};

const shiftedClock = new URL('shifted-clock.mjs', import.meta.url).href;
const kek = `chaos:${Buffer.alloc(32, 9).toString('base64')}`;

export async function openHouse({
  instances = 2,
  redis: wantsRedis = true,
  settings = {},
}: { readonly instances?: number; readonly redis?: boolean; readonly settings?: Readonly<Record<string, string>> } = {}): Promise<House> {
  const folder = await dataFolder();
  const claimed = await claimDataFolder(folder.path);
  const database = await openPostgres(claimed);
  const redis = wantsRedis && redisProgram !== undefined ? await openRedis(redisProgram) : undefined;
  const environment = {
    DATABASE_URL: database.url,
    RELAIS_KEK: kek,
    LOG_LEVEL: 'error',
    TRUST_PROXY: 'yes',
    LIVEKIT_LOCAL: 'no',
    ...(redis ? { REDIS_URL: redis.url } : {}),
    ...settings,
  };
  const ports = await Promise.all(Array.from({ length: instances }, freePort));
  const running = new Map<number, Promise<Running>>();
  let closing = false;
  const clocks = new Map<number, Readonly<Record<string, string>>>();
  const start = (index: number): Promise<Running> => startService({ ...environment, ...clocks.get(index), PORT: String(ports[index]) });
  // A database that is away at that moment is one clear line and an end: whoever watches the process starts it again.
  const startAgain = async (index: number): Promise<Running> => {
    for (;;) {
      try {
        return await start(index);
      } catch (error) {
        if (closing) throw error;
        await pause(300);
      }
    }
  };
  for (const index of ports.keys()) running.set(index, start(index));
  await Promise.all(running.values());
  const query = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> => {
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, [...values])).rows;
    } finally {
      await client.end();
    }
  };
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    databaseUrl: database.url,
    query,
    killInstance: (index, changes) => {
      if (changes) clocks.set(index, { NODE_OPTIONS: `--import=${shiftedClock}`, CLOCK_SHIFT_MS: String(changes.clockShiftMs) });
      const before = running.get(index);
      if (before)
        running.set(
          index,
          again(before, () => startAgain(index)),
        );
    },
    allUp: async () => {
      await Promise.all(running.values());
    },
    postgres: {
      ...database.control,
      endBackends: async () => {
        await query(`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`);
      },
    },
    redis: { kill: () => redis?.kill(), start: async () => redis?.start() },
    close: async () => {
      closing = true;
      for (const one of running.values()) {
        const child = await one;
        child.process.kill('SIGKILL');
        await child.ended;
      }
      redis?.kill();
      await database.close();
      await claimed.release();
      await folder.remove();
    },
  };
}

async function again(before: Promise<Running>, start: () => Promise<Running>): Promise<Running> {
  const child = await before;
  child.process.kill('SIGKILL');
  await child.ended;
  return start();
}

/** The embedded PostgreSQL behind a door with one address: it may come back on another port. */
async function openPostgres(folder: DataFolder): Promise<{ readonly url: string; readonly control: Omit<House['postgres'], 'endBackends'>; readonly close: () => Promise<void> }> {
  let server: EmbeddedPostgres = await startEmbeddedPostgres(folder);
  let up = true;
  const sockets = new Set<Socket>();
  // Without a delay, as PostgreSQL's own clients speak: else small packets wait 40 ms for each other at the door.
  const door: Server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', noDelay: true });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  const port = await new Promise<number>((done) => {
    door.listen(0, '127.0.0.1', () => {
      const address = door.address();
      done(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const url = new URL(server.url);
  url.port = String(port);
  return {
    url: url.href,
    control: {
      kill: async () => {
        const [pid = ''] = (await readFile(join(folder.path, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
        process.kill(Number(pid), 'SIGKILL');
        await server.died;
        up = false;
      },
      stop: async () => {
        await server.stop();
        up = false;
      },
      start: async () => {
        server = await startEmbeddedPostgres(folder);
        up = true;
      },
    },
    close: async () => {
      if (up) await server.stop();
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => door.close(done));
    },
  };
}

async function openRedis(program: string): Promise<{ readonly url: string; readonly kill: () => void; readonly start: () => Promise<void> }> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    child = spawn(program, ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
    for (let tries = 0; tries < 200 && !(await answers(port)); tries += 1) await pause(25);
  };
  await start();
  return { url: `redis://127.0.0.1:${port}`, kill: () => void child?.kill('SIGKILL'), start };
}

async function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      done(true);
    });
    socket.on('error', () => done(false));
  });
}

export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
