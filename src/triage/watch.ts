/**
 * Of each condition the atoms without one of which it cannot hold. What nobody could have any more is passed over unread:
 * with every question answered few of hundreds of rules are left to look at.
 */
import { makeBits, setBit, type Bits, type Node } from './bits.ts';

export type Watch = {
  /** Conditions that may hold with no atom at all ("none of these"). */
  readonly always: Bits;
  /** The atoms that any condition watches. */
  readonly watched: Bits;
  /** atom -> the conditions that it may make hold. */
  readonly byAtom: readonly (Int32Array | undefined)[];
};

/** @param isCommon atoms that nearly everyone has (age, sex, region, kind of complaint): watched only where nothing else can be. */
export function watchOver(conditions: readonly Node[], atoms: number, isCommon: (atom: number) => boolean): Watch {
  const always = makeBits(conditions.length);
  const watched = makeBits(atoms);
  const lists: number[][] = Array.from({ length: atoms }, () => []);
  conditions.forEach((node, number) => {
    const needed = neededBy(node, isCommon);
    if (needed === undefined) setBit(always, number);
    for (const atom of needed ?? []) {
      setBit(watched, atom);
      lists[atom]?.push(number);
    }
  });
  return { always, watched, byAtom: lists.map((list) => (list.length > 0 ? Int32Array.from(list) : undefined)) };
}

/** Every condition may hold. */
export function stirAll(stirred: Bits): void {
  stirred.fill(-1);
}

/** Into `stirred`: the conditions that may hold when exactly the atoms in `possible` may be present; perhaps others too. */
export function stir({ always, watched, byAtom }: Watch, possible: Bits, stirred: Bits): void {
  stirred.set(always);
  for (let word = 0; word < watched.length; word += 1) {
    for (let rest = (possible[word] as number) & (watched[word] as number); rest !== 0; rest &= rest - 1) {
      const list = byAtom[(word << 5) | (31 - Math.clz32(rest & -rest))];
      if (list) for (let at = 0; at < list.length; at += 1) setBit(stirred, list[at] as number);
    }
  }
}

/** The smallest set of atoms of which a condition needs one, as far as it is easily seen; undefined when it may need none. */
function neededBy(node: Node, isCommon: (atom: number) => boolean): readonly number[] | undefined {
  if (node.op === 'none') return undefined;
  const members = [...leavesOf(node).map((atom) => [atom]), ...node.inner.map((inner) => neededBy(inner, isCommon))];
  if (node.op !== 'all') return members.some((member) => member === undefined) ? undefined : [...new Set(members.flatMap((member) => member ?? []))];
  const cost = (member: readonly number[]): number => member.length + (member.some(isCommon) ? 1000 : 0);
  return members.reduce((best, member) => (best === undefined || (member !== undefined && cost(member) < cost(best)) ? member : best), undefined);
}

function leavesOf({ at, mask }: Node): readonly number[] {
  const leaves: number[] = [];
  at.forEach((word, index) => {
    for (let rest = mask[index] ?? 0; rest !== 0; rest &= rest - 1) leaves.push((word << 5) | (31 - Math.clz32(rest & -rest)));
  });
  return leaves;
}
