/**
 * Proofs over a ruleset, run on every change: each says what must never happen and shows the smallest case where it does.
 * Exhaustive over the structure of rules and over every pair of default lines; by seeded search for the rest.
 */
import type { CompiledRuleset } from './compile.ts';
import { proveEnds } from './proofs/ends.ts';
import { proveExamples } from './proofs/examples.ts';
import { proveMonotone } from './proofs/monotone.ts';
import { proveNoGap } from './proofs/gaps.ts';
import { proveNothingDead } from './proofs/dead.ts';
import { provePlacesResolve } from './proofs/regions.ts';
import { proveWords } from './proofs/words.ts';
import type { Finding } from './proofs/proof.ts';

export type Proof = { readonly name: string; readonly claim: string; readonly prove: (rules: CompiledRuleset) => readonly Finding[] };

export const proofs: readonly Proof[] = [
  { name: 'examples', claim: 'every example comes out as expected', prove: proveExamples },
  { name: 'monotone', claim: 'a danger that appears, is in doubt or is not answered never lowers the outcome', prove: proveMonotone },
  { name: 'ends', claim: 'every interview ends, asks nothing twice, and reassures only when no danger is open', prove: (rules) => proveEnds(rules) },
  { name: 'dead', claim: 'every rule can decide something and every finding can be asked', prove: proveNothingDead },
  { name: 'gaps', claim: 'every age and sex finds a rule in every family of pathways', prove: proveNoGap },
  { name: 'words', claim: 'every outcome has its words in both languages, of the same number', prove: proveWords },
  { name: 'regions', claim: 'every routing tag leads to a number that answers day and night', prove: provePlacesResolve },
];

export type ProofResult = { readonly proof: Proof; readonly findings: readonly Finding[] };

export function proveAll(rules: CompiledRuleset): readonly ProofResult[] {
  return proofs.map((proof) => ({ proof, findings: proof.prove(rules) }));
}
