/** Sets of atoms as bit vectors, and conditions over them as masks. */

export type Bits = Int32Array;

export const makeBits = (atoms: number): Bits => new Int32Array(Math.max(1, (atoms + 31) >> 5));

export function setBit(bits: Bits, atom: number): void {
  bits[atom >> 5] = (bits[atom >> 5] ?? 0) | (1 << (atom & 31));
}

export function clearBit(bits: Bits, atom: number): void {
  bits[atom >> 5] = (bits[atom >> 5] ?? 0) & ~(1 << (atom & 31));
}

export function hasBit(bits: Bits, atom: number): boolean {
  return ((bits[atom >> 5] ?? 0) & (1 << (atom & 31))) !== 0;
}

/** The least member from here on; beyond the end when there is none. */
export function nextIn(bits: Bits, from: number): number {
  let word = from >> 5;
  let rest = (bits[word] ?? 0) & (-1 << (from & 31));
  while (rest === 0) {
    word += 1;
    if (word >= bits.length) return bits.length << 5;
    rest = bits[word] as number;
  }
  return (word << 5) | (31 - Math.clz32(rest & -rest));
}

export function addAll(target: Bits, source: Bits): void {
  for (let index = 0; index < target.length; index += 1) target[index] = (target[index] as number) | (source[index] as number);
}

export function removeAll(target: Bits, source: Bits): void {
  for (let index = 0; index < target.length; index += 1) target[index] = (target[index] as number) & ~(source[index] as number);
}

export function countBits(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** A set with few members: the words that hold any, and those members. */
export type SparseBits = { readonly at: Int32Array; readonly mask: Int32Array };

export function sparse(bits: Bits): SparseBits {
  const at = Array.from(bits.keys()).filter((word) => bits[word] !== 0);
  return { at: Int32Array.from(at), mask: Int32Array.from(at, (word) => bits[word] ?? 0) };
}

export function addSparse(target: Bits, { at, mask }: SparseBits): void {
  for (let index = 0; index < at.length; index += 1) {
    const word = at[index] as number;
    target[word] = (target[word] as number) | (mask[index] as number);
  }
}

export function overlapsSparse(bits: Bits, { at, mask }: SparseBits): boolean {
  for (let index = 0; index < at.length; index += 1) if (((bits[at[index] as number] as number) & (mask[index] as number)) !== 0) return true;
  return false;
}

/** A compiled condition: the leaves that stand directly in it as (word, mask) pairs, then its inner conditions. */
export type Node = {
  readonly op: 'all' | 'any' | 'at-least' | 'none';
  readonly count: number;
  readonly at: Int32Array;
  readonly mask: Int32Array;
  readonly inner: readonly Node[];
  /** Every atom that the condition names, at any depth. */
  readonly names: SparseBits;
};

/** A condition of these leaves and inner conditions. */
export function nodeOf({ op, count, at, mask, inner }: Omit<Node, 'names'>): Node {
  const words = new Map<number, number>();
  const add = (more: SparseBits): void => more.at.forEach((word, index) => words.set(word, (words.get(word) ?? 0) | (more.mask[index] ?? 0)));
  add({ at, mask });
  for (const child of inner) add(child.names);
  return { op, count, at, mask, inner, names: { at: Int32Array.from(words.keys()), mask: Int32Array.from(words.values()) } };
}

/**
 * Whether a condition holds when exactly the atoms in `present` are taken as present, and those not in `deniable` as
 * absent. (present, possible): for certain. (possible, present): perhaps. Only `none` looks at the second vector.
 */
export function holds(node: Node, present: Bits, deniable: Bits): boolean {
  const { at, mask, inner } = node;
  switch (node.op) {
    case 'all':
      for (let i = 0; i < at.length; i += 1) {
        const wanted = mask[i] as number;
        if (((present[at[i] as number] as number) & wanted) !== wanted) return false;
      }
      for (const child of inner) if (!holds(child, present, deniable)) return false;
      return true;
    case 'any':
      for (let i = 0; i < at.length; i += 1) if (((present[at[i] as number] as number) & (mask[i] as number)) !== 0) return true;
      for (const child of inner) if (holds(child, present, deniable)) return true;
      return false;
    case 'at-least': {
      let count = 0;
      for (let i = 0; i < at.length; i += 1) count += countBits((present[at[i] as number] as number) & (mask[i] as number));
      if (count >= node.count) return true;
      for (const child of inner) {
        if (!holds(child, present, deniable)) continue;
        count += 1;
        if (count >= node.count) return true;
      }
      return false;
    }
    case 'none':
      for (let i = 0; i < at.length; i += 1) if (((deniable[at[i] as number] as number) & (mask[i] as number)) !== 0) return false;
      for (const child of inner) if (holds(child, deniable, present)) return false;
      return true;
    default:
      return node.op satisfies never;
  }
}
