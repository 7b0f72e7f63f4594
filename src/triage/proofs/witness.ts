/** Cases that make a condition hold: what must be present, and an age, sex, region and numbers that allow it. */
import { ageInDays, meets, type Threshold } from '../quantity.ts';
import { regionIds, type Condition, type RegionId, type Sex } from '../ruleset.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { AnswerValue } from '../facts.ts';
import type { Case } from './proof.ts';

/** One way to satisfy a condition: a choice of leaves. */
type Way = { readonly leaves: readonly Condition[]; readonly denied: readonly Condition[] };

const mostWays = 60;

/** The minimal ways to satisfy a condition, at most sixty. */
export function waysOf(condition: Condition): readonly Way[] {
  switch (condition.kind) {
    case 'all':
      return condition.of.reduce<readonly Way[]>((ways, inner) => cross(ways, waysOf(inner)), [{ leaves: [], denied: [] }]);
    case 'any':
      return condition.of.flatMap((inner) => waysOf(inner)).slice(0, mostWays);
    case 'at-least':
      return choose(condition.of, condition.count)
        .flatMap((list) => waysOf({ kind: 'all', of: list }))
        .slice(0, mostWays);
    case 'none':
      return [{ leaves: [], denied: condition.of }];
    case 'present':
    case 'number':
    case 'age':
    case 'sex':
    case 'region':
    case 'pathway-kind':
      return [{ leaves: [condition], denied: [] }];
    default:
      return condition satisfies never;
  }
}

function cross(a: readonly Way[], b: readonly Way[]): readonly Way[] {
  return a.flatMap((left) => b.map((right) => ({ leaves: [...left.leaves, ...right.leaves], denied: [...left.denied, ...right.denied] }))).slice(0, mostWays);
}

function choose<T>(list: readonly T[], count: number): readonly (readonly T[])[] {
  if (count === 0) return [[]];
  const [first, ...rest] = list;
  if (first === undefined || list.length < count) return [];
  return [...choose(rest, count - 1).map((tail) => [first, ...tail]), ...choose(rest, count)];
}

const ordinaryAges = [35, 60, 70, 80, 17, 12, 7, 3, 1].map((years) => ageInDays(years, 'y')).concat([200, 120, 60, 40, 10, 1]);

/** A case in which all leaves hold, within `fits`; undefined when the ages, sexes or numbers contradict each other. */
export function caseOf(rules: CompiledRuleset, pathway: string, leaves: readonly Condition[], fits: Condition | undefined): Case | undefined {
  const possible = leaves.flatMap((leaf) => {
    const onlyIf = leaf.kind === 'present' ? rules.findings.get(leaf.finding)?.onlyIf : undefined;
    return onlyIf ? (waysOf(onlyIf)[0]?.leaves ?? []) : [];
  });
  const all = [...leaves, ...possible, ...(fits ? (waysOf(fits)[0]?.leaves ?? []) : [])];
  const ageDays = pick([...ordinaryAges, ...agesNear(all)], thresholds(all, 'age'));
  const sexes = new Set(all.flatMap((leaf) => (leaf.kind === 'sex' ? [leaf.sex] : [])));
  const regions = new Set(all.flatMap((leaf) => (leaf.kind === 'region' ? [leaf.region] : [])));
  if (ageDays === undefined || sexes.size > 1 || regions.size > 1) return undefined;
  const values = new Map<string, AnswerValue>();
  for (const leaf of all) {
    if (leaf.kind === 'present') values.set(leaf.finding, 'present');
    if (leaf.kind !== 'number' || values.has(leaf.finding)) continue;
    const finding = rules.findings.get(leaf.finding);
    if (finding?.kind !== 'number') return undefined;
    const limits = all.flatMap((other) => (other.kind === 'number' && other.finding === leaf.finding ? [other.threshold] : []));
    const candidates = limits.flatMap(({ limit }) => [limit, limit + 1, limit - 1, limit + 0.1, limit - 0.1, limit / 2]);
    const value = pick(
      candidates.filter((candidate) => candidate >= finding.least && candidate <= finding.most),
      limits,
    );
    if (value === undefined) return undefined;
    values.set(leaf.finding, value);
  }
  return { ageDays, sex: first<Sex>(sexes) ?? 'female', region: first<RegionId>(regions) ?? (regionIds[0] as RegionId), elsewhere: false, pathway, values };
}

function thresholds(leaves: readonly Condition[], kind: 'age'): readonly Threshold[] {
  return leaves.flatMap((leaf) => (leaf.kind === kind ? [leaf.threshold] : []));
}

function agesNear(leaves: readonly Condition[]): readonly number[] {
  return thresholds(leaves, 'age').flatMap(({ limit }) => [limit, limit + 1, limit - 1].filter((days) => days >= 0));
}

function pick(candidates: readonly number[], limits: readonly Threshold[]): number | undefined {
  return candidates.find((candidate) => limits.every((limit) => meets(candidate, limit)));
}

function first<T>(set: ReadonlySet<T>): T | undefined {
  for (const item of set) return item;
  return undefined;
}
