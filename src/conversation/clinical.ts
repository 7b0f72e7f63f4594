/** An encounter's answers as the handover reads them: how things stand, and the summary that a doctor reads in thirty seconds. */
import type { OutcomeView, RegionId } from '../contract/card.ts';
import type { summarySchema } from '../contract/staff.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import { fold, lastStep, type EncounterState, type Person } from '../record/fold.ts';
import type { Language } from '../shared/language.ts';
import type { Assessment } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import { explain } from '../triage/explain.ts';
import type { Answer, Facts } from '../triage/facts.ts';
import type { Outcome, Urgency } from '../triage/outcome.ts';
import type { Condition } from '../triage/ruleset.ts';
import { valueWords } from './answer-words.ts';
import { emergencyBoxOf } from './cards.ts';
import type { RulesetShelf } from './conversation.ts';
import { collectFindings, interview } from './interview.ts';
import { outcomeView } from './outcome-view.ts';
import { phrasesFor } from './phrases.ts';
import type { z } from 'zod';

type Standing = {
  readonly language: Language;
  readonly region: RegionId;
  readonly concluded: boolean;
  readonly outcome: Outcome;
  readonly view: OutcomeView;
  readonly ageDays: number;
  readonly age: string;
  readonly sex: string;
  readonly words: string;
};
type Summary = Omit<z.infer<typeof summarySchema>, 'consultationId' | 'encounterId' | 'changes' | 'earlier'>;
type Line = Summary['other'][number];

type Read = {
  readonly rules: CompiledRuleset;
  readonly state: EncounterState;
  readonly person: Person;
  readonly facts: Facts;
  readonly assessment: Assessment;
  readonly concluded: boolean;
};

export type ClinicalReading = {
  readonly standing: (encounter: OpenEncounter) => Promise<Standing | undefined>;
  readonly summary: (encounter: OpenEncounter, language: Language) => Promise<Summary | undefined>;
  readonly emergencyBox: (language: Language, region: RegionId) => OutcomeBox;
  readonly urgencyWords: (urgency: Urgency, language: Language) => string;
};
type OutcomeBox = ReturnType<typeof emergencyBoxOf>;

export function createClinicalReading(shelf: RulesetShelf): ClinicalReading {
  const read = async ({ turns }: OpenEncounter): Promise<Read | undefined> => {
    const state = fold(turns.flatMap((turn) => turn.events));
    const active = await shelf.byHash(state.rulesetHash);
    if (!active) return undefined;
    const { person, facts, assessment, position } = interview(active.rules, state);
    if (!person || !facts || !assessment) return undefined;
    return { rules: active.rules, state, person, facts, assessment, concluded: position.kind === 'outcome' || position.kind === 'emergency' };
  };
  return {
    standing: async (encounter) => {
      const reading = await read(encounter);
      return reading && standingOf(reading, encounter);
    },
    summary: async (encounter, language) => {
      const reading = await read(encounter);
      return reading && summaryOf(reading, encounter, language);
    },
    emergencyBox: (language, region) => emergencyBoxOf(shelf.current.rules, language, region),
    urgencyWords: (urgency, language) => shelf.current.rules.ruleset.dispositions.find((item) => item.urgency === urgency)?.words[language].short ?? urgency,
  };
}

function standingOf({ rules, state, person, facts, assessment, concluded }: Read, { turns }: OpenEncounter): Standing {
  const at = state.concludedAt ?? turns.at(-1)?.at ?? 0;
  return {
    language: state.language,
    region: person.region,
    concluded,
    outcome: assessment.outcome,
    view: outcomeView({ rules, facts, assessment, language: state.language, at }),
    ageDays: person.ageDays,
    age: ageWords(state, state.language),
    sex: phrasesFor(state.language).sexChoices[person.sex],
    words: lastStep(state, 'told')?.step.text ?? '',
  };
}

function summaryOf({ rules, state, person, facts, assessment }: Read, { turns, rulesetHash }: OpenEncounter, language: Language): Summary {
  const phrases = phrasesFor(language);
  const told = turns.flatMap((turn) =>
    turn.events.flatMap((event) => (event.kind === 'answered' && event.step.kind === 'told' ? [{ text: event.step.text, at: new Date(turn.at).toISOString() }] : [])),
  );
  const explained = explain(rules, facts, assessment);
  const answered = new Map(facts.answers.map((answer) => [answer.finding, answer]));
  const rulesOf = rulesByFinding(rules, assessment.pathways);
  const line = (id: string): Line => lineOf({ rules, language, answered, rulesOf }, id);
  const isUnsure = (id: string): boolean => answered.get(id)?.value === 'unsure';
  const dangers = new Set([...explained.present, ...explained.excluded, ...explained.notAsked]);
  const at = state.concludedAt ?? turns.at(-1)?.at ?? 0;
  return {
    language: state.language,
    region: person.region,
    who: { age: ageWords(state, language), sex: phrases.sexChoices[person.sex], about: phrases.whoChoices[person.who] },
    complaint: told,
    pathways: assessment.pathways.map((id) => ({ id, title: rules.pathwayOf.get(id)?.pathway.title[language] ?? id })),
    outcome: outcomeView({ rules, facts, assessment, language, at }),
    rulesetHash,
    dangers: {
      present: explained.present.map(line),
      unsure: explained.notAsked.filter(isUnsure).map(line),
      excluded: explained.excluded.map(line),
      notAsked: explained.notAsked.filter((id) => !isUnsure(id)).map(line),
    },
    other: facts.answers.filter((answer) => !dangers.has(answer.finding)).map((answer) => line(answer.finding)),
    rules: explained.reasons.map((reason) => ({
      rule: reason.pathway === undefined ? reason.rule : `${reason.pathway}/${reason.rule}`,
      because: reason.because[language],
      standing: reason.standing,
      sources: reason.sources.map((source) => source.title),
    })),
  };
}

type LineContext = {
  readonly rules: CompiledRuleset;
  readonly language: Language;
  readonly answered: ReadonlyMap<string, Answer>;
  readonly rulesOf: ReadonlyMap<string, readonly string[]>;
};

/** Each line with its source: the answer, the words it rests on, the rules that look at it. */
function lineOf({ rules, language, answered, rulesOf }: LineContext, id: string): Line {
  const answer = answered.get(id);
  return {
    finding: id,
    label: rules.findings.get(id)?.words[language].label ?? id,
    answer: answer ? valueWords(rules, id, answer.value, language) : '',
    ...(answer?.words === undefined ? {} : { words: answer.words }),
    ...(answer ? { origin: answer.origin } : {}),
    rules: [...(rulesOf.get(id) ?? [])],
  };
}

/** The gate and the red flags and default lines of the open pathways, by the findings they look at. */
function rulesByFinding(rules: CompiledRuleset, pathways: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const note = (when: Condition, name: string): void => {
    const ids = new Set<string>();
    collectFindings(when, ids);
    for (const id of ids) found.set(id, [...(found.get(id) ?? []), name]);
  };
  for (const { rule } of rules.gate) note(rule.when, `gate/${rule.id}`);
  for (const id of pathways) {
    const pathway = rules.pathwayOf.get(id);
    for (const { rule } of pathway?.redFlags ?? []) note(rule.when, `${id}/${rule.id}`);
    for (const { line } of pathway?.lines ?? []) note(line.when, `${id}/${line.id}`);
  }
  return found;
}

function ageWords(state: EncounterState, language: Language): string {
  const [amount = '', unit] = (lastStep(state, 'age')?.step.entered ?? '').split(' ');
  const { units } = phrasesFor(language);
  return unit === 'd' || unit === 'w' || unit === 'm' || unit === 'y' ? `${amount} ${units[unit]}` : amount;
}
