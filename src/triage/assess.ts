/**
 * How urgent: the least upper bound of everything that holds, of every open pathway at once.
 * Not knowing is never "no": what was not asked counts as "not sure" in `outcome`; `certain` leaves it out and is what
 * the questions work on. Semantics: docs/architecture.md "The engine".
 */
import { clearBit, hasBit, holds, setBit, type Bits, type Node } from './bits.ts';
import type { CompiledPathway, CompiledRule, CompiledRuleset } from './compile.ts';
import type { Facts } from './facts.ts';
import { know, type Known } from './known.ts';
import { coversUrgency, join, leastOutcome, lift, rank, type Outcome } from './outcome.ts';
import { ageInDays } from './quantity.ts';
import type { DefaultLine, Kind, Modifier, Rule } from './ruleset.ts';

/** The pathway for complaints that no pathway covers yet: someone should look, the same day. */
export const otherComplaint = 'other-complaint';
/** Being in doubt about this makes every other doubt count as a yes. */
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
  readonly default: boolean;
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
  readonly doubtIsYes: boolean;
  readonly firings: Firing[];
  readonly open: OpenMatter[];
  readonly modifiers: Map<Kind, readonly (Standing | undefined)[]>;
};

export function assess(rules: CompiledRuleset, facts: Facts): Assessment {
  const known = know(rules, facts);
  const confusion = rules.atomOf.get(confusionFinding);
  const run: Run = {
    rules,
    known,
    doubtIsYes: facts.patient.ageDays < under5 || facts.elsewhere || (confusion !== undefined && hasBit(known.doubtful, confusion)),
    firings: [],
    open: [],
    modifiers: new Map(),
  };
  const pathways = openPathways(rules, facts, known);
  const total: Tally = { outcome: leastOutcome, certain: leastOutcome };
  for (const item of rules.gate) weigh(run, item, undefined, total);
  for (const pathway of pathways) {
    const added = assessPathway(run, pathway);
    total.outcome = join(total.outcome, added.outcome);
    total.certain = join(total.certain, added.certain);
  }
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
  const fits = (item: CompiledPathway): boolean => pathwayFits(item, known);
  const named = new Set(facts.pathways);
  const open = rules.pathways.filter((item) => fits(item) && (named.has(item.pathway.id) || overlaps(item.opensOn, known.present)));
  const familyFits = (item: CompiledPathway): boolean => open.some((other) => other.pathway.family !== undefined && other.pathway.family === item.pathway.family);
  const alone = open.length === 0 && facts.uncovered.every((id) => rules.accompaniments.has(id));
  const leftOut =
    facts.uncovered.some((id) => alone || !rules.accompaniments.has(id)) ||
    rules.pathways.some((item) => named.has(item.pathway.id) && !fits(item) && !familyFits(item) && (alone || !item.pathway.aloneOnly));
  const other = rules.pathwayOf.get(otherComplaint);
  if (other && leftOut && !open.includes(other)) open.push(other);
  return open;
}

/** What has been weighed so far: with all that is open counted as a doubt, and without it. */
type Tally = { outcome: Outcome; certain: Outcome };
type Weighed = Readonly<Tally>;

function standingOf(known: Known, node: CompiledRule['node']): Standing | undefined {
  if (!holds(node, known.possible, known.present)) return undefined;
  if (holds(node, known.present, known.possible)) return 'present';
  return holds(node, known.doubtful, known.possible) ? 'unsure' : 'open';
}

function weigh(run: Run, item: CompiledRule, pathway: string | undefined, tally: Tally): void {
  const standing = standingOf(run.known, item.node);
  if (standing === undefined || (standing === 'open' && item.openedBy && !overlaps(item.openedBy, run.known.doubtful))) return;
  const { rule } = item;
  const full = standing === 'present' || run.doubtIsYes || rank(rule.outcome.urgency) <= rank('same-day');
  const outcome = full ? rule.outcome : doubt;
  run.firings.push({ kind: 'rule', rule, pathway, standing, outcome });
  tally.outcome = join(tally.outcome, outcome);
  if (standing === 'open') run.open.push({ outcome: rule.outcome, conditions: [item.node], default: false });
  else tally.certain = join(tally.certain, outcome);
}

function assessPathway(run: Run, compiled: CompiledPathway): Weighed {
  const id = compiled.pathway.id;
  const flags: Tally = { outcome: leastOutcome, certain: leastOutcome };
  for (const item of compiled.redFlags) weigh(run, item, id, flags);
  const fallback = weighDefault(run, compiled);
  let outcome = join(flags.outcome, fallback.outcome);
  let certain = join(flags.certain, fallback.certain);
  const standings = modifierStandings(run, compiled.pathway.kind);
  let lifted = false;
  let surelyLifted = false;
  const lifts: Node[] = [];
  for (const at of compiled.modifiers) {
    const standing = standings[at];
    const item = run.rules.modifiers[at];
    if (standing === undefined || !item) continue;
    const { modifier } = item;
    if (modifier.floor && (modifier.always || !fallback.exempt)) {
      const full = standing === 'present' || run.doubtIsYes || rank(modifier.floor.urgency) <= rank('same-day');
      const floor = full ? modifier.floor : doubt;
      run.firings.push({ kind: 'floor', modifier, pathway: id, standing, outcome: floor });
      outcome = join(outcome, floor);
      if (standing === 'open') run.open.push({ outcome: modifier.floor, conditions: [item.node], default: false });
      else if (modifier.always || !fallback.mayBeExempt) certain = join(certain, floor);
    }
    if (modifier.lift) {
      run.firings.push({ kind: 'lift', modifier, pathway: id, standing, outcome: undefined });
      lifted = true;
      if (standing === 'open') lifts.push(item.node);
      else surelyLifted = true;
    }
  }
  if (!surelyLifted) for (const node of lifts) run.open.push({ outcome: lift(certain), conditions: [node], default: false });
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
  for (const item of compiled.lines) {
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
  if (candidates.length > 1) run.open.push({ outcome, conditions, default: true });
  return { outcome, certain: mildest, exempt, mayBeExempt };
}

/** How every modifier stands for complaints of a kind; weighed once, however many pathways of it are open. */
function modifierStandings(run: Run, kind: Kind): readonly (Standing | undefined)[] {
  const weighed = run.modifiers.get(kind);
  if (weighed) return weighed;
  const { known, rules } = run;
  const all = [known.present, known.doubtful, known.possible];
  for (const other of Object.values(rules.kindAtom)) for (const bits of all) clearBit(bits, other);
  for (const bits of all) setBit(bits, rules.kindAtom[kind]);
  const standings = rules.modifiers.map((item) => {
    const standing = standingOf(known, item.node);
    const asked = item.modifier.askedIn?.includes(kind) ?? true;
    // Nobody with a sprained ankle is asked about fever and the spleen; who says that there is a fever, is.
    return standing === 'open' && !asked && !overlaps(item.triggers, known.doubtful) ? undefined : standing;
  });
  // Back to "some kind or other", as the questions see it.
  for (const other of Object.values(rules.kindAtom)) setBit(known.possible, other);
  clearBit(known.present, rules.kindAtom[kind]);
  clearBit(known.doubtful, rules.kindAtom[kind]);
  run.modifiers.set(kind, standings);
  return standings;
}

function overlaps(a: Bits, b: Bits): boolean {
  for (let index = 0; index < a.length; index += 1) if (((a[index] ?? 0) & (b[index] ?? 0)) !== 0) return true;
  return false;
}
