/**
 * How much each finding would close: every open matter weighs on the findings that could end it, a dangerous one more than
 * any number of harmless ones. The board plays on as if "no" were answered, for screens that are not shown yet.
 */
import { addSparse, countBits, holds, overlapsSparse, removeAll, type Bits, type Node, type SparseBits } from './bits.ts';
import type { Assessment, OpenMatter } from './assess.ts';
import type { CompiledRuleset } from './compile.ts';
import { isFromFreeText, type Facts } from './facts.ts';
import { makesCertain } from './leads.ts';
import type { Known } from './known.ts';
import { rank } from './outcome.ts';
import type { Finding, NumberFinding, YesNoFinding } from './ruleset.ts';

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

/** By a candidate's place on the board; 0 to 3, whole. */
export type Fit = (place: number) => number;

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

/** The findings that had a score at the start; supposing only ever closes, so no other gets one. Few of all that can be asked. */
type Candidates = {
  /** Their places in `asked`, in its order. */
  readonly at: readonly number[];
  /** Place in `asked` -> place here, or `never`, or `answered`. */
  readonly placeOf: Int16Array;
};
const never = -1;
const answered = -2;
/** The score of what was supposed; no weight added or taken away changes it. */
const closed = Number.NEGATIVE_INFINITY;

/** The weight of a matter, given to the findings that could end it: their places in `asked`, and what each of them gets. */
type Shares = { readonly at: number[]; readonly weight: number[] };

/** `shares`: of each open matter that may still hold. `scores`: by place among the candidates. `supposed`: by place in `asked`. */
type State = { readonly possible: Bits; readonly shares: (Shares | undefined)[]; readonly scores: number[]; readonly supposed: number[] };

export function createBoard(rules: CompiledRuleset, facts: Facts, assessment: Assessment): Board {
  const { open, known } = assessment;
  const placeOf = new Int16Array(rules.asked.length).fill(never);
  for (const answer of facts.answers) {
    const at = isFromFreeText(answer) ? undefined : rules.indexOf.get(answer.finding);
    if (at !== undefined) placeOf[at] = answered;
  }
  const shares = open.map((matter) => sharesOf(rules, known, known.possible, matter));
  const found: number[] = [];
  for (const { at } of shares) {
    for (const one of at) {
      if (placeOf[one] !== never) continue;
      placeOf[one] = 0;
      found.push(one);
    }
  }
  found.sort((a, b) => a - b);
  found.forEach((at, place) => (placeOf[at] = place));
  const scores = found.map(() => 0);
  for (const given of shares) tally(scores, placeOf, given, 1);
  return boardOf(rules, assessment, { at: found, placeOf }, { possible: known.possible.slice(), shares, scores, supposed: [] });
}

function boardOf(rules: CompiledRuleset, assessment: Assessment, candidates: Candidates, state: State): Board {
  const { asked, groupAt } = rules;
  const { at: places, placeOf } = candidates;
  const { scores, supposed } = state;
  return {
    bestGroup: () => {
      const tops = new Map<number, number[]>();
      for (let place = 0; place < places.length; place += 1) {
        const score = scores[place] as number;
        if (score < leastScore) continue;
        const at = places[place] as number;
        const group = groupAt[at] as number;
        let highest = tops.get(group);
        if (!highest) tops.set(group, (highest = []));
        keepAmong(highest, score * costAt(rules, at));
      }
      let chosen: string | undefined;
      let most = 0;
      for (const [group, highest] of tops) {
        let sum = 0;
        for (const value of highest) sum += value;
        if (sum > most) {
          most = sum;
          chosen = rules.groups[group];
        }
      }
      return chosen;
    },
    fits: (fit) => {
      const known: (number | undefined)[] = places.map(() => undefined);
      return (place) => (known[place] ??= fit(asked[places[place] as number] as Finding));
    },
    best: (fit) => {
      let chosen: number | undefined;
      let most = 0;
      for (let place = 0; place < places.length; place += 1) {
        const score = scores[place] as number;
        if (score <= most / mostFit || score < leastScore) continue;
        const at = places[place] as number;
        const value = score * fit(place) * costAt(rules, at);
        if (value > most) {
          most = value;
          chosen = at;
        }
      }
      return chosen === undefined ? undefined : asked[chosen];
    },
    isSettled: (finding) => {
      const at = rules.indexOf.get(finding);
      return at !== undefined && (placeOf[at] === answered || supposed.includes(at));
    },
    suppose: (findings) => {
      for (const finding of findings) suppose(rules, assessment, candidates, state, finding);
    },
    copy: () => boardOf(rules, assessment, candidates, { possible: state.possible.slice(), shares: state.shares.slice(), scores: scores.slice(), supposed: supposed.slice() }),
  };
}

function suppose(rules: CompiledRuleset, assessment: Assessment, { placeOf }: Candidates, { possible, shares, scores, supposed }: State, finding: Finding): void {
  const at = rules.indexOf.get(finding.id);
  if (at === undefined) return;
  const { open: matters, known } = assessment;
  const { denied } = rules.scratch;
  denied.fill(0);
  addSparse(denied, rules.denials[at] as SparseBits);
  const touched: number[] = [];
  for (let number = 0; number < matters.length; number += 1) if (shares[number] && named(matters[number] as OpenMatter, denied)) touched.push(number);
  for (const number of touched) tally(scores, placeOf, shares[number] as Shares, -1);
  supposed.push(at);
  const place = placeOf[at] as number;
  if (place >= 0) scores[place] = closed;
  removeAll(possible, denied);
  for (const number of touched) {
    const matter = matters[number] as OpenMatter;
    const given = isOpen(rules, matter, { present: known.present, possible }) ? sharesOf(rules, known, possible, matter) : undefined;
    if (given) tally(scores, placeOf, given, 1);
    shares[number] = given;
  }
}

/** Whether a matter could still change anything. */
function isOpen(rules: CompiledRuleset, { kind, conditions, to }: OpenMatter, known: Pick<Known, 'present' | 'possible'>): boolean {
  if (kind === 'default') return true;
  return conditions.some((node) => holds(node, known.possible, known.present) && (to === undefined || makesCertain(node, to, known, rules.scratch.supposed)));
}

/** Adds the shares to the scores, or takes them away. */
function tally(scores: number[], placeOf: Int16Array, { at, weight }: Shares, sign: 1 | -1): void {
  for (let i = 0; i < at.length; i += 1) {
    const place = placeOf[at[i] as number] as number;
    if (place >= 0) scores[place] = (scores[place] as number) + sign * (weight[i] as number);
  }
}

function sharesOf(rules: CompiledRuleset, known: Known, possible: Bits, matter: OpenMatter): Shares {
  const weight = weightOf(matter);
  const shares: Shares = { at: [], weight: [] };
  // Settling an early default line decides most: each later one counts for less.
  for (let index = 0; index < matter.conditions.length; index += 1) share(rules, known, possible, matter.conditions[index] as Node, weight / (index + 1), shares);
  return shares;
}

/** Spreads a weight over the atoms whose absence would close the condition. */
function share(rules: CompiledRuleset, known: Known, possible: Bits, node: Node, weight: number, into: Shares): void {
  const { present, doubtful } = known;
  if (!holds(node, possible, present) || (node.op !== 'none' && holds(node, present, possible))) return;
  const members = node.op === 'any' || node.op === 'at-least' ? openMembers(node, present, possible) : undefined;
  const each = members === undefined ? weight : weight / Math.max(1, members.open - Math.max(0, node.count - members.held - 1));
  for (let i = 0; i < node.at.length; i += 1) {
    const word = node.at[i] as number;
    const open = (node.mask[i] as number) & (possible[word] as number) & ~(present[word] as number) & ~(doubtful[word] as number);
    for (let rest = open; rest !== 0; rest &= rest - 1) {
      const at = rules.askedAt[(word << 5) | (31 - Math.clz32(rest & -rest))] as number;
      if (at < 0) continue;
      into.at.push(at);
      into.weight.push(each);
    }
  }
  for (const inner of node.inner) share(rules, known, possible, inner, each, into);
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

function costAt(rules: CompiledRuleset, at: number): number {
  return rules.asked[at]?.kind === 'number' ? measurementCost : 1;
}

/** Keeps a value among the highest of a group, the highest first. */
function keepAmong(highest: number[], value: number): void {
  let place = highest.length;
  while (place > 0 && value > (highest[place - 1] as number)) place -= 1;
  if (place >= counted) return;
  highest.splice(place, 0, value);
  if (highest.length > counted) highest.pop();
}

function named({ conditions, to }: OpenMatter, atoms: Bits): boolean {
  for (const node of conditions) if (overlapsSparse(atoms, node.names)) return true;
  return to !== undefined && overlapsSparse(atoms, to.names);
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
