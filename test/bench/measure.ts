/** Runs a function for a while after a warm-up and gives its rate. */
export async function rateOf(work: () => unknown, seconds = 1.5): Promise<number> {
  const until = (end: number): Promise<number> => loop(work, end);
  await until(performance.now() + 300);
  const start = performance.now();
  const runs = await until(start + seconds * 1000);
  return runs / ((performance.now() - start) / 1000);
}

async function loop(work: () => unknown, end: number): Promise<number> {
  let runs = 0;
  while (performance.now() < end) {
    const result = work();
    if (result instanceof Promise) await result;
    runs += 1;
  }
  return runs;
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export type Bound = { readonly name: string; readonly value: number; readonly atLeast: number };

/** One line a figure; false when it misses its bound. */
export function report(bound: Bound): boolean {
  const met = bound.value >= bound.atLeast;
  process.stdout.write(`${met ? 'ok    ' : 'MISSED'}  ${bound.name}: ${bound.value.toFixed(2)} (at least ${bound.atLeast})\n`);
  return met;
}

export type TimeBound = { readonly name: string; readonly milliseconds: number; readonly median: number; readonly atMost: number };

/** One line a figure; false when it misses its bound. */
export function reportTime({ name, milliseconds, median, atMost }: TimeBound): boolean {
  const met = milliseconds <= atMost;
  process.stdout.write(`${met ? 'ok    ' : 'MISSED'}  ${name}: ${milliseconds.toFixed(1)} ms (at most ${atMost}; median ${median.toFixed(1)})\n`);
  return met;
}
