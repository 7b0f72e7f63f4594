import { beforeAll, describe, expect, it } from 'vitest';
import { loadRules } from '../platform/rules.ts';
import { hasBit, holds, makeBits, setBit, type Node } from './bits.ts';
import type { CompiledRuleset } from './compile.ts';
import { seededRandom } from './proofs/proof.ts';
import { stir } from './watch.ts';

let rules: CompiledRuleset;
beforeAll(async () => {
  rules = await loadRules();
});

describe('passing over what cannot hold', () => {
  it('never passes over a rule that may hold, whatever is possible', () => {
    const numbered = (items: readonly { readonly node: Node }[], first: number): readonly { readonly node: Node; readonly number: number }[] =>
      items.map(({ node }, at) => ({ node, number: first + at }));
    const watched = [
      ...numbered(rules.gate, 0),
      ...numbered(rules.modifiers, rules.gate.length),
      ...rules.pathways.flatMap((pathway) => [...numbered(pathway.redFlags, pathway.firstFlag), ...numbered(pathway.lines, pathway.firstLine)]),
    ];
    const random = seededRandom(7);
    const nothing = makeBits(rules.atoms.length);
    const stirred = rules.scratch.stirred;
    const missed: number[] = [];
    let held = 0;
    let passedOver = 0;
    for (let round = 0; round < 500; round += 1) {
      const possible = makeBits(rules.atoms.length);
      const share = random() ** 3;
      for (let atom = 0; atom < rules.atoms.length; atom += 1) if (random() < share) setBit(possible, atom);
      stir(rules.watch, possible, stirred);
      for (const { node, number } of watched) {
        const holding = holds(node, possible, nothing);
        const stirs = hasBit(stirred, number);
        if (holding) held += 1;
        if (!stirs) passedOver += 1;
        if (holding && !stirs) missed.push(number);
      }
    }
    expect(missed).toEqual([]);
    expect(held).toBeGreaterThan(10_000);
    expect(passedOver).toBeGreaterThan(10_000);
    expect(new Set(watched.map((item) => item.number)).size).toBe(watched.length);
  });
});
