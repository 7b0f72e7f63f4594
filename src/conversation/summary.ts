/** An encounter on one page, for a pharmacist, a doctor or the desk: who, in which words, what is so, what is not, what was said to do. */
import type { CarriedSummary, SummaryLine } from '../contract/carry.ts';
import { lastStep, type EncounterState } from '../record/fold.ts';
import type { Language } from '../shared/language.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { ExitKind } from '../triage/exits.ts';
import type { Answer } from '../triage/facts.ts';
import { valueWords } from './answer-words.ts';
import { momentAfter } from './clock-words.ts';
import type { Interview } from './interview.ts';
import { outcomeView } from './outcome-view.ts';
import { phrasesFor } from './phrases.ts';
import { ageWords } from './step-words.ts';

export type SummaryContext = {
  readonly rules: CompiledRuleset;
  readonly state: EncounterState;
  readonly interview: Interview;
  readonly site: { readonly name: string; readonly region: CarriedSummary['region']; readonly offered: readonly ExitKind[] };
  /** The reader's. */
  readonly language: Language;
  /** When the last answer was given, milliseconds since the epoch. */
  readonly lastAt: number;
};

export function summaryOf({ rules, state, interview, site, language, lastAt }: SummaryContext): CarriedSummary {
  const { person, facts, assessment, position } = interview;
  const words = phrasesFor(language);
  const at = state.concludedAt ?? lastAt;
  const region = rules.ruleset.regions.find((item) => item.id === (person?.region ?? site.region));
  const concluded = position.kind === 'outcome' || position.kind === 'emergency';
  const age = lastStep(state, 'age');
  const sex = lastStep(state, 'sex');
  const who = lastStep(state, 'who');
  const lines = (wanted: (answer: Answer) => boolean): SummaryLine[] => (facts?.answers ?? []).filter(wanted).map((answer) => lineOf(rules, answer, language));
  return {
    language,
    site: site.name,
    region: region?.id ?? site.region,
    at: momentOf(at, language, region?.timeZone ?? 'UTC'),
    who: {
      ...(who ? { about: words.whoChoices[who.step.who] } : {}),
      ...(age ? { age: ageWords(age.step.entered, language) } : {}),
      ...(sex ? { sex: words.sexChoices[sex.step.sex] } : {}),
    },
    told: state.steps.flatMap((step) => (step.kind === 'told' ? [step.text] : [])),
    present: lines(({ value }) => value === 'present' || typeof value === 'number'),
    unsure: lines(({ value }) => value === 'unsure' || value === 'not-measured'),
    absent: lines(({ value }) => value === 'absent'),
    ...(concluded && facts && assessment ? { outcome: outcomeView({ rules, facts, assessment, language, at, offered: site.offered }) } : {}),
    rulesetHash: rules.hash,
  };
}

function lineOf(rules: CompiledRuleset, answer: Answer, language: Language): SummaryLine {
  const label = rules.findings.get(answer.finding)?.words[language].label ?? answer.finding;
  const plain = answer.value === 'present' || answer.value === 'absent' || answer.value === 'unsure';
  return {
    label,
    ...(plain ? {} : { value: valueWords(rules, answer.finding, answer.value, language) }),
    ...(answer.words === undefined ? {} : { words: answer.words }),
  };
}

/** A date and a time that are still right tomorrow, unlike "today at". */
function momentOf(at: number, language: Language, timeZone: string): CarriedSummary['at'] {
  const date = new Date(at);
  const words = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(date);
  return { at: momentAfter(at, 0, language, timeZone).at, words };
}
