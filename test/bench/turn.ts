/**
 * A patient's turn over HTTP on PostgreSQL, encryption and audit included, against a bare Hono route that validates the
 * same body and commits one row of the same size: same server, same driver and pool, same load from another process.
 * Each is measured in turns with the service, and the medians compared. Two bare routes: one as lean as it gets, which the bound is held against,
 * and one written with what the service itself is written with (the OpenAPI routes, the query builder, the row's id returned).
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { Hono } from 'hono';
import { Kysely, PostgresDialect, type Generated } from 'kysely';
import pg from 'pg';
import { createLocalEphemeral } from '../../src/adapters/ephemeral/local-ephemeral.ts';
import { createLocalKeyWrapper } from '../../src/adapters/keys/local-key-wrapper.ts';
import { nodeCipher } from '../../src/adapters/keys/node-cipher.ts';
import { createPrometheusMetrics } from '../../src/adapters/metrics/prometheus-metrics.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createSiteStore } from '../../src/adapters/postgres/site-store.ts';
import { demoSite } from '../support/sites.ts';
import { createRecordStore } from '../../src/adapters/postgres/record-store.ts';
import { turnSchema } from '../../src/contract/turn.ts';
import { createPlaceFinder } from '../../src/care/find-places.ts';
import { emergencyBoxOf, noticeOf } from '../../src/conversation/cards.ts';
import { createConversation } from '../../src/conversation/conversation.ts';
import { createPlaces } from '../../src/conversation/places.ts';
import { createApp } from '../../src/http/app.ts';
import { claimDataFolder } from '../../src/platform/data-folder.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { createHandover } from '../../src/platform/handover.ts';
import { noRooms } from '../../src/consultation/rooms.ts';
import { readerFor } from '../../src/platform/reading.ts';
import { loadRules } from '../../src/platform/rules.ts';
import { createEncounterRecords } from '../../src/record/encounter-records.ts';
import type { LoadResult, LoadTask } from './turn-client.ts';
import { quantile, report } from './measure.ts';

/** Of the lean route and of the one written as the service is. */
const connections = { lean: 10, alike: 32 } as const;
const poolSize = 10;
const seconds = 4;
const rounds = 4;
/** Turns a second that no machine reaches. */
const fastest = 6000;

/** More people than can be served in that time: the shortest conversation takes about 15 turns. */
function peopleFor(forSeconds: number): number {
  return Math.ceil((fastest * forSeconds) / 15);
}

/** Milliseconds spent in each part, summed over turns. */
type Spent = { take: number; append: number; store: number; count: number };

export async function benchTurn(): Promise<boolean> {
  const folderPath = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  await chmod(folderPath, 0o755);
  const postgres = await startEmbeddedPostgres(await claimDataFolder(folderPath));
  const client = fork(new URL('turn-client.ts', import.meta.url));
  try {
    return await measure(postgres.url, client);
  } finally {
    client.kill();
    await postgres.stop();
    await rm(folderPath, { recursive: true, force: true });
  }
}

async function measure(url: string, client: ChildProcess): Promise<boolean> {
  const database = openDatabase(url, { poolSize });
  // The migrator takes any schema.
  await migrate(database.owner as never);
  await createSiteStore(database.owner).put(demoSite, Date.now());
  const spent: Spent = { take: 0, append: 0, store: 0, count: 0 };
  const ours = await listen((await relais(database, spent)).fetch);
  const load = async (task: LoadTask): Promise<LoadResult> => {
    client.send(task);
    const [result] = (await once(client, 'message')) as [LoadResult];
    return result;
  };
  const measureOurs = async (many: number, forSeconds: number): Promise<LoadResult> => {
    await load({ kind: 'open', url: ours.url, people: peopleFor(forSeconds) });
    return load({ kind: 'turns', url: ours.url, connections: many, seconds: forSeconds });
  };
  // Until the compiler has seen all of a conversation: a service runs for weeks.
  await measureOurs(connections.lean, 8);
  const pool = new pg.Pool({ connectionString: url, max: poolSize });
  const size = await rowSize(pool);
  await pool.query('create table floor_rows (id bigint generated always as identity primary key, turn_id uuid not null, payload bytea not null)');
  const lean = await listen(bareRoute(pool, size).fetch);
  const alike = await listen(routeAlike(pool, size).fetch);

  /** Ours and a floor in turns: the median ratio. */
  const against = async (name: string, floor: string, many: number): Promise<number> => {
    const measureFloor = (forSeconds: number): Promise<LoadResult> => load({ kind: 'replay', url: `${floor}/turns`, connections: many, seconds: forSeconds });
    await measureFloor(1);
    const pairs: { ours: LoadResult; floor: LoadResult }[] = [];
    for (let round = 0; round < rounds; round += 1) pairs.push({ ours: await measureOurs(many, seconds), floor: await measureFloor(seconds) });
    const rate = (result: LoadResult): number => result.turns / result.seconds;
    const middle = (of: (pair: (typeof pairs)[number]) => number): number => quantile(pairs.map(of), 0.5);
    const millis = pairs.flatMap((pair) => pair.ours.millis);
    process.stdout.write(
      `turns over HTTP, ${many} connections, ${rounds} rounds: ours ${middle((pair) => rate(pair.ours)).toFixed(0)}/s (p50 ${quantile(millis, 0.5).toFixed(1)} ms, ` +
        `p95 ${quantile(millis, 0.95).toFixed(1)} ms), ${name} with one row of ${size} bytes ${middle((pair) => rate(pair.floor)).toFixed(0)}/s\n`,
    );
    return middle((pair) => rate(pair.ours) / rate(pair.floor));
  };
  const ratio = await against('bare route', lean.url, connections.lean);
  const besideAlike = await against('bare route with OpenAPI and query builder', alike.url, connections.alike);
  process.stdout.write(`        for information: against the route written as the service is: ${besideAlike.toFixed(2)}\n`);

  Object.assign(spent, { take: 0, append: 0, store: 0, count: 0 });
  const alone = await measureOurs(1, 3);
  const mean = alone.millis.reduce((sum, ms) => sum + ms, 0) / alone.turns;
  const part = (ms: number): string => `${(ms / spent.count).toFixed(2)} ms`;
  process.stdout.write(
    `one turn alone: ${mean.toFixed(2)} ms, of which rules, words and card ${part(spent.take - spent.append)}, sealing ${part(spent.append - spent.store)}, ` +
      `PostgreSQL with audit ${part(spent.store)}, HTTP, validation, limits and the client's side ${(mean - spent.take / spent.count).toFixed(2)} ms\n`,
  );
  ours.close();
  lean.close();
  alike.close();
  await pool.end();
  await database.close();
  return report({ name: "a patient's turn against a bare route that commits one row", value: ratio, atLeast: 0.5 });
}

const unmeasured = (): Promise<never> => Promise.reject(new Error('not measured here'));

async function relais(database: ReturnType<typeof openDatabase>, spent: Spent): Promise<ReturnType<typeof createApp>> {
  const rules = await loadRules();
  const store = createRecordStore(database.appPool);
  const timedStore = { ...store, append: timed(store.append, (ms) => (spent.store += ms)) };
  const records = createEncounterRecords({ store: timedStore, cipher: nodeCipher, keys: await createLocalKeyWrapper([{ id: 'bench', bytes: new Uint8Array(32).fill(1) }]) });
  const timedRecords = { ...records, append: timed(records.append, (ms) => (spent.append += ms)) };
  const active = readerFor(rules);
  const shelf = { current: active, byHash: async () => active };
  const conversation = createConversation({ records: timedRecords, shelf, now: Date.now });
  const ephemeral = createLocalEphemeral();
  const siteFor = async () => demoSite;
  const keys = await createLocalKeyWrapper([{ id: 'bench', bytes: new Uint8Array(32).fill(1) }]);
  const noCalls = { rooms: noRooms, iceServers: async () => [], personIndexKey: new Uint8Array(32) };
  const handover = createHandover({ pool: database.appPool, records, keys, cipher: nodeCipher, ephemeral, shelf, siteFor, ...noCalls });
  const { consultations, staff, interpreters, wakes, takeNotice } = handover;
  const take = timed(conversation.take, (ms) => {
    spent.take += ms;
    spent.count += 1;
  });
  return createApp({
    conversation: { ...conversation, take },
    places: createPlaces({ conversation, finder: createPlaceFinder({ nearest: async () => [], addresses: async () => [] }), now: Date.now }),
    consultations,
    staff,
    interpreters,
    wakes,
    takeNotice,
    siteFor,
    ephemeral,
    metrics: createPrometheusMetrics(),
    log: () => {},
    ready: async () => ({ database: true, rules: true }),
    emergencyBox: (language, region) => emergencyBoxOf(rules, language, region),
    notice: (language, region) => noticeOf(rules, language, region),
    // Each made-up patient from an address of its own: the limit on opening is not what is measured.
    clientAddress: (request) => request.headers.get('X-Test-Address') ?? 'bench',
    asset: async () => undefined,
    carry: { summary: unmeasured, makeCode: unmeasured, readAtDesk: unmeasured, moveHere: unmeasured },
    summaryPaper: unmeasured,
    consultationPaper: unmeasured,
    pages: { manifest: unmeasured, file: async () => undefined },
    version: 'bench',
  });
}

function timed<A extends readonly unknown[], R>(work: (...args: A) => Promise<R>, add: (ms: number) => void): (...args: A) => Promise<R> {
  return async (...args) => {
    const start = performance.now();
    try {
      return await work(...args);
    } finally {
      add(performance.now() - start);
    }
  };
}

/** The floor: the same body, validated by the same schema, one row, nothing else. */
function bareRoute(pool: pg.Pool, size: number): Hono {
  const payload = Buffer.alloc(size, 1);
  return new Hono().post('/turns', async (c) => {
    const turn = turnSchema.parse(await c.req.json());
    await pool.query({ name: 'floor', text: 'insert into floor_rows (turn_id, payload) values ($1, $2)', values: [turn.turnId, payload] });
    return c.json({ ok: true });
  });
}

/** The same with what the service is written with. */
function routeAlike(pool: pg.Pool, size: number): OpenAPIHono {
  const payload = Buffer.alloc(size, 1);
  // The pool is the caller's to end.
  const database = new Kysely<{ floor_rows: { id: Generated<string>; turn_id: string; payload: Buffer } }>({ dialect: new PostgresDialect({ pool }) });
  const route = createRoute({
    method: 'post',
    path: '/turns',
    request: { body: { required: true, content: { 'application/json': { schema: turnSchema } } } },
    responses: { 200: { description: 'kept' } },
  });
  return new OpenAPIHono().openapi(route, async (c) => {
    await database
      .insertInto('floor_rows')
      .values({ turn_id: c.req.valid('json').turnId, payload })
      .returning('id')
      .executeTakeFirstOrThrow();
    return c.json({ ok: true });
  });
}

async function rowSize(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ size: string }>('select round(avg(pg_column_size(t.*))) as size from turns t where seq > 0');
  return Number(rows[0]?.size ?? 0);
}

async function listen(fetch: (request: Request) => Response | Promise<Response>): Promise<{ readonly url: string; readonly close: () => void }> {
  const address = await new Promise<{ port: number; server: ReturnType<typeof serve> }>((done) => {
    const server = serve({ fetch, hostname: '127.0.0.1', port: 0 }, (info: AddressInfo) => done({ port: info.port, server }));
  });
  return { url: `http://127.0.0.1:${address.port}`, close: () => address.server.close() };
}
