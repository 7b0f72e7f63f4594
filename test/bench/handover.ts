/**
 * The handover with a thousand people waiting and fifty doctors: a real instance, a real PostgreSQL, with Redis and without.
 * From a doctor's going on call to the ring on the console, from accepting to the way into the call, and what one look of
 * a waiting person costs as the queue grows.
 */
import type { MediaGrant } from '../../src/contract/consultation.ts';
import type { ConsoleSnapshot } from '../../src/contract/staff.ts';
import { call, type Caller } from '../chaos/calls.ts';
import { openHouse, type House } from '../chaos/house.ts';
import { inTurns } from '../chaos/in-turns.ts';
import { ask, tell } from '../chaos/patient.ts';
import { signIn } from '../chaos/sign-in.ts';
import { redisProgram } from '../support/servers.ts';
import { quantile, reportTime } from './measure.ts';

const people = 1000;
const doctors = 50;
const asking = 8;

export async function benchHandover(): Promise<boolean> {
  const met: boolean[] = [];
  if (redisProgram === undefined) process.stdout.write('handover with Redis: not measured here, there is no redis-server on the PATH\n');
  for (const redis of redisProgram === undefined ? [false] : [true, false]) {
    const house = await openHouse({ instances: 1, redis });
    try {
      met.push(await measure(house, redis ? 'with Redis' : 'without Redis', redis ? 1000 : 3000));
    } finally {
      await house.close();
    }
  }
  return met.every(Boolean);
}

type Waiting = { readonly caller: Caller; readonly encounterId: string };

async function measure(house: House, name: string, ringAtMost: number): Promise<boolean> {
  const waiting = await inTurns(people, asking, async (index): Promise<Waiting> => {
    const patient = await tell(house, () => {});
    await ask(house, patient, `Personne ${index}`);
    return patient;
  });
  const callers = await inTurns(doctors, asking, (index) => signIn(house, `Docteur ${index}`));
  const rings: number[] = [];
  const ways: number[] = [];
  for (const caller of callers) {
    const { rung, way } = await oneDoctor(house, caller);
    rings.push(rung);
    ways.push(way);
  }
  const met = [
    reportTime({
      name: `on call to ring, ${people} waiting, ${doctors} doctors, ${name}, 95th percentile`,
      milliseconds: quantile(rings, 0.95),
      median: quantile(rings, 0.5),
      atMost: ringAtMost,
    }),
    reportTime({ name: `accept to the way into the call, ${name}, 95th percentile`, milliseconds: quantile(ways, 0.95), median: quantile(ways, 0.5), atMost: 500 }),
    await costOfWaiting(house, waiting.slice(doctors * 2, doctors * 2 + 40)),
  ];
  return met.every(Boolean);
}

/** Goes on call, hears the ring as the console does (event stream, then the console itself), accepts, asks for media. */
async function oneDoctor(house: House, caller: Caller): Promise<{ readonly rung: number; readonly way: number }> {
  const url = house.urls[0] ?? '';
  const ended = new AbortController();
  const stream = await fetch(`${url}/v1/staff/events`, { headers: caller.headers, signal: ended.signal });
  const rang = heard(stream);
  const start = performance.now();
  await call(house, caller, { path: '/v1/staff/availability', body: { availability: 'on-call' } });
  await rang;
  const { body: console } = await call<ConsoleSnapshot>(house, caller, { method: 'GET', path: '/v1/staff/console' });
  const rung = performance.now() - start;
  ended.abort();
  if (!console.offer) throw new Error('the console shows no offer after the ring');
  const accepting = performance.now();
  await call(house, caller, { path: `/v1/staff/offers/${console.offer.id}/accept`, body: { epoch: console.offer.epoch } });
  const grant = await call<MediaGrant>(house, caller, { path: `/v1/consultations/${console.offer.consultationId}/media`, body: { webrtc: true, e2ee: false } });
  if (grant.status !== 200) throw new Error(`media was answered ${grant.status}`);
  return { rung, way: performance.now() - accepting };
}

async function heard(stream: Response): Promise<void> {
  const reader = stream.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) throw new Error('the event stream ended before it rang');
    text += decoder.decode(chunk.value, { stream: true });
    if (/^event: ?offer\s*$/m.test(text)) {
      await reader?.cancel();
      return;
    }
  }
}

const sizes = [100, 1000, 10_000] as const;
/** Two measurements on a shared machine differ by this much without any reason. */
const noise = 1.5;

/** One look of a waiting person (place, honest wait, deadline) at growing queues; it may grow as the logarithm does, no faster. */
async function costOfWaiting(house: House, patients: readonly Waiting[]): Promise<boolean> {
  const costs: number[] = [];
  for (const size of sizes) {
    await fillQueue(house, size);
    const looks = await inTurns(patients.length * 5, 1, async (index) => {
      const patient = patients[index % patients.length];
      if (!patient) throw new RangeError('nobody waits');
      const start = performance.now();
      await call(house, patient.caller, { method: 'GET', path: `/v1/encounters/${patient.encounterId}/consultation` });
      return performance.now() - start;
    });
    costs.push(quantile(looks, 0.5));
  }
  const [least = Number.NaN] = costs;
  process.stdout.write(`      one look while ${sizes.join(', ')} wait: ${costs.map((cost) => cost.toFixed(2)).join(', ')} ms\n`);
  return costs
    .map((cost, index) => {
      const size = sizes[index] ?? sizes[0];
      return reportTime({ name: `one look while ${size} wait`, milliseconds: cost, median: cost, atMost: ((least * Math.log(size)) / Math.log(sizes[0])) * noise });
    })
    .every(Boolean);
}

/** Copies of one who waits, with ids of their own, until so many wait; or ends as many as are too many. */
async function fillQueue(house: House, size: number): Promise<void> {
  const [count] = await house.query<{ n: number }>(`select count(*)::int as n from consultations where state = 'waiting'`);
  const missing = size - (count?.n ?? 0);
  if (missing < 0)
    await house.query(
      `update consultations set state = 'withdrawn', deadline_at = null, ladder_at = null, check_in_at = null, ended_at = clock_timestamp()
       where id in (select id from consultations where state = 'waiting' order by queued_at desc limit $1)`,
      [-missing],
    );
  const columns = async (table: string, change: Readonly<Record<string, string>>): Promise<{ readonly names: string; readonly values: string }> => {
    const rows = await house.query<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
      [table],
    );
    const names = rows.map((row) => row.column_name);
    return { names: names.join(', '), values: names.map((column) => change[column] ?? column).join(', ') };
  };
  const encounter = await columns('encounters', {
    id: `('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid`,
    capability_hash: `sha256(i::text::bytea)`,
    opening_turn: 'gen_random_uuid()',
  });
  const consultation = await columns('consultations', { id: 'gen_random_uuid()', encounter_id: `('00000000-0000-4000-8000-' || lpad(to_hex(i), 12, '0'))::uuid` });
  const [from] = await house.query<{ encounter_id: string; first: number }>(
    `select encounter_id::text, (select count(*)::int from encounters) as first from consultations where state = 'waiting' order by queued_at limit 1`,
  );
  if (missing <= 0 || !from) return;
  const range = `generate_series($2::int, $2::int + $3::int - 1) as i`;
  await house.query(`insert into encounters (${encounter.names}) select ${encounter.values} from encounters, ${range} where encounters.id = $1`, [
    from.encounter_id,
    from.first,
    missing,
  ]);
  await house.query(
    `insert into consultations (${consultation.names}) select ${consultation.values} from consultations, ${range} where consultations.encounter_id = $1 and state = 'waiting'`,
    [from.encounter_id, from.first, missing],
  );
  await house.query('analyze consultations');
}
