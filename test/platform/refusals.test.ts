import { chmod, cp, mkdir, open, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dataFolder, freePort, run, startService, type Running } from '../support/child.ts';

const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const work of clean.splice(0).toReversed()) await work();
});

async function folder(): Promise<string> {
  const made = await dataFolder();
  clean.push(made.remove);
  return made.path;
}

/** One line on standard error, nothing on standard output, and a code that is not zero. */
async function refusal(environment: Readonly<Record<string, string>>, as: { readonly uid?: number; readonly from?: string } = {}): Promise<string> {
  const { code, out, err } = await run('src/platform/node.ts', { environment, ...as }).ended;
  expect([code, out, err.trim().split('\n')]).toEqual([1, '', [expect.any(String)]]);
  return err.trim();
}

describe('npm start beside one that runs', () => {
  let first: Running;
  let home: Awaited<ReturnType<typeof dataFolder>>;
  beforeAll(async () => {
    home = await dataFolder();
    first = await startService({ DATA_DIR: home.path });
  });
  afterAll(async () => {
    first.process.kill('SIGINT');
    await first.ended;
    await home.remove();
  });

  it.each(['the same port', 'another port'])('on the same folder and %s says so, and leaves the first alone', async (port) => {
    const PORT = port === 'another port' ? String(await freePort()) : new URL(first.url).port;
    expect(await refusal({ DATA_DIR: home.path, PORT })).toMatch(/is used by process \d+: Relais runs there already\. Stop it first/);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  it('on a port that is taken says so before it touches anything', async () => {
    const DATA_DIR = await folder();
    expect(await refusal({ DATA_DIR, PORT: new URL(first.url).port })).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken/);
    expect(await readdir(DATA_DIR)).toEqual([]);
  });

  it('of two at the very same moment one runs', async () => {
    const DATA_DIR = await folder();
    const ended = await Promise.allSettled([startService({ DATA_DIR }), startService({ DATA_DIR })]);
    const running = ended.filter((each) => each.status === 'fulfilled').map((each) => each.value);
    for (const each of running) {
      each.process.kill('SIGINT');
      await each.ended;
    }
    expect([running.length, ended.find((each) => each.status === 'rejected')?.reason]).toEqual([
      1,
      expect.objectContaining({ message: expect.stringContaining('runs there already') }),
    ]);
  });
});

describe('npm start with a setting that cannot be used', () => {
  it.each([
    ['PORT', 'many'],
    ['PORT', '70000'],
    ['PORT', ' '],
    ['REDIS_URL', 'http://cache'],
    ['DATABASE_URL', 'mysql://db'],
    ['RELAIS_KEK', 'short'],
    ['RELAIS_REGION', 'DE'],
    ['ALLOWED_ORIGINS', 'clinic.invalid'],
    ['ALLOWED_ORIGINS', 'https://*'],
    ['ALLOWED_ORIGINS', 'http://clinic.invalid'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'maybe'],
    ['ANTHROPIC_BASE_URL', 'nowhere'],
    ['ANTHROPIC_API_KEY', 'two words of a key'],
    ['ANTHROPIC_MODEL', 'Claude!'],
  ])('names %s and how to write it, and never its value (%j)', async (name, value) => {
    const line = await refusal({ DATA_DIR: await folder(), PORT: '0', [name]: value });
    expect(line.startsWith(`${name}: `)).toBe(true);
    expect(line.includes(value)).toBe(value.trim() === '');
  });

  it('says that it cannot listen there', async () => {
    expect(await refusal({ DATA_DIR: await folder(), HOST: 'nowhere.invalid', PORT: String(await freePort()) })).toMatch(/^Relais cannot listen on nowhere\.invalid/);
  });

  it('asks for the key of keys beside a database of your own', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '0' })).toMatch(/^RELAIS_KEK: /);
  });

  it('says that the database cannot be reached, without its password', async () => {
    const RELAIS_KEK = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
    const line = await refusal({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none', RELAIS_KEK, PORT: '0' });
    expect(line).toMatch(/^The database cannot be used \(ECONNREFUSED\)\. Nothing listens there/);
    expect(line).not.toContain('secret');
  });
});

describe('npm start on a folder that cannot be used', () => {
  /** Folders are closed to nobody as long as we are root. */
  const uid = process.getuid?.() === 0 ? 65_534 : undefined;
  const as = uid === undefined ? {} : { uid };

  it.each([
    ['a folder that it may not write', 0o555, '', 'EACCES'],
    ['a folder that only its owner may enter', uid === undefined ? 0o000 : 0o700, 'data', 'EACCES'],
  ])('says so of %s', async (_what, mode, name, code) => {
    const closed = await folder();
    clean.push(async () => chmod(closed, 0o755));
    await chmod(closed, mode);
    expect(await refusal({ DATA_DIR: join(closed, name), PORT: '0' }, as)).toContain(code);
    await chmod(closed, 0o755);
    expect(await readdir(closed)).toEqual([]);
  });

  it.each([
    ['a file', 'file/data', /cannot be made \((?:ENOTDIR|EEXIST)\)/],
    ['a place where nothing can be made', '/proc/none', /cannot be made/],
  ])('says so of %s', async (_what, name, line) => {
    const path = await folder();
    await writeFile(join(path, 'file'), '');
    expect(await refusal({ DATA_DIR: name.startsWith('/') ? name : join(path, name), PORT: '0' })).toMatch(line);
  });

  it('does not make a new key in place of a damaged one', async () => {
    const DATA_DIR = await folder();
    await writeFile(join(DATA_DIR, 'key-encryption-key'), 'x');
    expect(await refusal({ DATA_DIR, PORT: '0' })).toMatch(/key-encryption-key is damaged/);
    expect(await readFile(join(DATA_DIR, 'key-encryption-key'), 'utf8')).toBe('x');
  });

  it('does not touch a database that is damaged, nor make new keys for one whose keys are lost', async () => {
    const DATA_DIR = await folder();
    const service = await startService({ DATA_DIR });
    service.process.kill('SIGINT');
    await service.ended;
    const secret = join(DATA_DIR, 'key-encryption-key');
    const key = await readFile(secret);
    await rm(secret);
    expect(await refusal({ DATA_DIR, PORT: '0' })).toMatch(/key-encryption-key is missing/);
    await writeFile(secret, key);

    const file = await open(join(DATA_DIR, 'postgres', 'global', 'pg_control'), 'r+');
    await file.write(Buffer.alloc(64, 0xff), 0, 64, 0);
    await file.close();
    expect(await refusal({ DATA_DIR, PORT: '0' })).toMatch(/does not start \(.*\)\. Nothing was changed\. Restore the folder from a backup/);
    await truncate(join(DATA_DIR, 'postgres', 'PG_VERSION'));
    expect(await refusal({ DATA_DIR, PORT: '0' })).toMatch(/does not start \(.*\)\. Nothing was changed\./);
    expect(await readFile(secret)).toEqual(key);
  });
});

describe('npm start with rules that cannot be read', () => {
  it.each([
    ['a file that is cut off', 'text', /^The rules cannot be used: pathways\/sore-throat\.yaml:1: .*; mend: .*"npm run rules:check" shows every problem\.$/],
    ['a file of noise', 'noise', /^The rules cannot be used: pathways\/sore-throat\.yaml:\d+: /],
    ['no files', 'none', /^There are no rules in .*Restore that folder\.$/],
    ['no folder', 'gone', /^The rules in .* cannot be read \(ENOENT\)\. Restore that folder\.$/],
  ])('says so of %s, and starts nothing', async (_what, kind, line) => {
    const from = await folder();
    const root = fileURLToPath(new URL('../..', import.meta.url));
    for (const each of ['src', 'package.json', 'triage-rules']) await cp(join(root, each), join(from, each), { recursive: true });
    await symlink(join(root, 'node_modules'), join(from, 'node_modules'));
    const rules = join(from, 'triage-rules');
    const file = join(rules, 'pathways', 'sore-throat.yaml');
    if (kind === 'text') await truncate(file, 900);
    else if (kind === 'noise') await writeFile(file, Buffer.from(Array.from({ length: 2000 }, (_, n) => (n * 7919) % 256)));
    else await rm(rules, { recursive: true });
    if (kind === 'none') await mkdir(rules);
    expect(await refusal({ DATA_DIR: join(from, 'data'), PORT: '0' }, { from })).toMatch(line);
    expect(await readdir(from)).not.toContain('data');
  });
});
