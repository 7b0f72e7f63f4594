import { beforeAll, describe, expect, it } from 'vitest';
import type { OutcomeView } from '../contract/card.ts';
import { loadRules } from '../platform/rules.ts';
import { assess } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Answer, Facts } from '../triage/facts.ts';
import { ageInDays } from '../triage/quantity.ts';
import { collectFindings } from './interview.ts';
import { outcomeView } from './outcome-view.ts';

let rules: CompiledRuleset;
beforeAll(async () => {
  rules = await loadRules();
});

const noon = Date.parse('2026-11-24T11:00:00Z');
const tapped = (finding: string, value: Answer['value'], words?: string): Answer => ({ finding, value, origin: 'tapped', words });

/** "None of these" to every sign that would end in an ambulance; all else was never asked. */
function ambulanceSignsAbsent(pathway: string): Answer[] {
  const signs = new Set<string>();
  const list = [
    ...rules.gate,
    ...rules.modifiers.filter(({ modifier }) => modifier.floor?.urgency === 'ambulance').map(({ modifier }) => ({ rule: modifier })),
    ...(rules.pathwayOf.get(pathway)?.redFlags ?? []),
  ];
  for (const { rule } of list) if (!('outcome' in rule) || rule.outcome.urgency === 'ambulance') collectFindings(rule.when, signs);
  return [...signs].filter((id) => rules.findings.get(id)?.kind === 'yes-no').map((id) => tapped(id, 'absent'));
}

function viewOf(facts: Partial<Facts> & Pick<Facts, 'answers' | 'pathways'>, language: 'fr' | 'en' = 'fr'): OutcomeView {
  const whole: Facts = { patient: { ageDays: ageInDays(34, 'y'), sex: 'female' }, region: 'FR', elsewhere: false, uncovered: [], ...facts };
  return outcomeView({ rules, facts: whole, assessment: assess(rules, whole), language, at: noon });
}

describe('a parent of a baby of 10 weeks with 38.4', () => {
  const baby = (): OutcomeView =>
    viewOf({
      patient: { ageDays: ageInDays(10, 'w'), sex: 'female' },
      answers: [...ambulanceSignsAbsent('fever-infant-u3m'), tapped('temperature', 38.4, '38,4')],
      pathways: ['fever-infant-u3m'],
    });

  it('is told to go to the emergency department by a clock time of the place', () => {
    expect(baby()).toMatchObject({ urgency: 'emergency', seeBy: { words: 'À voir au plus tard aujourd’hui à 13:00.' } });
  });

  it('reads why in the words that were used, and nothing that nobody asked about', () => {
    const { reasons } = baby();
    expect(reasons[0]?.answers).toEqual([{ label: 'Température', value: '38,4 °C', words: '38,4' }]);
    expect(reasons.map((reason) => reason.standing)).not.toContain('unsure');
  });

  it('is not sent to those who help after abuse, or to a team that follows nobody', () => {
    expect(baby().via).toEqual([]);
  });

  it('is given the few signs that matter on the way', () => {
    expect(baby().goUpIf.length).toBeLessThanOrEqual(8);
  });
});

describe('someone who was asked nothing yet', () => {
  it('reads what could not be excluded as the reason', () => {
    const { reasons, urgency } = viewOf({ answers: [], pathways: ['chest-pain'] });
    expect(urgency).not.toBe('self-care');
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every((reason) => reason.because !== '')).toBe(true);
  });

  it('who was not sure how strong the pain is reads that this is why, not that the pain is strong', () => {
    const nothingElse = rules.asked.flatMap((finding) => (finding.kind === 'yes-no' ? [tapped(finding.id, 'absent')] : []));
    const { reasons } = viewOf({ answers: [...nothingElse, tapped('belly-pain', 'present'), tapped('pain', 'unsure')], pathways: ['abdominal-pain'] });
    const rests = reasons.filter((reason) => reason.standing === 'unsure' && reason.answers.length > 0).map((reason) => reason.because);
    expect(rests).toEqual([expect.stringMatching(/^Sans certitude, nous avons retenu la réponse la plus prudente\. Une douleur/)]);
  });

  it('is told that the rules are drafts', () => {
    expect(viewOf({ answers: [], pathways: ['sore-throat'] }, 'en')).toMatchObject({ draft: true, draftNotice: expect.stringContaining('no clinician has signed') });
  });
});
