/**
 * Where the questions of one complaint may lead: a finding that its rules ask about may bring up another complaint, with
 * dangers of its own. Such a question is not dropped because the urgency found so far covers the rule that asks it: which
 * question comes first must not decide what is found.
 */
import type { Condition } from './ruleset.ts';
import { holds, makeBits, nodeOf, overlapsSparse, setBit, sparse, type Bits, type Node, type SparseBits } from './bits.ts';

/** `to`: the place of the other complaint among the pathways; `node`: any of the findings that open it. */
export type Lead = { readonly to: number; readonly node: Node };

/** What a condition asks of the person's age and sex before anything else counts. */
export function partOnPerson(condition: Condition): readonly Condition[] {
  return condition.kind === 'all' ? condition.of.filter(({ kind }) => kind === 'age' || kind === 'sex') : [];
}

/** Conditions by that part: what nobody of this age is asked leads nowhere. */
export function byPerson(conditions: readonly Condition[]): readonly { readonly person: readonly Condition[]; readonly of: readonly Condition[] }[] {
  const groups = new Map<string, { person: readonly Condition[]; of: Condition[] }>();
  for (const condition of conditions) {
    const person = partOnPerson(condition);
    const key = JSON.stringify(person);
    const group = groups.get(key) ?? { person, of: [] };
    group.of.push(condition);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** The lead of those people alone. */
export function onlyFor(person: Node, { to, node }: Lead): Lead {
  return { to, node: nodeOf({ op: 'all', count: 0, at: new Int32Array(), mask: new Int32Array(), inner: [person, node] }) };
}

/**
 * Whether what a lead asks about would make a danger certain without anything else being found.
 * @param scratch overwritten
 */
export function makesCertain({ names }: Node, danger: Node, { present, possible }: { readonly present: Bits; readonly possible: Bits }, scratch: Bits): boolean {
  scratch.set(present);
  for (let i = 0; i < names.at.length; i += 1) {
    const word = names.at[i] as number;
    scratch[word] = (scratch[word] as number) | ((names.mask[i] as number) & (possible[word] as number));
  }
  return holds(danger, scratch, possible);
}

/**
 * The leads of conditions that name these atoms.
 * @param reach atom -> the atoms that are true whenever it is
 */
export function leadsOf(named: Bits, opensOn: readonly SparseBits[], reach: readonly Bits[]): readonly Lead[] {
  return opensOn.flatMap((opening, to): readonly Lead[] => {
    const atoms = makeBits(reach.length);
    reach.forEach((reached, atom) => {
      if (((named[atom >> 5] as number) & (1 << (atom & 31))) !== 0 && overlapsSparse(reached, opening)) setBit(atoms, atom);
    });
    const { at, mask } = sparse(atoms);
    return at.length === 0 ? [] : [{ to, node: nodeOf({ op: 'any', count: 0, at, mask, inner: [] }) }];
  });
}
