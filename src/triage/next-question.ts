/**
 * What to ask next: only what the outcome still depends on, most dangerous first, preferring what closes most open
 * rules; findings that belong together, up to six on a screen. Undefined: nothing that could be asked would change it.
 */
import { hasBit, holds, makeBits, removeAll, setBit, type Bits, type Node } from './bits.ts';
import type { Assessment, OpenMatter } from './assess.ts';
import type { CompiledRuleset } from './compile.ts';
import { isFromFreeText, type Facts } from './facts.ts';
import { rank } from './outcome.ts';
import type { NumberFinding, YesNoFinding } from './ruleset.ts';

export type Question =
  | { readonly kind: 'checklist'; readonly group: string; readonly findings: readonly YesNoFinding[] }
  | { readonly kind: 'yes-no'; readonly finding: YesNoFinding }
  | { readonly kind: 'number'; readonly finding: NumberFinding };

export const checklistLength = 6;
/** The group of a last screen that mixes what is left. */
export const lastGroup = 'last';

/** Each level of urgency outweighs any number of rules of the level below it. */
const tierFactor = 1000;
/** A default line settles the level of most people, so it comes before flags that only name a routine visit. */
const defaultTier = rank('routine') + 0.5;
/** A measurement costs more than a tap. */
const measurementCost = 0.4;
/** Below it a score is what rounding left over. */
const leastScore = 1e-18;
/** A finding of the same topic fits a started checklist better than one of the same group. */
const sameTopicBonus = 3;

export function nextQuestion(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Question | undefined {
  if (assessment.certain.urgency === 'ambulance') return undefined;
  const board = createBoard(rules, facts, assessment);
  // The screen that closes most comes first, not the single sign: a sore throat begins with the throat.
  const group = board.bestGroup();
  const first = board.best((finding) => (rules.groupOf.get(finding.topic) === group ? 1 : 0));
  if (first === undefined) return undefined;
  if (first.kind === 'number') return { kind: 'number', finding: first };
  const number = standIn(rules, facts, first.id);
  if (number) return { kind: 'number', finding: number };
  return fillChecklist(rules, facts, board, first);
}

function fillChecklist(rules: CompiledRuleset, facts: Facts, board: Board, first: YesNoFinding): Question {
  const { groupOf } = rules;
  const group = groupOf.get(first.topic) ?? first.topic;
  const asked = (finding: YesNoFinding | NumberFinding): boolean => finding.kind === 'yes-no' && !standIn(rules, facts, finding.id);
  const picked = fill(board, [first], (finding) => {
    if (!asked(finding) || groupOf.get(finding.topic) !== group) return 0;
    return finding.topic === first.topic ? sameTopicBonus : 1;
  });
  if (picked.length < checklistLength) {
    // When everything that is left fits on this screen, one mixed screen is kinder than several short ones.
    const all = fill(board, picked, (finding) => (asked(finding) ? 1 : 0));
    const over = board.best((finding) => (asked(finding) ? 1 : 0)) !== undefined;
    if (!over && all.length > picked.length) return { kind: 'checklist', group: lastGroup, findings: all };
  }
  return picked.length === 1 ? { kind: 'yes-no', finding: first } : { kind: 'checklist', group, findings: picked };
}

/** Adds what fits best, up to a full screen; what "none of these" would close needs no question of its own. */
function fill(board: Board, start: readonly YesNoFinding[], fit: (finding: YesNoFinding | NumberFinding) => number): readonly YesNoFinding[] {
  const picked = [...start];
  for (let last = picked.at(-1); last && picked.length <= checklistLength;) {
    board.suppose(last.id);
    const next = picked.length < checklistLength ? board.best(fit) : undefined;
    if (next?.kind !== 'yes-no') break;
    picked.push(next);
    last = next;
  }
  return picked;
}

/** The number whose card also asks this finding ("no fever" beside the thermometer), while it is still unasked. */
function standIn(rules: CompiledRuleset, facts: Facts, finding: string): NumberFinding | undefined {
  for (const candidate of rules.standIns.get(finding) ?? []) {
    if (!facts.answers.some((answer) => answer.finding === candidate.id && !isFromFreeText(answer))) return candidate;
  }
  return undefined;
}

type Board = {
  /** The group whose six best findings close most together. */
  readonly bestGroup: () => string | undefined;
  /** The finding that closes most, its score times `fit`; undefined when none with a fit above 0 is left. */
  readonly best: (fit: (finding: YesNoFinding | NumberFinding) => number) => YesNoFinding | NumberFinding | undefined;
  /** Goes on as if this finding had been answered "no". */
  readonly suppose: (finding: string) => void;
};

function createBoard(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Board {
  const { present, doubtful } = assessment.known;
  const possible = makeBits(rules.atoms.length);
  possible.set(assessment.known.possible);
  const scores = new Float64Array(rules.asked.length);
  const settled = new Uint8Array(rules.asked.length);
  for (const answer of facts.answers) {
    const at = isFromFreeText(answer) ? undefined : rules.indexOf.get(answer.finding);
    if (at !== undefined) settled[at] = 1;
  }
  const tally = (matter: OpenMatter, sign: 1 | -1): void => {
    const tier = matter.default ? defaultTier : rank(matter.outcome.urgency);
    matter.conditions.forEach((node, index) => {
      // Settling an early default line decides most: each later one counts for less.
      share(node, (sign * tierFactor ** (tier - rank('ambulance'))) / (index + 1));
    });
  };
  const add = (atom: number, weight: number): void => {
    const at = rules.askedAt[atom] ?? -1;
    if (at >= 0 && !hasBit(doubtful, atom) && settled[at] === 0) scores[at] = (scores[at] ?? 0) + weight;
  };
  /** Spreads a weight over the atoms whose absence would close the condition. */
  const share = (node: Node, weight: number): void => {
    if (!holds(node, possible, present) || (node.op !== 'none' && holds(node, present, possible))) return;
    const members = node.op === 'any' || node.op === 'at-least' ? openMembers(node, present, possible) : undefined;
    const each = members === undefined ? weight : weight / Math.max(1, members.open - Math.max(0, node.count - members.held - 1));
    eachLeaf(node, (atom) => {
      if (hasBit(possible, atom) && !hasBit(present, atom)) add(atom, each);
    });
    for (const inner of node.inner) share(inner, each);
  };
  for (const matter of assessment.open) tally(matter, 1);
  let live = assessment.open;
  const costOf = (finding: YesNoFinding | NumberFinding): number => (finding.kind === 'number' ? measurementCost : 1);
  return {
    bestGroup: () => {
      const byGroup = new Map<string, number[]>();
      for (let at = 0; at < scores.length; at += 1) {
        const finding = rules.asked[at];
        const score = scores[at] ?? 0;
        if (!finding || score < leastScore) continue;
        const group = rules.groupOf.get(finding.topic) ?? finding.topic;
        const list = byGroup.get(group);
        if (list) list.push(score * costOf(finding));
        else byGroup.set(group, [score * costOf(finding)]);
      }
      let chosen: string | undefined;
      let most = 0;
      for (const [group, list] of byGroup) {
        const sum = list
          .toSorted((a, b) => b - a)
          .slice(0, checklistLength)
          .reduce((total, score) => total + score, 0);
        if (sum > most) {
          most = sum;
          chosen = group;
        }
      }
      return chosen;
    },
    best: (fit) => {
      let chosen: YesNoFinding | NumberFinding | undefined;
      let most = 0;
      for (let at = 0; at < scores.length; at += 1) {
        const score = scores[at] ?? 0;
        if (score <= most / sameTopicBonus || score < leastScore) continue;
        const finding = rules.asked[at];
        if (!finding) continue;
        const value = score * fit(finding) * costOf(finding);
        if (value > most) {
          most = value;
          chosen = finding;
        }
      }
      return chosen;
    },
    suppose: (id) => {
      const at = rules.indexOf.get(id);
      const atom = rules.atomOf.get(id);
      if (at === undefined || atom === undefined) return;
      const denied = rules.denied[atom] ?? only(rules, atom);
      const touched = live.filter((matter) => matter.conditions.some((node) => mentions(node, denied)));
      for (const matter of touched) tally(matter, -1);
      settled[at] = 1;
      scores[at] = 0;
      removeAll(possible, denied);
      live = live.filter((matter) => matter.default || matter.conditions.some((node) => holds(node, possible, present)));
      for (const matter of touched) if (live.includes(matter)) tally(matter, 1);
    },
  };
}

function only(rules: CompiledRuleset, atom: number): Bits {
  const bits = makeBits(rules.atoms.length);
  setBit(bits, atom);
  return bits;
}

/** How many members of an any/at-least hold already, and how many more still may. */
function openMembers(node: Node, present: Bits, possible: Bits): { readonly held: number; readonly open: number } {
  let held = 0;
  let open = 0;
  eachLeaf(node, (atom) => {
    if (hasBit(present, atom)) held += 1;
    else if (hasBit(possible, atom)) open += 1;
  });
  for (const inner of node.inner) {
    if (holds(inner, present, possible)) held += 1;
    else if (holds(inner, possible, present)) open += 1;
  }
  return { held, open };
}

function eachLeaf(node: Node, visit: (atom: number) => void): void {
  for (let i = 0; i < node.at.length; i += 1) {
    const base = (node.at[i] ?? 0) << 5;
    for (let rest = node.mask[i] ?? 0; rest !== 0; rest &= rest - 1) visit(base | (31 - Math.clz32(rest & -rest)));
  }
}

function mentions(node: Node, atoms: Bits): boolean {
  for (let i = 0; i < node.at.length; i += 1) if (((atoms[node.at[i] ?? 0] ?? 0) & (node.mask[i] ?? 0)) !== 0) return true;
  return node.inner.some((inner) => mentions(inner, atoms));
}
