/**
 * Ages, durations and thresholds as they stand in the rules: "65 y", "4 h", ">= 38.0".
 * Months and years are whole days, rounded down (3 m = 91 d, 12 m = 365 d), so that an age entered in one unit
 * falls on the same side of a limit written in another (clinical/complaints/README.md, note 3).
 */

const hoursPerUnit = { h: 1, d: 24, w: 168 } as const;
const daysPerMonth = 30.4375;
const daysPerYear = 365.25;

export type AgeUnit = 'd' | 'w' | 'm' | 'y';

/** An age in whole days from a number and its unit. */
export function ageInDays(amount: number, unit: AgeUnit): number {
  switch (unit) {
    case 'd':
      return Math.floor(amount);
    case 'w':
      return Math.floor(amount * 7);
    case 'm':
      return Math.floor(amount * daysPerMonth);
    case 'y':
      return Math.floor(amount * daysPerYear);
    default:
      return unit satisfies never;
  }
}

const agePattern = /^(\d+(?:\.\d+)?)\s*([dwmy])$/;
const spanPattern = /^(\d+(?:\.\d+)?)\s*([hdwm])$/;

/** "28 d", "3 m", "65 y" -> days; undefined when it is not an age. */
export function parseAge(text: string): number | undefined {
  const match = agePattern.exec(text.trim());
  // The pattern admits only the four units.
  return match ? ageInDays(Number(match[1]), match[2] as AgeUnit) : undefined;
}

/** "4 h", "3 d", "2 w", "6 m" -> hours; undefined when it is not a span of time. */
export function parseSpan(text: string): number | undefined {
  const match = spanPattern.exec(text.trim());
  if (!match) return undefined;
  const amount = Number(match[1]);
  // The pattern admits only the four units.
  const unit = match[2] as 'h' | 'd' | 'w' | 'm';
  return unit === 'm' ? Math.floor(amount * daysPerMonth) * 24 : amount * hoursPerUnit[unit];
}

export const comparators = ['<', '<=', '>', '>='] as const;
export type Comparator = (typeof comparators)[number];

/** A limit on a number: `{comparator: '>=', limit: 38}`. */
export type Threshold = { readonly comparator: Comparator; readonly limit: number };

const thresholdPattern = /^(<=|>=|<|>)\s*(.+)$/;

/** ">= 65 y" -> a threshold, its right side read by `read`; undefined when either half does not parse. */
export function parseThreshold(text: string, read: (right: string) => number | undefined): Threshold | undefined {
  const match = thresholdPattern.exec(text.trim());
  const right = match?.[2];
  if (!match || right === undefined) return undefined;
  const limit = read(right);
  // The pattern admits only the four comparators.
  return limit === undefined || !Number.isFinite(limit) ? undefined : { comparator: match[1] as Comparator, limit };
}

/** A plain decimal number: "38.0". */
export function parseDecimal(text: string): number | undefined {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;
}

export function meets(value: number, threshold: Threshold): boolean {
  switch (threshold.comparator) {
    case '<':
      return value < threshold.limit;
    case '<=':
      return value <= threshold.limit;
    case '>':
      return value > threshold.limit;
    case '>=':
      return value >= threshold.limit;
    default:
      return threshold.comparator satisfies never;
  }
}

/** Whether meeting `first` entails meeting `second`, for every number: ">= 39" entails ">= 38". */
export function entails(first: Threshold, second: Threshold): boolean {
  const upward = (comparator: Comparator): boolean => comparator === '>' || comparator === '>=';
  if (upward(first.comparator) !== upward(second.comparator)) return false;
  if (first.limit === second.limit) return first.comparator === second.comparator || first.comparator.length < second.comparator.length;
  return upward(first.comparator) ? first.limit > second.limit : first.limit < second.limit;
}
