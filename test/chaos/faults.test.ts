/**
 * Consultations under fault: real instances, a real PostgreSQL, a real Redis. CHAOS_SEEDS says how many people are followed through
 * kills of an instance (10 when not given; CI takes 100, `npm run chaos` 1000); CHAOS_FIRST the first seed, to have one again.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import { missing } from '../support/servers.ts';
import type { Caller } from './calls.ts';
import { openHouse, pause, type House } from './house.ts';
import type { Moment } from './patient.ts';
import { chanceOf } from './seeded.ts';
import { expectAllServed, expectInvariants, serve, someDoctors } from './serve.ts';

const seeds = Number(process.env['CHAOS_SEEDS'] ?? 10);
const minute = 60_000;

let house: House;
let doctors: readonly Caller[];
beforeAll(async () => {
  house = await openHouse();
  doctors = await someDoctors(house);
}, 2 * minute);
afterAll(async () => house.close(), minute);

describe('an instance of the service that is killed', () => {
  it(`at any moment of a consultation loses nobody and nothing (${seeds} people)`, { timeout: 3 * minute + seeds * 15_000 }, async () => {
    const moments = (seed: number): Moment => {
      const chance = chanceOf(seed);
      const [at, victim, late] = [chance.below(22), chance.below(house.urls.length), chance.below(25)];
      let count = 0;
      return () => {
        if (count === at) setTimeout(() => house.killInstance(victim), late);
        count += 1;
      };
    };
    expectAllServed(await serve(house, doctors, { people: seeds, atOnce: 6, moments, habits: [{ acceptsTwice: true }] }));
    await expectInvariants(house);
  });
});

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
