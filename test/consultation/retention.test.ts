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
  for (const table of ['consultation_events', 'room_notices', 'outbox']) await expect(database.appPool.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
});
