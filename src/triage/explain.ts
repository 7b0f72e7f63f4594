/** Why: the rules that made the outcome, with the answers they rest on, read off the evaluation itself. */
import type { Assessment, Firing } from './assess.ts';
import type { CompiledRuleset } from './compile.ts';
import type { Answer, Facts } from './facts.ts';
import { coversUrgency, rank } from './outcome.ts';
import type { Words } from '../shared/language.ts';
import type { Condition, Source } from './ruleset.ts';

export type Reason = {
  readonly rule: string;
  readonly pathway: string | undefined;
  readonly kind: Firing['kind'];
  readonly standing: 'present' | 'unsure';
  readonly because: Words;
  readonly answers: readonly Answer[];
  readonly sources: readonly Source[];
};

export type Explanation = {
  /** What made the outcome as urgent as it is, the most urgent first. */
  readonly reasons: readonly Reason[];
  /** Danger findings of the open pathways, by what is known of them. */
  readonly present: readonly string[];
  readonly excluded: readonly string[];
  readonly notAsked: readonly string[];
};

export function explain(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Explanation {
  const sourceOf = new Map(rules.ruleset.sources.map((source) => [source.key, source]));
  const answered = answersByFinding(rules, facts);
  const reasons = decisiveFirings(assessment)
    .map((firing): Reason => {
      const rule = ruleOf(firing);
      return {
        rule: rule.id,
        pathway: firing.pathway,
        kind: firing.kind,
        standing: firing.standing === 'present' ? 'present' : 'unsure',
        because: rule.because,
        answers: restsOn(rule.when, answered),
        sources: rule.source.flatMap((key) => sourceOf.get(key) ?? []),
      };
    })
    .toSorted((a, b) => (a.standing === b.standing ? 0 : a.standing === 'present' ? -1 : 1));
  const dangers = dangersOf(rules, assessment);
  const value = (id: string): Answer['value'] | undefined => answered.get(id)?.value;
  return {
    reasons,
    present: dangers.filter((id) => value(id) === 'present'),
    excluded: dangers.filter((id) => value(id) === 'absent'),
    notAsked: dangers.filter((id) => value(id) === undefined || value(id) === 'unsure'),
  };
}

/** What nobody was asked about is a reason only where the answers alone do not explain the outcome. */
function decisiveFirings(assessment: Assessment): readonly Firing[] {
  const all = assessment.firings.filter((firing) => decisive(firing, assessment));
  const answered = all.filter((firing) => firing.standing !== 'open');
  return answered.some((firing) => firing.outcome !== undefined && coversUrgency(firing.outcome, assessment.outcome)) ? answered : all;
}

/** Whether a firing is one of those that made the outcome what it is. */
function decisive(firing: Firing, assessment: Assessment): boolean {
  if (firing.kind === 'lift') return firing.standing !== 'open' && rank(assessment.outcome.urgency) <= rank('same-day');
  if (firing.kind === 'default' || firing.kind === 'otherwise') return coversUrgency(firing.outcome ?? assessment.outcome, assessment.outcome);
  if (firing.outcome === undefined || firing.outcome.urgency !== assessment.outcome.urgency) return false;
  return coversUrgency(firing.outcome, assessment.outcome) || firing.standing === 'present';
}

function ruleOf(firing: Firing): { readonly id: string; readonly when: Condition; readonly because: Words; readonly source: readonly string[] } {
  switch (firing.kind) {
    case 'rule':
    case 'otherwise':
      return firing.rule;
    case 'default':
      return firing.line;
    case 'floor':
    case 'lift':
      return firing.modifier;
    default:
      return firing satisfies never;
  }
}

/** Answers by every finding they settle: 39.2 °C speaks for "fever" as well. */
function answersByFinding(rules: CompiledRuleset, facts: Facts): Map<string, Answer> {
  const map = new Map<string, Answer>();
  const implied = (id: string, answer: Answer): void => {
    if (map.get(id)?.value === 'present') return;
    map.set(id, answer);
    const finding = rules.findings.get(id);
    if (answer.value === 'present' && finding?.kind === 'yes-no') for (const other of finding.implies) implied(other, answer);
  };
  for (const answer of facts.answers) implied(answer.finding, answer);
  return map;
}

/** The answers that speak for a condition: what is present or a value, and for `none` what is absent. */
function restsOn(condition: Condition, answered: ReadonlyMap<string, Answer>): readonly Answer[] {
  const found = new Map<string, Answer>();
  const visit = (item: Condition, denied: boolean): void => {
    if ('finding' in item) {
      const answer = answered.get(item.finding);
      if (answer && !denied && answer.value !== 'absent' && answer.value !== 'not-measured') found.set(answer.finding, answer);
    }
    if ('of' in item) for (const inner of item.of) visit(inner, denied || item.kind === 'none');
  };
  visit(condition, false);
  return [...found.values()];
}

function dangersOf(rules: CompiledRuleset, assessment: Assessment): readonly string[] {
  const ids = new Set<string>();
  const visit = (condition: Condition): void => {
    if (condition.kind === 'present') ids.add(condition.finding);
    if ('of' in condition) condition.of.forEach(visit);
  };
  for (const item of rules.gate) visit(item.rule.when);
  for (const id of assessment.pathways) for (const item of rules.pathwayOf.get(id)?.redFlags ?? []) visit(item.rule.when);
  return [...ids];
}
