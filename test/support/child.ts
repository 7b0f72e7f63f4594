/** Real commands of ours, as children of a test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };
export type Child = { readonly process: ChildProcess; readonly out: () => string; readonly err: () => string; readonly ended: Promise<Ended> };

/** @param environment only these settings are given, and what Node itself needs. */
export function run(
  file: string,
  { args = [], environment = {}, input }: { readonly args?: readonly string[]; readonly environment?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Child {
  const child = spawn(process.execPath, [join(root, file), ...args], { cwd: root, env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment }, stdio: 'pipe' });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  if (input !== undefined) child.stdin.end(input);
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
  return { process: child, out: () => out, err: () => err, ended };
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

/** `npm start`, up to the moment it can be used. @throws with what it said when it ends before. */
export async function startService(environment: Readonly<Record<string, string>>): Promise<Running> {
  const port = environment['PORT'] ?? String(await freePort());
  const child = run('src/platform/node.ts', { environment: { ...environment, PORT: port } });
  const url = `http://127.0.0.1:${port}`;
  let over: Ended | undefined;
  void child.ended.then((ended) => (over = ended));
  for (let waited = 0; waited < 300; waited += 1) {
    if (over) throw new Error(`ended with ${String(over.code)}: ${over.err}`);
    const ready = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready && child.out().includes('Relais is running')) return { ...child, url };
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`did not become ready: ${child.err()}`);
}
