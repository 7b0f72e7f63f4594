/** The folder of the embedded mode: one process at a time, files that only its owner reads. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Something a person must mend before the service can start: one clear line. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

export type DataFolder = {
  readonly path: string;
  /** A secret made once and kept. */
  readonly secret: (name: string, bytes: number) => Promise<Buffer>;
  readonly release: () => Promise<void>;
};

/** @throws StartError when the folder cannot be used or another process uses it. */
export async function claimDataFolder(path: string): Promise<DataFolder> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw new StartError(`DATA_DIR ${path} cannot be made (${codeOf(error)}). Give a folder that this user may write.`);
  }
  const lock = join(path, 'relais.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(lock, 'wx', 0o600);
      await file.writeFile(`${process.pid} ${await startedAt(process.pid)}`);
      await file.close();
      return { path, secret: (name, bytes) => secretIn(path, name, bytes), release: () => rm(lock, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw new StartError(`DATA_DIR ${path} cannot be written (${codeOf(error)}). Give a folder that this user may write.`);
      const [number, since = ''] = (await readFile(lock, 'utf8').catch(() => '')).split(' ');
      const holder = Number(number);
      if (holder !== process.pid && isRunning(holder) && (await startedAt(holder)) === since)
        throw new StartError(`DATA_DIR ${path} is used by process ${holder}: Relais runs there already. Stop it first, or give another DATA_DIR and PORT.`);
      // Its holder was killed: nobody is there any more.
      await rm(lock, { force: true });
    }
  }
  throw new StartError(`DATA_DIR ${path} is being started by another process at this moment.`);
}

/** When a process began, in ticks since the machine's start: another one with the same number began at another time. */
async function startedAt(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the program's name in brackets, which may hold anything.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

async function secretIn(folder: string, name: string, bytes: number): Promise<Buffer> {
  const file = join(folder, name);
  try {
    const kept = Buffer.from(await readFile(file, 'utf8'), 'base64');
    if (kept.length !== bytes) throw new StartError(`${file} is damaged: it should hold ${bytes} bytes. Restore it from a backup; without it nothing that was kept can be read.`);
    return kept;
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  const made = randomBytes(bytes);
  await writeFile(file, made.toString('base64'), { mode: 0o600, flag: 'wx' });
  await chmod(file, 0o600);
  return made;
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
