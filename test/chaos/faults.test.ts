/** Consultations under fault: real instances, a real PostgreSQL, a real Redis. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { missing } from '../support/servers.ts';
import type { Caller } from './calls.ts';
import { openHouse, pause, type House } from './house.ts';
import { expectAllServed, expectInvariants, serve, someDoctors } from './serve.ts';

const minute = 60_000;

let house: House;
let doctors: readonly Caller[];
beforeAll(async () => {
  house = await openHouse();
  doctors = await someDoctors(house);
}, 2 * minute);
afterAll(async () => house.close(), minute);

describe('the database', () => {
  it('loses all its connections again and again: people are served all the same', { timeout: 5 * minute }, async () => {
    const over = new AbortController();
    const nemesis = (async () => {
      while (!over.signal.aborted) {
        await house.postgres.endBackends();
        await pause(700);
      }
    })();
    const seen = await serve(house, doctors, { people: 6 });
    over.abort();
    await nemesis;
    expectAllServed(seen);
    await expectInvariants(house);
  });

  it.each([['stopped', 'stop'] as const, ['killed', 'kill'] as const])(
    'is %s in the middle and started again: nothing that was acknowledged is missing',
    { timeout: 5 * minute },
    async (_word, how) => {
      const nemesis = (async () => {
        await pause(2500);
        await house.postgres[how]();
        await pause(2000);
        await house.postgres.start();
      })();
      const seen = await serve(house, doctors, { people: 4 });
      await nemesis;
      expectAllServed(seen);
      await expectInvariants(house);
    },
  );
});

describe('Redis', () => {
  it('is killed, and comes back: nobody notices but by a second', { timeout: 5 * minute }, async ({ skip }) => {
    if (missing.redisProgram !== undefined) skip(missing.redisProgram);
    const nemesis = (async () => {
      await pause(1500);
      house.redis.kill();
      await pause(4000);
      await house.redis.start();
    })();
    const seen = await serve(house, doctors, { people: 6 });
    await nemesis;
    expectAllServed(seen);
    await expectInvariants(house);
  });
});

describe('a doctor who lets it ring', () => {
  it('is passed over: the next one is rung, and the patient keeps the place', { timeout: 5 * minute }, async () => {
    const seen = await serve(house, doctors, { people: 3, atOnce: 3, habits: [{ neverAnswers: true }] });
    expectAllServed(seen);
    await expectInvariants(house);
  });
});
