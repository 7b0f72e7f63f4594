/** Atoms: every finding, threshold and fact about the person that a condition can name, and conditions as masks over them. */
import { makeBits, nodeOf, setBit, type Bits, type Node } from './bits.ts';
import type { Threshold } from './quantity.ts';
import { regionIds, type Condition, type Kind, type RegionId, type Sex } from './ruleset.ts';

export type Atom =
  | { readonly kind: 'finding'; readonly finding: string }
  | { readonly kind: 'threshold'; readonly finding: string; readonly threshold: Threshold }
  | { readonly kind: 'age'; readonly threshold: Threshold }
  | { readonly kind: 'sex'; readonly sex: Sex }
  | { readonly kind: 'region'; readonly region: RegionId }
  | { readonly kind: 'pathway-kind'; readonly is: Kind };

export type AtomTable = { readonly atoms: Atom[]; readonly of: (atom: Atom) => number };

export function createAtomTable(): AtomTable {
  const atoms: Atom[] = [];
  const index = new Map<string, number>();
  // Both sexes and all regions exist even when no rule names them.
  const table: AtomTable = {
    atoms,
    of: (atom) => {
      const key = JSON.stringify(atom);
      const known = index.get(key);
      if (known !== undefined) return known;
      atoms.push(atom);
      index.set(key, atoms.length - 1);
      return atoms.length - 1;
    },
  };
  table.of({ kind: 'sex', sex: 'female' });
  table.of({ kind: 'sex', sex: 'male' });
  for (const region of regionIds) table.of({ kind: 'region', region });
  return table;
}

/** The atom of a leaf, or undefined for a condition that holds others. */
export function leafAtom(condition: Condition, table: AtomTable): number | undefined {
  switch (condition.kind) {
    case 'present':
      return table.of({ kind: 'finding', finding: condition.finding });
    case 'number':
      return table.of({ kind: 'threshold', finding: condition.finding, threshold: condition.threshold });
    case 'age':
      return table.of({ kind: 'age', threshold: condition.threshold });
    case 'sex':
      return table.of({ kind: 'sex', sex: condition.sex });
    case 'region':
      return table.of({ kind: 'region', region: condition.region });
    case 'pathway-kind':
      return table.of({ kind: 'pathway-kind', is: condition.is });
    case 'all':
    case 'any':
    case 'at-least':
    case 'none':
      return undefined;
    default:
      return condition satisfies never;
  }
}

export function visitAtoms(condition: Condition, table: AtomTable): void {
  if (leafAtom(condition, table) === undefined && 'of' in condition) for (const inner of condition.of) visitAtoms(inner, table);
}

export function compileCondition(condition: Condition, table: AtomTable): Node {
  const of = 'of' in condition ? condition.of : [condition];
  const masks = new Map<number, number>();
  const inner: Node[] = [];
  for (const item of of) {
    const atom = leafAtom(item, table);
    if (atom === undefined) inner.push(compileCondition(item, table));
    else masks.set(atom >> 5, (masks.get(atom >> 5) ?? 0) | (1 << (atom & 31)));
  }
  const op = 'of' in condition ? condition.kind : 'all';
  return nodeOf({
    op,
    count: condition.kind === 'at-least' ? condition.count : 0,
    at: Int32Array.from(masks.keys()),
    mask: Int32Array.from(masks.values()),
    inner,
  });
}

export function atomsOfFinding(id: string, table: AtomTable): number[] {
  return table.atoms.flatMap((atom, index) => ((atom.kind === 'finding' || atom.kind === 'threshold') && atom.finding === id ? [index] : []));
}

/** The findings and thresholds that conditions name; age, sex and kind of complaint left out. */
export function namedIn(conditions: readonly Condition[], table: AtomTable): Bits {
  const bits = makeBits(table.atoms.length);
  const visit = (item: Condition): void => {
    if (item.kind === 'present') setBit(bits, table.of({ kind: 'finding', finding: item.finding }));
    if (item.kind === 'number') setBit(bits, table.of({ kind: 'threshold', finding: item.finding, threshold: item.threshold }));
    if ('of' in item) item.of.forEach(visit);
  };
  conditions.forEach(visit);
  return bits;
}

/** Of things that count only together the first opens the rest. */
export function openersOf(condition: Condition, table: AtomTable): Bits {
  const bits = makeBits(table.atoms.length);
  const visit = (item: Condition): boolean => {
    if (item.kind === 'present' || item.kind === 'number') setBit(bits, leafAtom(item, table) ?? 0);
    if (item.kind === 'all') return item.of.some(visit);
    if (item.kind === 'any' || item.kind === 'at-least') return item.of.map(visit).some(Boolean);
    return item.kind === 'present' || item.kind === 'number';
  };
  visit(condition);
  return bits;
}
