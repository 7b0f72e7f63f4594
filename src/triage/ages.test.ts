import { describe, expect, it } from 'vitest';
import { agesOf } from './ages.ts';
import { hasBit, makeBits, addSparse } from './bits.ts';
import type { Atom } from './atoms.ts';
import { meets, type Comparator } from './quantity.ts';

const comparators: readonly Comparator[] = ['<', '<=', '>', '>='];
const atoms: readonly Atom[] = [0, 28, 90, 90.5, 365, 23_741].flatMap((limit) => comparators.map((comparator): Atom => ({ kind: 'age', threshold: { comparator, limit } })));

describe('what an age says of the age thresholds', () => {
  it.each([0, 1, 27, 28, 29, 90, 90.25, 90.5, 91, 364.9, 365, 10_000, 23_741, 23_742, 47_000])('is the same worked out beforehand, at %d days', (ageDays) => {
    const { present, absent } = agesOf(atoms).at(ageDays);
    const yes = makeBits(atoms.length);
    const no = makeBits(atoms.length);
    addSparse(yes, present);
    addSparse(no, absent);
    atoms.forEach((atom, index) => {
      const met = atom.kind === 'age' && meets(ageDays, atom.threshold);
      expect([hasBit(yes, index), hasBit(no, index)]).toEqual([met, !met]);
    });
  });

  it('is nothing where no rule looks at it', () => {
    expect(agesOf([]).at(400)).toEqual({ present: { at: new Int32Array(), mask: new Int32Array() }, absent: { at: new Int32Array(), mask: new Int32Array() } });
  });
});
