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

type Reader = { readonly rules: CompiledRuleset; readonly language: Language; readonly who: Who };

/** What was asked and answered, as long as the step is remembered: it stands on every card that follows. */
const linesOf = new WeakMap<Step, Reader & { readonly line: Line }>();

export function stepSummaries(rules: CompiledRuleset, state: EncounterState, assessment: Assessment | undefined): Card['steps'] {
  const reader = readerOf(rules, state);
  const labels = phrasesFor(state.language).steps;
  const titles: string[] = [];
  return state.steps.map((step, index) => {
    const { ask, answer } = lineOf(step, reader, { steps: state.steps, assessment });
    const list = isList(step);
    const shown = list ? listTitle(ask, titles, state.language) : ask;
    if (list) titles.push(ask);
    return { step: index, kind: step.kind, label: labels[step.kind], ask: shown, answer };
  });
}

/** What the line of a step may rest on beside the step. */
type Around = { readonly steps: readonly Step[]; readonly assessment: Assessment | undefined };

function lineOf(step: Step, reader: Reader, around: Around): Line {
  // These two rest on other steps as well.
  if (step.kind === 'told' || step.kind === 'confirmed') return { ask: askOf(step, reader, around.steps), answer: answerOf(step, reader, around.assessment) };
  const known = linesOf.get(step);
  if (known?.rules === reader.rules && known.language === reader.language && known.who === reader.who) return known.line;
  const line: Line = { ask: askOf(step, reader, around.steps), answer: answerOf(step, reader, around.assessment) };
  linesOf.set(step, { ...reader, line });
  return line;
}

function readerOf(rules: CompiledRuleset, { language, steps }: EncounterState): Reader {
  return { rules, language, who: steps.find((item) => item.kind === 'who')?.who ?? 'me' };
}

function isList(step: Step): boolean {
  return step.kind === 'questions' && step.answers.length > 1;
}

/** The titles of the lists answered before a step. */
export function earlierTitles(rules: CompiledRuleset, state: EncounterState, before: number): readonly string[] {
  const reader = readerOf(rules, state);
  return state.steps.slice(0, before).flatMap((step) => (isList(step) ? [lineOf(step, reader, { steps: state.steps, assessment: undefined }).ask] : []));
}

/** A list under a title that another had before says which it is: it looks and sounds like a new one, and not like an answer that was lost. */
export function listTitle(title: string, earlier: readonly string[], language: Language): string {
  const same = earlier.filter((item) => item === title).length;
  return same === 0 ? title : fillIn(phrasesFor(language).furtherList, { count: String(same + 1), title });
}

/** What was asked, in the words of its card. */
function askOf(step: Step, { rules, language, who }: Reader, steps: readonly Step[]): string {
  const words = phrasesFor(language);
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

function answerOf(step: Step, { rules, language }: Reader, assessment: Assessment | undefined): string {
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
      return answersLine(rules, step.answers, language);
    case 'happening-now':
      return step.yes ? answersLine(rules, step.answers, language) : words.happeningNo;
    case 'questions':
      // Asked by itself: "no" is what was tapped.
      return step.answers.length === 1 && step.answers[0]?.value === 'absent' ? words.no : answersLine(rules, step.answers, language);
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

/** As long as the answers are remembered: those confirmed stand on every card that follows. */
const answersLines = new WeakMap<readonly Answer[], { readonly rules: CompiledRuleset; readonly language: Language; readonly line: string }>();

function answersLine(rules: CompiledRuleset, answers: readonly Answer[], language: Language): string {
  const known = answersLines.get(answers);
  if (known?.rules === rules && known.language === language) return known.line;
  const line = answersIn(rules, answers, language);
  answersLines.set(answers, { rules, language, line });
  return line;
}

function answersIn(rules: CompiledRuleset, answers: readonly Answer[], language: Language): string {
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
