/** What a broken proof shows: where, and the smallest case that breaks it, in words. */
import { hasBit } from '../bits.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { Answer, AnswerValue, Facts } from '../facts.ts';
import type { Outcome } from '../outcome.ts';
import type { Condition, Place, RegionId, Sex } from '../ruleset.ts';

export type Finding = { readonly place: Place; readonly what: string };

/** A made-up patient: what is said of the listed findings; all others that matter are answered "no" or "not measured". */
export type Case = {
  readonly ageDays: number;
  readonly sex: Sex;
  readonly region: RegionId;
  readonly elsewhere: boolean;
  readonly pathway: string;
  readonly values: ReadonlyMap<string, AnswerValue>;
};

/** The facts of a case; `asked` are the findings that get an answer at all. */
export function factsOfCase(rules: CompiledRuleset, item: Case, asked: readonly string[]): Facts {
  const answers: Answer[] = [];
  for (const id of new Set([...asked, ...item.values.keys()])) {
    const value = item.values.get(id) ?? (rules.findings.get(id)?.kind === 'number' ? 'not-measured' : 'absent');
    answers.push({ finding: id, value, origin: 'tapped' });
  }
  return { patient: { ageDays: item.ageDays, sex: item.sex }, region: item.region, elsewhere: item.elsewhere, pathways: [item.pathway], uncovered: [], answers };
}

/** Every finding: what an example or a case does not name is answered "no", in the pathways that its findings open too. */
export function everyFinding(rules: CompiledRuleset): readonly string[] {
  return rules.ruleset.findings.map((finding) => finding.id);
}

/** The findings that a pathway, the gate and the modifiers rest on. */
export function findingsThatMatter(rules: CompiledRuleset, pathway: string): readonly string[] {
  const ids = new Set<string>();
  for (const item of rules.gate) addFindings(item.rule.when, ids);
  const compiled = rules.pathwayOf.get(pathway);
  for (const item of compiled?.redFlags ?? []) addFindings(item.rule.when, ids);
  for (const item of compiled?.lines ?? []) addFindings(item.line.when, ids);
  rules.modifiers.forEach((item, at) => {
    if (compiled && hasBit(compiled.modifiers, at)) addFindings(item.modifier.when, ids);
  });
  return [...ids];
}

export function addFindings(condition: Condition, into: Set<string>): void {
  if ('finding' in condition) into.add(condition.finding);
  if ('of' in condition) for (const inner of condition.of) addFindings(inner, into);
}

export function describeCase(item: Case): string {
  const years = Math.floor(item.ageDays / 365.25);
  const age = years >= 2 ? `${years} y` : `${item.ageDays} d`;
  const said = [...item.values].map(([id, value]) => (value === 'present' ? id : `${id}: ${String(value)}`));
  return `${item.sex}, ${age}, ${item.region}${item.elsewhere ? ', told from elsewhere' : ''}; ${said.length > 0 ? said.join(', ') : 'nothing present'}`;
}

export function describeOutcome(outcome: Outcome): string {
  const hours = outcome.withinHours === undefined ? '' : ` within ${outcome.withinHours} h`;
  return `${outcome.urgency}${hours}${outcome.examined ? ', examined' : ''}`;
}

/** A seeded sequence of numbers in [0, 1): the same search on every machine. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
