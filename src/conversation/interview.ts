/** Where an encounter stands: what to show next, derived from its state alone. */
import { assess, type Assessment } from '../triage/assess.ts';
import { isCatchAll, type CompiledRuleset } from '../triage/compile.ts';
import { isFromFreeText, type Facts } from '../triage/facts.ts';
import { nextAsked, type Asked, type Question } from '../triage/next-question.ts';
import { isBarred } from '../triage/known.ts';
import type { Condition } from '../triage/ruleset.ts';
import { factsOf, lastStep, personOf, unconfirmedWords, type EncounterState, type Person } from '../record/fold.ts';
import type { Step, StepKind } from '../record/events.ts';
import { ownFacts, suggestedQuestion, suggestionsOf, withSuggestions, type Suggestion } from './suggested.ts';

/** After so many screens of questions the rest counts as "not sure": every interview ends. */
export const questionBudget = 30;

/** The complaint of someone whose words matched nothing and who found nothing close in the list. */
export const unrecognised = 'unrecognised';

export type Position =
  | { readonly kind: 'notice' | 'who' | 'age' | 'sex' | 'region' | 'gate' | 'words' | 'complaint' | 'anything-else' }
  | { readonly kind: 'understood'; readonly told: Extract<Step, { kind: 'told' }> }
  /**
   * `suggested`: it asks what was read into the person's words, not what the rules would ask next. `asked`: as the rules chose it, for what
   * would follow.
   */
  | { readonly kind: 'question'; readonly question: Question; readonly contradiction: boolean; readonly suggested?: boolean; readonly asked?: Asked }
  | { readonly kind: 'emergency'; readonly confirm: readonly string[] }
  | { readonly kind: 'outcome' };

export type Interview = {
  readonly position: Position;
  readonly person: Person | undefined;
  readonly facts: Facts | undefined;
  readonly assessment: Assessment | undefined;
};

const opening: readonly StepKind[] = ['notice', 'who', 'age', 'sex', 'region'];

export function interview(rules: CompiledRuleset, state: EncounterState): Interview {
  for (const kind of opening) {
    // The opening kinds are positions of the same name.
    if (!lastStep(state, kind)) return before({ kind: kind as 'notice' | 'who' | 'age' | 'sex' | 'region' });
  }
  const person = personOf(state);
  if (!person) return before({ kind: 'who' });
  const factsFrom = (steps: readonly Step[]): Facts => factsOf({ ...state, steps }, person, (id) => rules.pathwayOf.has(id));
  const own = ownFacts(factsFrom(state.steps));
  const suggestions = suggestionsOf(rules, state);
  const facts = keptOpen(rules, state, factsFrom, suggestions.length === 0 ? own : withSuggestions(own, suggestions));
  const assessment = assess(rules, facts);
  const reopened = state.reopened === undefined ? undefined : state.steps[state.reopened];
  const position = reopened ? reopenedPosition(rules, reopened) : next({ rules, state, own, suggestions, facts, assessment });
  return { position, person, facts, assessment };
}

/**
 * "Someone should look" stays open where it was open on the person's own words and the model brought up anything: it may add
 * a complaint, and takes none away. What was tapped since counts no more than the model itself, which led to the questions.
 */
function keptOpen(rules: CompiledRuleset, { steps }: EncounterState, factsFrom: (steps: readonly Step[]) => Facts, facts: Facts): Facts {
  const named = new Set(
    steps.flatMap((step) => (step.kind === 'told' ? step.proposals.flatMap((item) => (item.origin === 'model' && item.value !== 'absent' ? [item.finding] : [])) : [])),
  );
  if (named.size === 0) return facts;
  const open = catchAllsIn(rules, assess(rules, facts));
  const told = factsFrom(steps.filter((step) => step.kind !== 'questions'));
  const without = assess(rules, { ...told, answers: told.answers.filter((answer) => !named.has(answer.finding)) });
  return catchAllsIn(rules, without).every((id) => open.includes(id)) ? facts : { ...facts, uncovered: [...facts.uncovered, unrecognised] };
}

function catchAllsIn(rules: CompiledRuleset, { pathways }: Assessment): readonly string[] {
  return pathways.filter((id) => {
    const item = rules.pathwayOf.get(id);
    return item !== undefined && isCatchAll(item);
  });
}

function before(position: Position): Interview {
  return { position, person: undefined, facts: undefined, assessment: undefined };
}

type Standing = {
  readonly rules: CompiledRuleset;
  readonly state: EncounterState;
  /** What the person said and tapped, and the lexicon found. */
  readonly own: Facts;
  readonly suggestions: readonly Suggestion[];
  readonly facts: Facts;
  readonly assessment: Assessment;
};

type Proposed = Extract<Step, { kind: 'told' }>['proposals'][number];

function next({ rules, state, own, suggestions, facts, assessment }: Standing): Position {
  const gate = lastStep(state, 'gate');
  const worse = lastStep(state, 'worse');
  if (!gate || (worse && worse.at > gate.at)) return { kind: 'gate' };
  if (assessment.certain.urgency === 'ambulance') return { kind: 'emergency', confirm: misreadable(rules, facts) };
  const told = lastStep(state, 'told');
  const more = lastStep(state, 'anything-else');
  if (!told || (more?.step.more === true && more.at > told.at)) return { kind: 'words' };
  const unconfirmed = unconfirmedWords(state);
  const counts = ({ origin, finding }: Proposed): boolean => origin !== 'model' && !isBarred(rules, assessment.known, finding);
  const read = unconfirmed && { ...unconfirmed, proposals: unconfirmed.proposals.filter(counts) };
  if (read && read.proposals.length + read.complaints.length > 0) return { kind: 'understood', told: read };
  // What the model alone read does not say what the person came for.
  const opened = suggestions.length === 0 ? assessment : assess(rules, own);
  if (opened.pathways.length === 0) return { kind: 'complaint' };
  const suggested = suggestedQuestion(rules, own, suggestions);
  if (suggested) return { kind: 'question', question: suggested, contradiction: isContradicted(suggested, assessment), suggested: true };
  const asked = state.steps.filter((step) => step.kind === 'questions').length;
  if (asked < questionBudget) {
    const chosen = nextAsked(rules, facts, assessment);
    const question = chosen?.question ?? contradicted(rules, state, assessment);
    if (question) return { kind: 'question', question, contradiction: isContradicted(question, assessment), ...(chosen ? { asked: chosen } : {}) };
  }
  return more ? { kind: 'outcome' } : { kind: 'anything-else' };
}

/** A contradiction is asked again once; if it stands, the more dangerous reading holds. */
function contradicted(rules: CompiledRuleset, state: EncounterState, assessment: Assessment): Question | undefined {
  for (const id of assessment.known.contradictions) {
    const askedAlone = state.steps.some((step) => step.kind === 'questions' && step.answers.length === 1 && step.answers[0]?.finding === id);
    if (askedAlone) continue;
    const finding = rules.findings.get(id);
    if (finding?.kind === 'yes-no') return { kind: 'yes-no', finding };
  }
  return undefined;
}

function isContradicted(question: Question, assessment: Assessment): boolean {
  const ids = question.kind === 'checklist' ? question.findings.map((finding) => finding.id) : [question.finding.id];
  return ids.some((id) => assessment.known.contradictions.includes(id));
}

/**
 * The findings read from free text that an ambulance rests on, when without them it would not hold; else none.
 * Only the person can say that they were misread.
 */
function misreadable(rules: CompiledRuleset, facts: Facts): readonly string[] {
  const solid = assess(rules, { ...facts, answers: facts.answers.filter((answer) => !isFromFreeText(answer)) });
  if (solid.certain.urgency === 'ambulance') return [];
  const ids = new Set<string>();
  const all = assess(rules, facts);
  for (const firing of all.firings) {
    if (firing.kind === 'rule' && firing.standing !== 'open' && firing.outcome.urgency === 'ambulance') collectFindings(firing.rule.when, ids);
  }
  return facts.answers.filter((answer) => isFromFreeText(answer) && answer.value !== 'absent' && reaches(rules, answer.finding, ids)).map((answer) => answer.finding);
}

function reaches(rules: CompiledRuleset, finding: string, ids: ReadonlySet<string>): boolean {
  if (ids.has(finding)) return true;
  const known = rules.findings.get(finding);
  if (known?.kind === 'number') return known.entails.some((item) => ids.has(item.finding));
  return known?.kind === 'yes-no' && known.implies.some((id) => reaches(rules, id, ids));
}

export function collectFindings(condition: Condition, into: Set<string>): void {
  if ('finding' in condition) into.add(condition.finding);
  if ('of' in condition) for (const inner of condition.of) collectFindings(inner, into);
}

function reopenedPosition(rules: CompiledRuleset, step: Step): Position {
  switch (step.kind) {
    case 'notice':
    case 'who':
    case 'age':
    case 'sex':
    case 'region':
    case 'gate':
    case 'complaint':
    case 'anything-else':
      return { kind: step.kind };
    case 'told':
      return { kind: 'words' };
    case 'worse':
      return { kind: 'gate' };
    case 'confirmed':
      // Corrected by telling again: the words are what the chips rest on.
      return { kind: 'words' };
    case 'questions':
    case 'happening-now':
      return {
        kind: 'question',
        question: questionOf(
          rules,
          step.answers.map((answer) => answer.finding),
        ),
        contradiction: false,
      };
    default:
      return step satisfies never;
  }
}

/** The card that asked these findings. */
function questionOf(rules: CompiledRuleset, ids: readonly string[]): Question {
  const findings = ids.flatMap((id) => rules.findings.get(id) ?? []);
  const number = findings.find((finding) => finding.kind === 'number');
  if (number) return { kind: 'number', finding: number };
  const list = findings.filter((finding) => finding.kind === 'yes-no');
  const [first] = list;
  if (!first) throw new RangeError('a step of questions without findings');
  const group = rules.ruleset.topics.find((topic) => topic.id === first.topic)?.group ?? first.topic;
  return list.length === 1 ? { kind: 'yes-no', finding: first } : { kind: 'checklist', group, findings: list };
}
