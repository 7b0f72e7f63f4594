/** A ruleset, compiled once: every finding, threshold and fact about the person is an atom, every condition a mask. */
import { agesOf, type Ages } from './ages.ts';
import { atomsOfFinding, compileCondition, createAtomTable, namedIn, openersOf, visitAtoms, type Atom, type AtomTable } from './atoms.ts';
import { addAll, holds, makeBits, removeAll, setBit, sparse, type Bits, type Node, type SparseBits } from './bits.ts';
import { closeImplications, reachOf, type Reach } from './closure.ts';
import { contentHash } from './content-hash.ts';
import { byPerson, leadsOf, onlyFor, partOnPerson, type Lead } from './leads.ts';
import { coversUrgency } from './outcome.ts';
import { meets, type Threshold } from './quantity.ts';
import {
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
import { watchOver, type Watch } from './watch.ts';

/** Where an answer that is a number is placed. */
export type NumberSlot = { readonly finding: NumberFinding; readonly thresholds: readonly { readonly atom: number; readonly threshold: Threshold }[] };

/**
 * `openedBy`: what must be known of it before the rest is asked, unless the complaint is one that it is asked in, and without which it cannot hold;
 * undefined: it is asked anyway.
 */
export type CompiledRule = { readonly rule: Rule; readonly node: Node; readonly openedBy?: SparseBits };
export type CompiledLine = { readonly line: DefaultLine; readonly node: Node };
/** `triggers`: the findings and thresholds in its condition; age, sex and kind of complaint left out. */
export type CompiledModifier = { readonly modifier: Modifier; readonly node: Node; readonly triggers: SparseBits };

export type CompiledPathway = {
  readonly pathway: Pathway;
  readonly for: Node | undefined;
  readonly opensOn: SparseBits;
  readonly redFlags: readonly CompiledRule[];
  /** Where its red flags, and where its lines, begin in what is watched (`Watch`). */
  readonly firstFlag: number;
  readonly firstLine: number;
  readonly lines: readonly CompiledLine[];
  /** The modifiers that count for it, by their places in the ruleset's list. */
  readonly modifiers: Bits;
  /** The other complaints that its own questions may bring up, and those of the modifiers that are asked with it. */
  readonly leads: readonly Lead[];
  readonly modifierLeads: readonly Lead[];
  /** The rules of the gate, by place, that are asked about once a part of them is told, and that its own, milder red flags may bring up. */
  readonly toldLeads: readonly Lead[];
};

export type CompiledRuleset = {
  readonly ruleset: Ruleset;
  /** SHA-256 of the content: an encounter is pinned to it. */
  readonly hash: string;
  readonly atoms: readonly Atom[];
  /** Words in a bit vector over the atoms. */
  readonly words: number;
  /** Sets used within one assessment and never kept: an assessment is not interrupted. */
  readonly scratch: {
    readonly absent: Bits;
    readonly unsure: Bits;
    readonly saidAbsent: Bits;
    readonly barred: Bits;
    readonly perhaps: Bits;
    readonly denied: Bits;
    readonly supposed: Bits;
    readonly stirred: Bits;
  };
  readonly findings: ReadonlyMap<string, Finding>;
  readonly atomOf: ReadonlyMap<string, number>;
  /** Number finding -> its threshold atoms. */
  readonly thresholdsOf: ReadonlyMap<string, readonly number[]>;
  /** Atoms that are true whenever an atom is, itself included. */
  readonly implied: Reach;
  /** Atoms that are false whenever an atom is, itself included. */
  readonly denied: Reach;
  readonly onlyIf: readonly { readonly atoms: SparseBits; readonly node: Node }[];
  readonly ages: Ages;
  readonly sexAtoms: readonly { readonly atom: number; readonly sex: Sex }[];
  readonly regionAtoms: readonly { readonly atom: number; readonly region: RegionId }[];
  readonly kindAtom: Readonly<Record<Kind, number>>;
  readonly kindAtoms: readonly number[];
  readonly modifiers: readonly CompiledModifier[];
  /** Uncovered complaints that open only when nothing else was recognised. */
  readonly accompaniments: ReadonlySet<string>;
  /** finding -> its atom, or, of a number, the complement (~) of its place in `numbers`. */
  readonly slots: ReadonlyMap<string, number>;
  readonly numbers: readonly NumberSlot[];
  readonly watch: Watch;
  readonly staffOnly: readonly number[];
  /** atom -> index of its finding in `asked`, -1 for atoms that are no finding. */
  readonly askedAt: Int32Array;
  readonly asked: readonly Finding[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Place in `asked` -> what a "no" to it, or a number "not measured" or the least that it can be, makes impossible. */
  readonly denials: readonly SparseBits[];
  readonly groups: readonly string[];
  /** Place in `asked` -> place in `groups`. */
  readonly groupAt: Int32Array;
  /** topic -> the group of screens it is asked in. */
  readonly groupOf: ReadonlyMap<string, string>;
  /** finding -> the numbers whose card asks it too ("no fever" beside the thermometer). */
  readonly standIns: ReadonlyMap<string, readonly NumberFinding[]>;
  readonly gate: readonly CompiledRule[];
  /** The complaints that questions of the gate may bring up, once what opens them is told. */
  readonly gateLeads: readonly { readonly rule: Rule; readonly openedBy: SparseBits; readonly lead: Lead }[];
  readonly pathways: readonly CompiledPathway[];
  readonly pathwayOf: ReadonlyMap<string, CompiledPathway>;
  /** Kind of complaint -> the pathway for those that none covers: someone should look, the same day. */
  readonly catchAllOf: ReadonlyMap<Kind, CompiledPathway>;
  readonly kindOfUncovered: ReadonlyMap<string, Kind>;
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
  // In the order in which they are compiled here: the gate, the modifiers, then of each pathway its red flags and its lines.
  const watchedNodes: Node[] = [];
  const watched = (condition: Condition): Node => {
    const node = compile(condition);
    watchedNodes.push(node);
    return node;
  };
  const gate = ruleset.gate.map((rule): CompiledRule => (rule.toldOnly === true ? onceTold(rule, watched(rule.when), table) : { rule, node: watched(rule.when) }));
  const modifiers = ruleset.modifiers.map((modifier) => ({ modifier, node: watched(modifier.when), triggers: sparse(namedIn([modifier.when], table)) }));
  const unled = ruleset.pathways.map((pathway): Omit<CompiledPathway, 'leads' | 'modifierLeads' | 'toldLeads'> => {
    const opensOn = makeBits(table.atoms.length);
    for (const id of pathway.opensOnFindings) setBit(opensOn, table.of({ kind: 'finding', finding: id }));
    const firstFlag = watchedNodes.length;
    const asked = pathway.redFlags.map((rule): CompiledRule => ({ rule, node: watched(rule.when) }));
    const told = toldIn(pathway, ruleset).map((rule) => onceTold(rule, watched(rule.when), table));
    const firstLine = watchedNodes.length;
    return {
      pathway,
      for: pathway.for && compile(pathway.for),
      opensOn: sparse(opensOn),
      firstFlag,
      redFlags: [...asked, ...told],
      firstLine,
      lines: pathway.defaultLines.map((line) => ({ line, node: watched(line.when) })),
      modifiers: countingFor(pathway, modifiers),
    };
  });
  const { implied, denied } = closeImplications(ruleset, table);
  const opensOn = unled.map((item) => item.opensOn);
  const leads = (conditions: readonly Condition[], to: readonly SparseBits[]): readonly Lead[] => {
    const anyone = namedIn(
      conditions.filter((condition) => partOnPerson(condition).length === 0),
      table,
    );
    return byPerson(conditions).flatMap(({ person, of }) => {
      const named = namedIn(of, table);
      if (person.length === 0) return leadsOf(named, to, implied);
      removeAll(named, anyone);
      return leadsOf(named, to, implied).map((lead) => onlyFor(compile({ kind: 'all', of: person }), lead));
    });
  };
  const gateLeads = gate.flatMap(({ openedBy, rule }) => (openedBy ? leads([rule.when], opensOn).map((lead) => ({ rule, openedBy, lead })) : []));
  const told = gate.flatMap(({ rule, openedBy }, at) => (openedBy ? [{ outcome: rule.outcome, openedBy, at }] : []));
  const byOutcome = [...Map.groupBy(told, ({ outcome }) => `${outcome.urgency} ${outcome.withinHours} ${outcome.examined}`).values()];
  const toldLeads = (flags: readonly Rule[]): readonly Lead[] =>
    byOutcome.flatMap((same) => {
      // A flag that is as urgent asks for it by itself.
      const milder = flags.filter((flag) => same.some(({ outcome }) => !coversUrgency(flag.outcome, outcome))).map((flag) => flag.when);
      const openers = same.map((item) => item.openedBy);
      return leads(milder, openers).flatMap(({ to, node }) => same.slice(to, to + 1).map(({ at }) => ({ to: at, node })));
    });
  const pathways = unled.map((item) => ({
    ...item,
    leads: leads([...item.redFlags.map(({ rule }) => rule.when), ...item.lines.map(({ line }) => line.when)], opensOn),
    modifierLeads: leads(modifiersAsked(item.pathway, ruleset), opensOn),
    toldLeads: toldLeads(item.pathway.redFlags),
  }));
  const numbers = ruleset.findings.flatMap((finding) => (finding.kind === 'number' ? [{ finding, thresholds: thresholdsOf(finding.id, table) }] : []));
  const empty = (): Bits => makeBits(table.atoms.length);
  const atomOf = new Map(table.atoms.flatMap((atom, index) => (atom.kind === 'finding' ? [[atom.finding, index] as const] : [])));
  const groupOf = new Map(ruleset.topics.map((topic) => [topic.id, topic.group]));
  const groups = [...new Set(ruleset.findings.map((finding) => groupOf.get(finding.topic) ?? finding.topic))];
  return {
    ruleset,
    hash: contentHash(ruleset),
    atoms: table.atoms,
    words: makeBits(table.atoms.length).length,
    scratch: {
      absent: empty(),
      unsure: empty(),
      saidAbsent: empty(),
      barred: empty(),
      perhaps: empty(),
      denied: empty(),
      supposed: empty(),
      stirred: makeBits(watchedNodes.length),
    },
    findings: new Map(ruleset.findings.map((finding) => [finding.id, finding])),
    atomOf,
    slots: new Map([...atomOf, ...numbers.map(({ finding }, at) => [finding.id, ~at] as const)]),
    numbers,
    watch: watchOver(watchedNodes, table.atoms.length, (atom) => !('finding' in (table.atoms[atom] ?? {}))),
    thresholdsOf: new Map(ruleset.findings.filter((finding) => finding.kind === 'number').map((finding) => [finding.id, atomsOfFinding(finding.id, table)])),
    implied: reachOf(implied, table),
    denied: reachOf(denied, table),
    onlyIf: onlyIfOf(ruleset, table),
    ages: agesOf(table.atoms),
    sexAtoms: table.atoms.flatMap((about, atom) => (about.kind === 'sex' ? [{ atom, sex: about.sex }] : [])),
    regionAtoms: table.atoms.flatMap((about, atom) => (about.kind === 'region' ? [{ atom, region: about.region }] : [])),
    kindAtom,
    kindAtoms: Object.values(kindAtom),
    modifiers,
    accompaniments: new Set(ruleset.uncovered.flatMap((item) => (item.aloneOnly ? [item.id] : []))),
    staffOnly: ruleset.findings.filter((finding) => finding.observedByStaff).flatMap((finding) => atomsOfFinding(finding.id, table)),
    askedAt: Int32Array.from(table.atoms, (atom) => ('finding' in atom ? ruleset.findings.findIndex((finding) => finding.id === atom.finding) : -1)),
    asked: ruleset.findings,
    indexOf: new Map(ruleset.findings.map((finding, index) => [finding.id, index])),
    denials: ruleset.findings.map((finding) => sparse(denialsOf(finding, { atomOf, denied, numbers, none: empty() }))),
    groups,
    groupAt: Int32Array.from(ruleset.findings, (finding) => groups.indexOf(groupOf.get(finding.topic) ?? finding.topic)),
    groupOf,
    standIns: standInsOf(ruleset),
    gate,
    gateLeads,
    pathways,
    pathwayOf: new Map(pathways.map((item) => [item.pathway.id, item])),
    catchAllOf: new Map(pathways.filter(isCatchAll).map((item) => [item.pathway.kind, item])),
    kindOfUncovered: new Map(ruleset.uncovered.map((item) => [item.id, item.kind])),
  };
}

/** In rulesets of before December 2026 there is one, and its name says it. */
export function isCatchAll({ pathway }: { readonly pathway: Pick<Pathway, 'id' | 'catchAll'> }): boolean {
  return pathway.catchAll === true || pathway.id === 'other-complaint';
}

/** A rule that nobody is asked for until its first part is known. */
function onceTold(rule: Rule, node: Node, table: AtomTable): CompiledRule {
  const openers = openersOf(rule.when, table);
  return needs(node, openers) ? { rule, node, openedBy: sparse(openers) } : { rule, node };
}

/** In an injury, a trouble of the mind or a request few signs of an illness are asked about; those that are told count all the same. */
function toldIn(pathway: Pathway, ruleset: Ruleset): readonly Rule[] {
  if (!isCatchAll({ pathway }) || pathway.kind === 'illness') return [];
  const asked = new Set(pathway.redFlags.map((rule) => rule.id));
  return ruleset.pathways.filter((other) => isCatchAll({ pathway: other }) && other.kind === 'illness').flatMap((other) => other.redFlags.filter((rule) => !asked.has(rule.id)));
}

/** Whether a condition cannot hold without one of these atoms, whatever else is known. */
function needs(node: Node, atoms: Bits): boolean {
  const others = atoms.map((word) => ~word);
  return !holds(
    node,
    others,
    atoms.map(() => 0),
  );
}

/** The conditions of the modifiers that are asked about with a pathway. */
function modifiersAsked(pathway: Pathway, ruleset: Ruleset): readonly Condition[] {
  return ruleset.modifiers.filter((modifier) => !pathway.without.includes(modifier.id) && (modifier.askedIn?.includes(pathway.kind) ?? true)).map((modifier) => modifier.when);
}

type Denying = { readonly atomOf: ReadonlyMap<string, number>; readonly denied: readonly Bits[]; readonly numbers: readonly NumberSlot[]; readonly none: Bits };

/** The atoms that a "no" makes impossible; of a number, "not measured" or the least that it can be. */
function denialsOf(finding: Finding, { atomOf, denied, numbers, none }: Denying): Bits {
  const deny = (atom: number | undefined): void => {
    const reach = atom === undefined ? undefined : denied[atom];
    if (reach) addAll(none, reach);
  };
  if (finding.kind === 'yes-no') {
    deny(atomOf.get(finding.id));
    return none;
  }
  for (const { atom, threshold } of numbers.find((slot) => slot.finding === finding)?.thresholds ?? []) {
    if (finding.measured || !meets(finding.least, threshold)) deny(atom);
  }
  const calm = finding.shortcuts.find((item) => item.state === 'absent');
  deny(calm && atomOf.get(calm.finding));
  return none;
}

function countingFor(pathway: Pathway, modifiers: readonly CompiledModifier[]): Bits {
  const bits = makeBits(modifiers.length);
  modifiers.forEach(({ modifier }, at) => {
    if (!pathway.without.includes(modifier.id)) setBit(bits, at);
  });
  return bits;
}

function thresholdsOf(id: string, table: AtomTable): NumberSlot['thresholds'] {
  return atomsOfFinding(id, table).flatMap((atom) => {
    const about = table.atoms[atom];
    return about?.kind === 'threshold' ? [{ atom, threshold: about.threshold }] : [];
  });
}

/** Who can have them at all: one condition for all findings that share it. */
function onlyIfOf(ruleset: Ruleset, table: AtomTable): CompiledRuleset['onlyIf'] {
  const shared = new Map<string, { readonly node: Node; readonly atoms: Bits }>();
  for (const { id, onlyIf } of ruleset.findings) {
    if (!onlyIf) continue;
    const key = JSON.stringify(onlyIf);
    const item = shared.get(key) ?? { node: compileCondition(onlyIf, table), atoms: makeBits(table.atoms.length) };
    for (const atom of atomsOfFinding(id, table)) setBit(item.atoms, atom);
    shared.set(key, item);
  }
  return [...shared.values()].map(({ node, atoms }) => ({ node, atoms: sparse(atoms) }));
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
