/**
 * How urgent: the least upper bound of everything that holds, of every open pathway at once.
 * Not knowing is never "no": what was not asked counts as "not sure" in `outcome`; `certain` leaves it out and is what
 * the questions work on. Semantics: docs/architecture.md "The engine".
 */
import { clearBit, hasBit, holds, nextIn, overlapsSparse, setBit, type Bits, type Node } from './bits.ts';
import { isCatchAll, type CompiledLine, type CompiledModifier, type CompiledPathway, type CompiledRule, type CompiledRuleset } from './compile.ts';
import type { Facts } from './facts.ts';
import { makesCertain, type Lead } from './leads.ts';
import { know, type Known } from './known.ts';
import { coversUrgency, join, leastOutcome, lift, rank, type Outcome } from './outcome.ts';
import { ageInDays } from './quantity.ts';
import type { DefaultLine, Kind, Modifier, Rule } from './ruleset.ts';
import { stir, stirAll } from './watch.ts';

/** In confusion every doubt counts as a yes; a doubt about the confusion itself is a doubt like any other. */
export const confusionFinding = 'confused-or-drowsy';

/** `present`: for certain; `unsure`: counting a "not sure"; `open`: it would need an answer that nobody gave yet. */
export type Standing = 'present' | 'unsure' | 'open';

export type Firing =
  | { readonly kind: 'rule'; readonly rule: Rule; readonly pathway: string | undefined; readonly standing: Standing; readonly outcome: Outcome }
  | { readonly kind: 'floor' | 'lift'; readonly modifier: Modifier; readonly pathway: string; readonly standing: Standing; readonly outcome: Outcome | undefined }
  | { readonly kind: 'default'; readonly line: DefaultLine; readonly pathway: string; readonly standing: Standing; readonly outcome: Outcome }
  | { readonly kind: 'otherwise'; readonly rule: Rule; readonly pathway: string; readonly standing: Standing; readonly outcome: Outcome };

/** Something still open that could lift the outcome, with what it would need. */
export type OpenMatter = {
  readonly outcome: Outcome;
  /** The conditions to settle, the first mattering most. */
  readonly conditions: readonly Node[];
  /** `lead`: it would bring up another complaint, and what could come of that. */
  readonly kind: 'rule' | 'default' | 'lead';
  /** Of the part of a danger: the danger that it makes certain by itself. Where it can't any more, the matter is closed. */
  readonly to?: Node;
};

export type Assessment = {
  readonly outcome: Outcome;
  /** What holds already, the best case assumed for all that is open. */
  readonly certain: Outcome;
  readonly firings: readonly Firing[];
  readonly open: readonly OpenMatter[];
  readonly pathways: readonly string[];
  readonly known: Known;
};

/** What a doubt about an ambulance or emergency rule asks for: seen within 4 hours, with a human call-back. */
export const doubt: Outcome = { urgency: 'same-day', withinHours: 4, examined: true, via: [] };
const under5 = ageInDays(5, 'y');

type Run = {
  readonly rules: CompiledRuleset;
  readonly known: Known;
  /** The conditions that may hold, by their numbers. */
  readonly stirred: Bits;
  readonly doubtIsYes: boolean;
  readonly firings: Firing[];
  /** The complaints that no pathway covers, where they count. */
  readonly uncovered: readonly string[];
  readonly open: OpenMatter[];
  readonly modifiers: Map<Kind, readonly StandingModifier[]>;
  /** What is certain, or may still be found where no doubt was said; made when it is first needed. */
  findable?: Bits;
};

export function assess(rules: CompiledRuleset, facts: Facts): Assessment {
  const known = know(rules, facts);
  // While little has been answered nearly everything may hold, and finding that out would cost more than it saves.
  const { stirred } = rules.scratch;
  if (facts.answers.length * 3 < rules.asked.length) stirAll(stirred);
  else stir(rules.watch, known.possible, stirred);
  const confusion = rules.atomOf.get(confusionFinding);
  const pathways = openPathways(rules, facts, known);
  const run: Run = {
    rules,
    known,
    stirred,
    doubtIsYes: facts.patient.ageDays < under5 || facts.elsewhere || (confusion !== undefined && hasBit(known.present, confusion)),
    uncovered: pathways.some(isCatchAll) ? facts.uncovered : [],
    firings: [],
    open: [],
    modifiers: new Map(),
  };
  const total: Tally = { outcome: leastOutcome, certain: leastOutcome };
  for (let at = nextIn(stirred, 0); at < rules.gate.length; at = nextIn(stirred, at + 1)) weigh(run, rules.gate[at] as CompiledRule, undefined, total);
  for (const pathway of pathways) {
    const added = assessPathway(run, pathway);
    total.outcome = join(total.outcome, added.outcome);
    total.certain = join(total.certain, added.certain);
  }
  pursueLeads(run, pathways, total.certain);
  pursueTold(run, pathways, total.certain);
  return {
    // What nobody was asked about may raise the urgency; it sends nobody to a place that only its presence would.
    outcome: coversUrgency(total.certain, total.outcome) ? { ...total.outcome, via: total.certain.via } : total.outcome,
    certain: total.certain,
    firings: run.firings,
    open: run.open.filter((matter) => !coversUrgency(total.certain, matter.outcome)),
    pathways: pathways.map((item) => item.pathway.id),
    known,
  };
}

/** Whether a complaint may be this person's, by age and sex. */
export function pathwayFits(item: CompiledPathway, known: Known): boolean {
  return item.for === undefined || holds(item.for, known.doubtful, known.present);
}

/** The pathways that count for these facts: named ones that fit the person, ones that a finding opens, and the catch-all. */
export function openPathways(rules: CompiledRuleset, facts: Facts, known: Known): readonly CompiledPathway[] {
  const { pathways, uncovered } = facts;
  const open: CompiledPathway[] = [];
  // Named, and not for someone of this age or sex.
  const misfits: CompiledPathway[] = [];
  for (const item of rules.pathways) {
    const named = pathways.includes(item.pathway.id);
    if (!named && !overlapsSparse(known.present, item.opensOn)) continue;
    if (pathwayFits(item, known)) open.push(item);
    else if (named) misfits.push(item);
  }
  const familyFits = (item: CompiledPathway): boolean => open.some((other) => other.pathway.family !== undefined && other.pathway.family === item.pathway.family);
  // Vomiting goes with an illness or an injury; beside a request for insulin it is the illness.
  const alone = open.length === 0 && uncovered.every((id) => rules.accompaniments.has(id) || rules.kindOfUncovered.get(id) === 'admin');
  const leftOut = [
    ...uncovered.flatMap((id) => (alone || !rules.accompaniments.has(id) ? [rules.kindOfUncovered.get(id) ?? 'illness'] : [])),
    ...misfits.flatMap((item) => (!familyFits(item) && (alone || !item.pathway.aloneOnly) ? [item.pathway.kind] : [])),
  ];
  for (const kind of leftOut) {
    const other = rules.catchAllOf.get(kind) ?? rules.catchAllOf.get('illness');
    if (other && !open.includes(other)) open.push(other);
  }
  return open;
}

/** What an unopened pathway could still ask for beyond what is certain; undefined when opening it would change nothing. */
function beyond({ redFlags, lines, pathway }: CompiledPathway, certain: Outcome, possible: Bits, present: Bits): Outcome | undefined {
  for (const { rule, node } of redFlags) if (!coversUrgency(certain, rule.outcome) && holds(node, possible, present)) return rule.outcome;
  for (const { line, node } of lines) if (!coversUrgency(certain, line.outcome) && holds(node, possible, present)) return line.outcome;
  return coversUrgency(certain, pathway.otherwise.outcome) ? undefined : pathway.otherwise.outcome;
}

/** What is asked in the open pathways and would open another one, which could ask for more than what is certain. */
function pursueLeads({ rules, known, uncovered, open }: Run, opened: readonly CompiledPathway[], certain: Outcome): void {
  // Present, a lead has opened its pathway already, if that is one for this person.
  const others = rules.pathways.map((item) => (opened.includes(item) || !pathwayFits(item, known) ? undefined : item));
  if (others.every((item) => item === undefined)) return;
  const { doubtful, possible, present } = known;
  const pursue = ({ to, node }: Lead): void => {
    const item = others[to];
    if (!item || !holds(node, possible, present) || holds(node, present, possible)) return;
    const outcome = beyond(item, certain, possible, present);
    if (outcome) open.push({ outcome, conditions: [node], kind: 'lead' });
  };
  // Who goes to hospital within the hour is asked what this complaint itself asks, and not the illnesses of before.
  const more = rank(certain.urgency) < rank('emergency');
  for (const { leads, modifierLeads } of opened) {
    for (const lead of leads) pursue(lead);
    if (more) for (const lead of modifierLeads) pursue(lead);
  }
  for (const { rule, openedBy, lead } of rules.gateLeads) if (others[lead.to] && (overlapsSparse(doubtful, openedBy) || isAskedIn(rule, uncovered))) pursue(lead);
}

/** Nor is a finding left unasked that makes a greater danger certain than the rule of the complaint that asks about it. */
function pursueTold({ rules, stirred, known, open }: Run, opened: readonly CompiledPathway[], certain: Outcome): void {
  const { present, possible } = known;
  for (const { toldLeads } of opened) {
    for (const { to, node } of toldLeads) {
      const { rule, node: danger } = rules.gate[to] as CompiledRule;
      if (!hasBit(stirred, to) || coversUrgency(certain, rule.outcome) || !holds(node, possible, present) || holds(node, present, possible)) continue;
      if (makesCertain(node, danger, known, rules.scratch.supposed)) open.push({ outcome: rule.outcome, conditions: [node], kind: 'rule', to: danger });
    }
  }
}

/** What has been weighed so far: with all that is open counted as a doubt, and without it. */
type Tally = { outcome: Outcome; certain: Outcome };
type Weighed = Readonly<Tally>;

/** How a condition stands; undefined when it cannot hold any more. */
function standingOf({ known }: Run, node: Node): Standing | undefined {
  if (!holds(node, known.possible, known.present)) return undefined;
  if (holds(node, known.present, known.possible)) return 'present';
  return holds(node, known.doubtful, known.possible) ? 'unsure' : 'open';
}

/** Where nobody has told of it: whoever brings a burn is asked how bad it is. */
function isAskedIn({ askedIn }: Rule, uncovered: readonly string[]): boolean {
  return askedIn !== undefined && uncovered.some((id) => askedIn.includes(id));
}

function weigh(run: Run, item: CompiledRule, pathway: string | undefined, tally: Tally): void {
  if (item.openedBy && !overlapsSparse(run.known.doubtful, item.openedBy) && !isAskedIn(item.rule, run.uncovered)) return;
  const standing = standingOf(run, item.node);
  if (standing === undefined) return;
  const { rule } = item;
  const full = standing === 'present' || run.doubtIsYes || rank(rule.outcome.urgency) <= rank('same-day');
  const outcome = full ? rule.outcome : doubt;
  run.firings.push({ kind: 'rule', rule, pathway, standing, outcome });
  tally.outcome = join(tally.outcome, outcome);
  if (standing !== 'open') tally.certain = join(tally.certain, outcome);
  if (standing === 'open' || (!full && mayBecomeCertain(run, item.node))) run.open.push({ outcome: rule.outcome, conditions: [item.node], kind: 'rule' });
}

/** A doubt is no reason not to ask the rest: "not sure" of one sign, the person may be sure of another that makes the same emergency certain. */
function mayBecomeCertain(run: Run, node: Node): boolean {
  const { present, doubtful, possible } = run.known;
  run.findable ??= possible.map((word, at) => (word & ~(doubtful[at] as number)) | (present[at] as number));
  return holds(node, run.findable, possible);
}

function assessPathway(run: Run, compiled: CompiledPathway): Weighed {
  const id = compiled.pathway.id;
  const flags: Tally = { outcome: leastOutcome, certain: leastOutcome };
  const { redFlags, firstFlag, firstLine } = compiled;
  for (let at = nextIn(run.stirred, firstFlag); at < firstLine; at = nextIn(run.stirred, at + 1)) weigh(run, redFlags[at - firstFlag] as CompiledRule, id, flags);
  const fallback = weighDefault(run, compiled);
  let outcome = join(flags.outcome, fallback.outcome);
  let certain = join(flags.certain, fallback.certain);
  let lifted = false;
  let surelyLifted = false;
  let lifts: readonly Node[] = [];
  for (const { item, at, standing } of modifiersOf(run, compiled.pathway.kind)) {
    if (!hasBit(compiled.modifiers, at)) continue;
    const { modifier } = item;
    if (modifier.floor && (modifier.always || !fallback.exempt)) {
      const full = standing === 'present' || run.doubtIsYes || rank(modifier.floor.urgency) <= rank('same-day');
      const floor = full ? modifier.floor : doubt;
      run.firings.push({ kind: 'floor', modifier, pathway: id, standing, outcome: floor });
      outcome = join(outcome, floor);
      if (standing === 'open' || (!full && mayBecomeCertain(run, item.node))) run.open.push({ outcome: modifier.floor, conditions: [item.node], kind: 'rule' });
      if (standing !== 'open' && (modifier.always || !fallback.mayBeExempt)) certain = join(certain, floor);
    }
    if (modifier.lift) {
      run.firings.push({ kind: 'lift', modifier, pathway: id, standing, outcome: undefined });
      lifted = true;
      if (standing === 'open') lifts = [...lifts, item.node];
      else surelyLifted = true;
    }
  }
  if (!surelyLifted) for (const node of lifts) run.open.push({ outcome: lift(certain), conditions: [node], kind: 'rule' });
  return { outcome: lifted ? lift(outcome) : outcome, certain: surelyLifted ? lift(certain) : certain };
}

/**
 * The default is the first line that holds. While earlier lines may still hold, all of them count: joined in `outcome`,
 * the mildest in `certain`. A doubt can so never lower it.
 */
function weighDefault(run: Run, compiled: CompiledPathway): Weighed & { readonly exempt: boolean; readonly mayBeExempt: boolean } {
  const { present, possible } = run.known;
  const id = compiled.pathway.id;
  const candidates: Outcome[] = [];
  const conditions: Node[] = [];
  let exempt = true;
  let mayBeExempt = false;
  let settled = false;
  const { firstLine, lines } = compiled;
  const end = firstLine + lines.length;
  for (let at = nextIn(run.stirred, firstLine); at < end; at = nextIn(run.stirred, at + 1)) {
    const item = lines[at - firstLine] as CompiledLine;
    if (!holds(item.node, possible, present)) continue;
    settled = holds(item.node, present, possible);
    run.firings.push({ kind: 'default', line: item.line, pathway: id, standing: settled ? 'present' : 'open', outcome: item.line.outcome });
    candidates.push(item.line.outcome);
    conditions.push(item.node);
    exempt &&= item.line.floorExempt;
    mayBeExempt ||= item.line.floorExempt;
    if (settled) break;
  }
  if (!settled) {
    const { otherwise } = compiled.pathway;
    run.firings.push({ kind: 'otherwise', rule: otherwise, pathway: id, standing: candidates.length === 0 ? 'present' : 'open', outcome: otherwise.outcome });
    candidates.push(otherwise.outcome);
    exempt = false;
  }
  const outcome = candidates.reduce(join, leastOutcome);
  const mildest = candidates.reduce((least, item) => (coversUrgency(item, least) ? least : item), outcome);
  if (candidates.length > 1) run.open.push({ outcome, conditions, kind: 'default' });
  return { outcome, certain: mildest, exempt, mayBeExempt };
}

type StandingModifier = { readonly item: CompiledModifier; readonly at: number; readonly standing: Standing };

/** The modifiers that may hold for complaints of a kind; weighed once, however many pathways of it are open. */
function modifiersOf(run: Run, kind: Kind): readonly StandingModifier[] {
  const weighed = run.modifiers.get(kind);
  if (weighed) return weighed;
  const { known, rules } = run;
  const { kindAtoms } = rules;
  const own = rules.kindAtom[kind];
  for (const bits of [known.present, known.doubtful, known.possible]) {
    for (const other of kindAtoms) clearBit(bits, other);
    setBit(bits, own);
  }
  const standings: StandingModifier[] = [];
  // They are watched behind the gate.
  const first = rules.gate.length;
  for (let number = nextIn(run.stirred, first); number < first + rules.modifiers.length; number = nextIn(run.stirred, number + 1)) {
    const at = number - first;
    const item = rules.modifiers[at] as CompiledModifier;
    const standing = standingOf(run, item.node);
    if (standing === undefined) continue;
    // Nobody with a sprained ankle is asked about fever and the spleen; who says that there is a fever, is.
    const asked = standing !== 'open' || (item.modifier.askedIn?.includes(kind) ?? true);
    if (asked || overlapsSparse(known.doubtful, item.triggers)) standings.push({ item, at, standing });
  }
  // Back to "some kind or other", as the questions see it.
  for (const other of kindAtoms) setBit(known.possible, other);
  clearBit(known.present, own);
  clearBit(known.doubtful, own);
  run.modifiers.set(kind, standings);
  return standings;
}
