import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess } from './assess.ts';
import { compileRuleset } from './compile.ts';
import { explain } from './explain.ts';
import type { Answer, AnswerValue, Facts } from './facts.ts';
import { nextQuestion } from './next-question.ts';
import { coversUrgency } from './outcome.ts';
import { ageInDays } from './quantity.ts';
import { readRuleset } from './read-ruleset.ts';
import { smallRules } from './testing/small-rules.ts';

const reading = readRuleset(smallRules());
if (!reading.ruleset) throw new Error(JSON.stringify(reading.problems));
const rules = compileRuleset(reading.ruleset);
const findings = reading.ruleset.findings.map((finding) => finding.id);

function facts(
  values: Record<string, AnswerValue>,
  who: Partial<Facts> & { readonly years?: number; readonly sex?: 'female' | 'male' | 'unsure'; readonly origin?: Answer['origin'] } = {},
): Facts {
  const answers = Object.entries(values).map(([finding, value]): Answer => ({ finding, value, origin: who.origin ?? 'tapped' }));
  const { years = 30, sex = 'female', origin: _origin, ...rest } = who;
  return { patient: { ageDays: ageInDays(years, 'y'), sex }, region: 'FR', elsewhere: false, pathways: ['cough'], uncovered: [], answers, ...rest };
}

const noTo = (...except: string[]): Record<string, AnswerValue> =>
  Object.fromEntries(findings.filter((id) => !except.includes(id)).map((id) => [id, id === 'temperature' ? 'not-measured' : id === 'duration' ? 72 : 'absent']));

describe('an assessment', () => {
  it('of a woman of 30 with a short cold and nothing else is self-care', () => {
    expect(assess(rules, facts({ ...noTo(), 'runny-nose': 'present' })).outcome.urgency).toBe('self-care');
  });

  it('is the most urgent of everything that was not excluded when nothing has been answered', () => {
    expect(assess(rules, facts({})).outcome).toMatchObject({ urgency: 'same-day', withinHours: 4, examined: true });
  });

  it('takes a "not sure" about an emergency sign as a visit within 4 hours', () => {
    expect(assess(rules, facts({ ...noTo(), 'breathless-at-rest': 'unsure' })).outcome).toMatchObject({ urgency: 'same-day', withinHours: 4, examined: true });
  });

  it('takes a "not sure" about an emergency sign of a child under 5 as a yes', () => {
    expect(assess(rules, facts({ ...noTo(), 'breathless-at-rest': 'unsure' }, { years: 4 })).outcome.urgency).toBe('emergency');
  });

  it('takes a "not sure" from someone who is not with the patient as a yes', () => {
    expect(assess(rules, facts({ ...noTo(), 'breathless-at-rest': 'unsure' }, { elsewhere: true })).outcome.urgency).toBe('emergency');
  });

  it('takes a "not sure" on a lesser sign as a yes', () => {
    expect(assess(rules, facts({ ...noTo(), 'blood-in-spit': 'unsure' })).outcome).toMatchObject({ urgency: 'same-day', withinHours: 4 });
  });

  it('does not believe free text that says no', () => {
    const said = facts({ ...noTo('breathless-at-rest') });
    const withText = { ...said, answers: [...said.answers, { finding: 'breathless-at-rest', value: 'absent', origin: 'lexicon' } satisfies Answer] };
    expect(assess(rules, withText).outcome).toEqual(assess(rules, said).outcome);
  });

  it('believes free text that says yes', () => {
    expect(assess(rules, facts({ 'breathless-at-rest': 'present' }, { origin: 'model' })).certain.urgency).toBe('emergency');
  });

  it('does not let a temperature in free text exclude a fever', () => {
    const told = facts({ temperature: 36.8 }, { origin: 'lexicon' });
    expect(assess(rules, told).known.present).toEqual(assess(rules, facts({})).known.present);
    expect(assess(rules, told).outcome).toEqual(assess(rules, facts({})).outcome);
  });

  it('holds to the fever when a "no" stands against 39.2 °C, and says that they do not agree', () => {
    const both = assess(rules, facts({ ...noTo(), fever: 'absent', temperature: 39.2, 'weak-defences': 'present' }));
    expect(both.outcome.urgency).toBe('emergency');
    expect(both.known.contradictions).toEqual(['fever']);
  });

  it('takes "breathless at rest" as breathless, and "not breathless" as not breathless at rest', () => {
    expect(nextQuestion(rules, facts(noTo('breathless', 'breathless-at-rest')), assess(rules, facts(noTo('breathless', 'breathless-at-rest'))))).toBeDefined();
    const settled = facts({ ...noTo('breathless-at-rest') });
    expect(nextQuestion(rules, settled, assess(rules, settled))).toBeUndefined();
  });

  it('lifts by one step in pregnancy', () => {
    expect(assess(rules, facts({ ...noTo(), 'runny-nose': 'present', pregnant: 'present' })).outcome.urgency).toBe('pharmacy');
  });

  it('drops a pregnancy once the patient turns out to be a man', () => {
    expect(assess(rules, facts({ ...noTo(), 'runny-nose': 'present', pregnant: 'present' }, { sex: 'male' })).outcome.urgency).toBe('self-care');
  });

  it('keeps the dangers of both sexes open for someone who would rather not say', () => {
    expect(assess(rules, facts({ ...noTo('pregnant'), 'runny-nose': 'present' }, { sex: 'unsure' })).outcome.urgency).toBe('pharmacy');
  });

  it('refuses an adult pathway for a baby and sends to a clinician the same day', () => {
    const baby = assess(rules, facts(noTo(), { years: 0 }));
    expect(baby.pathways).toEqual([]);
  });

  it('names the rule, the answer and the source it rests on', () => {
    const told = facts({ ...noTo(), 'breathless-at-rest': 'present' });
    expect(explain(rules, told, assess(rules, told)).reasons).toMatchObject([
      { rule: 'breathless-at-rest', pathway: 'cough', standing: 'present', answers: [{ finding: 'breathless-at-rest' }], sources: [{ key: 'SRC', mark: 'to-check' }] },
    ]);
  });
});

describe('any two patients', () => {
  const value = fc.constantFrom<AnswerValue>('present', 'absent', 'unsure');
  const answers = fc.record(Object.fromEntries(findings.filter((id) => id !== 'temperature' && id !== 'duration').map((id) => [id, value])));
  const person = fc.record({ years: fc.integer({ min: 0, max: 100 }), elsewhere: fc.boolean(), duration: fc.integer({ min: 1, max: 900 }) });

  it('get the same outcome whatever the order of their answers', () => {
    fc.assert(
      fc.property(answers, person, fc.infiniteStream(fc.nat()), (said, who, order) => {
        const one = facts({ ...said, duration: who.duration }, who);
        const shuffled = one.answers
          .map((answer) => ({ answer, at: order.next().value }))
          .toSorted((a, b) => a.at - b.at)
          .map((item) => item.answer);
        expect(assess(rules, { ...one, answers: shuffled }).outcome).toEqual(assess(rules, one).outcome);
      }),
    );
  });

  it('are never lower for a danger that is in doubt or unanswered instead of absent', () => {
    fc.assert(
      fc.property(answers, person, fc.constantFrom(...findings.filter((id) => id !== 'temperature' && id !== 'duration')), (said, who, danger) => {
        const without = assess(rules, facts({ ...said, duration: who.duration, [danger]: 'absent' }, who)).outcome;
        const doubt = assess(rules, facts({ ...said, duration: who.duration, [danger]: 'unsure' }, who)).outcome;
        const { [danger]: _dropped, ...rest } = said;
        const unanswered = assess(rules, facts({ ...rest, duration: who.duration }, who)).outcome;
        expect(coversUrgency(doubt, without)).toBe(true);
        expect(coversUrgency(unanswered, without)).toBe(true);
      }),
    );
  });

  it('are never lower for a danger that is present instead of absent', () => {
    fc.assert(
      fc.property(
        answers,
        person,
        fc.constantFrom('breathless', 'breathless-at-rest', 'blood-in-spit', 'fever', 'weak-defences', 'unresponsive', 'confused-or-drowsy', 'pregnant'),
        (said, who, danger) => {
          const without = assess(rules, facts({ ...said, duration: who.duration, [danger]: 'absent' }, who)).outcome;
          const present = assess(rules, facts({ ...said, duration: who.duration, [danger]: 'present' }, who)).outcome;
          expect(coversUrgency(present, without)).toBe(true);
        },
      ),
    );
  });
});

describe('a red flag of every complaint', () => {
  const read = readRuleset([
    ...smallRules(),
    {
      path: 'red-flags.yaml',
      text: `red-flags:
  - id: pregnant-fever
    when: {all: [pregnant, fever]}
    then: ambulance
    because: {en: It matters., fr: Cela compte.}
    source: [SRC]
`,
    },
  ]);
  if (!read.ruleset) throw new Error(JSON.stringify(read.problems));
  const flagged = compileRuleset(read.ruleset);
  const asked = (answers: Record<string, AnswerValue>): readonly string[] => {
    const question = nextQuestion(flagged, facts(answers), assess(flagged, facts(answers)));
    return question === undefined ? [] : question.kind === 'checklist' ? question.findings.map((finding) => finding.id) : [question.finding.id];
  };

  it('counts as soon as all of it is known, whatever the complaint', () => {
    expect(assess(flagged, facts({ pregnant: 'present', fever: 'present' }, { pathways: [] })).certain.urgency).toBe('ambulance');
  });

  it('counts where a part of it is in doubt', () => {
    const answers = { ...noTo('weak-defences'), 'weak-defences': 'absent', pregnant: 'present', fever: 'unsure' } as const;
    expect(assess(flagged, facts(answers)).outcome).toMatchObject({ urgency: 'same-day', withinHours: 4 });
  });

  it('asks nobody for its sake', () => {
    const { open } = assess(flagged, facts({}));
    expect(open.some((matter) => matter.outcome.urgency === 'ambulance' && matter.conditions.length === 1 && matter.kind === 'rule')).toBe(true);
    expect(assess(flagged, facts({ ...noTo('pregnant', 'fever', 'temperature') })).firings.some((firing) => firing.kind === 'rule' && firing.rule.id === 'pregnant-fever')).toBe(
      false,
    );
  });

  it('asks for the rest once its first part is told', () => {
    expect(asked({ ...noTo('fever', 'temperature'), pregnant: 'present' })).toContain('temperature');
  });
});
