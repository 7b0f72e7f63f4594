/** Real commands of ours, as children of a test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
export type Child = { readonly process: ChildProcess; readonly out: () => string; readonly err: () => string; readonly ended: Promise<Ended> };

type Call = {
  readonly args?: readonly string[];
  /** Only these settings are given, and what Node itself needs. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** As this user; ours when not given. */
  readonly uid?: number;
  /** Another copy of the project. */
  readonly from?: string;
};

export function run(file: string, { args = [], environment = {}, input, uid, from = root }: Call = {}): Child {
  const child = spawn(process.execPath, ['--import', join(from, 'src/platform/least-node.mjs'), join(from, file), ...args], {
    cwd: from,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: 'pipe',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  if (input !== undefined) child.stdin.end(input);
  return watch(child);
}

/** The very command that a person types, in a process group of its own as in a terminal. */
export function runNpm(args: readonly string[], environment: Readonly<Record<string, string>>): Child {
  return watch(spawn('npm', [...args], { cwd: root, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment }, stdio: 'pipe', detached: true }));
}

function watch(child: ChildProcess): Child {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
  return { process: child, out: () => out, err: () => err, ended };
}

/** How many processes work in this folder, or were started with it as their DATA_DIR. */
export async function processesIn(path: string): Promise<number> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const uses = async (pid: string): Promise<boolean> => {
    const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
    const settings = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    return place.startsWith(`${path}/`) || settings.split('\0').includes(`DATA_DIR=${path}`);
  };
  return (await Promise.all(numbers.map(uses))).filter(Boolean).length;
}

/** A folder that the database's own user may enter as well. */
export async function dataFolder(): Promise<{ readonly path: string; readonly remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'relais-data-'));
  await chmod(path, 0o755);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export type Running = Child & { readonly url: string };

/** The service, up to the moment it can be used. @throws with what it said when it ends before. */
export async function startService(environment: Readonly<Record<string, string>>): Promise<Running> {
  const port = environment['PORT'] ?? String(await freePort());
  return untilReady(run('src/platform/node.ts', { environment: { ...environment, PORT: port } }), `http://127.0.0.1:${port}`);
}

export async function untilReady(child: Child, url: string): Promise<Running> {
  let over: Ended | undefined;
  void child.ended.then((ended) => (over = ended));
  for (let waited = 0; waited < 2400; waited += 1) {
    if (over) throw new Error(`ended with ${String(over.code)}: ${over.err}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready && child.out().includes('Relais is running')) return { ...child, url };
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`did not become ready: ${child.out()} ${child.err()}`);
}
