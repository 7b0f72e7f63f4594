/** An answer to a card -> the step it settles. Bad input gets its field, reason and mend, and changes nothing. */
import { longestText, type CardAnswer } from '../contract/turn.ts';
import { whoChoices, type Step } from '../record/events.ts';
import { lastStep, type EncounterState } from '../record/fold.ts';
import { RelaisError } from '../shared/errors.ts';
import type { Words } from '../shared/language.ts';
import { pathwayFits } from '../triage/assess.ts';
import { isCatchAll, type CompiledRuleset } from '../triage/compile.ts';
import { isFromFreeText, type Answer, type AnswerValue } from '../triage/facts.ts';
import { ageInDays } from '../triage/quantity.ts';
import type { Question } from '../triage/next-question.ts';
import type { NumberFinding, RegionId } from '../triage/ruleset.ts';
import { complaintsLeft, findingChip, shownComplaints, takenOff } from './chips.ts';
import { noticeVersion } from './cards.ts';
import { gateFindings } from './gate.ts';
import { unrecognised, type Interview } from './interview.ts';
import { toFindingUnit } from './units.ts';

/** Nobody known has lived longer than 122 years. */
const oldestYears = 122;

/** What must be read by the lexicon before it becomes a step. */
export type Told = { readonly kind: 'text'; readonly text: string };

export type AnswerContext = { readonly rules: CompiledRuleset; readonly state: EncounterState; readonly interview: Interview };

export function stepFrom(context: AnswerContext, answer: CardAnswer): Step | Told {
  const { rules, interview } = context;
  const { position } = interview;
  switch (position.kind) {
    case 'notice':
      if (!('accept' in answer)) throw wrongForm('{"accept": true}');
      return { kind: 'notice', version: noticeVersion };
    case 'who':
      return { kind: 'who', who: choiceOf(answer, whoChoices) };
    case 'age':
      return ageStep(answer);
    case 'sex':
      return { kind: 'sex', sex: choiceOf(answer, ['female', 'male', 'unsure'] as const) };
    case 'region':
      return {
        kind: 'region',
        region: choiceOf(
          answer,
          rules.ruleset.regions.map((region): RegionId => region.id),
        ),
      };
    case 'gate': {
      const asked = gateFindings(rules, interview).map((finding) => finding.id);
      return { kind: 'gate', answers: keepingSigns(context, tickedAnswers(answer, asked)) };
    }
    case 'words':
      if (!('text' in answer)) throw wrongForm('{"text": "..."}');
      return { kind: 'text', text: readableText(answer.text) };
    case 'understood':
      return confirmedStep(context, answer, position.told);
    case 'complaint':
      return { kind: 'complaint', complaint: choiceOf(answer, complaintIds(context)) };
    case 'question':
      return { kind: 'questions', answers: withOwnWords(context, questionAnswers(position.question, answer)) };
    case 'anything-else':
      if (!('more' in answer)) throw wrongForm('{"more": true}', '{"more": false}');
      return { kind: 'anything-else', more: answer.more };
    case 'emergency': {
      const { confirm } = position;
      if (confirm.length === 0) throw endedError();
      if (!('happening' in answer)) throw wrongForm('{"happening": true}', '{"happening": false}');
      return { kind: 'happening-now', yes: answer.happening, findings: confirm, answers: answer.happening ? confirm.map((id) => happeningAnswer(context, id)) : [] };
    }
    case 'outcome':
      throw endedError();
    default:
      return position satisfies never;
  }
}

function endedError(): RelaisError {
  return new RelaisError(
    'stale-turn',
    { en: 'the interview has ended', fr: 'l’entretien est terminé' },
    { field: 'answer', mend: { en: 'use "change", "back" or "worse" to go on', fr: 'utilisez « change », « back » ou « worse » pour continuer' } },
  );
}

/** Who feels worse is asked the signs again. A sign given before stays: feeling worse never lowers, and "change" takes it off. */
function keepingSigns({ state }: AnswerContext, answers: readonly Answer[]): readonly Answer[] {
  const before = lastStep(state, 'gate');
  if (!before || state.reopened !== undefined) return answers;
  const given = new Map(before.step.answers.map((answer) => [answer.finding, answer]));
  return answers.map((answer) => {
    const known = given.get(answer.finding);
    return known && (known.value === 'present' || (known.value === 'unsure' && answer.value === 'absent')) ? known : answer;
  });
}

function happeningAnswer(context: AnswerContext, id: string): Answer {
  const said = context.interview.facts?.answers.find((answer) => answer.finding === id);
  return { finding: id, value: typeof said?.value === 'number' ? said.value : 'present', origin: 'tapped', words: said?.words };
}

/** What was read into the person's words and is now settled by a tap keeps the words it was read from. */
function withOwnWords({ interview }: AnswerContext, answers: readonly Answer[]): readonly Answer[] {
  const said = interview.facts?.answers.filter((answer) => isFromFreeText(answer) && answer.words !== undefined) ?? [];
  if (said.length === 0) return answers;
  return answers.map((answer) => {
    const words = said.find((item) => item.finding === answer.finding && item.value === answer.value)?.words;
    return words === undefined ? answer : { ...answer, words };
  });
}

function among(ids: readonly string[]): Words {
  return { en: `send ids among ${ids.join(', ')}`, fr: `envoyez des identifiants parmi ${ids.join(', ')}` };
}

function wrongForm(...forms: readonly string[]): RelaisError {
  const [en, fr] = [forms.join(' or '), forms.join(' ou ')];
  return new RelaisError(
    'invalid-input',
    { en: 'the answer does not fit this card', fr: 'la réponse ne convient pas à cette question' },
    { field: 'answer', mend: { en: `send ${en}`, fr: `envoyez ${fr}` } },
  );
}

function choiceOf<T extends string>(answer: CardAnswer, known: readonly T[]): T {
  const value = 'choice' in answer ? known.find((item) => item === answer.choice) : undefined;
  if (value === undefined) {
    throw new RelaisError(
      'invalid-input',
      { en: 'this is not one of the choices', fr: 'ce n’est pas l’un des choix' },
      { field: 'answer.choice', mend: { en: `send {"choice": one of ${known.join(', ')}}`, fr: `envoyez {"choice": l’un de ${known.join(', ')}}` } },
    );
  }
  return value;
}

function ageStep(answer: CardAnswer): Step {
  if (!('amount' in answer)) throw wrongForm('{"amount": 34, "unit": "y"}', '{"amount": 6, "unit": "w"}');
  const { amount, unit } = answer;
  const ageDays = ageInDays(amount, unit);
  if (!(ageDays >= 0)) {
    throw new RelaisError(
      'invalid-input',
      { en: 'this is not an age', fr: 'ce n’est pas un âge' },
      { field: 'answer.amount', mend: { en: 'give a number of 0 or more', fr: 'donnez un nombre de 0 ou plus' } },
    );
  }
  if (ageDays > ageInDays(oldestYears, 'y')) {
    throw new RelaisError(
      'invalid-input',
      { en: `nobody is older than ${oldestYears} years`, fr: `personne n’a plus de ${oldestYears} ans` },
      {
        field: 'answer.amount',
        mend: {
          en: `give an age of at most ${oldestYears} years; for a baby, days, weeks or months`,
          fr: `donnez un âge de ${oldestYears} ans au plus ; pour un bébé, des jours, des semaines ou des mois`,
        },
      },
    );
  }
  return { kind: 'age', ageDays, entered: `${amount} ${unit}` };
}

/** What a person wrote, without characters that no keyboard makes. */
function readableText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken out
  const readable = text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, ' ').trim();
  if (text.length > longestText)
    throw new RelaisError(
      'invalid-input',
      { en: `this is longer than ${longestText} characters`, fr: `c’est plus long que ${longestText} caractères` },
      { field: 'answer.text', mend: { en: 'write the most important first, in fewer words', fr: 'écrivez d’abord le plus important, en moins de mots' } },
    );
  // Format characters and spaces alone cannot be seen, let alone read.
  if (!/[^\s\p{C}]/u.test(readable))
    throw new RelaisError(
      'invalid-input',
      { en: 'there are no words in it', fr: 'il n’y a pas de mots' },
      { field: 'answer.text', mend: { en: 'write what is wrong in a few words', fr: 'écrivez en quelques mots ce qui ne va pas' } },
    );
  return readable;
}

function tickedAnswers(answer: CardAnswer, asked: readonly string[]): Answer[] {
  if (!('present' in answer || 'unsure' in answer || 'none' in answer)) throw wrongForm('{"none": true}', '{"present": [ids], "unsure": [ids]}', '{"unsure": "all"}');
  const present = new Set(answer.present);
  const unsure = new Set(answer.unsure === 'all' ? asked.filter((id) => !present.has(id)) : answer.unsure);
  for (const id of [...present, ...unsure]) {
    if (!asked.includes(id))
      throw new RelaisError('invalid-input', { en: 'this is not on the card', fr: 'ce n’est pas sur cet écran' }, { field: 'answer.present', mend: among(asked) });
  }
  if (answer.none === true && present.size + unsure.size > 0) {
    throw new RelaisError(
      'invalid-input',
      { en: '"none of these" together with something', fr: '« aucun » en même temps que quelque chose' },
      { field: 'answer.none', mend: { en: 'send either none or the ids', fr: 'envoyez soit aucun, soit les identifiants' } },
    );
  }
  if (answer.none !== true && present.size + unsure.size === 0) {
    throw new RelaisError(
      'invalid-input',
      { en: 'nothing is ticked', fr: 'rien n’est coché' },
      {
        field: 'answer',
        mend: {
          en: 'send {"none": true} when none of these is there: an empty list is not a "no"',
          fr: 'envoyez {"none": true} si rien de cela n\'est présent : une liste vide n\'est pas un « non »',
        },
      },
    );
  }
  return asked.map((id) => ({ finding: id, value: present.has(id) ? 'present' : unsure.has(id) ? 'unsure' : 'absent', origin: 'tapped' }));
}

function confirmedStep(context: AnswerContext, answer: CardAnswer, told: Extract<Step, { kind: 'told' }>): Step {
  if (!('confirm' in answer)) throw wrongForm('{"confirm": true, "remove": [chip ids]}');
  const asked = new Set(answer.remove);
  const known = [...shownComplaints(context.rules, told, context.interview).map((item) => item.chip), ...told.proposals.map((item) => findingChip(item.finding))];
  for (const id of asked) {
    if (!known.includes(id))
      throw new RelaisError('invalid-input', { en: 'this is not on the card', fr: 'ce n’est pas sur cet écran' }, { field: 'answer.remove', mend: among(known) });
  }
  const removed = takenOff({ rules: context.rules, told, interview: context.interview, language: 'en' }, asked);
  return {
    kind: 'confirmed',
    complaints: complaintsLeft(context.rules, told, { interview: context.interview, removed }),
    // What free text denies is asked again as a tap before it excludes anything.
    answers: told.proposals
      .filter((item) => item.value !== 'absent' && !removed.has(findingChip(item.finding)))
      .map((item): Answer => ({ finding: item.finding, value: item.value, origin: 'tapped', words: item.span.quote })),
  };
}

function complaintIds(context: AnswerContext): string[] {
  const known = context.interview.assessment?.known;
  const fitting = context.rules.pathways.filter((item) => !isCatchAll(item) && known !== undefined && pathwayFits(item, known)).map((item) => item.pathway.id);
  return [...fitting, unrecognised];
}

function questionAnswers(question: Question, answer: CardAnswer): Answer[] {
  switch (question.kind) {
    case 'checklist':
      return tickedAnswers(
        answer,
        question.findings.map((finding) => finding.id),
      );
    case 'yes-no': {
      if (!('value' in answer)) throw wrongForm('{"value": "yes"}', '{"value": "no"}', '{"value": "unsure"}');
      const value = answer.value === 'yes' ? 'present' : answer.value === 'no' ? 'absent' : 'unsure';
      return [{ finding: question.finding.id, value, origin: 'tapped' }];
    }
    case 'number':
      return numberAnswers(question.finding, answer);
    default:
      return question satisfies never;
  }
}

function numberAnswers(finding: NumberFinding, answer: CardAnswer): Answer[] {
  const tapped = (value: AnswerValue): Answer => ({ finding: finding.id, value, origin: 'tapped' });
  if ('number' in answer) return [tapped(toFindingUnit(finding, answer.number, answer.unit))];
  if ('notMeasured' in answer && finding.measured && finding.shortcuts.length === 0) return [tapped('not-measured')];
  if ('shortcut' in answer) {
    const chosen = finding.shortcuts[Number(answer.shortcut)];
    if (!chosen)
      throw new RelaisError(
        'invalid-input',
        { en: 'this is not one of the shortcuts', fr: 'ce n’est pas l’un des raccourcis' },
        { field: 'answer.shortcut', mend: { en: `send "0" to "${finding.shortcuts.length - 1}"`, fr: `envoyez "0" à "${finding.shortcuts.length - 1}"` } },
      );
    return [tapped('not-measured'), { finding: chosen.finding, value: chosen.state, origin: 'tapped' }];
  }
  if ('value' in answer && answer.value === 'unsure') {
    // Where a finding stands behind the number ("fever"), the doubt is about that.
    const behind = [...new Set(finding.shortcuts.map((item) => item.finding))];
    // Not knowing what a device would show is not having measured it.
    return [tapped(finding.measured ? 'not-measured' : 'unsure'), ...behind.map((id): Answer => ({ finding: id, value: 'unsure', origin: 'tapped' }))];
  }
  throw wrongForm('{"number": 38.5, "unit": "C"}', '{"notMeasured": true}', '{"value": "unsure"}');
}
