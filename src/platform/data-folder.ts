/** The folder of the embedded mode: one process at a time, files that only its owner reads. */
import { randomBytes } from 'node:crypto';
import { access, constants, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Something a person must mend before the service can start: one clear line. */
export class StartError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StartError';
  }
}

/** The folder is another process's at this moment. */
export class FolderInUseError extends StartError {
  constructor(path: string, holder: string) {
    super(`DATA_DIR ${path} is used by ${holder}: Relais runs there already. Stop it first, or give another DATA_DIR and PORT.`);
    this.name = 'FolderInUseError';
  }
}

export type DataFolder = {
  readonly path: string;
  /**
   * A secret made once and kept.
   * @throws StartError when it is damaged, or missing though something rests on it.
   */
  readonly secret: (name: string, bytes: number, use: { readonly mayMake: boolean }) => Promise<Buffer>;
  readonly release: () => Promise<void>;
};

const lockName = 'relais.lock';
const holderName = 'relais.pid';

/** @throws StartError when the folder cannot be used, FolderInUseError when another process uses it. */
export async function claimDataFolder(path: string): Promise<DataFolder> {
  try {
    await makeFolder(resolve(path));
  } catch (error) {
    throw new StartError(`DATA_DIR ${path} cannot be made (${codeOf(error)}). Give a folder that this user may write.`);
  }
  try {
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(`DATA_DIR ${path} cannot be used by this user (${codeOf(error)}). Give a folder that this user may write.`);
  }
  const unlock = await lock(path);
  const holder = join(path, holderName);
  await writeFile(holder, String(process.pid));
  return {
    ...sharedFolder(path),
    secret: (name, bytes, { mayMake }) => secretIn(path, name, bytes, mayMake),
    release: async () => {
      await rm(holder, { force: true });
      unlock();
    },
  };
}

/** Node's own recursive way never ends in a place like /proc, where nothing can be made. */
async function makeFolder(path: string): Promise<void> {
  const is = await stat(path).catch(() => undefined);
  if (is?.isDirectory() === true) return;
  if (!is && dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path);
}

/** The folder beside the process that holds it: nothing is made in it. */
export function sharedFolder(path: string): DataFolder {
  return { path, secret: (name, bytes) => secretIn(path, name, bytes, false), release: async () => {} };
}

/** Who uses the folder at this moment; undefined when nobody does. */
export async function holderOf(path: string): Promise<string | undefined> {
  try {
    await access(join(path, lockName), constants.W_OK);
    (await lock(path))();
    return undefined;
  } catch (error) {
    return error instanceof FolderInUseError ? nameOfHolder(path) : undefined;
  }
}

async function nameOfHolder(path: string): Promise<string> {
  const pid = await readFile(join(path, holderName), 'utf8').catch(() => '');
  return /^\d+$/.test(pid) ? `process ${pid}` : 'another process';
}

/**
 * A lock of the kernel's, through SQLite: it ends with the process that holds it, however that ends, so that no stale
 * file has to be judged.
 */
async function lock(path: string): Promise<() => void> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(join(path, lockName), { timeout: 0 });
    database.exec('begin exclusive');
    const held = database;
    return () => held.close();
  } catch (error) {
    database?.close();
    const code = typeof error === 'object' && error !== null && 'errcode' in error ? Number(error.errcode) : undefined;
    if (code === sqlite.busy) throw new FolderInUseError(path, await nameOfHolder(path));
    throw new StartError(
      code === sqlite.notADatabase
        ? `${resolve(path, lockName)} is not a lock of Relais. Remove it, then start again.`
        : `DATA_DIR ${path} cannot be locked. Give a folder on a local disk that this user may write.`,
    );
  }
}

const sqlite = { busy: 5, notADatabase: 26 } as const;

async function secretIn(folder: string, name: string, bytes: number, mayMake: boolean): Promise<Buffer> {
  const file = join(folder, name);
  const kept = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
    return undefined;
  });
  if (kept !== undefined) {
    const secret = Buffer.from(kept, 'base64');
    if (secret.length !== bytes) throw new StartError(`${file} is damaged: it should hold ${bytes} bytes. Restore it from a backup; without it nothing that was kept can be read.`);
    return secret;
  }
  if (!mayMake) throw new StartError(`${file} is missing, and what was kept here cannot be read without it. Restore it from a backup, or give another DATA_DIR.`);
  const made = randomBytes(bytes);
  await writeWhole(file, made.toString('base64'));
  return made;
}

/** The file is there whole and on the disk, or not at all: also when the machine stops in the middle. */
async function writeWhole(file: string, text: string): Promise<void> {
  const fresh = `${file}.new`;
  await rm(fresh, { force: true });
  const handle = await open(fresh, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(fresh, file);
}

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown error';
}
