/** The steps taken so far, each in a line: what was asked and what was answered. */
import type { Card } from '../contract/card.ts';
import type { Step, Who } from '../record/events.ts';
import type { EncounterState } from '../record/fold.ts';
import type { Language } from '../shared/language.ts';
import type { Assessment } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Answer } from '../triage/facts.ts';
import { lastGroup } from '../triage/next-question.ts';
import { valueWords } from './answer-words.ts';
import { complaintTitle, ownComplaints } from './chips.ts';
import { fillIn, phrasesFor } from './phrases.ts';

type Line = Pick<Card['steps'][number], 'ask' | 'answer'>;

/** What was asked and answered, as long as the step is remembered: it stands on every card that follows. */
const linesOf = new WeakMap<Step, { readonly rules: CompiledRuleset; readonly key: string; readonly line: Line }>();

export function stepSummaries(rules: CompiledRuleset, state: EncounterState, assessment: Assessment | undefined): Card['steps'] {
  const { language, steps } = state;
  const labels = phrasesFor(language).steps;
  const titles: string[] = [];
  return steps.map((step, index) => {
    const { ask, answer } = lineOf(rules, step, { state, assessment });
    const list = step.kind === 'questions' && step.answers.length > 1;
    const shown = list ? listTitle(ask, titles, language) : ask;
    if (list) titles.push(ask);
    return { step: index, kind: step.kind, label: labels[step.kind], ask: shown, answer };
  });
}

function lineOf(rules: CompiledRuleset, step: Step, { state, assessment }: { readonly state: EncounterState; readonly assessment: Assessment | undefined }): Line {
  const { language } = state;
  const made = (): Line => ({ ask: askOf(rules, step, state), answer: answerOf(rules, step, { language, assessment }) });
  // These two rest on other steps as well.
  if (step.kind === 'told' || step.kind === 'confirmed') return made();
  const key = `${language} ${whoIn(state)}`;
  const known = linesOf.get(step);
  if (known?.rules === rules && known.key === key) return known.line;
  const line = made();
  linesOf.set(step, { rules, key, line });
  return line;
}

function whoIn({ steps }: EncounterState): Who {
  return steps.find((item) => item.kind === 'who')?.who ?? 'me';
}

/** The titles of the lists answered before a step. */
export function earlierTitles(rules: CompiledRuleset, state: EncounterState, before: number): readonly string[] {
  return state.steps.slice(0, before).flatMap((step) => (step.kind === 'questions' && step.answers.length > 1 ? [askOf(rules, step, state)] : []));
}

/** A list under a title that another had before says which it is: it looks and sounds like a new one, and not like an answer that was lost. */
export function listTitle(title: string, earlier: readonly string[], language: Language): string {
  const same = earlier.filter((item) => item === title).length;
  return same === 0 ? title : fillIn(phrasesFor(language).furtherList, { count: String(same + 1), title });
}

/** What was asked, in the words of its card. */
function askOf(rules: CompiledRuleset, step: Step, state: EncounterState): string {
  const { language, steps } = state;
  const words = phrasesFor(language);
  const who = whoIn(state);
  switch (step.kind) {
    case 'notice':
      return words.noticeTitle;
    case 'age':
      return who === 'me' ? words.age : who === 'my-child' ? words.ageChild : words.ageOther;
    case 'region':
      return who === 'elsewhere' ? words.regionOther : words.region;
    case 'who':
    case 'sex':
    case 'gate':
    case 'complaint':
      return words[step.kind];
    case 'told':
      return steps.slice(0, steps.indexOf(step)).some((item) => item.kind === 'told') ? words.wordsMore : words.words;
    case 'confirmed':
      return words.understood;
    case 'happening-now':
      return words.happeningAsk;
    case 'anything-else':
      return words.anythingElse;
    case 'worse':
      return words.steps.worse;
    case 'questions': {
      const findings = step.answers.flatMap((answer) => rules.findings.get(answer.finding) ?? []);
      const alone = findings.find((finding) => finding.kind === 'number') ?? (findings.length === 1 ? findings[0] : undefined);
      if (alone) return who === 'me' ? alone.words[language].ask : alone.words[language].askOther;
      const groups = new Set(findings.map((finding) => rules.groupOf.get(finding.topic)));
      // What is left of several groups is asked at the end together.
      const group = groups.size > 1 ? lastGroup : [...groups][0];
      return rules.ruleset.groups.find((item) => item.id === group)?.title[language] ?? words.steps.questions;
    }
    default:
      return step satisfies never;
  }
}

function answerOf(rules: CompiledRuleset, step: Step, { language, assessment }: { readonly language: Language; readonly assessment: Assessment | undefined }): string {
  const words = phrasesFor(language);
  switch (step.kind) {
    case 'notice':
      return words.accepted;
    case 'who':
      return words.whoChoices[step.who];
    case 'age':
      return ageWords(step.entered, language);
    case 'sex':
      return words.sexChoices[step.sex];
    case 'region':
      return rules.ruleset.regions.find((region) => region.id === step.region)?.name[language] ?? step.region;
    case 'told':
      return step.text;
    case 'complaint':
      return complaintTitle(rules, step.complaint, language) === step.complaint ? words.complaintOther : complaintTitle(rules, step.complaint, language);
    case 'gate':
    case 'questions':
    case 'happening-now':
      return answersLine(rules, step.answers, language);
    case 'confirmed': {
      // "Fever" stands for the pathways of all ages: the person reads their own.
      const own = ownComplaints(rules, step.complaints, assessment);
      const shown = own.size > 0 ? [...own] : step.complaints;
      return [...shown.map((id) => complaintTitle(rules, id, language)), answersLine(rules, step.answers, language)].filter((part) => part !== words.none).join(', ') || words.none;
    }
    case 'anything-else':
      return step.more ? words.yes : words.no;
    case 'worse':
      return words.worse;
    default:
      return step satisfies never;
  }
}

function answersLine(rules: CompiledRuleset, answers: readonly Answer[], language: Language): string {
  const words = phrasesFor(language);
  const said = answers.filter((answer) => answer.value !== 'absent');
  if (said.length === 0) return words.none;
  const parts = said.map((answer) => {
    const label = rules.findings.get(answer.finding)?.words[language].label ?? answer.finding;
    return answer.value === 'present' ? label : fillIn(words.pair, { label, value: valueWords(rules, answer.finding, answer.value, language) });
  });
  return parts.join(', ');
}

/** "18 m" -> "18 months". */
export function ageWords(entered: string, language: Language): string {
  const [amount, unit] = entered.split(' ');
  const units = phrasesFor(language).units;
  return unit === 'd' || unit === 'w' || unit === 'm' || unit === 'y' ? `${amount} ${units[unit]}` : entered;
}
