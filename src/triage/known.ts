/** A patient's facts as bit vectors over the atoms of a ruleset, closed under implication. */
import { addAll, hasBit, holds, removeAll, setBit, type Bits } from './bits.ts';
import type { Atom, CompiledRuleset } from './compile.ts';
import { isFromFreeText, type Answer, type Facts } from './facts.ts';
import { meets } from './quantity.ts';

/**
 * `present` for certain; `doubtful`: present or answered "not sure"; `possible`: all that is not excluded.
 * present is within doubtful, doubtful within possible.
 */
export type Known = {
  readonly present: Bits;
  readonly doubtful: Bits;
  readonly possible: Bits;
  /** Findings said absent although something else that was said makes them present. */
  readonly contradictions: readonly string[];
};

export function know(rules: CompiledRuleset, facts: Facts): Known {
  const [present, doubtful, possible] = threeSets(rules.words);
  const { absent, unsure, saidAbsent, barred, perhaps } = rules.scratch;
  for (const set of [absent, unsure, saidAbsent, barred, perhaps]) set.fill(0);
  const placed: Placed = { present, unsure, saidAbsent };
  placePerson(rules, facts, present, absent, unsure);
  for (const answer of facts.answers) placeAnswer(rules, answer, placed);

  // Someone who cannot have a finding does not have it, whatever an earlier answer said.
  addAll(perhaps, present);
  addAll(perhaps, unsure);
  for (const item of rules.onlyIf) {
    if (holds(item.node, perhaps, present)) continue;
    for (const atom of item.atoms) setBit(barred, atom);
  }
  removeAll(present, barred);
  removeAll(unsure, barred);
  for (const atom of rules.staffOnly) if (!hasBit(present, atom) && !hasBit(unsure, atom)) setBit(barred, atom);

  close(present, rules.implied);
  removeAll(present, barred);
  // The more dangerous reading holds until the person has settled it.
  const contradictions = findingsIn(rules, saidAbsent, present);
  addAll(absent, saidAbsent);
  removeAll(absent, present);
  close(absent, rules.denied);
  addAll(absent, barred);
  removeAll(absent, present);
  // A doubt about one thing stands, even when a wider "no" would deny it.
  removeAll(absent, unsure);

  addAll(doubtful, present);
  addAll(doubtful, unsure);
  possible.fill(-1);
  removeAll(possible, absent);
  return { present, doubtful, possible, contradictions };
}

/** The three sets of an assessment, in one piece of memory. */
function threeSets(words: number): [Bits, Bits, Bits] {
  const all = new Int32Array(3 * words);
  return [all.subarray(0, words), all.subarray(words, 2 * words), all.subarray(2 * words)];
}

function placePerson(rules: CompiledRuleset, facts: Facts, present: Bits, absent: Bits, unsure: Bits): void {
  for (const { atom, about } of rules.personAtoms) {
    switch (about.kind) {
      case 'age':
        setBit(meets(facts.patient.ageDays, about.threshold) ? present : absent, atom);
        break;
      case 'sex':
        setBit(facts.patient.sex === 'unsure' ? unsure : facts.patient.sex === about.sex ? present : absent, atom);
        break;
      case 'region':
        setBit(facts.region === about.region ? present : absent, atom);
        break;
      default:
        about satisfies never;
    }
  }
}

type Placed = { readonly present: Bits; readonly unsure: Bits; readonly saidAbsent: Bits };

function placeAnswer(rules: CompiledRuleset, answer: Answer, placed: Placed): void {
  const slot = rules.slots.get(answer.finding);
  if (!slot) return;
  const { atom, thresholds, finding } = slot;
  const { value } = answer;
  if (atom !== undefined) {
    if (value === 'present') setBit(placed.present, atom);
    else if (value === 'unsure') setBit(placed.unsure, atom);
    else if (!isFromFreeText(answer)) setBit(placed.saidAbsent, atom);
    return;
  }
  for (const threshold of thresholds) {
    const about: Atom | undefined = rules.atoms[threshold];
    if (about?.kind !== 'threshold') continue;
    if (typeof value === 'number') {
      if (meets(value, about.threshold)) setBit(placed.present, threshold);
      // A number read from free text may raise; it excludes nothing until the person has confirmed it.
      else if (!isFromFreeText(answer)) setBit(placed.saidAbsent, threshold);
    } else if (value === 'unsure') setBit(placed.unsure, threshold);
    // Not measured: no evidence; what it would show is asked in words of its own.
    else if (value === 'not-measured') setBit(placed.saidAbsent, threshold);
  }
  if (finding.kind !== 'number' || typeof value !== 'number' || isFromFreeText(answer)) return;
  for (const item of finding.entails) {
    const denied = item.elseAbsent && !meets(value, item.threshold) ? rules.atomOf.get(item.finding) : undefined;
    if (denied !== undefined) setBit(placed.saidAbsent, denied);
  }
}

/** The findings that are in both sets. */
function findingsIn(rules: CompiledRuleset, a: Bits, b: Bits): readonly string[] {
  const found: string[] = [];
  for (let word = 0; word < a.length; word += 1) {
    for (let rest = (a[word] ?? 0) & (b[word] ?? 0); rest !== 0; rest &= rest - 1) {
      const about = rules.atoms[(word << 5) | (31 - Math.clz32(rest & -rest))];
      if (about?.kind === 'finding') found.push(about.finding);
    }
  }
  return found;
}

/** Adds to a set all that its members reach. The reach is closed already: one pass is enough. */
function close(bits: Bits, reach: readonly (Bits | undefined)[]): void {
  for (let word = 0; word < bits.length; word += 1) {
    let rest = bits[word] ?? 0;
    while (rest !== 0) {
      const bit = 31 - Math.clz32(rest & -rest);
      rest &= rest - 1;
      const more = reach[(word << 5) | bit];
      if (more) addAll(bits, more);
    }
  }
}
