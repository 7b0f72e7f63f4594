/** Work done by this thread, in seconds of its own: what else the machine does at the time hardly counts. */
function ownSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

const warmUp = 0.4;
const rounds = 3;

/** Runs each function for a while, in turns, after a warm-up, and gives its rate: the median of the rounds. */
export async function ratesOf<K extends string>(works: Readonly<Record<K, () => unknown>>, seconds = 0.5): Promise<Record<K, number>> {
  // Object.keys gives the keys of the record.
  const names = Object.keys(works) as K[];
  for (const name of names) await run(works[name], warmUp);
  const rates: Partial<Record<K, number[]>> = {};
  for (let round = 0; round < rounds; round += 1) for (const name of names) (rates[name] ??= []).push(await run(works[name], seconds));
  // Every name has been given its rates above.
  return Object.fromEntries(names.map((name) => [name, quantile(rates[name] ?? [], 0.5)])) as Record<K, number>;
}

async function run(work: () => unknown, seconds: number): Promise<number> {
  const start = ownSeconds();
  let runs = 0;
  for (let spent = 0; spent < seconds; spent = ownSeconds() - start) {
    // Several at a time: reading the clock costs as much as some of them.
    for (let many = 0; many < 8; many += 1) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    runs += 8;
  }
  return runs / (ownSeconds() - start);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export type Bound = { readonly name: string; readonly value: number } & ({ readonly atLeast: number } | { readonly atMost: number });

/** One line a figure; false when it misses its bound. */
export function report(bound: Bound): boolean {
  const met = 'atLeast' in bound ? bound.value >= bound.atLeast : bound.value <= bound.atMost;
  const asked = 'atLeast' in bound ? `at least ${bound.atLeast}` : `at most ${bound.atMost}`;
  process.stdout.write(`${met ? 'ok    ' : 'MISSED'}  ${bound.name}: ${bound.value.toFixed(2)} (${asked})\n`);
  return met;
}

export type TimeBound = { readonly name: string; readonly milliseconds: number; readonly median: number; readonly atMost: number };

/** One line a figure; false when it misses its bound. */
export function reportTime({ name, milliseconds, median, atMost }: TimeBound): boolean {
  const met = milliseconds <= atMost;
  process.stdout.write(`${met ? 'ok    ' : 'MISSED'}  ${name}: ${milliseconds.toFixed(1)} ms (at most ${atMost}; median ${median.toFixed(1)})\n`);
  return met;
}
