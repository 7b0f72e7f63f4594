/**
 * Consultations under fault: real instances, a real PostgreSQL, a real Redis. CHAOS_SEEDS says how many people are followed through
 * kills of an instance (10 when not given; CI takes 100, `npm run chaos` 1000); CHAOS_FIRST the first seed, to have one again.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing } from '../support/servers.ts';
import type { Caller } from './calls.ts';
import { onCall, type Habits } from './doctor.ts';
import { openHouse, pause, type House } from './house.ts';
import { inTurns } from './in-turns.ts';
import { broken } from './invariants.ts';
import { consult, type Moment, type Seen } from './patient.ts';
import { chanceOf } from './seeded.ts';
import { signIn } from './sign-in.ts';

const seeds = Number(process.env['CHAOS_SEEDS'] ?? 10);
const firstSeed = Number(process.env['CHAOS_FIRST'] ?? 1);
const minute = 60_000;

let house: House;
let doctors: readonly Caller[];
beforeAll(async () => {
  house = await openHouse();
  doctors = await Promise.all(['Dr Un', 'Dr Deux', 'Dr Trois', 'Dr Quatre', 'Dr Cinq', 'Dr Six'].map((name) => signIn(house, name)));
}, 2 * minute);
afterAll(async () => house.close(), minute);

/** Patients who consult while the doctors are on call; who came to no good end is named with the seed. */
async function serve(
  count: number,
  { atOnce = 4, moments = () => () => {}, habits = [] }: { readonly atOnce?: number; readonly moments?: (index: number) => Moment; readonly habits?: readonly Habits[] },
): Promise<readonly Seen[]> {
  const shifts = doctors.map((doctor, index) => onCall(house, doctor, habits[index] ?? {}));
  const seen = await inTurns(count, atOnce, (index) => consult(house, nameOf(index), moments(index)));
  for (const shift of shifts) await shift.stop();
  await house.allUp();
  return seen;
}

const nameOf = (index: number): string => `Personne ${firstSeed + index}`;

/** Everyone was seen, heard once what they said once, and got the advice. */
function expectAllServed(seen: readonly Seen[]): void {
  expect(seen.map(({ last, heard }, index) => [nameOf(index), last.state, last.after?.advice, heard])).toEqual(
    seen.map((_one, index) => [nameOf(index), 'ended', ['Buvez souvent.'], [`bonjour de ${nameOf(index)}`]]),
  );
}

async function expectInvariants(): Promise<void> {
  await expect.poll(() => broken(house), { timeout: 20_000, interval: 1000 }).toEqual([]);
}

describe('an instance of the service that is killed', () => {
  it(`at any moment of a consultation loses nobody and nothing (${seeds} people)`, { timeout: 3 * minute + seeds * 15_000 }, async () => {
    const moments = (index: number): Moment => {
      const chance = chanceOf(firstSeed + index);
      const [at, victim, late] = [chance.below(22), chance.below(house.urls.length), chance.below(25)];
      let count = 0;
      return () => {
        if (count === at) setTimeout(() => house.killInstance(victim), late);
        count += 1;
      };
    };
    expectAllServed(await serve(seeds, { atOnce: 6, moments, habits: [{ acceptsTwice: true }] }));
    await expectInvariants();
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
    const seen = await serve(6, {});
    over.abort();
    await nemesis;
    expectAllServed(seen);
    await expectInvariants();
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
      const seen = await serve(4, {});
      await nemesis;
      expectAllServed(seen);
      await expectInvariants();
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
    const seen = await serve(6, {});
    await nemesis;
    expectAllServed(seen);
    await expectInvariants();
  });
});

describe('a doctor who lets it ring', () => {
  it('is passed over: the next one is rung, and the patient keeps the place', { timeout: 5 * minute }, async () => {
    const seen = await serve(3, { atOnce: 3, habits: [{ neverAnswers: true }] });
    expectAllServed(seen);
    await expectInvariants();
  });
});
