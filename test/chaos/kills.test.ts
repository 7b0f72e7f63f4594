/**
 * People who consult while an instance is killed at any moment: real instances, a real PostgreSQL, a real Redis. CHAOS_SEEDS says how
 * many (10 when not given; CI takes 100, `npm run chaos` 1000); CHAOS_FIRST the first seed, to have one again.
 */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Caller } from './calls.ts';
import { openHouse, type House } from './house.ts';
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
