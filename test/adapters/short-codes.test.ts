import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyAudit } from '../../src/record/audit.ts';
import { createOperatorStore } from '../../src/adapters/postgres/operator-store.ts';
import type { ShortCodes } from '../../src/record/short-codes.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testCodes, testRecords } from '../support/encounters.ts';
import { openPatient, testService, type Patient } from '../support/service.ts';

let database: TestDatabase;
let codes: ShortCodes;
let patient: Patient;
beforeAll(async () => {
  database = await cloneDatabase();
  codes = await testCodes(database);
  patient = await openPatient(testService({ records: await testRecords(database) }));
});
afterAll(async () => database.drop());

const make = (purpose: 'desk' | 'device'): Promise<{ readonly code: string; readonly expiresAt: number }> => codes.make({ ...patient, purpose });
const grow = (minutes: number): Promise<unknown> => sql`update short_codes set expires_at = expires_at - ${minutes} * interval '1 minute'`.execute(database.owner);

it.each([
  ['desk', 120],
  ['device', 10],
] as const)('a code for the %s lasts %i minutes by the clock of the database, whatever the clocks of its instances', async (purpose, minutes) => {
  const use = (code: string): Promise<unknown> => (purpose === 'desk' ? codes.openAtDesk(code) : codes.move(code, 'demo'));
  const old = await make(purpose);
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(database.owner);
  expect(Math.abs(old.expiresAt - (rows[0]?.now.getTime() ?? 0) - minutes * 60_000)).toBeLessThan(2000);
  await grow(minutes + 0.1);
  await expect(use(old.code)).rejects.toMatchObject({ code: 'not-found' });
  const fresh = await make(purpose);
  await grow(minutes - 0.5);
  expect(await use(fresh.code)).toMatchObject({ encounterId: patient.encounterId });
  await expect(use(fresh.code)).rejects.toMatchObject({ code: 'not-found' });
});

it('what was done with codes is in the audit chain, which holds', async () => {
  const operator = createOperatorStore(database.owner);
  expect((await verifyAudit(operator.auditRows(), await operator.auditHeads())).faults).toEqual([]);
  const { rows } = await sql<{ n: string }>`select count(*) as n from audit where entry like '%code-for-%'`.execute(database.owner);
  expect(Number(rows[0]?.n)).toBe(4);
});
