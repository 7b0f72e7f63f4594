/** Every example of every pathway comes out as expected, everything it does not name answered "no". */
import { assess } from '../assess.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { AnswerValue } from '../facts.ts';
import type { Example } from '../ruleset.ts';
import { describeOutcome, factsOfCase, everyFinding, type Case, type Finding } from './proof.ts';

export function caseOfExample(pathway: string, example: Example): Case {
  const values = new Map<string, AnswerValue>();
  for (const id of example.present) values.set(id, 'present');
  for (const id of example.unsure) values.set(id, 'unsure');
  for (const [id, value] of Object.entries(example.values)) values.set(id, value);
  return { ageDays: example.who.ageDays, sex: example.who.sex, region: example.region ?? 'FR', elsewhere: example.who.elsewhere, pathway, values };
}

export function proveExamples(rules: CompiledRuleset): readonly Finding[] {
  return rules.pathways.flatMap(({ pathway }) => {
    const asked = everyFinding(rules);
    return pathway.examples.flatMap((example) => {
      const { outcome } = assess(rules, factsOfCase(rules, caseOfExample(pathway.id, example), asked));
      const { expect } = example;
      const met =
        outcome.urgency === expect.urgency &&
        (expect.withinHours === undefined || outcome.withinHours === expect.withinHours) &&
        (expect.examined === undefined || outcome.examined === expect.examined);
      if (met) return [];
      const wanted = describeOutcome({ urgency: expect.urgency, withinHours: expect.withinHours, examined: expect.examined ?? false, via: [] });
      return [{ place: example.place, what: `"${example.words.en.slice(0, 60)}" comes out as ${describeOutcome(outcome)}, not ${wanted}` }];
    });
  });
}
