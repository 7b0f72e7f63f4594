/** Patients who consult while doctors are on call, and what must be true of all of them afterwards. */
import { expect } from 'vitest';
import type { Caller } from './calls.ts';
import { onCall, type Habits } from './doctor.ts';
import type { House } from './house.ts';
import { inTurns } from './in-turns.ts';
import { broken } from './invariants.ts';
import { consult, type Moment, type Seen } from './patient.ts';
import { signIn } from './sign-in.ts';

const firstSeed = Number(process.env['CHAOS_FIRST'] ?? 1);
const names = ['Dr Un', 'Dr Deux', 'Dr Trois', 'Dr Quatre', 'Dr Cinq', 'Dr Six'];

export function someDoctors(house: House, count = names.length): Promise<readonly Caller[]> {
  return Promise.all(names.slice(0, count).map((name) => signIn(house, name)));
}

export async function serve(
  house: House,
  doctors: readonly Caller[],
  {
    people,
    atOnce = 4,
    moments = () => () => {},
    habits = [],
  }: { readonly people: number; readonly atOnce?: number; readonly moments?: (seed: number) => Moment; readonly habits?: readonly Habits[] },
): Promise<readonly Seen[]> {
  const shifts = doctors.map((doctor, index) => onCall(house, doctor, habits[index] ?? {}));
  const seen = await inTurns(people, atOnce, (index) => consult(house, nameOf(index), moments(firstSeed + index)));
  for (const shift of shifts) await shift.stop();
  await house.allUp();
  return seen;
}

const nameOf = (index: number): string => `Personne ${firstSeed + index}`;

/** Everyone was seen, heard once what they said once, and got the advice; who was not is named with the seed. */
export function expectAllServed(seen: readonly Seen[]): void {
  expect(seen.map(({ last, heard }, index) => [nameOf(index), last.state, last.after?.advice, heard])).toEqual(
    seen.map((_one, index) => [nameOf(index), 'ended', ['Buvez souvent.'], [`bonjour de ${nameOf(index)}`]]),
  );
}

export async function expectInvariants(house: House): Promise<void> {
  await expect.poll(() => broken(house), { timeout: 20_000, interval: 1000 }).toEqual([]);
}
