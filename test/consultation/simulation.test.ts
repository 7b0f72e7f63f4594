import { expect, it } from 'vitest';
import { simulate } from './simulation.ts';

it('of 100,000 people who ask for a doctor none is lost, none is taken twice, and nobody is passed over', { timeout: 120_000 }, () => {
  const result = simulate({ people: 100_000, doctors: 12, seed: 20_261_127 });
  for (const [urgency, waits] of result.waits) {
    const sorted = waits.toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
    process.stdout.write(`${urgency}: ${sorted.length} people, waited p50 ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, most ${at(1)} minutes\n`);
  }
  expect({ lost: result.lost, doubled: result.doubled, inversions: result.inversions, all: result.served + result.sent }).toEqual({
    lost: 0,
    doubled: 0,
    inversions: 0,
    all: 100_000,
  });
  // An emergency is served or sent within its ladder, whoever else waits.
  expect(Math.max(...(result.waits.get('emergency') ?? []))).toBeLessThan(20 + 7);
});
