/** An answer to a card -> the step it settles. Bad input gets its field, reason and mend, and changes nothing. */
import type { CardAnswer } from '../contract/turn.ts';
import { whoChoices, type Step } from '../record/events.ts';
import type { EncounterState } from '../record/fold.ts';
import { RelaisError } from '../shared/errors.ts';
import type { Words } from '../shared/language.ts';
import { pathwayFits } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Answer, AnswerValue } from '../triage/facts.ts';
import { ageInDays } from '../triage/quantity.ts';
import type { Question } from '../triage/next-question.ts';
import type { NumberFinding, RegionId } from '../triage/ruleset.ts';
import { complaintChip, findingChip } from './chips.ts';
import { noticeVersion, unrecognised } from './cards.ts';
import { gateFindings } from './gate.ts';
import type { Interview } from './interview.ts';
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
    case 'gate':
      return {
        kind: 'gate',
        answers: tickedAnswers(
          answer,
          gateFindings(rules, interview).map((finding) => finding.id),
        ),
      };
    case 'words':
      if (!('text' in answer)) throw wrongForm('{"text": "..."}');
      return { kind: 'text', text: readableText(answer.text) };
    case 'understood':
      return confirmedStep(answer, position.told);
    case 'complaint':
      return { kind: 'complaint', complaint: choiceOf(answer, complaintIds(context)) };
    case 'question':
      return { kind: 'questions', answers: questionAnswers(position.question, answer) };
    case 'anything-else':
      if (!('more' in answer)) throw wrongForm('{"more": true} or {"more": false}');
      return { kind: 'anything-else', more: answer.more };
    case 'emergency': {
      if (!('happening' in answer) || position.confirm.length === 0) throw new RelaisError('stale-turn', { en: 'this card asks nothing', fr: 'cet écran ne pose pas de question' });
      const { confirm } = position;
      return { kind: 'happening-now', yes: answer.happening, findings: confirm, answers: answer.happening ? confirm.map((id) => happeningAnswer(context, id)) : [] };
    }
    case 'outcome':
      throw new RelaisError(
        'stale-turn',
        { en: 'the interview has ended', fr: "l'entretien est terminé" },
        { mend: { en: 'use "change", "back" or "worse" to go on', fr: 'utilisez « change », « back » ou « worse » pour continuer' } },
      );
    default:
      return position satisfies never;
  }
}

function happeningAnswer(context: AnswerContext, id: string): Answer {
  const said = context.interview.facts?.answers.find((answer) => answer.finding === id);
  return { finding: id, value: typeof said?.value === 'number' ? said.value : 'present', origin: 'tapped', words: said?.words };
}

function among(ids: readonly string[]): Words {
  return { en: `send ids among ${ids.join(', ')}`, fr: `envoyez des identifiants parmi ${ids.join(', ')}` };
}

function wrongForm(form: string): RelaisError {
  return new RelaisError(
    'invalid-input',
    { en: 'the answer does not fit this card', fr: 'la réponse ne convient pas à cette question' },
    { field: 'answer', mend: { en: `send ${form}`, fr: `envoyez ${form}` } },
  );
}

function choiceOf<T extends string>(answer: CardAnswer, known: readonly T[]): T {
  const value = 'choice' in answer ? known.find((item) => item === answer.choice) : undefined;
  if (value === undefined) {
    throw new RelaisError(
      'invalid-input',
      { en: 'this is not one of the choices', fr: "ce n'est pas l'un des choix" },
      { field: 'answer.choice', mend: { en: `send {"choice": one of ${known.join(', ')}}`, fr: `envoyez {"choice": l'un de ${known.join(', ')}}` } },
    );
  }
  return value;
}

function ageStep(answer: CardAnswer): Step {
  if (!('amount' in answer)) throw wrongForm('{"amount": 34, "unit": "y"} (units d, w, m, y)');
  const { amount, unit } = answer;
  const ageDays = ageInDays(amount, unit);
  if (ageDays > ageInDays(oldestYears, 'y')) {
    throw new RelaisError(
      'invalid-input',
      { en: `nobody is older than ${oldestYears} years`, fr: `personne n'a plus de ${oldestYears} ans` },
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
  if (readable === '')
    throw new RelaisError(
      'invalid-input',
      { en: 'there are no words in it', fr: "il n'y a pas de mots" },
      { field: 'answer.text', mend: { en: 'write what is wrong in a few words', fr: 'écrivez en quelques mots ce qui ne va pas' } },
    );
  return readable;
}

function tickedAnswers(answer: CardAnswer, asked: readonly string[]): Answer[] {
  if (!('present' in answer || 'unsure' in answer || 'none' in answer)) throw wrongForm('{"none": true}, {"present": [ids], "unsure": [ids]} or {"unsure": "all"}');
  const present = new Set(answer.present);
  const unsure = new Set(answer.unsure === 'all' ? asked.filter((id) => !present.has(id)) : answer.unsure);
  for (const id of [...present, ...unsure]) {
    if (!asked.includes(id))
      throw new RelaisError('invalid-input', { en: 'this is not on the card', fr: "ce n'est pas sur cet écran" }, { field: 'answer.present', mend: among(asked) });
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
      { en: 'nothing is ticked', fr: "rien n'est coché" },
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

function confirmedStep(answer: CardAnswer, told: Extract<Step, { kind: 'told' }>): Step {
  if (!('confirm' in answer)) throw wrongForm('{"confirm": true, "remove": [chip ids]}');
  const removed = new Set(answer.remove);
  const known = [...told.complaints.map((item) => complaintChip(item.id)), ...told.proposals.map((item) => findingChip(item.finding))];
  for (const id of removed) {
    if (!known.includes(id))
      throw new RelaisError('invalid-input', { en: 'this is not on the card', fr: "ce n'est pas sur cet écran" }, { field: 'answer.remove', mend: among(known) });
  }
  return {
    kind: 'confirmed',
    complaints: told.complaints.map((item) => item.id).filter((id) => !removed.has(complaintChip(id))),
    // What free text denies is asked again as a tap before it excludes anything.
    answers: told.proposals
      .filter((item) => item.value !== 'absent' && !removed.has(findingChip(item.finding)))
      .map((item): Answer => ({ finding: item.finding, value: item.value, origin: 'tapped', words: item.span.quote })),
  };
}

function complaintIds(context: AnswerContext): string[] {
  const known = context.interview.assessment?.known;
  const fitting = context.rules.pathways.filter((item) => known !== undefined && pathwayFits(item, known)).map((item) => item.pathway.id);
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
      if (!('value' in answer)) throw wrongForm('{"value": "yes"}, {"value": "no"} or {"value": "unsure"}');
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
        { en: 'this is not one of the shortcuts', fr: "ce n'est pas l'un des raccourcis" },
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
  throw wrongForm('{"number": 38.5, "unit": "C"}, {"notMeasured": true} or {"value": "unsure"}');
}
