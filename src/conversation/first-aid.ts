/** What to do at once, before anything else and before all questions are answered: first aid of the rules that hold. */
import type { Assessment, Firing } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { FirstAid } from '../triage/ruleset.ts';

/** With an outcome, in doubt as well; with an ambulance only what belongs to its reasons, for the call taker decides the rest. */
export function firstAidOf(rules: CompiledRuleset, { firings, outcome }: Assessment): readonly FirstAid[] {
  return aidOf(rules, firings, (firing) => firing.standing !== 'open' && (outcome.urgency !== 'ambulance' || firing.outcome.urgency === 'ambulance'));
}

/** While questions are still open, of what is certain. */
export function firstAidSoFar(rules: CompiledRuleset, { firings }: Assessment): readonly FirstAid[] {
  return aidOf(rules, firings, (firing) => firing.standing === 'present');
}

type RuleFiring = Extract<Firing, { kind: 'rule' }>;

function aidOf(rules: CompiledRuleset, firings: readonly Firing[], counts: (firing: RuleFiring) => boolean): readonly FirstAid[] {
  const keys = new Set<string>();
  for (const firing of firings) if (firing.kind === 'rule' && firing.rule.firstAid !== undefined && counts(firing)) keys.add(firing.rule.firstAid);
  return keys.size === 0 ? [] : rules.ruleset.firstAid.filter((item) => keys.has(item.key));
}
