/** What to do at once, before anything else and before all questions are answered: first aid of the rules that hold and of the complaint. */
import type { Assessment, Firing } from '../triage/assess.ts';
import { isCatchAll, type CompiledRuleset } from '../triage/compile.ts';
import type { Facts } from '../triage/facts.ts';
import type { FirstAid } from '../triage/ruleset.ts';

/** With an outcome, in doubt as well; with an ambulance only what belongs to its reasons, for the call taker decides the rest. */
export function firstAidOf(rules: CompiledRuleset, facts: Facts, assessment: Assessment): readonly FirstAid[] {
  const ambulance = assessment.outcome.urgency === 'ambulance';
  const holds = ruleAid(assessment, (firing) => firing.standing !== 'open' && (!ambulance || firing.outcome.urgency === 'ambulance'));
  return named(rules, ambulance ? holds : [...holds, ...complaintAid(rules, facts, assessment)]);
}

/** While questions are still open, of what is certain. */
export function firstAidSoFar(rules: CompiledRuleset, facts: Facts, assessment: Assessment): readonly FirstAid[] {
  return named(rules, [...ruleAid(assessment, (firing) => firing.standing === 'present'), ...complaintAid(rules, facts, assessment)]);
}

type RuleFiring = Extract<Firing, { kind: 'rule' }>;

function ruleAid({ firings }: Assessment, counts: (firing: RuleFiring) => boolean): readonly (string | undefined)[] {
  return firings.flatMap((firing) => (firing.kind === 'rule' && firing.rule.firstAid !== undefined && counts(firing) ? [firing.rule.firstAid] : []));
}

function complaintAid({ ruleset, pathwayOf }: CompiledRuleset, { uncovered }: Facts, { pathways }: Assessment): readonly (string | undefined)[] {
  const open = pathways.flatMap((id) => pathwayOf.get(id) ?? []);
  return open.some(isCatchAll) ? uncovered.map((id) => ruleset.uncovered.find((item) => item.id === id)?.firstAid) : [];
}

function named({ ruleset }: CompiledRuleset, keys: readonly (string | undefined)[]): readonly FirstAid[] {
  return keys.length === 0 ? [] : ruleset.firstAid.filter((item) => keys.includes(item.key));
}
