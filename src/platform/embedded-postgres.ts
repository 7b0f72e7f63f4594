/**
 * A real PostgreSQL from npm in the data folder: loopback only, a password of its own, no socket file. Run through its
 * own binaries, since starting, taking over after a kill and stopping must be ours to decide.
 */
import { execFile } from 'node:child_process';
import { chown, mkdir, open, readdir, readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { codeOf, StartError, type DataFolder } from './data-folder.ts';
import { findBinaries, spawnOurs, unprivilegedRunner, type Binaries, type Runner } from './postgres-binaries.ts';

export type EmbeddedPostgres = {
  readonly url: string;
  readonly version: string;
  /** Resolves when the server has ended without having been told to. */
  readonly died: Promise<void>;
  readonly stop: () => Promise<void>;
};

const owner = 'relais_owner';
const secretBytes = 24;
/** Longer than any recovery after a kill; a server that has ended is noticed at once. */
const readyWithinMs = 600_000;
const stopWithinMs = 8000;
const attempts = 5;

/** Whether there is a database in the folder already. */
export async function isMade(folder: DataFolder): Promise<boolean> {
  return (await readdir(resolve(folder.path, 'postgres')).catch(() => [])).length > 0;
}

/** @throws StartError with one line that says what to do. */
export async function startEmbeddedPostgres(folder: DataFolder): Promise<EmbeddedPostgres> {
  const data = resolve(folder.path, 'postgres');
  const runner = await unprivilegedRunner(data);
  const binaries = await findBinaries(runner);
  const made = await isMade(folder);
  const password = passwordFrom(await folder.secret('postgres-password', secretBytes, { mayMake: !made }));
  if (made) await endLeftBehind(data);
  else await initialise({ binaries, data, password, runner });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runServer({ binaries, data, password, runner });
    } catch (error) {
      if (!(error instanceof NotStartedError)) throw error;
      // Another program took the port in between, or what a killed server left behind is still ending.
      const passing = /Address already in use|shared memory block|lock file/i.test(error.message);
      if (!passing || attempt === attempts)
        throw new StartError(
          `The embedded database in ${data} does not start (${error.message}). Nothing was changed. Restore the folder from a backup, move it away to begin anew, or give DATABASE_URL.`,
        );
      await pause(500);
    }
  }
}

/**
 * The server that another process of ours runs in this folder.
 * @throws StartError when it is not there, or not yet.
 */
export async function joinEmbeddedPostgres(folder: DataFolder): Promise<string> {
  const lines = (await readFile(resolve(folder.path, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const port = Number(lines[3]);
  if (!Number.isInteger(port) || port <= 0 || lines[7]?.trim() !== 'ready')
    throw new StartError(`DATA_DIR ${folder.path} is in use, and its database is not ready: it is starting or ending. Try again in a moment.`);
  return addressOf(port, passwordFrom(await folder.secret('postgres-password', secretBytes, { mayMake: false })));
}

type Place = { readonly binaries: Binaries; readonly data: string; readonly password: string; readonly runner: Runner };

class NotStartedError extends Error {}

async function runServer({ binaries, data, password, runner }: Place): Promise<EmbeddedPostgres> {
  const port = await freePort();
  const url = addressOf(port, password);
  const child = spawnOurs(
    binaries.postgres,
    [
      '-D',
      placeFor(data, runner),
      '-p',
      String(port),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'unix_socket_directories=',
      '-c',
      'logging_collector=off',
      '-c',
      'log_min_messages=fatal',
    ],
    {
      ...runner,
      cwd: data,
      stdio: ['ignore', 'ignore', 'pipe'],
      // A Ctrl-C in the terminal must reach us first: we end the server once our work is done.
      detached: true,
      lastSignal: 'SIGINT',
    },
  );
  let said = '';
  let running = true;
  let told = false;
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ended = new Promise<void>((done) => {
    child.once('error', (error) => {
      said = codeOf(error);
      done();
    });
    child.once('close', () => done());
  }).then(() => (running = false));
  const version = await waitUntilReady(url, () => running).catch(async (error: unknown) => {
    child.kill('SIGQUIT');
    await ended;
    throw new NotStartedError(said === '' ? `error ${codeOf(error)}` : reasonIn(said));
  });
  return {
    url,
    version,
    died: ended.then(() => (told ? new Promise<never>(() => {}) : undefined)),
    stop: async () => {
      told = true;
      if (!running) return;
      // Fast shutdown: open transactions are rolled back, everything committed is on disk.
      child.kill('SIGINT');
      const hurry = setTimeout(() => child.kill('SIGQUIT'), stopWithinMs);
      await ended;
      clearTimeout(hurry);
    },
  };
}

/**
 * How the folder is named to the server. Another user than ours may not be let through the folders above it, so on
 * Linux it starts inside it and calls it by its own working folder.
 */
function placeFor(data: string, runner: Runner): string {
  return runner && process.platform === 'linux' ? '/proc/self/cwd' : data;
}

/** After a kill of ours the server may still run: it is asked to end, and its folder is used again. */
async function endLeftBehind(data: string): Promise<void> {
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  // Its number may be another program's by now: only a process at work in this very folder is ours.
  const isThere = async (): Promise<boolean> => Number.isInteger(pid) && pid > 1 && (await worksIn(pid, data));
  if (!(await isThere())) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 100 && (await isThere()); waited += 1) await pause(100);
  if (await isThere()) throw new StartError(`A database left over from an earlier run (process ${pid}) does not end. Stop it, then start again.`);
}

async function worksIn(pid: number, data: string): Promise<boolean> {
  if (process.platform === 'linux') return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === (await realpath(data));
  return promisify(execFile)('ps', ['-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout.includes(data),
    () => false,
  );
}

/** Made beside its place and moved there once it is whole: an interrupted start leaves nothing half made. */
async function initialise({ binaries, data, password, runner }: Place): Promise<void> {
  const fresh = `${data}.new`;
  const passwordFile = `${data}-password.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const path of runner ? [fresh, passwordFile] : []) await chown(path, runner?.uid ?? 0, runner?.gid ?? 0);
  const given = await open(passwordFile);
  // It is read through the open file only.
  await rm(passwordFile);
  try {
    const args = ['-D', placeFor(fresh, runner), '-U', owner, '--auth=scram-sha-256', '--pwfile=/dev/stdin', '--encoding=UTF8', '--locale=C'];
    const child = spawnOurs(binaries.initdb, args, { ...runner, cwd: fresh, stdio: [given.fd, 'ignore', 'pipe'], lastSignal: 'SIGKILL' });
    const said = await failureOf(child);
    if (said !== undefined) throw new StartError(`The embedded database cannot be made in ${data} (${reasonIn(said)}). Give DATABASE_URL, or a DATA_DIR that this user may write.`);
  } finally {
    await given.close();
  }
  await rename(fresh, data);
}

/** What the program said when it failed; undefined when it went well. */
function failureOf(child: ReturnType<typeof spawnOurs>): Promise<string | undefined> {
  return new Promise((done) => {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => done(codeOf(error)));
    child.once('close', (code) => done(code === 0 ? undefined : said || `exit ${code}`));
  });
}

async function waitUntilReady(url: string, running: () => boolean): Promise<string> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const until = Date.now() + readyWithinMs;
  while (running() && Date.now() < until) {
    const client = new pg.Client({ connectionString: admin.href, connectionTimeoutMillis: 2000 });
    // Without a listener, a server that ends in the middle would end us.
    client.on('error', () => {});
    try {
      await client.connect();
      const { rowCount } = await client.query("select from pg_database where datname = 'relais'");
      if (rowCount === 0) await client.query('create database relais');
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? 'unknown';
    } catch (error) {
      // 57P03: starting up or recovering; refused or reset: not listening yet, or ending.
      if (!['57P03', 'ECONNREFUSED', 'ECONNRESET'].includes(codeOf(error)) && running()) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await pause(50);
  }
  throw new Error('the database did not become ready');
}

/** One line of what the server said, without the times and names before it. */
function reasonIn(said: string): string {
  const lines = said.trim().split('\n');
  const fatal = lines.findLast((line) => /FATAL|PANIC|error|EACCES/i.test(line)) ?? lines.at(-1) ?? '';
  return fatal.replace(/^.*?(?:FATAL|PANIC|error):\s*/i, '').slice(0, 160) || 'no reason given';
}

function passwordFrom(secret: Buffer): string {
  return secret.toString('base64url');
}

function addressOf(port: number, password: string): string {
  return `postgres://${owner}:${password}@127.0.0.1:${port}/relais`;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))));
    });
  });
}
