/** What an age says of every age threshold, worked out once for each stretch of ages between two of them. */
import { makeBits, setBit, sparse, type SparseBits } from './bits.ts';
import type { Atom } from './atoms.ts';
import { meets } from './quantity.ts';

type AgeSays = { readonly present: SparseBits; readonly absent: SparseBits };
export type Ages = { readonly at: (ageDays: number) => AgeSays };

export function agesOf(atoms: readonly Atom[]): Ages {
  const limits = [...new Set(atoms.flatMap((atom) => (atom.kind === 'age' ? [atom.threshold.limit] : [])))].toSorted((a, b) => a - b);
  const says = (ageDays: number): AgeSays => {
    const present = makeBits(atoms.length);
    const absent = makeBits(atoms.length);
    atoms.forEach((atom, index) => {
      if (atom.kind === 'age') setBit(meets(ageDays, atom.threshold) ? present : absent, index);
    });
    return { present: sparse(present), absent: sparse(absent) };
  };
  const onLimit = limits.map(says);
  // Before the first limit, between two, after the last.
  const between = [...limits, undefined].map((limit, index) => says(((limits[index - 1] ?? -1) + (limit ?? (limits.at(-1) ?? 0) + 1)) / 2));
  return {
    at: (ageDays) => {
      let place = 0;
      while (place < limits.length && (limits[place] as number) < ageDays) place += 1;
      const known = limits[place] === ageDays ? onLimit[place] : between[place];
      return known ?? says(ageDays);
    },
  };
}
