import { beforeAll, describe, expect, it } from 'vitest';
import { loadRules } from '../platform/rules.ts';
import { assess } from './assess.ts';
import type { CompiledRuleset } from './compile.ts';
import type { Answer, AnswerValue, Facts } from './facts.ts';
import { askedOf, checklistLength, nextAsked, nextQuestion, screensAfter, type Question } from './next-question.ts';
import { ageInDays } from './quantity.ts';
import type { Condition } from './ruleset.ts';

let rules: CompiledRuleset;
beforeAll(async () => {
  rules = await loadRules();
});

const idsOf = (question: Question): readonly string[] => (question.kind === 'checklist' ? question.findings.map((finding) => finding.id) : [question.finding.id]);

/** "None of these" to the signs asked of everyone first. */
function gateAbsent(): Record<string, AnswerValue> {
  const ids: string[] = [];
  const visit = (condition: Condition): void => {
    if (condition.kind === 'present') ids.push(condition.finding);
    if ('of' in condition) condition.of.forEach(visit);
  };
  for (const { rule } of rules.gate) if (rule.toldOnly !== true) visit(rule.when);
  return Object.fromEntries(ids.map((id) => [id, 'absent']));
}

/** Every screen of questions for someone who says "no" to all of them, what was told aside. */
function screensFor(pathway: string, told: Readonly<Record<string, AnswerValue>>, years = 31): readonly (readonly string[])[] {
  let facts: Facts = {
    patient: { ageDays: ageInDays(years, 'y'), sex: 'female' },
    region: 'FR',
    elsewhere: false,
    uncovered: [],
    pathways: [pathway],
    answers: Object.entries({ ...gateAbsent(), ...told }).map(([finding, value]): Answer => ({ finding, value, origin: 'tapped' })),
  };
  const screens: (readonly string[])[] = [];
  for (;;) {
    const question = nextQuestion(rules, facts, assess(rules, facts));
    if (!question) return screens;
    const ids = idsOf(question);
    screens.push(ids);
    facts = {
      ...facts,
      answers: [...facts.answers, ...ids.map((finding): Answer => ({ finding, value: question.kind === 'number' ? 'not-measured' : 'absent', origin: 'tapped' }))],
    };
  }
}

describe('someone who fainted and is not sure of a racing heart', () => {
  it('is still asked whether it was during an effort, which alone makes it an emergency', () => {
    expect(screensFor('other-complaint', { fainted: 'present', 'heart-racing': 'unsure' }).flat()).toContain('fainted-in-danger');
  });

  it('is asked no more about it once "during an effort" is in doubt as well', () => {
    const asked = screensFor('other-complaint', { fainted: 'present', 'heart-racing': 'unsure', 'fainted-in-danger': 'unsure', 'heart-disease': 'unsure' }).flat();
    expect(asked).not.toContain('fainted-in-danger');
  });
});

describe('someone with a sprained ankle', () => {
  it('is not asked about fever, the stomach or medicines that have nothing to do with it', () => {
    const asked = screensFor('lower-limb-injury', {}).flat();
    for (const finding of ['temperature', 'fever', 'diarrhoea', 'no-spleen-or-sickle-cell', 'blood-count-medicine']) expect(asked).not.toContain(finding);
  });

  it('who says that there is a fever is asked what makes a fever dangerous', () => {
    const asked = screensFor('lower-limb-injury', { fever: 'present' }).flat();
    expect(asked).toEqual(expect.arrayContaining(['weak-immune-system', 'no-spleen-or-sickle-cell']));
  });
});

describe('someone in despair', () => {
  it('is asked first about safety, and never for a temperature', () => {
    const [first = [], ...rest] = screensFor('suicide-self-harm', { 'suicidal-thoughts': 'present' });
    expect(first.every((id) => rules.ruleset.findings.find((finding) => finding.id === id)?.topic === 'mind')).toBe(true);
    expect(rest.flat()).not.toContain('temperature');
  });
});

describe('someone with back pain', () => {
  // The painkillers that do not help make it same-day: the rule that asks about the belly would add nothing, what lies behind it would.
  it('who has to be seen the same day anyway is asked all the same about what would be a worse complaint', () => {
    const told = { 'painkillers-do-not-help': 'present', pain: 8 } as const;
    expect(screensFor('back-pain', told).flat()).toContain('bad-belly-pain');
    expect(screensFor('back-pain', { ...told, 'bad-belly-pain': 'present' }).flat()).toContain('board-like-belly');
  });

  it('who goes to hospital within the hour is not asked about the illnesses of before', () => {
    const asked = screensFor('back-pain', { 'numb-between-legs': 'present', 'bladder-bowel-trouble': 'present' }).flat();
    expect(asked).toContain('bad-belly-pain');
    expect(asked).not.toContain('blood-count-medicine');
  });
});

describe('a child with a fever who goes to hospital within the hour', () => {
  // In every complaint a chest that sucks in needs an ambulance; the rule of this one that asks about it says "hospital".
  it('is asked all the same about what makes it an ambulance by itself', () => {
    expect(screensFor('fever-child-3m-5y', { fever: 'present', 'no-wet-nappy-12h': 'present' }, 2).flat()).toContain('chest-sucking-in');
  });
});

describe('the screens ahead', () => {
  it('are as many as are shown to someone who finds nothing, nearly always', () => {
    const counted = rules.pathways.flatMap(({ pathway }) => {
      const facts: Facts = {
        patient: { ageDays: ageInDays(40, 'y'), sex: 'female' },
        region: 'FR',
        elsewhere: false,
        uncovered: [],
        pathways: [pathway.id],
        answers: Object.entries(gateAbsent()).map(([finding, value]): Answer => ({ finding, value, origin: 'tapped' })),
      };
      const assessment = assess(rules, facts);
      const first = nextAsked(rules, facts, assessment);
      const afresh = (asked: Question): number => screensAfter(rules, askedOf(rules, facts, assessment, asked), 40);
      return first === undefined ? [] : [{ said: screensAfter(rules, first, 40), afresh: afresh(first.question), shown: screensFor(pathway.id, {}, 40).length - 1 }];
    });
    expect(counted.length).toBeGreaterThan(8);
    expect(counted.filter(({ said, shown }) => Math.abs(said - shown) > 1)).toEqual([]);
    // The board that a question came from says the same as one that is made for it.
    expect(counted.filter(({ said, afresh }) => said !== afresh)).toEqual([]);
  });
});

describe('every pathway', () => {
  it('asks nothing twice, at most six things on a screen, and ends', () => {
    for (const { pathway } of rules.pathways) {
      const screens = screensFor(pathway.id, {}, 40);
      const asked = screens.flat();
      expect(new Set(asked).size, pathway.id).toBe(asked.length);
      expect(Math.max(0, ...screens.map((screen) => screen.length)), pathway.id).toBeLessThanOrEqual(checklistLength);
    }
  });
});
