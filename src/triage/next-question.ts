/**
 * What to ask next: only what the outcome still depends on, most dangerous first, preferring what closes most open
 * rules; findings that belong together, up to six on a screen. Undefined: nothing that could be asked would change it.
 */
import type { Assessment } from './assess.ts';
import { createBoard, mostFit, type Board, type Fit } from './board.ts';
import type { CompiledRuleset } from './compile.ts';
import type { Facts } from './facts.ts';
import type { NumberFinding, YesNoFinding } from './ruleset.ts';

export type Question =
  | { readonly kind: 'checklist'; readonly group: string; readonly findings: readonly YesNoFinding[] }
  | { readonly kind: 'yes-no'; readonly finding: YesNoFinding }
  | { readonly kind: 'number'; readonly finding: NumberFinding };

export const checklistLength = 6;
/** The group of a last screen that mixes what is left. */
export const lastGroup = 'last';

/** `board`: what it looks like when none of the question is found, but for a number. */
export type Asked = { readonly question: Question; readonly board: Board };

export function nextQuestion(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Question | undefined {
  return nextAsked(rules, facts, assessment)?.question;
}

/** The next question with its board, for `screensAfter`. */
export function nextAsked(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Asked | undefined {
  if (assessment.certain.urgency === 'ambulance') return undefined;
  return ask(rules, createBoard(rules, facts, assessment));
}

/**
 * How many screens would follow this one if nothing more were found: an estimate, since what "no" closes for good is
 * looked at and what it settles otherwise is not.
 * @param most where counting stops
 */
export function screensAfter(rules: CompiledRuleset, shown: Asked, most: number): number {
  let board = shown.board.copy();
  if (shown.question.kind === 'number') board.suppose([shown.question.finding]);
  for (let screens = 0; screens < most; screens += 1) {
    const next = ask(rules, board);
    if (!next) return screens;
    ({ board } = next);
    if (next.question.kind === 'number') board.suppose([next.question.finding]);
  }
  return most;
}

function findingsOf(question: Question): readonly (YesNoFinding | NumberFinding)[] {
  return question.kind === 'checklist' ? question.findings : [question.finding];
}

/** A question that the rules did not choose, as if they had: what it asks is supposed on a board of its own. */
export function askedOf(rules: CompiledRuleset, facts: Facts, assessment: Assessment, question: Question): Asked {
  const board = createBoard(rules, facts, assessment);
  if (question.kind !== 'number') board.suppose(findingsOf(question));
  return { question, board };
}

function ask(rules: CompiledRuleset, board: Board): Asked | undefined {
  // The screen that closes most comes first, not the single sign: a sore throat begins with the throat.
  const group = board.bestGroup();
  const first = board.best(board.fits((finding) => (rules.groupOf.get(finding.topic) === group ? 1 : 0)));
  if (first === undefined) return undefined;
  if (first.kind === 'number') return { question: { kind: 'number', finding: first }, board };
  const number = standIn(rules, board, first.id);
  if (number) return { question: { kind: 'number', finding: number }, board };
  return fillChecklist(rules, board, first);
}

function fillChecklist(rules: CompiledRuleset, board: Board, first: YesNoFinding): Asked {
  const { groupOf } = rules;
  const group = groupOf.get(first.topic) ?? first.topic;
  const asked = (finding: YesNoFinding | NumberFinding): boolean => finding.kind === 'yes-no' && !standIn(rules, board, finding.id);
  const ofGroup = board.fits((finding) => {
    if (groupOf.get(finding.topic) !== group || !asked(finding)) return 0;
    return finding.topic === first.topic ? mostFit : 1;
  });
  board.suppose([first]);
  const picked = fill(board, [first], ofGroup);
  if (picked.length < checklistLength) {
    // When everything that is left fits on this screen, one mixed screen is kinder than several short ones.
    const any = board.fits((finding) => (asked(finding) ? 1 : 0));
    const mixed = board.copy();
    const all = fill(mixed, picked, any);
    const over = mixed.best(any) !== undefined;
    if (!over && all.length > picked.length) return { question: { kind: 'checklist', group: lastGroup, findings: all }, board: mixed };
  }
  return { question: picked.length === 1 ? { kind: 'yes-no', finding: first } : { kind: 'checklist', group, findings: picked }, board };
}

/** Adds what fits best, up to a full screen; what "none of these" would close needs no question of its own. */
function fill(board: Board, start: readonly YesNoFinding[], fit: Fit): readonly YesNoFinding[] {
  const picked = [...start];
  while (picked.length < checklistLength) {
    const next = board.best(fit);
    if (next?.kind !== 'yes-no') break;
    board.suppose([next]);
    picked.push(next);
  }
  return picked;
}

/** The number whose card also asks this finding ("no fever" beside the thermometer), while it is still unasked. */
function standIn(rules: CompiledRuleset, board: Board, finding: string): NumberFinding | undefined {
  return rules.standIns.get(finding)?.find((candidate) => !board.isSettled(candidate.id));
}
