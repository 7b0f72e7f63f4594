/** Conditions as authors write them (docs/writing-rules.md) -> `Condition`. */
import { parseAge, parseDecimal, parseSpan, parseThreshold, type Threshold } from '../quantity.ts';
import { regionIds, type Condition, type Kind, type RegionId, type Sex } from '../ruleset.ts';
import { nearest } from './nearest.ts';
import type { Path } from '../../shared/content-file.ts';

export type ConditionContext = {
  /** id -> 'yes-no', or the unit of a number. */
  readonly findings: ReadonlyMap<string, string>;
  /** `none` may stand here: default lines only. */
  readonly allowNone: boolean;
  readonly report: (path: Path, what: string, mend: string) => void;
};

/** What stands for a condition that could not be read, so that reading goes on and names every error at once. */
const unreadable: Condition = { kind: 'any', of: [] };

export function readCondition(raw: unknown, path: Path, context: ConditionContext): Condition {
  if (typeof raw === 'string') return readPresence(raw, path, context);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    context.report(path, 'a condition must be a finding id or a mapping', 'write a finding id, or {all: [...]}, {any: [...]}, {age: ">= 65 y"} ...');
    return unreadable;
  }
  const entries = Object.entries(raw);
  const at = entries.find(([key]) => key === 'at-least');
  if (at) return readAtLeast(raw as Record<string, unknown>, path, context);
  const parts = entries.map(([key, value]) => readPart(key, value, [...path, key], context));
  if (parts.length === 0) {
    context.report(path, 'an empty condition', 'name at least one finding');
    return unreadable;
  }
  // Several keys in one mapping must all hold.
  return parts.length === 1 && parts[0] ? parts[0] : { kind: 'all', of: parts };
}

function readPart(key: string, value: unknown, path: Path, context: ConditionContext): Condition {
  switch (key) {
    case 'all':
    case 'any':
      return { kind: key, of: readList(value, path, context) };
    case 'none':
      if (!context.allowNone) {
        context.report(path, '"none" cannot stand here: a red flag never rests on an absence', 'move it to a default line, or say what is present instead');
      }
      return { kind: 'none', of: readList(value, path, context) };
    case 'age':
      return { kind: 'age', threshold: readThreshold(value, path, context, parseAge, '">= 65 y" (units d, m, y)') };
    case 'sex':
      if (value !== 'female' && value !== 'male') context.report(path, `sex "${String(value)}" is not known`, 'write female or male');
      return { kind: 'sex', sex: value as Sex };
    case 'region':
      if (!regionIds.includes(value as RegionId)) context.report(path, `region "${String(value)}" is not known`, `write one of ${regionIds.join(', ')}`);
      return { kind: 'region', region: value as RegionId };
    case 'kind':
      return { kind: 'pathway-kind', is: value as Kind };
    default:
      return readNumber(key, value, path, context);
  }
}

function readPresence(id: string, path: Path, context: ConditionContext): Condition {
  const unit = context.findings.get(id);
  if (unit === undefined) {
    const guess = nearest(id, context.findings.keys());
    context.report(path, `finding "${id}" is not in findings/`, guess ? `did you mean "${guess}"?` : 'add it to the file of its topic in findings/');
  } else if (unit !== 'yes-no') {
    context.report(path, `"${id}" is a number: it cannot be simply present`, `compare it: {${id}: ">= ..."}`);
  }
  return { kind: 'present', finding: id };
}

function readNumber(id: string, value: unknown, path: Path, context: ConditionContext): Condition {
  const unit = context.findings.get(id);
  if (unit === undefined) {
    const guess = nearest(id, ['all', 'any', 'none', 'at-least', 'age', 'sex', 'region', 'kind', ...context.findings.keys()]);
    context.report(
      path,
      `"${id}" is neither a keyword nor a number finding`,
      guess ? `did you mean "${guess}"?` : 'use all, any, none, at-least, age, sex, region or a number of findings/numbers.yaml',
    );
  } else if (unit === 'yes-no') {
    context.report(path, `"${id}" is a yes-no finding and cannot be compared`, `write it alone: ${id}`);
  }
  const parse = unit === 'hours' ? parseSpan : parseDecimal;
  const form = unit === 'hours' ? '"> 72 h" (units h, d, w, m)' : '">= 38.0"';
  return { kind: 'number', finding: id, threshold: readThreshold(value, path, context, parse, form) };
}

function readThreshold(value: unknown, path: Path, context: ConditionContext, parse: (text: string) => number | undefined, form: string): Threshold {
  const threshold = typeof value === 'string' ? parseThreshold(value, parse) : undefined;
  if (!threshold) context.report(path, `"${String(value)}" is not a comparison`, `write it like ${form}`);
  return threshold ?? { comparator: '>=', limit: 0 };
}

function readList(value: unknown, path: Path, context: ConditionContext): readonly Condition[] {
  if (!Array.isArray(value) || value.length === 0) {
    context.report(path, 'a list with at least one condition is needed here', 'write [first, second]');
    return [];
  }
  return value.map((item, index) => readCondition(item, [...path, index], context));
}

function readAtLeast(raw: Record<string, unknown>, path: Path, context: ConditionContext): Condition {
  const count = raw['at-least'];
  const of = readList(raw['of'], [...path, 'of'], context);
  const others = Object.keys(raw).filter((key) => key !== 'at-least' && key !== 'of');
  if (others.length > 0) context.report(path, `"${others.join('", "')}" cannot stand beside at-least`, 'put both into {all: [...]}');
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > of.length) {
    context.report([...path, 'at-least'], `at-least ${String(count)} of ${of.length} can never be met or says nothing`, `write a whole number from 1 to ${of.length}`);
  }
  return { kind: 'at-least', count: Number(count), of };
}
