/** What follows from what: an atom that is true makes others true, one that is false makes others false. */
import { atomsOfFinding, type AtomTable } from './atoms.ts';
import { addAll, countBits, hasBit, makeBits, setBit, sparse, type Bits, type SparseBits } from './bits.ts';
import { entails } from './quantity.ts';
import type { Ruleset } from './ruleset.ts';

/** `of`: atom -> what it reaches, undefined when that is only itself; `from`: the atoms that reach others. */
export type Reach = { readonly from: Bits; readonly of: readonly (SparseBits | undefined)[] };

export function closeImplications(ruleset: Ruleset, table: AtomTable): { implied: Bits[]; denied: Bits[] } {
  const size = table.atoms.length;
  const implied = table.atoms.map((_, index) => {
    const bits = makeBits(size);
    setBit(bits, index);
    return bits;
  });
  for (const finding of ruleset.findings) {
    if (finding.kind === 'yes-no') {
      const from = implied[table.of({ kind: 'finding', finding: finding.id })];
      if (from) for (const id of finding.implies) setBit(from, table.of({ kind: 'finding', finding: id }));
      continue;
    }
    const own = atomsOfFinding(finding.id, table);
    for (const index of own) {
      const atom = table.atoms[index];
      const from = implied[index];
      if (atom?.kind !== 'threshold' || !from) continue;
      for (const other of own) {
        const second = table.atoms[other];
        if (second?.kind === 'threshold' && entails(atom.threshold, second.threshold)) setBit(from, other);
      }
      for (const item of finding.entails) if (entails(atom.threshold, item.threshold)) setBit(from, table.of({ kind: 'finding', finding: item.finding }));
    }
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const bits of implied) {
      const before = bits.join();
      for (let atom = 0; atom < size; atom += 1) {
        const more = implied[atom];
        if (more && hasBit(bits, atom)) addAll(bits, more);
      }
      if (bits.join() !== before) changed = true;
    }
  }
  const denied = table.atoms.map((_, index) => {
    const bits = makeBits(size);
    for (let from = 0; from < size; from += 1) {
      const reach = implied[from];
      if (reach && hasBit(reach, index)) setBit(bits, from);
    }
    return bits;
  });
  return { implied, denied };
}
/** Most atoms reach only themselves: closing has nothing to do for them. */
export function reachOf(all: readonly Bits[], { atoms }: AtomTable): Reach {
  const from = makeBits(atoms.length);
  const of = all.map((bits, atom) => {
    if (bits.reduce((count, word) => count + countBits(word), 0) === 1) return undefined;
    setBit(from, atom);
    return sparse(bits);
  });
  return { from, of };
}
