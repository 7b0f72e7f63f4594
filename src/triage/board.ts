/**
 * How much each finding would close: every open matter weighs on the findings that could end it, a dangerous one more than
 * any number of harmless ones. The board plays on as if "no" were answered, for screens that are not shown yet.
 */
import { addSparse, countBits, hasBit, holds, overlapsSparse, removeAll, type Bits, type Node, type SparseBits } from './bits.ts';
import type { Assessment, OpenMatter } from './assess.ts';
import type { CompiledRuleset } from './compile.ts';
import { isFromFreeText, type Facts } from './facts.ts';
import { rank } from './outcome.ts';
import { meets } from './quantity.ts';
import type { NumberFinding, YesNoFinding } from './ruleset.ts';

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
/** How many of a group's findings count for the group: a screenful. */
const counted = 6;
/** No finding fits better than this; one of the same topic does. */
export const mostFit = 3;

/** By the finding's place in `asked`; 0 to 3, whole. */
export type Fit = (at: number) => number;

export type Board = {
  /** The group whose six best findings close most together. */
  readonly bestGroup: () => string | undefined;
  /** How well each finding fits, worked out once and only for those that are looked at. */
  readonly fits: (fit: (finding: YesNoFinding | NumberFinding) => number) => Fit;
  /** The finding that closes most, its score times its fit; undefined when none with a fit above 0 is left. */
  readonly best: (fit: Fit) => YesNoFinding | NumberFinding | undefined;
  /** Asked before, or supposed. */
  readonly isSettled: (finding: string) => boolean;
  /** Goes on as if these had been answered "no", a number "not measured" or the least that it can be. */
  readonly suppose: (findings: readonly (YesNoFinding | NumberFinding)[]) => void;
  readonly copy: () => Board;
};

/**
 * `live`: which of the open matters may still hold. `candidates`: the findings that had a score at the start; supposing only ever closes, so
 * no other gets one.
 */
type State = { readonly possible: Bits; readonly live: Uint8Array; readonly scores: Float64Array; readonly settled: Uint8Array; readonly candidates: Int32Array };

export function createBoard(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Board {
  const { asked } = rules;
  const scores = new Float64Array(asked.length);
  const state = {
    possible: assessment.known.possible.slice(),
    live: new Uint8Array(assessment.open.length).fill(1),
    scores,
    settled: new Uint8Array(asked.length),
  };
  for (const answer of facts.answers) {
    const at = isFromFreeText(answer) ? undefined : rules.indexOf.get(answer.finding);
    if (at !== undefined) state.settled[at] = 1;
  }
  const scoring = scoringOf(rules, assessment, state);
  for (const matter of assessment.open) scoring.tally(matter, 1);
  const candidates: number[] = [];
  for (let at = 0; at < scores.length; at += 1) if (scores[at] !== 0) candidates.push(at);
  return boardOf(rules, assessment, { ...state, candidates: Int32Array.from(candidates) });
}

function boardOf(rules: CompiledRuleset, assessment: Assessment, state: State): Board {
  const { asked, groupAt } = rules;
  const { scores, settled, candidates } = state;
  const { suppose } = scoringOf(rules, assessment, state);
  return {
    bestGroup: () => {
      const tops = new Float64Array(rules.groups.length * counted);
      const scored = new Set<number>();
      for (const at of candidates) {
        const score = scores[at] as number;
        if (score < leastScore) continue;
        const group = groupAt[at] as number;
        scored.add(group);
        keepAmong(tops, group * counted, score * costAt(rules, at));
      }
      let chosen: string | undefined;
      let most = 0;
      for (const group of scored) {
        let sum = 0;
        for (let place = 0; place < counted; place += 1) sum += tops[group * counted + place] as number;
        if (sum > most) {
          most = sum;
          chosen = rules.groups[group];
        }
      }
      return chosen;
    },
    fits: (fit) => {
      // One more than the fit; 0: not looked at yet.
      const known = new Uint8Array(asked.length);
      return (at) => {
        const finding = asked[at];
        if (known[at] === 0 && finding) known[at] = 1 + fit(finding);
        return (known[at] as number) - 1;
      };
    },
    best: (fit) => {
      let chosen: YesNoFinding | NumberFinding | undefined;
      let most = 0;
      for (const at of candidates) {
        const score = scores[at] as number;
        if (score <= most / mostFit || score < leastScore) continue;
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
    isSettled: (finding) => settled[rules.indexOf.get(finding) ?? -1] === 1,
    suppose: (findings) => {
      for (const finding of findings) suppose(finding);
    },
    copy: () => boardOf(rules, assessment, { possible: state.possible.slice(), live: state.live.slice(), scores: scores.slice(), settled: settled.slice(), candidates }),
  };
}

type Scoring = {
  /** Adds the weight of a matter to the findings that could end it, or takes it away. */
  readonly tally: (matter: OpenMatter, sign: 1 | -1) => void;
  readonly suppose: (finding: YesNoFinding | NumberFinding) => void;
};

function scoringOf(rules: CompiledRuleset, { open: matters, known: { present, doubtful } }: Assessment, { possible, live, scores, settled }: Omit<State, 'candidates'>): Scoring {
  const { askedAt } = rules;
  const denied = new Int32Array(possible.length);
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
    const weight = sign * weightOf(matter);
    // Settling an early default line decides most: each later one counts for less.
    matter.conditions.forEach((node, index) => share(node, weight / (index + 1)));
  };
  return {
    tally,
    suppose: (finding) => {
      const at = rules.indexOf.get(finding.id);
      if (at === undefined) return;
      denied.fill(0);
      for (const one of denialsOf(rules, finding)) addSparse(denied, one);
      const touched: number[] = [];
      for (let number = 0; number < matters.length; number += 1) if (live[number] === 1 && named(matters[number] as OpenMatter, denied)) touched.push(number);
      for (const number of touched) tally(matters[number] as OpenMatter, -1);
      settled[at] = 1;
      scores[at] = 0;
      removeAll(possible, denied);
      for (const number of touched) {
        const matter = matters[number] as OpenMatter;
        if (matter.kind === 'default' || matter.conditions.some((node) => holds(node, possible, present))) tally(matter, 1);
        else live[number] = 0;
      }
    },
  };
}

function weightOf({ kind, outcome }: OpenMatter): number {
  switch (kind) {
    case 'rule':
      return tierWeights[rank(outcome.urgency)] ?? 0;
    case 'default':
      return defaultWeight;
    case 'lead':
      return leadWeight;
    default:
      return kind satisfies never;
  }
}

/** What a "no" makes impossible. */
function denialsOf(rules: CompiledRuleset, finding: YesNoFinding | NumberFinding): readonly SparseBits[] {
  const of = (atom: number): SparseBits => rules.denied.of[atom] ?? only(atom);
  if (finding.kind === 'yes-no') {
    const atom = rules.atomOf.get(finding.id);
    return atom === undefined ? [] : [of(atom)];
  }
  const thresholds = rules.numbers.find((slot) => slot.finding === finding)?.thresholds ?? [];
  const calm = finding.shortcuts.find((item) => item.state === 'absent');
  const calmAtom = calm && rules.atomOf.get(calm.finding);
  return [
    ...thresholds.filter(({ threshold }) => finding.measured || !meets(finding.least, threshold)).map(({ atom }) => of(atom)),
    ...(calmAtom === undefined ? [] : [of(calmAtom)]),
  ];
}

function costAt(rules: CompiledRuleset, at: number): number {
  return rules.asked[at]?.kind === 'number' ? measurementCost : 1;
}

/** Keeps a value among the highest of a group, the highest first. */
function keepAmong(tops: Float64Array, from: number, value: number): void {
  let place = from + counted;
  while (place > from && value > (tops[place - 1] as number)) {
    place -= 1;
    if (place + 1 < from + counted) tops[place + 1] = tops[place] as number;
  }
  if (place < from + counted) tops[place] = value;
}

function only(atom: number): SparseBits {
  return { at: Int32Array.of(atom >> 5), mask: Int32Array.of(1 << (atom & 31)) };
}

function named({ conditions }: OpenMatter, atoms: Bits): boolean {
  for (const node of conditions) if (overlapsSparse(atoms, node.names)) return true;
  return false;
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
