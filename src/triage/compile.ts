/** A ruleset, compiled once: every finding, threshold and fact about the person is an atom, every condition a mask. */
import { addAll, countBits, hasBit, makeBits, setBit, type Bits, type Node } from './bits.ts';
import { contentHash } from './content-hash.ts';
import { entails, type Threshold } from './quantity.ts';
import {
  regionIds,
  type Condition,
  type DefaultLine,
  type Finding,
  type Kind,
  type Modifier,
  type NumberFinding,
  type Pathway,
  type RegionId,
  type Rule,
  type Ruleset,
  type Sex,
} from './ruleset.ts';

export type Atom =
  | { readonly kind: 'finding'; readonly finding: string }
  | { readonly kind: 'threshold'; readonly finding: string; readonly threshold: Threshold }
  | { readonly kind: 'age'; readonly threshold: Threshold }
  | { readonly kind: 'sex'; readonly sex: Sex }
  | { readonly kind: 'region'; readonly region: RegionId }
  | { readonly kind: 'pathway-kind'; readonly is: Kind };

/** Where an answer to a finding is placed. */
export type Slot = { readonly atom: number | undefined; readonly thresholds: readonly number[]; readonly finding: Finding };

/** `openedBy`: what must be known of it before the rest is asked; undefined: it is asked anyway. */
export type CompiledRule = { readonly rule: Rule; readonly node: Node; readonly openedBy?: Bits };
export type CompiledLine = { readonly line: DefaultLine; readonly node: Node };
/** `triggers`: the findings and thresholds in its condition; age, sex and kind of complaint left out. */
export type CompiledModifier = { readonly modifier: Modifier; readonly node: Node; readonly triggers: Bits };

export type CompiledPathway = {
  readonly pathway: Pathway;
  readonly for: Node | undefined;
  readonly opensOn: Bits;
  readonly redFlags: readonly CompiledRule[];
  readonly lines: readonly CompiledLine[];
  /** The modifiers that count for it, as places in the ruleset's list. */
  readonly modifiers: readonly number[];
};

export type CompiledRuleset = {
  readonly ruleset: Ruleset;
  /** SHA-256 of the content: an encounter is pinned to it. */
  readonly hash: string;
  readonly atoms: readonly Atom[];
  /** Words in a bit vector over the atoms. */
  readonly words: number;
  /** Sets used within one assessment and never kept: an assessment is not interrupted. */
  readonly scratch: { readonly absent: Bits; readonly unsure: Bits; readonly saidAbsent: Bits; readonly barred: Bits; readonly perhaps: Bits };
  readonly findings: ReadonlyMap<string, Finding>;
  readonly atomOf: ReadonlyMap<string, number>;
  /** Number finding -> its threshold atoms. */
  readonly thresholdsOf: ReadonlyMap<string, readonly number[]>;
  /** atom -> atoms that are true whenever it is, itself included; undefined when there are no others. */
  readonly implied: readonly (Bits | undefined)[];
  /** atom -> atoms that are false whenever it is, itself included; undefined when there are no others. */
  readonly denied: readonly (Bits | undefined)[];
  readonly onlyIf: readonly { readonly atoms: readonly number[]; readonly node: Node }[];
  readonly personAtoms: readonly { readonly atom: number; readonly about: Exclude<Atom, { kind: 'finding' | 'threshold' | 'pathway-kind' }> }[];
  readonly kindAtom: Readonly<Record<Kind, number>>;

  readonly modifiers: readonly CompiledModifier[];
  /** Uncovered complaints that open only when nothing else was recognised. */
  readonly accompaniments: ReadonlySet<string>;
  readonly slots: ReadonlyMap<string, Slot>;
  readonly staffOnly: readonly number[];
  /** atom -> index of its finding in `asked`, -1 for atoms that are no finding. */
  readonly askedAt: Int32Array;
  readonly asked: readonly Finding[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** topic -> the group of screens it is asked in. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** finding -> the numbers whose card asks it too ("no fever" beside the thermometer). */
  readonly standIns: ReadonlyMap<string, readonly NumberFinding[]>;
  readonly gate: readonly CompiledRule[];
  readonly pathways: readonly CompiledPathway[];
  readonly pathwayOf: ReadonlyMap<string, CompiledPathway>;
};

const kinds: readonly Kind[] = ['illness', 'injury', 'mental', 'admin'];

export function compileRuleset(ruleset: Ruleset): CompiledRuleset {
  const table = createAtomTable();
  for (const finding of ruleset.findings) if (finding.kind === 'yes-no') table.of({ kind: 'finding', finding: finding.id });
  const kindAtom = Object.fromEntries(kinds.map((kind) => [kind, table.of({ kind: 'pathway-kind', is: kind })])) as Record<Kind, number>;
  // Every atom must be known before masks are laid out, so all conditions are visited first.
  for (const condition of conditionsOf(ruleset)) visitAtoms(condition, table);
  for (const finding of ruleset.findings) {
    if (finding.kind === 'number') for (const item of finding.entails) table.of({ kind: 'threshold', finding: finding.id, threshold: item.threshold });
  }
  const compile = (condition: Condition): Node => compileCondition(condition, table);
  const rules = (list: readonly Rule[]): CompiledRule[] => list.map((rule) => ({ rule, node: compile(rule.when) }));
  const modifiers = ruleset.modifiers.map((modifier) => ({ modifier, node: compile(modifier.when), triggers: triggersOf(modifier.when, table) }));
  const pathways = ruleset.pathways.map((pathway): CompiledPathway => {
    const opensOn = makeBits(table.atoms.length);
    for (const id of pathway.opensOnFindings) setBit(opensOn, table.of({ kind: 'finding', finding: id }));
    return {
      pathway,
      for: pathway.for && compile(pathway.for),
      opensOn,
      redFlags: rules(pathway.redFlags),
      lines: pathway.defaultLines.map((line) => ({ line, node: compile(line.when) })),
      modifiers: modifiers.flatMap((item, index) => (pathway.without.includes(item.modifier.id) ? [] : [index])),
    };
  });
  const { implied, denied } = closeImplications(ruleset, table);
  const onlyIf = ruleset.findings.flatMap((finding) => (finding.onlyIf ? [{ atoms: atomsOfFinding(finding.id, table), node: compile(finding.onlyIf) }] : []));
  const empty = (): Bits => makeBits(table.atoms.length);
  const atomOf = new Map(table.atoms.flatMap((atom, index) => (atom.kind === 'finding' ? [[atom.finding, index] as const] : [])));
  return {
    ruleset,
    hash: contentHash(ruleset),
    atoms: table.atoms,
    words: makeBits(table.atoms.length).length,
    scratch: { absent: empty(), unsure: empty(), saidAbsent: empty(), barred: empty(), perhaps: empty() },
    findings: new Map(ruleset.findings.map((finding) => [finding.id, finding])),
    atomOf,
    slots: new Map(
      ruleset.findings.map((finding) => [finding.id, { atom: atomOf.get(finding.id), thresholds: finding.kind === 'number' ? atomsOfFinding(finding.id, table) : [], finding }]),
    ),
    thresholdsOf: new Map(ruleset.findings.filter((finding) => finding.kind === 'number').map((finding) => [finding.id, atomsOfFinding(finding.id, table)])),
    implied: implied.map(unlessAlone),
    denied: denied.map(unlessAlone),
    onlyIf,
    personAtoms: table.atoms.flatMap((about, atom) => (about.kind === 'age' || about.kind === 'sex' || about.kind === 'region' ? [{ atom, about }] : [])),
    kindAtom,

    modifiers,
    accompaniments: new Set(ruleset.uncovered.flatMap((item) => (item.aloneOnly ? [item.id] : []))),
    staffOnly: ruleset.findings.filter((finding) => finding.observedByStaff).flatMap((finding) => atomsOfFinding(finding.id, table)),
    askedAt: Int32Array.from(table.atoms, (atom) => ('finding' in atom ? ruleset.findings.findIndex((finding) => finding.id === atom.finding) : -1)),
    asked: ruleset.findings,
    indexOf: new Map(ruleset.findings.map((finding, index) => [finding.id, index])),
    groupOf: new Map(ruleset.topics.map((topic) => [topic.id, topic.group])),
    standIns: standInsOf(ruleset),
    gate: ruleset.gate.map((rule) => ({ rule, node: compile(rule.when), ...(rule.toldOnly === true ? { openedBy: openersOf(rule.when, table) } : {}) })),
    pathways,
    pathwayOf: new Map(pathways.map((item) => [item.pathway.id, item])),
  };
}

function triggersOf(condition: Condition, table: AtomTable): Bits {
  const bits = makeBits(table.atoms.length);
  const visit = (item: Condition): void => {
    if (item.kind === 'present') setBit(bits, table.of({ kind: 'finding', finding: item.finding }));
    if (item.kind === 'number') setBit(bits, table.of({ kind: 'threshold', finding: item.finding, threshold: item.threshold }));
    if ('of' in item) item.of.forEach(visit);
  };
  visit(condition);
  return bits;
}

/** Of things that count only together the first opens the rest. */
function openersOf(condition: Condition, table: AtomTable): Bits {
  const bits = makeBits(table.atoms.length);
  const visit = (item: Condition): boolean => {
    if (item.kind === 'present' || item.kind === 'number') setBit(bits, leafAtom(item, table) ?? 0);
    if (item.kind === 'all') return item.of.some(visit);
    if (item.kind === 'any' || item.kind === 'at-least') return item.of.map(visit).some(Boolean);
    return item.kind === 'present' || item.kind === 'number';
  };
  visit(condition);
  return bits;
}

function standInsOf(ruleset: Ruleset): ReadonlyMap<string, readonly NumberFinding[]> {
  const map = new Map<string, NumberFinding[]>();
  for (const number of ruleset.findings) {
    if (number.kind !== 'number') continue;
    for (const { finding } of number.shortcuts) {
      const list = map.get(finding) ?? [];
      if (!list.includes(number)) map.set(finding, [...list, number]);
    }
  }
  return map;
}

/** Most atoms reach only themselves: closing has nothing to do for them. */
function unlessAlone(bits: Bits): Bits | undefined {
  return bits.reduce((count, word) => count + countBits(word), 0) > 1 ? bits : undefined;
}

type AtomTable = { readonly atoms: Atom[]; readonly of: (atom: Atom) => number };

function createAtomTable(): AtomTable {
  const atoms: Atom[] = [];
  const index = new Map<string, number>();
  // Both sexes and all regions exist even when no rule names them.
  const table: AtomTable = {
    atoms,
    of: (atom) => {
      const key = JSON.stringify(atom);
      const known = index.get(key);
      if (known !== undefined) return known;
      atoms.push(atom);
      index.set(key, atoms.length - 1);
      return atoms.length - 1;
    },
  };
  table.of({ kind: 'sex', sex: 'female' });
  table.of({ kind: 'sex', sex: 'male' });
  for (const region of regionIds) table.of({ kind: 'region', region });
  return table;
}

function conditionsOf(ruleset: Ruleset): Condition[] {
  return [
    ...ruleset.gate.map((rule) => rule.when),
    ...ruleset.modifiers.map((modifier) => modifier.when),
    ...ruleset.findings.flatMap((finding) => (finding.onlyIf ? [finding.onlyIf] : [])),
    ...ruleset.pathways.flatMap((pathway) => [
      ...(pathway.for ? [pathway.for] : []),
      ...pathway.redFlags.map((rule) => rule.when),
      ...pathway.defaultLines.map((line) => line.when),
    ]),
  ];
}

/** The atom of a leaf, or undefined for a condition that holds others. */
function leafAtom(condition: Condition, table: AtomTable): number | undefined {
  switch (condition.kind) {
    case 'present':
      return table.of({ kind: 'finding', finding: condition.finding });
    case 'number':
      return table.of({ kind: 'threshold', finding: condition.finding, threshold: condition.threshold });
    case 'age':
      return table.of({ kind: 'age', threshold: condition.threshold });
    case 'sex':
      return table.of({ kind: 'sex', sex: condition.sex });
    case 'region':
      return table.of({ kind: 'region', region: condition.region });
    case 'pathway-kind':
      return table.of({ kind: 'pathway-kind', is: condition.is });
    case 'all':
    case 'any':
    case 'at-least':
    case 'none':
      return undefined;
    default:
      return condition satisfies never;
  }
}

function visitAtoms(condition: Condition, table: AtomTable): void {
  if (leafAtom(condition, table) === undefined && 'of' in condition) for (const inner of condition.of) visitAtoms(inner, table);
}

function compileCondition(condition: Condition, table: AtomTable): Node {
  const of = 'of' in condition ? condition.of : [condition];
  const masks = new Map<number, number>();
  const inner: Node[] = [];
  for (const item of of) {
    const atom = leafAtom(item, table);
    if (atom === undefined) inner.push(compileCondition(item, table));
    else masks.set(atom >> 5, (masks.get(atom >> 5) ?? 0) | (1 << (atom & 31)));
  }
  const op = 'of' in condition ? condition.kind : 'all';
  return {
    op,
    count: condition.kind === 'at-least' ? condition.count : 0,
    at: Int32Array.from(masks.keys()),
    mask: Int32Array.from(masks.values()),
    inner,
  };
}

function atomsOfFinding(id: string, table: AtomTable): number[] {
  return table.atoms.flatMap((atom, index) => ((atom.kind === 'finding' || atom.kind === 'threshold') && atom.finding === id ? [index] : []));
}

function closeImplications(ruleset: Ruleset, table: AtomTable): { implied: Bits[]; denied: Bits[] } {
  const size = table.atoms.length;
  const implied = table.atoms.map((_, index) => {
    const bits = makeBits(size);
    setBit(bits, index);
    return bits;
  });
  for (const finding of ruleset.findings) {
    if (finding.kind === 'yes-no') {
      const from = implied[table.of({ kind: 'finding', finding: finding.id })];
      if (from) for (const id of finding.implies) setBit(from, table.of({ kind: 'finding', finding: id }));
      continue;
    }
    const own = atomsOfFinding(finding.id, table);
    for (const index of own) {
      const atom = table.atoms[index];
      const from = implied[index];
      if (atom?.kind !== 'threshold' || !from) continue;
      for (const other of own) {
        const second = table.atoms[other];
        if (second?.kind === 'threshold' && entails(atom.threshold, second.threshold)) setBit(from, other);
      }
      for (const item of finding.entails) if (entails(atom.threshold, item.threshold)) setBit(from, table.of({ kind: 'finding', finding: item.finding }));
    }
  }
  for (let changed = true; changed;) {
    changed = false;
    for (const bits of implied) {
      const before = bits.join();
      for (let atom = 0; atom < size; atom += 1) {
        const more = implied[atom];
        if (more && hasBit(bits, atom)) addAll(bits, more);
      }
      if (bits.join() !== before) changed = true;
    }
  }
  const denied = table.atoms.map((_, index) => {
    const bits = makeBits(size);
    for (let from = 0; from < size; from += 1) {
      const reach = implied[from];
      if (reach && hasBit(reach, index)) setBit(bits, from);
    }
    return bits;
  });
  return { implied, denied };
}
