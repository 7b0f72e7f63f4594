/** Numbers as people type them. */

export type AgeUnit = 'd' | 'w' | 'm' | 'y';
const perYear = { d: 365.25, w: 52.18, m: 12, y: 1 } as const;
/** Nobody known has lived longer. */
const oldestYears = 122;

/** "38,5", " 1 000 " and "39.2 °C" are numbers; undefined for what is none. */
export function readNumber(text: string): number | undefined {
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace(/(?:°?[CcFf]|ans|an|years?|%)$/, '')
    .replace(',', '.');
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

export type AgeMistake = 'no-age' | 'too-high';

export function ageMistake(amount: number | undefined, unit: AgeUnit): AgeMistake | undefined {
  if (amount === undefined || amount < 0) return 'no-age';
  return amount / perYear[unit] > oldestYears || amount > 1000 ? 'too-high' : undefined;
}

/** A temperature that can only be Fahrenheit, typed while Celsius was chosen. */
export function looksFahrenheit(number: number, unit: string | undefined): boolean {
  return unit === 'C' && number >= 86 && number <= 113;
}
