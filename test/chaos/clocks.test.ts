/** Clocks that disagree: real instances whose clocks are wrong, over one database. Deadlines are the database's alone. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatientView } from '../../src/contract/consultation.ts';
import type { Caller } from './calls.ts';
import { openHouse, type House } from './house.ts';
import { ask, tell } from './patient.ts';
import { expectAllServed, expectInvariants, serve, someDoctors } from './serve.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

let house: House;
let doctors: readonly Caller[];
beforeAll(async () => {
  house = await openHouse();
  doctors = await someDoctors(house, 3);
}, 2 * minute);
afterAll(async () => house.close(), minute);

describe.each([
  ['a minute and a half behind and ahead', [-90 * second, 90 * second], false],
  ['five hours behind and ahead', [-5 * hour, 5 * hour], true],
  ['both three hours ahead of the database', [3 * hour, 3 * hour], false],
  ['both a day behind the database', [-24 * hour, -24 * hour], false],
] as const)('two instances whose clocks are %s', (_name, shifts, letsItRing) => {
  beforeAll(async () => {
    for (const [index, shift] of shifts.entries()) house.killInstance(index, { clockShiftMs: shift });
    await house.allUp();
  }, 2 * minute);

  it('are really wrong: what they write by their own clock says so', { timeout: minute }, async () => {
    for (const [index, shift] of shifts.entries()) {
      const opened = await fetch(`${house.urls[index] ?? ''}/v1/encounters`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Relais-Session': 'bearer' },
        body: JSON.stringify({ language: 'fr', turnId: crypto.randomUUID() }),
      });
      const { encounterId } = (await opened.json()) as { encounterId: string }; // the form is the contract's
      const [turn] = await house.query<{ wrong: string }>('select extract(epoch from at - clock_timestamp()) * 1000 as wrong from turns where encounter_id = $1', [encounterId]);
      expect(Math.abs(Number(turn?.wrong) - shift)).toBeLessThan(5 * second);
    }
  });

  it('serve everyone, each by one doctor, and keep every promise', { timeout: 5 * minute }, async () => {
    expectAllServed(await serve(house, doctors, { people: 3, atOnce: 3, habits: [{ neverAnswers: letsItRing }, { acceptsTwice: true }] }));
    await expectInvariants(house);
  });

  it('say the same times to one patient, and they are those of the database', { timeout: minute }, async () => {
    const patient = await tell(house, () => {});
    await ask(house, patient, 'Personne à deux horloges');
    const path = `/v1/encounters/${patient.encounterId}/consultation`;
    const looks = await Promise.all(
      house.urls.map(async (url) => {
        const response = await fetch(`${url}${path}`, { headers: patient.caller.headers });
        return (await response.json()) as PatientView; // the form is the contract's
      }),
    );
    const [row] = await house.query<{ queued: Date; due: Date; now: Date }>(
      'select queued_at as queued, due_at as due, clock_timestamp() as now from consultations where id = $1',
      [looks[0]?.id],
    );
    if (!row) throw new Error('the consultation is not in the record');
    for (const look of looks) {
      expect([look.queuedAt.at, look.dueAt.at]).toEqual([row.queued.toISOString(), row.due.toISOString()]);
      expect(Math.abs(Date.parse(look.now) - row.now.getTime())).toBeLessThan(5 * second);
    }
    await fetch(`${house.urls[0] ?? ''}${path}/moves`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...patient.caller.headers },
      body: JSON.stringify({ turnId: crypto.randomUUID(), move: 'leave' }),
    });
  });
});
