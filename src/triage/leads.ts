/**
 * Where the questions of one complaint may lead: a finding that its rules ask about may bring up another complaint, with
 * dangers of its own. Such a question is not dropped because the urgency found so far covers the rule that asks it: which
 * question comes first must not decide what is found.
 */
import { makeBits, nodeOf, overlapsSparse, setBit, sparse, type Bits, type Node, type SparseBits } from './bits.ts';

/** `to`: the place of the other complaint among the pathways; `node`: any of the findings that open it. */
export type Lead = { readonly to: number; readonly node: Node };

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
