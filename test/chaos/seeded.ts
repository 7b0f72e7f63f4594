/** The same numbers for the same seed, so that a run that went wrong can be had again. */
export type Chance = { readonly below: (limit: number) => number; readonly pick: <T>(items: readonly [T, ...T[]]) => T };

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  // mulberry32: small, and even enough to choose moments.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return { below, pick: (items) => items[below(items.length)] ?? items[0] };
}
