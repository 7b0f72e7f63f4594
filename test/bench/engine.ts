/**
 * Assessments per second over the whole ruleset, against json-rules-engine and json-logic-js on an equivalent set: the
 * same gate, red flags, floors and default lines as two-valued rules over the same patients, from the same list of
 * answers, the most urgent winning. Ours weighs three values, implications, deadlines and lifts besides.
 */
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import jsonLogic, { type RulesLogic } from 'json-logic-js';
import { loadRules } from '../../src/platform/rules.ts';
import { assess } from '../../src/triage/assess.ts';
import type { CompiledRuleset } from '../../src/triage/compile.ts';
import { nextQuestion } from '../../src/triage/next-question.ts';
import { rank, type Outcome } from '../../src/triage/outcome.ts';
import { caseOfExample } from '../../src/triage/proofs/examples.ts';
import { factsOfCase } from '../../src/triage/proofs/proof.ts';
import type { Condition } from '../../src/triage/ruleset.ts';
import { ratesOf, report } from './measure.ts';

type PlainRule = { readonly when: Condition; readonly outcome: Outcome };

function plainRules({ ruleset }: CompiledRuleset): PlainRule[] {
  return [
    ...ruleset.gate.map(({ when, outcome }) => ({ when, outcome })),
    ...ruleset.modifiers.flatMap(({ when, floor }) => (floor ? [{ when, outcome: floor }] : [])),
    ...ruleset.pathways.flatMap((pathway) => [...pathway.redFlags, ...pathway.defaultLines].map(({ when, outcome }) => ({ when, outcome }))),
  ];
}

function toJsonLogic(condition: Condition): RulesLogic {
  switch (condition.kind) {
    case 'present':
      return { var: condition.finding };
    case 'number':
      return { [condition.threshold.comparator]: [{ var: [condition.finding, Number.NaN] }, condition.threshold.limit] } as unknown as RulesLogic;
    case 'age':
      return { [condition.threshold.comparator]: [{ var: 'age' }, condition.threshold.limit] } as unknown as RulesLogic;
    case 'sex':
      return { '===': [{ var: 'sex' }, condition.sex] };
    case 'region':
      return { '===': [{ var: 'region' }, condition.region] };
    case 'pathway-kind':
      return { '===': ['illness', condition.is] };
    case 'all':
      return { and: condition.of.map(toJsonLogic) };
    case 'any':
      return { or: condition.of.map(toJsonLogic) };
    case 'at-least':
      return { '>=': [{ '+': condition.of.map((item) => ({ if: [toJsonLogic(item), 1, 0] })) }, condition.count] } as unknown as RulesLogic;
    case 'none':
      return { '!': { or: condition.of.map(toJsonLogic) } };
    default:
      return condition satisfies never;
  }
}

const operators = { '<': 'lessThan', '<=': 'lessThanInclusive', '>': 'greaterThan', '>=': 'greaterThanInclusive' } as const;

/** json-rules-engine has no "at least n of": written out as the choices. */
function toEngine(condition: Condition): TopLevelCondition | { fact: string; operator: string; value: unknown } {
  switch (condition.kind) {
    case 'present':
      return { fact: condition.finding, operator: 'equal', value: true };
    case 'number':
    case 'age':
      return { fact: condition.kind === 'age' ? 'age' : condition.finding, operator: operators[condition.threshold.comparator], value: condition.threshold.limit };
    case 'sex':
      return { fact: 'sex', operator: 'equal', value: condition.sex };
    case 'region':
      return { fact: 'region', operator: 'equal', value: condition.region };
    case 'pathway-kind':
      return { fact: 'kind', operator: 'equal', value: condition.is };
    case 'all':
      return { all: condition.of.map(toEngine) };
    case 'any':
      return { any: condition.of.map(toEngine) };
    case 'at-least':
      return { any: choose(condition.of, condition.count).map((list) => ({ all: list.map(toEngine) })) };
    case 'none':
      return { not: { any: condition.of.map(toEngine) } };
    default:
      return condition satisfies never;
  }
}

function choose<T>(list: readonly T[], count: number): T[][] {
  const [first, ...rest] = list;
  if (count === 0) return [[]];
  return first === undefined || list.length < count ? [] : [...choose(rest, count - 1).map((tail) => [first, ...tail]), ...choose(rest, count)];
}

export async function benchEngine(): Promise<boolean> {
  const readStart = performance.now();
  const rules = await loadRules();
  process.stdout.write(
    `load: ${(performance.now() - readStart).toFixed(0)} ms for ${rules.ruleset.pathways.length} pathways, ${rules.ruleset.findings.length} findings, ${rules.atoms.length} atoms\n`,
  );
  const cases = rules.ruleset.pathways.flatMap((pathway) => pathway.examples.map((example) => caseOfExample(pathway.id, example)));
  const every = rules.ruleset.pathways.map((pathway) => pathway.id);
  // Every finding is answered, as two-valued rules take it.
  const all = rules.ruleset.findings.map((finding) => finding.id);
  const patients = cases.map((item) => ({ ...factsOfCase(rules, item, all), pathways: every }));
  const blank: Record<string, unknown> = { kind: 'illness' };
  for (const finding of rules.ruleset.findings) blank[finding.id] = finding.kind === 'number' ? Number.NaN : false;
  /** The answers as the flat facts that the other two engines take. */
  const rowOf = (patient: (typeof patients)[number]): Record<string, unknown> => {
    const row: Record<string, unknown> = { ...blank, age: patient.patient.ageDays, sex: patient.patient.sex, region: patient.region };
    for (const answer of patient.answers) row[answer.finding] = typeof answer.value === 'number' ? answer.value : answer.value === 'present';
    return row;
  };
  const plain = plainRules(rules);
  const logic = plain.map((rule) => ({ when: toJsonLogic(rule.when), level: rank(rule.outcome.urgency) }));
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const rule of plain) {
    const when = toEngine(rule.when);
    engine.addRule({ conditions: 'fact' in when ? { all: [when] } : when, event: { type: 'level', params: { level: rank(rule.outcome.urgency) } } });
  }
  let at = 0;
  const next = (): (typeof patients)[number] => {
    at = (at + 1) % patients.length;
    const patient = patients[at];
    if (!patient) throw new RangeError('no patients');
    return patient;
  };
  let sum = 0;
  const open = cases.map((item) => ({ ...factsOfCase(rules, item, all.slice(0, 30)), pathways: [item.pathway] }));
  const { ours, byLogic, byEngine, questions } = await ratesOf({
    ours: () => {
      sum += rank(assess(rules, next()).outcome.urgency);
    },
    byLogic: () => {
      const row = rowOf(next());
      let level = 0;
      for (const rule of logic) if (rule.level > level && jsonLogic.apply(rule.when, row) === true) level = rule.level;
      sum += level;
    },
    byEngine: async () => {
      const { events } = await engine.run(rowOf(next()));
      sum += Math.max(0, ...events.map((event) => Number(event.params?.['level'])));
    },
    questions: () => {
      const patient = open[(at = (at + 1) % open.length)];
      if (patient) sum += nextQuestion(rules, patient, assess(rules, patient)) ? 1 : 0;
    },
  });
  process.stdout.write(
    `whole ruleset (${plain.length} rules): ours ${ours.toFixed(0)}/s (${(1e6 / ours).toFixed(1)} us), json-logic-js ${byLogic.toFixed(0)}/s, json-rules-engine ${byEngine.toFixed(0)}/s\n`,
  );
  process.stdout.write(`next question, one pathway, 30 answers known: ${(1e6 / questions).toFixed(0)} us, its assessment included (check ${sum % 7})\n`);
  const enough = [
    report({ name: 'assessments against json-rules-engine', value: ours / byEngine, atLeast: 50 }),
    report({ name: 'assessments against json-logic-js', value: ours / byLogic, atLeast: 5 }),
    report({ name: 'assessments of the whole ruleset within 20 us (20 / ours)', value: 20 / (1e6 / ours), atLeast: 1 }),
  ];
  return enough.every(Boolean);
}
