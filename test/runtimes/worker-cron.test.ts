/** What falls due by the clock on Workers: there is no process that waits, only the cron of wrangler.toml. On workerd itself. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWorkerParts } from '../../src/platform/build-worker.ts';
import { startLocalWorker, type LocalWorker } from '../../src/platform/local-worker.ts';
import { ask, tell } from '../chaos/patient.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { timePasses } from '../support/handover.ts';
import { urlForWorker } from './runtimes.ts';

let database: TestDatabase;
let worker: LocalWorker;
beforeAll(async () => {
  database = await cloneDatabase();
  await buildWorkerParts();
  worker = await startLocalWorker({ databaseUrl: await urlForWorker(database), settings: { RELAIS_KEK: `k1:${Buffer.alloc(32, 7).toString('base64')}` }, built: true });
}, 180_000);
afterAll(async () => {
  await worker.close();
  await database.drop();
});

type Standing = { step: string; alarms: string; unsent: string };

it('the desk hears of a patient whom nobody answers, and the site is told: by the cron alone', { timeout: 120_000 }, async () => {
  const at = { urls: [worker.url] };
  const { id } = await ask(at, await tell(at, () => {}), 'Personne sans médecin');
  const standing = async (): Promise<Standing | undefined> =>
    (
      await sql<Standing>`select ladder_step as step, (select count(*) from alarms a where a.consultation_id = c.id and a.closed_at is null) as alarms,
        (select count(*) from outbox o where o.consultation_id = c.id and o.done_at is null) as unsent from consultations c where id = ${id}`.execute(database.owner)
    ).rows[0];
  await timePasses(database, 61_000);
  // Asked for by nobody, nothing moves.
  await worker.fetch('/healthz');
  expect(await standing()).toMatchObject({ step: 'queue', alarms: '0', unsent: '1' });
  // It goes on for its minute; what it had to do is done in the first seconds.
  void worker.scheduled().catch(() => undefined);
  await expect.poll(standing, { timeout: 40_000, interval: 250 }).toEqual({ step: 'desk', alarms: '1', unsent: '0' });
  // And for the rest of its minute it looks every second: the next rung is not left to the next cron.
  await timePasses(database, 20 * 60_000);
  await expect.poll(async () => (await standing())?.step, { timeout: 20_000, interval: 250 }).toBe('call-back');
});
