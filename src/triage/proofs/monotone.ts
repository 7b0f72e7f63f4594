/**
 * A danger that goes from absent to present, to "not sure" or to unanswered never lowers the outcome.
 *
 * Red flags, gate and modifiers hold no `none` (the reader refuses it), so they can only rise with every finding: the
 * only place where a presence can lower is the order of a pathway's default lines. Searched are therefore, for every
 * finding in a default line: all pairs of lines made to hold together, every example, and a seeded sample.
 */
import { assess, doubt } from '../assess.ts';
import { compileRuleset, type CompiledPathway, type CompiledRuleset } from '../compile.ts';
import type { AnswerValue } from '../facts.ts';
import { coversUrgency, rank, type Outcome } from '../outcome.ts';
import { caseOfExample } from './examples.ts';
import { addFindings, describeCase, describeOutcome, everyFinding, factsOfCase, findingsThatMatter, seededRandom, type Case, type Finding } from './proof.ts';
import { caseOf, waysOf } from './witness.ts';

const sampleSize = 60;

export function proveMonotone(rules: CompiledRuleset): readonly Finding[] {
  const thatAsk = rulesThatAsk(rules);
  return rules.pathways.flatMap((compiled) => {
    const lowered = new Set<string>();
    const findings: Finding[] = [];
    for (const lowering of loweringsIn(rules, compiled, thatAsk)) {
      if (lowered.has(lowering.finding) || compiled.pathway.reassuring.includes(lowering.finding)) continue;
      lowered.add(lowering.finding);
      findings.push({ place: compiled.pathway.place, what: describeLowering(lowering) });
    }
    return findings;
  });
}

/** Without what counts only once it is told. */
function rulesThatAsk({ ruleset }: CompiledRuleset): CompiledRuleset {
  return compileRuleset({ ...ruleset, gate: ruleset.gate.filter((rule) => rule.toldOnly !== true) });
}

export type Lowering = { readonly finding: string; readonly to: AnswerValue | undefined; readonly item: Case; readonly before: Outcome; readonly after: Outcome };

/** Every case found in which a finding of a default line lowers the outcome by appearing, in doubt or unanswered. */
export function* loweringsIn(rules: CompiledRuleset, compiled: CompiledPathway, thatAsk: CompiledRuleset): Generator<Lowering> {
  const asked = everyFinding(rules);
  const ids = new Set<string>();
  for (const { line } of compiled.lines) addFindings(line.when, ids);
  const dangers = [...ids].filter((id) => rules.findings.get(id)?.kind === 'yes-no');
  const outcomeOf = (item: Case, drop?: string): Outcome => {
    const facts = factsOfCase(rules, item, asked);
    return assess(rules, drop === undefined ? facts : { ...facts, answers: facts.answers.filter((answer) => answer.finding !== drop) }).outcome;
  };
  for (const item of casesFor(rules, compiled)) {
    const before = outcomeOf(item);
    if (before.urgency === 'ambulance') continue;
    for (const finding of dangers) {
      if ((item.values.get(finding) ?? 'absent') !== 'absent') continue;
      for (const to of ['present', 'unsure'] as const) {
        const after = outcomeOf({ ...item, values: new Map([...item.values, [finding, to]]) });
        if (!coversUrgency(after, before)) yield { finding, to, item, before, after };
      }
      const dropped = outcomeOf(item, finding);
      if (!coversUrgency(dropped, before)) yield { finding, to: undefined, item, before, after: dropped };
    }
    for (const [finding, value] of item.values) {
      if (typeof value !== 'number') continue;
      const dropped = outcomeOf(without(item, finding), finding);
      // What is asked of nobody leaves no doubt behind where it is not told: only what rules that ask made of it counts.
      const asking = assess(thatAsk, factsOfCase(rules, item, asked)).outcome;
      // A number that made an emergency sure leaves a doubt behind when it goes: the same day within 4 hours, never less.
      const least = rank(asking.urgency) > rank('same-day') ? doubt : asking;
      if (!coversUrgency(dropped, least)) yield { finding, to: undefined, item, before, after: dropped };
    }
  }
}

function without(item: Case, finding: string): Case {
  return { ...item, values: new Map([...item.values].filter(([id]) => id !== finding)) };
}

function* casesFor(rules: CompiledRuleset, compiled: CompiledPathway): Generator<Case> {
  const { pathway } = compiled;
  for (const example of pathway.examples) yield caseOfExample(pathway.id, example);
  for (const first of compiled.lines) {
    for (const second of compiled.lines) {
      const [one] = waysOf(first.line.when);
      for (const other of first === second ? waysOf(first.line.when) : waysOf(second.line.when)) {
        const item = caseOf(rules, pathway.id, [...(one?.leaves ?? []), ...other.leaves], pathway.for);
        if (!item) continue;
        yield item;
        // One step short of a line: what is missing may be what lowers.
        if (first === second) for (const [finding, value] of item.values) if (value === 'present') yield without(item, finding);
      }
    }
  }
  const random = seededRandom(pathway.id.length * 7919);
  const ids = findingsThatMatter(rules, pathway.id).filter((id) => rules.findings.get(id)?.kind === 'yes-no');
  const ways = compiled.lines.flatMap(({ line }) => waysOf(line.when));
  for (let turn = 0; turn < sampleSize && ways.length > 0; turn += 1) {
    const way = ways[Math.floor(random() * ways.length)];
    const item = way && caseOf(rules, pathway.id, way.leaves, pathway.for);
    if (!item) continue;
    const extra = ids[Math.floor(random() * ids.length)];
    yield extra === undefined ? item : { ...item, values: new Map([...item.values, [extra, random() < 0.7 ? 'present' : 'unsure']]) };
  }
}

function describeLowering({ finding, to, item, before, after }: Lowering): string {
  const change = to === undefined ? 'is left unanswered' : to === 'present' ? 'appears' : 'is in doubt';
  return `when "${finding}" ${change} the outcome falls from ${describeOutcome(before)} to ${describeOutcome(after)} (${describeCase(item)}). Mend: list it under reassuring if its presence may lower the level, else put it into the "none" of the milder line`;
}
