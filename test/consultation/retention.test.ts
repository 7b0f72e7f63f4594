import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOutboxStore } from '../../src/adapters/postgres/outbox-store.ts';
import { createRemoval } from '../../src/consultation/retention.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asPatient, coughing, good, joined, onCall, viewOf } from '../support/handover.ts';
import { testService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
});
afterAll(async () => database.drop());

type Kept = { signals: string; messages: string; notices: string; told: string; untold: string };
async function kept(): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`select
    (select count(*) from consultation_events where type = 'signal') as signals, (select count(*) from consultation_events where type = 'message') as messages,
    (select count(*) from room_notices) as notices, (select count(*) from outbox where done_at is not null) as told, (select count(*) from outbox where done_at is null) as untold`.execute(
    database.owner,
  );
  return rows[0];
}

it('signals go after a day, notices and what was told after thirty; what was said and what is still to be told stays', async () => {
  const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
  await onCall(service, doctor);
  const { id } = await ask(service, patient);
  const { epoch } = await accept(service, doctor);
  await joined(service, patient, doctor, id);
  await good(asPatient(service, patient, `/v1/consultations/${id}/messages`, { turnId: randomUUID(), text: 'hello' }));
  await good(asPatient(service, patient, `/v1/consultations/${id}/signals`, { turnId: randomUUID(), epoch, payload: { candidate: 'old' } }));
  await service.handover.sweep();
  const outbox = createOutboxStore(database.appPool);
  for (const notice of ['old', 'new']) await outbox.once(notice);
  const before = await kept();
  const age = async (days: number): Promise<void> => {
    const back = sql`${days} * interval '1 day'`;
    await sql`update consultation_events set at = at - ${back}`.execute(database.owner);
    await sql`update room_notices set at = at - ${back} where id = 'old'`.execute(database.owner);
    await sql`update outbox set made_at = made_at - ${back}, done_at = done_at - ${back}`.execute(database.owner);
    // An instance that has just been started, or a Worker's next minute.
    await createRemoval(outbox.removeOutdated)();
  };
  await age(0.9);
  expect(await kept()).toEqual(before);
  expect(before).toMatchObject({ signals: '1', messages: '1', notices: '2' });
  await good(asDoctor(service, doctor, `/v1/consultations/${id}/signals`, { turnId: randomUUID(), epoch, payload: { candidate: 'new' } }));
  await age(0.2);
  // That of the doctor is of today.
  expect(await kept()).toMatchObject({ signals: '1', notices: '2', told: before?.told });
  await age(29.5);
  expect(await kept()).toEqual({ signals: '0', messages: '1', notices: '1', told: '0', untold: before?.untold });
  // The call goes on as it was, and whoever asks for its changes from the beginning gets what there is, in order.
  expect((await viewOf(service, patient)).state).toBe('in-call');
  const { events, seq } = await good<{ events: { seq: number; type: string }[]; seq: number }>(asPatient(service, patient, `/v1/consultations/${id}/changes`));
  expect(events.map((event) => event.type)).not.toContain('signal');
  expect(seq).toBe(events.at(-1)?.seq);
});

it('spent links, sessions and interpreters go a day after they open nothing any more, what a console was told after a week', async () => {
  const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
  await onCall(service, doctor);
  const { id } = await ask(service, patient);
  await accept(service, doctor);
  await sql`insert into interpreters (id, site_id, consultation_id, link_hash, link_ends_at, invited_at)
    values (${randomUUID()}, 'demo', ${id}, sha256('a link'), clock_timestamp(), clock_timestamp() - interval '25 hours')`.execute(database.owner);
  await sql`update staff_links set expires_at = clock_timestamp() - interval '25 hours'`.execute(database.owner);
  const access = async (): Promise<Record<string, number> | undefined> =>
    (
      await sql<Record<string, number>>`select (select count(*)::int from staff_links) as links, (select count(*)::int from staff_sessions) as sessions,
        (select count(*)::int from interpreters) as interpreters, (select count(*)::int from staff_events) as told`.execute(database.owner)
    ).rows[0];
  const remove = createOutboxStore(database.appPool).removeOutdated;
  const before = await access();
  expect(before).toMatchObject({ interpreters: 1 });
  await createRemoval(remove)();
  expect(await access()).toEqual({ ...before, links: 0, interpreters: 0 });
  // The session that is in use is not touched, however old what it was opened with.
  expect((await asDoctor(service, doctor, '/v1/staff/session')).status).toBe(200);
  await sql`update staff_sessions set ends_at = clock_timestamp() - interval '27 hours'`.execute(database.owner);
  await sql`update staff_events set at = at - interval '8 days'`.execute(database.owner);
  await createRemoval(remove)();
  expect(await access()).toEqual({ links: 0, sessions: 0, interpreters: 0, told: 0 });
});

it('much of it goes bite by bite, one every sweep, and then the sweep looks again after ten minutes', async () => {
  let [clock, left] = [0, 2500];
  const asked: number[] = [];
  const step = createRemoval(
    async (_ages, most) => {
      const bite = Math.min(left, most);
      left -= bite;
      asked.push(clock);
      return bite;
    },
    () => clock,
  );
  for (; clock < 20 * 60_000; clock += 1000) await step();
  expect([left, asked]).toEqual([0, [0, 1000, 2000, 602_000]]);
});

it('a request can remove none of it', async () => {
  for (const table of ['consultation_events', 'room_notices', 'outbox', 'staff_events', 'staff_links', 'staff_sessions', 'interpreters'])
    await expect(database.appPool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
});
