/** A patient's facts as bit vectors over the atoms of a ruleset, closed under implication. */
import { addAll, hasBit, holds, makeBits, removeAll, setBit, type Bits } from './bits.ts';
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
  const size = rules.atoms.length;
  const present = makeBits(size);
  const absent = makeBits(size);
  const unsure = makeBits(size);
  const saidAbsent: number[] = [];
  placePerson(rules, facts, present, absent, unsure);
  for (const answer of facts.answers) placeAnswer(rules, answer, { present, unsure, saidAbsent });

  // Someone who cannot have a finding does not have it, whatever an earlier answer said.
  const barred = makeBits(size);
  for (const item of rules.onlyIf) {
    const perhaps = makeBits(size);
    addAll(perhaps, present);
    addAll(perhaps, unsure);
    if (holds(item.node, perhaps, present)) continue;
    for (const atom of item.atoms) setBit(barred, atom);
  }
  removeAll(present, barred);
  removeAll(unsure, barred);
  for (const atom of rules.staffOnly) if (!hasBit(present, atom) && !hasBit(unsure, atom)) setBit(barred, atom);

  close(present, rules.implied);
  removeAll(present, barred);
  const contradictions: string[] = [];
  for (const atom of saidAbsent) {
    const about = rules.atoms[atom];
    // The more dangerous reading holds until the person has settled it.
    if (hasBit(present, atom)) {
      if (about?.kind === 'finding') contradictions.push(about.finding);
    } else setBit(absent, atom);
  }
  close(absent, rules.denied);
  addAll(absent, barred);
  removeAll(absent, present);
  removeAll(unsure, absent);

  const doubtful = makeBits(size);
  addAll(doubtful, present);
  addAll(doubtful, unsure);
  const possible = makeBits(size).fill(-1);
  removeAll(possible, absent);
  return { present, doubtful, possible, contradictions };
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

type Placed = { readonly present: Bits; readonly unsure: Bits; readonly saidAbsent: number[] };

function placeAnswer(rules: CompiledRuleset, answer: Answer, placed: Placed): void {
  const atom = rules.atomOf.get(answer.finding);
  const freeText = isFromFreeText(answer);
  if (atom !== undefined) {
    if (answer.value === 'present') setBit(placed.present, atom);
    else if (answer.value === 'unsure') setBit(placed.unsure, atom);
    else if (!freeText) placed.saidAbsent.push(atom);
    return;
  }
  for (const threshold of rules.thresholdsOf.get(answer.finding) ?? []) {
    const about: Atom | undefined = rules.atoms[threshold];
    if (about?.kind !== 'threshold') continue;
    if (typeof answer.value === 'number') {
      if (meets(answer.value, about.threshold)) setBit(placed.present, threshold);
      // A number read from free text may raise; it excludes nothing until the person has confirmed it.
      else if (!freeText) placed.saidAbsent.push(threshold);
    } else if (answer.value === 'unsure') setBit(placed.unsure, threshold);
    // Not measured: no evidence; what it would show is asked in words of its own.
    else if (answer.value === 'not-measured') placed.saidAbsent.push(threshold);
  }
  const finding = rules.findings.get(answer.finding);
  if (finding?.kind !== 'number' || typeof answer.value !== 'number' || freeText) return;
  for (const item of finding.entails) {
    const denied = item.elseAbsent && !meets(answer.value, item.threshold) ? rules.atomOf.get(item.finding) : undefined;
    if (denied !== undefined) placed.saidAbsent.push(denied);
  }
}

/** Adds to a set all that its members reach. The reach is closed already: one pass is enough. */
function close(bits: Bits, reach: readonly Bits[]): void {
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
