/**
 * What to ask next: only what the outcome still depends on, most dangerous first, preferring what closes most open
 * rules; findings that belong together, up to six on a screen. Undefined: nothing that could be asked would change it.
 */
import { countBits, hasBit, holds, removeSparse, type Bits, type Node, type SparseBits } from './bits.ts';
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
const tierWeight = (tier: number): number => tierFactor ** (tier - rank('ambulance'));
const tierWeights = [0, 1, 2, 3, 4, 5, 6].map(tierWeight);
/** A default line settles the level of most people, so it comes before flags that only name a routine visit. */
const defaultWeight = tierWeight(rank('routine') + 0.5);
/** What would bring up another complaint comes after the dangers of this one. */
const leadWeight = tierWeight(rank('routine'));
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
  const first = board.best(board.fits((finding) => (rules.groupOf.get(finding.topic) === group ? 1 : 0)));
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
  const ofGroup = board.fits((finding) => {
    if (groupOf.get(finding.topic) !== group || !asked(finding)) return 0;
    return finding.topic === first.topic ? sameTopicBonus : 1;
  });
  const picked = fill(board, [first], ofGroup);
  if (picked.length < checklistLength) {
    // When everything that is left fits on this screen, one mixed screen is kinder than several short ones.
    const any = board.fits((finding) => (asked(finding) ? 1 : 0));
    const all = fill(board, picked, any);
    const over = board.best(any) !== undefined;
    if (!over && all.length > picked.length) return { kind: 'checklist', group: lastGroup, findings: all };
  }
  return picked.length === 1 ? { kind: 'yes-no', finding: first } : { kind: 'checklist', group, findings: picked };
}

/** Adds what fits best, up to a full screen; what "none of these" would close needs no question of its own. */
function fill(board: Board, start: readonly YesNoFinding[], fit: Fit): readonly YesNoFinding[] {
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

/** By the finding's place in `asked`. */
type Fit = (at: number) => number;

type Board = {
  /** The group whose six best findings close most together. */
  readonly bestGroup: () => string | undefined;
  /** How well each finding fits, worked out once and only for those that are looked at. */
  readonly fits: (fit: (finding: YesNoFinding | NumberFinding) => number) => Fit;
  /** The finding that closes most, its score times its fit; undefined when none with a fit above 0 is left. */
  readonly best: (fit: Fit) => YesNoFinding | NumberFinding | undefined;
  /** Goes on as if this finding had been answered "no". */
  readonly suppose: (finding: string) => void;
};

function createBoard(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Board {
  const { present, doubtful } = assessment.known;
  const possible = assessment.known.possible.slice();
  const { asked, askedAt, groupAt } = rules;
  const matters = assessment.open;
  const live = new Uint8Array(matters.length).fill(1);
  const scores = new Float64Array(asked.length);
  const settled = new Uint8Array(asked.length);
  for (const answer of facts.answers) {
    const at = isFromFreeText(answer) ? undefined : rules.indexOf.get(answer.finding);
    if (at !== undefined) settled[at] = 1;
  }
  const add = (atom: number, weight: number): void => {
    const at = askedAt[atom] ?? -1;
    if (at >= 0 && !hasBit(doubtful, atom) && settled[at] === 0) scores[at] = (scores[at] ?? 0) + weight;
  };
  /** Spreads a weight over the atoms whose absence would close the condition. */
  const share = (node: Node, weight: number): void => {
    if (!holds(node, possible, present) || (node.op !== 'none' && holds(node, present, possible))) return;
    const members = node.op === 'any' || node.op === 'at-least' ? openMembers(node, present, possible) : undefined;
    const each = members === undefined ? weight : weight / Math.max(1, members.open - Math.max(0, node.count - members.held - 1));
    for (let i = 0; i < node.at.length; i += 1) {
      const word = node.at[i] as number;
      const open = (node.mask[i] as number) & (possible[word] as number) & ~(present[word] as number);
      for (let rest = open; rest !== 0; rest &= rest - 1) add((word << 5) | (31 - Math.clz32(rest & -rest)), each);
    }
    for (const inner of node.inner) share(inner, each);
  };
  const tally = (matter: OpenMatter, sign: 1 | -1): void => {
    const weight = sign * (matter.kind === 'rule' ? (tierWeights[rank(matter.outcome.urgency)] ?? 0) : matter.kind === 'default' ? defaultWeight : leadWeight);
    // Settling an early default line decides most: each later one counts for less.
    matter.conditions.forEach((node, index) => share(node, weight / (index + 1)));
  };
  for (const matter of matters) tally(matter, 1);
  return {
    bestGroup: () => {
      const tops = new Float64Array(rules.groups.length * checklistLength);
      const scored = new Set<number>();
      for (let at = 0; at < scores.length; at += 1) {
        const score = scores[at] as number;
        if (score < leastScore) continue;
        const group = groupAt[at] as number;
        scored.add(group);
        keepAmong(tops, group * checklistLength, score * costAt(rules, at));
      }
      let chosen: string | undefined;
      let most = 0;
      for (const group of scored) {
        let sum = 0;
        for (let place = 0; place < checklistLength; place += 1) sum += tops[group * checklistLength + place] as number;
        if (sum > most) {
          most = sum;
          chosen = rules.groups[group];
        }
      }
      return chosen;
    },
    fits: (fit) => {
      const known = new Float64Array(asked.length).fill(-1);
      return (at) => {
        const finding = asked[at];
        if (known[at] === -1 && finding) known[at] = fit(finding);
        return known[at] as number;
      };
    },
    best: (fit) => {
      let chosen: YesNoFinding | NumberFinding | undefined;
      let most = 0;
      for (let at = 0; at < scores.length; at += 1) {
        const score = scores[at] as number;
        if (score <= most / sameTopicBonus || score < leastScore) continue;
        const finding = asked[at];
        if (!finding) continue;
        const value = score * fit(at) * costAt(rules, at);
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
      const denied = rules.denied.of[atom] ?? only(atom);
      const touched: number[] = [];
      matters.forEach((matter, number) => {
        if (live[number] === 1 && matter.conditions.some((node) => mentions(node, denied))) touched.push(number);
      });
      const each = (visit: (matter: OpenMatter, number: number) => void): void => {
        for (const number of touched) {
          const matter = matters[number];
          if (matter) visit(matter, number);
        }
      };
      each((matter) => tally(matter, -1));
      settled[at] = 1;
      scores[at] = 0;
      removeSparse(possible, denied);
      each((matter, number) => {
        if (matter.kind === 'default' || matter.conditions.some((node) => holds(node, possible, present))) tally(matter, 1);
        else live[number] = 0;
      });
    },
  };
}

function costAt(rules: CompiledRuleset, at: number): number {
  return rules.asked[at]?.kind === 'number' ? measurementCost : 1;
}

/** Keeps a value among the highest of a group, the highest first. */
function keepAmong(tops: Float64Array, from: number, value: number): void {
  let place = from + checklistLength;
  while (place > from && value > (tops[place - 1] as number)) {
    place -= 1;
    if (place + 1 < from + checklistLength) tops[place + 1] = tops[place] as number;
  }
  if (place < from + checklistLength) tops[place] = value;
}

function only(atom: number): SparseBits {
  return { at: Int32Array.of(atom >> 5), mask: Int32Array.of(1 << (atom & 31)) };
}

/** How many members of an any/at-least hold already, and how many more still may. */
function openMembers(node: Node, present: Bits, possible: Bits): { readonly held: number; readonly open: number } {
  let held = 0;
  let open = 0;
  for (let i = 0; i < node.at.length; i += 1) {
    const word = node.at[i] as number;
    const leaves = node.mask[i] as number;
    held += countBits(leaves & (present[word] as number));
    open += countBits(leaves & (possible[word] as number) & ~(present[word] as number));
  }
  for (const inner of node.inner) {
    if (holds(inner, present, possible)) held += 1;
    else if (holds(inner, possible, present)) open += 1;
  }
  return { held, open };
}

function mentions(node: Node, atoms: SparseBits): boolean {
  for (let i = 0; i < node.at.length; i += 1) {
    for (let j = 0; j < atoms.at.length; j += 1) if (node.at[i] === atoms.at[j] && ((node.mask[i] as number) & (atoms.mask[j] as number)) !== 0) return true;
  }
  for (const inner of node.inner) if (mentions(inner, atoms)) return true;
  return false;
}
