/** A patient's facts as bit vectors over the atoms of a ruleset, closed under implication. */
import { addAll, addSparse, hasBit, holds, removeAll, setBit, type Bits } from './bits.ts';
import type { Reach } from './closure.ts';
import type { CompiledRuleset, NumberSlot } from './compile.ts';
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
  absent.fill(0);
  unsure.fill(0);
  saidAbsent.fill(0);
  barred.fill(0);
  perhaps.fill(0);
  placePerson(rules, facts, present, absent, unsure);
  placeAnswers(rules, facts.answers, { present, unsure, saidAbsent });

  // Someone who cannot have a finding does not have it, whatever an earlier answer said.
  addAll(perhaps, present);
  addAll(perhaps, unsure);
  for (const item of rules.onlyIf) if (!holds(item.node, perhaps, present)) addSparse(barred, item.atoms);
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

/** Nobody of this age and sex can have it, whatever was read into their words. */
export function isBarred(rules: CompiledRuleset, known: Known | undefined, finding: string): boolean {
  const atom = rules.atomOf.get(finding);
  return atom !== undefined && known !== undefined && rules.findings.get(finding)?.onlyIf !== undefined && !hasBit(known.possible, atom);
}

/** The three sets of an assessment, in one piece of memory. */
function threeSets(words: number): [Bits, Bits, Bits] {
  const all = new Int32Array(3 * words);
  return [all.subarray(0, words), all.subarray(words, 2 * words), all.subarray(2 * words)];
}

function placePerson(rules: CompiledRuleset, facts: Facts, present: Bits, absent: Bits, unsure: Bits): void {
  const { patient } = facts;
  const age = rules.ages.at(patient.ageDays);
  addSparse(present, age.present);
  addSparse(absent, age.absent);
  for (const { atom, sex } of rules.sexAtoms) setBit(patient.sex === 'unsure' ? unsure : patient.sex === sex ? present : absent, atom);
  for (const { atom, region } of rules.regionAtoms) setBit(facts.region === region ? present : absent, atom);
}

type Placed = { readonly present: Bits; readonly unsure: Bits; readonly saidAbsent: Bits };

function placeAnswers(rules: CompiledRuleset, answers: readonly Answer[], placed: Placed): void {
  const { slots, numbers } = rules;
  for (const answer of answers) {
    const slot = slots.get(answer.finding);
    if (slot === undefined) continue;
    if (slot < 0) {
      const number = numbers[~slot];
      if (number) placeNumber(rules, number, answer, placed);
      continue;
    }
    const { value } = answer;
    if (value === 'absent') {
      if (!isFromFreeText(answer)) setBit(placed.saidAbsent, slot);
    } else if (value === 'present') setBit(placed.present, slot);
    else if (value === 'unsure') setBit(placed.unsure, slot);
    // A yes-no finding was given a number: no evidence.
  }
}

function placeNumber(rules: CompiledRuleset, { finding, thresholds }: NumberSlot, answer: Answer, placed: Placed): void {
  const { value } = answer;
  for (const { atom, threshold } of thresholds) {
    if (typeof value === 'number') {
      if (meets(value, threshold)) setBit(placed.present, atom);
      // A number read from free text may raise; it excludes nothing until the person has confirmed it.
      else if (!isFromFreeText(answer)) setBit(placed.saidAbsent, atom);
    } else if (value === 'unsure') setBit(placed.unsure, atom);
    // Not measured: no evidence; what it would show is asked in words of its own.
    else if (value === 'not-measured') setBit(placed.saidAbsent, atom);
  }
  if (typeof value !== 'number' || isFromFreeText(answer)) return;
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
function close(bits: Bits, { from, of }: Reach): void {
  for (let word = 0; word < bits.length; word += 1) {
    for (let rest = (bits[word] as number) & (from[word] as number); rest !== 0; rest &= rest - 1) {
      const more = of[(word << 5) | (31 - Math.clz32(rest & -rest))];
      if (more) addSparse(bits, more);
    }
  }
}
