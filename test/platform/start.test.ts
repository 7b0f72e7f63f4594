import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { notTestedPrefix } from '../support/not-tested-reporter.ts';
import { databaseUrl as databaseUrlFor } from '../support/postgres-server.ts';
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

async function started(environment: Readonly<Record<string, string>>): Promise<Running> {
  const service = await startService(environment);
  clean.push(async () => {
    service.process.kill('SIGINT');
    await service.ended;
  });
  return service;
}

type Patient = { readonly encounterId: string; readonly capability: string; card: Card };

async function openPatient(url: string): Promise<Patient> {
  const response = await fetch(`${url}/v1/encounters`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Relais-Session': 'bearer' },
    body: JSON.stringify({ language: 'fr', turnId: randomUUID() }),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as Patient;
}

async function answer(url: string, patient: Patient, given: unknown): Promise<void> {
  const response = await fetch(`${url}/v1/encounters/${patient.encounterId}/turns`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${patient.capability}` },
    body: JSON.stringify({ action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: given }),
  });
  expect(response.status).toBe(200);
  ({ card: patient.card } = (await response.json()) as { card: Card });
}

/** Processes whose command line names this folder. */
function processesIn(path: string): number {
  return execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`${path}/`)).length;
}

describe('npm start on a new machine', () => {
  it('runs on Node 24 or later', () => {
    expect(Number(process.versions.node.split('.')[0])).toBeGreaterThanOrEqual(24);
  });

  it('says where to look, what is embedded and how to bring real parts', async () => {
    const service = await started({ DATA_DIR: await folder() });
    const said = service.out();
    for (const part of [`${service.url}/docs`, 'embedded PostgreSQL', 'DATABASE_URL', 'REDIS_URL', 'ANTHROPIC_API_KEY', 'no clinician has signed']) expect(said).toContain(part);
    expect(said.trim().split('\n').length).toBeLessThanOrEqual(12);
  });

  it('keeps a conversation over a Ctrl-C, and leaves no process behind', async () => {
    const DATA_DIR = await folder();
    const first = await startService({ DATA_DIR });
    const patient = await openPatient(first.url);
    await answer(first.url, patient, { accept: true });
    first.process.kill('SIGINT');
    expect((await first.ended).code).toBe(0);
    expect(processesIn(DATA_DIR)).toBe(0);
    const second = await started({ DATA_DIR });
    await answer(second.url, patient, { choice: 'me' });
    expect(patient.card.kind).toBe('age');
  });

  it('recovers by itself after it was killed', async () => {
    const DATA_DIR = await folder();
    const first = await startService({ DATA_DIR });
    const patient = await openPatient(first.url);
    await answer(first.url, patient, { accept: true });
    first.process.kill('SIGKILL');
    await first.ended;
    const second = await started({ DATA_DIR });
    await answer(second.url, patient, { choice: 'me' });
    expect(patient.card.steps).toHaveLength(2);
  });

  it('ends with one clear line when its database ends by itself', async () => {
    const DATA_DIR = await folder();
    const service = await startService({ DATA_DIR });
    const pid = Number((await readFile(join(DATA_DIR, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    const { code, err } = await service.ended;
    expect([code, err]).toEqual([1, expect.stringContaining('The embedded database has ended by itself')]);
  });
});

describe('npm start that cannot go on', () => {
  /** One line on standard error, nothing on standard output, and a code that is not zero. */
  async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
    const { code, out, err } = await run('src/platform/node.ts', { environment }).ended;
    expect([code, out, err.trim().split('\n').length]).toEqual([1, '', 1]);
    return err.trim();
  }

  it('says that the folder is in use, and leaves the one who uses it alone', async () => {
    const DATA_DIR = await folder();
    const first = await started({ DATA_DIR });
    expect(await refusal({ DATA_DIR, PORT: String(await freePort()) })).toMatch(/is used by process \d+: Relais runs there already/);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  it('says that the port is taken before it touches anything', async () => {
    const first = await started({ DATA_DIR: await folder() });
    const DATA_DIR = await folder();
    expect(await refusal({ DATA_DIR, PORT: new URL(first.url).port })).toMatch(/^Port \d+ on 127\.0\.0\.1 is taken/);
    expect(await readdir(DATA_DIR)).toEqual([]);
  });

  it.each([
    ['PORT', 'many'],
    ['REDIS_URL', 'http://cache'],
    ['DATABASE_URL', 'mysql://db'],
    ['RELAIS_KEK', 'short'],
    ['RELAIS_REGION', 'DE'],
    ['ALLOWED_ORIGINS', 'clinic.invalid'],
    ['LOG_LEVEL', 'loud'],
    ['TRUST_PROXY', 'maybe'],
    ['ANTHROPIC_BASE_URL', 'nowhere'],
  ])('names %s and how to write it, and never its value', async (name, value) => {
    const line = await refusal({ DATA_DIR: await folder(), PORT: '0', [name]: value });
    expect(line.startsWith(`${name}: `)).toBe(true);
    expect(line).not.toContain(value);
  });

  it('asks for the key of keys beside a database of your own', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', PORT: '0' })).toMatch(/^RELAIS_KEK: /);
  });

  it('says that the database cannot be reached', async () => {
    const RELAIS_KEK = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
    expect(await refusal({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none', RELAIS_KEK, PORT: '0' })).toMatch(/^The database cannot be used \(ECONNREFUSED\)/);
  });

  it('does not touch a database folder that is damaged', async () => {
    const DATA_DIR = await folder();
    await mkdir(join(DATA_DIR, 'postgres'));
    await writeFile(join(DATA_DIR, 'postgres', 'PG_VERSION'), 'garbage');
    expect(await refusal({ DATA_DIR, PORT: '0' })).toMatch(/Nothing was changed/);
    expect(await readFile(join(DATA_DIR, 'postgres', 'PG_VERSION'), 'utf8')).toBe('garbage');
  });

  it('does not make a new key in place of a damaged one', async () => {
    const DATA_DIR = await folder();
    await writeFile(join(DATA_DIR, 'key-encryption-key'), 'x');
    expect(await refusal({ DATA_DIR, PORT: '0' })).toMatch(/key-encryption-key is damaged/);
    expect(await readFile(join(DATA_DIR, 'key-encryption-key'), 'utf8')).toBe('x');
  });

  it('says that the folder cannot be made', async () => {
    const file = join(await folder(), 'file');
    await writeFile(file, '');
    expect(await refusal({ DATA_DIR: join(file, 'data'), PORT: '0' })).toMatch(/cannot be made \(ENOTDIR\)/);
  });
});

describe('a Redis that is away', () => {
  it('keeps nobody from the service', async () => {
    const service = await started({ DATA_DIR: await folder(), REDIS_URL: 'redis://127.0.0.1:1' });
    const patient = await openPatient(service.url);
    await answer(service.url, patient, { accept: true });
    expect(patient.card.kind).toBe('who');
  });
});

describe('with servers of its own', () => {
  const databaseUrl = process.env['TEST_DATABASE_URL'];
  const redisUrl = process.env['REDIS_URL'];
  const missing = databaseUrl === undefined ? 'npm start on a PostgreSQL server: give TEST_DATABASE_URL (postgres://user@127.0.0.1:5432/postgres)' : undefined;

  it('keeps a conversation over a restart, and puts nothing into the data folder', async ({ skip }) => {
    if (missing !== undefined) skip(notTestedPrefix + missing);
    const name = `relais_start_${randomUUID().slice(0, 8)}`;
    const admin = new pg.Client({ connectionString: databaseUrl });
    await admin.connect();
    await admin.query(`create database ${name}`);
    clean.push(async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    });
    const DATA_DIR = await folder();
    const environment = {
      DATA_DIR,
      DATABASE_URL: databaseUrlFor(databaseUrl ?? '', name),
      RELAIS_KEK: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
    };
    const first = await startService(environment);
    expect(first.out()).toContain('yours (DATABASE_URL)');
    const patient = await openPatient(first.url);
    await answer(first.url, patient, { accept: true });
    first.process.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const second = await started(environment);
    await answer(second.url, patient, { choice: 'me' });
    expect(patient.card.kind).toBe('age');
    expect(await readdir(DATA_DIR)).toEqual([]);
  });
});
