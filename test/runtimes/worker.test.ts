/** What only a Worker can get wrong: what it was given, whose rights it has, and the rules that were bundled into it. */
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { startLocalWorker, type LocalWorker } from '../../src/platform/local-worker.ts';
import { loadRules } from '../../src/platform/rules.ts';
import { measureBundle } from '../../src/platform/worker-size.ts';
import { workerMode } from '../../src/platform/worker-mode.ts';
import { buildWorkerParts } from '../../src/platform/build-worker.ts';
import { compileRuleset } from '../../src/triage/compile.ts';
import type { Ruleset } from '../../src/triage/ruleset.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { openPatient } from '../platform/patient.ts';
import { urlForWorker } from './runtimes.ts';

// Each starts a workerd of its own.
vi.setConfig({ testTimeout: 180_000 });

const RELAIS_KEK = `k1:${Buffer.alloc(32, 7).toString('base64')}`;
const clean: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const work of clean.splice(0).toReversed()) await work();
});

async function worker(parts: Parameters<typeof startLocalWorker>[0]): Promise<LocalWorker> {
  const started = await startLocalWorker({ ...parts, built: true });
  clean.push(started.close);
  return started;
}

beforeAll(async () => {
  await buildWorkerParts();
});

const opening = { method: 'POST', headers: { 'Content-Type': 'application/json', 'Accept-Language': 'en' }, body: JSON.stringify({ language: 'en', turnId: randomUUID() }) };

/** Only the numbers, and a word that it is so. */
async function onlyTheNumbers(at: LocalWorker, said: RegExp): Promise<void> {
  for (const path of ['/', '/p/demo', '/frame/demo']) {
    const page = await at.fetch(`${path}?lang=en`);
    const text = await page.text();
    expect([path, page.status, text.includes('href="tel:15"'), said.test(text), text.includes('<script')]).toEqual([path, 200, true, true, false]);
  }
  expect(await (await at.fetch('/v1/emergency?region=UK&language=en')).json()).toMatchObject({ numbers: expect.arrayContaining([expect.objectContaining({ number: '999' })]) });
  expect((await at.fetch('/embed.js')).status).toBe(200);
  for (const path of ['/v1/encounters', `/v1/encounters/${randomUUID()}/turns`]) {
    const refused = await at.fetch(path, opening);
    expect([path, refused.status, await refused.json()]).toEqual([
      path,
      503,
      expect.objectContaining({ code: 'unavailable', detail: expect.stringMatching(said), emergency: expect.anything() }),
    ]);
  }
  expect((await at.fetch(`/v1/encounters/${randomUUID()}`)).status).toBe(503);
  expect(await (await at.fetch('/readyz')).json()).toMatchObject({ ready: false, database: false });
}

describe('an edge deployment', () => {
  it('has no database, no key and no Redis in its part of wrangler.toml, shows the numbers only, says so, and where the whole service is', async () => {
    // What wrangler.toml gives it, and the address of the whole service.
    const edge = await worker({ env: 'edge', settings: { RELAIS_HOME: 'https://relais.hospital.example' } });
    await onlyTheNumbers(edge, /emergency numbers only; no question is asked and nothing is kept here/);
    expect(await (await edge.fetch('/')).text()).toContain('href="https://relais.hospital.example"');
    expect(await (await edge.fetch('/v1/encounters', opening)).json()).toMatchObject({ mend: 'call https://relais.hospital.example' });
  });

  it('that was given a key or a database after all touches neither', async () => {
    const edge = await worker({ env: 'edge', settings: { RELAIS_KEK } });
    await onlyTheNumbers(edge, /not ready: for now it shows the emergency numbers only/);
  });

  it.each([
    ['HYPERDRIVE', { connectionString: 'postgres://x' }],
    ['RELAIS_KEK', RELAIS_KEK],
    ['REDIS_URL', 'redis://x'],
    ['DATABASE_URL', 'postgres://x'],
    ['ANTHROPIC_API_KEY', 'x'],
  ])('with %s within reach is none', (name, value) => {
    expect(workerMode({ RELAIS_EDGE: 'yes', [name]: value })).toEqual({ kind: 'broken', why: expect.stringContaining(name) });
  });

  it('is what is asked for, never what is left when something is missing', () => {
    expect([workerMode({ RELAIS_EDGE: 'yes' }).kind, workerMode({}).kind, workerMode({ RELAIS_KEK }).kind, workerMode({ RELAIS_EDGE: 'on' }).kind]).toEqual([
      'edge',
      'broken',
      'broken',
      'broken',
    ]);
  });
});

describe('a Worker with a database', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await cloneDatabase();
  });
  afterAll(async () => database.drop());

  it('serves nobody as the owner of the tables, for whom row-level security would not hold', async () => {
    const address = new URL(database.url);
    // The binding takes no address without a password; a server that trusts this machine takes any.
    address.password ||= 'any';
    const owner = await worker({ databaseUrl: address.href, settings: { RELAIS_KEK } });
    await onlyTheNumbers(owner, /not ready/);
  });

  it('serves nobody on a database that was not prepared for its version', async () => {
    const behind = await cloneDatabase();
    clean.push(behind.drop);
    await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(behind.owner);
    const old = await worker({ databaseUrl: await urlForWorker(behind), settings: { RELAIS_KEK } });
    await onlyTheNumbers(old, /not ready/);
  });

  it('that goes away is said at the door with the numbers, on the page and on the API, and is found again when it is back', async () => {
    const own = await cloneDatabase();
    clean.push(own.drop);
    const name = new URL(own.url).pathname.slice(1);
    const there = await worker({ databaseUrl: await urlForWorker(own), settings: { RELAIS_KEK } });
    expect((await openPatient(there.url)).card.kind).toBe('notice');
    await sql.raw(`alter database ${name} allow_connections false`).execute(database.owner);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(database.owner);
    const refused = await there.fetch('/v1/encounters', opening);
    expect([refused.status, await refused.json(), (await there.fetch('/readyz')).status]).toEqual([
      503,
      expect.objectContaining({ code: 'unavailable', emergency: expect.anything() }),
      503,
    ]);
    const page = await there.fetch('/p/elsewhere');
    expect([page.status, (await page.text()).includes('href="tel:15"')]).toEqual([503, true]);
    await sql.raw(`alter database ${name} allow_connections true`).execute(database.owner);
    expect((await openPatient(there.url)).card.kind).toBe('notice');
  });
});

it('the bundle fits into what Cloudflare takes, with room to spare', async () => {
  const { kib, gzipKib } = await measureBundle();
  process.stdout.write(`Worker bundle: ${Math.round(kib)} KiB, ${Math.round(gzipKib)} KiB gzipped\n`);
  // 3 MiB gzipped is the least of its limits.
  expect(gzipKib).toBeLessThan(2048);
});

it('the rules in the bundle are the rules of this installation, to the last letter', async () => {
  const text = await readFile(new URL('../../dist/worker/ruleset.txt', import.meta.url), 'utf8');
  // Written from checked rules.
  expect(compileRuleset(JSON.parse(text) as Ruleset).hash).toBe((await loadRules()).hash);
});
