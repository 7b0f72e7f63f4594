import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageInDays, entails, meets, parseAge, parseSpan, parseThreshold, type Threshold } from './quantity.ts';

describe('ages', () => {
  it('make a baby of 3 months 91 days old, as the rules count', () => {
    expect(ageInDays(3, 'm')).toBe(91);
  });

  it.each([
    [12, 'm', 1, 'y'],
    [24, 'm', 2, 'y'],
    [4, 'w', 28, 'd'],
  ] as const)('of %d %s are on the same side of every limit as %d %s', (a, unitA, b, unitB) => {
    expect(ageInDays(a, unitA)).toBe(ageInDays(b, unitB));
  });

  it('without a unit are refused', () => {
    expect(parseAge('34')).toBeUndefined();
  });
});

describe('lengths of time', () => {
  it.each([
    ['48 h', 48],
    ['2 d', 48],
    ['2 w', 336],
    ['1 m', 720],
  ])('read %s as %d hours', (text, hours) => {
    expect(parseSpan(text)).toBe(hours);
  });
});

describe('thresholds', () => {
  const thresholds: fc.Arbitrary<Threshold> = fc.record({ comparator: fc.constantFrom('<', '<=', '>', '>='), limit: fc.integer({ min: 0, max: 50 }) });

  it('entail another one only when every number that meets them meets it', () => {
    fc.assert(
      fc.property(thresholds, thresholds, fc.integer({ min: -10, max: 60 }), (first, second, value) => !entails(first, second) || !meets(value, first) || meets(value, second)),
    );
  });

  it('that are no comparison are refused', () => {
    expect(parseThreshold('38', Number)).toBeUndefined();
  });
});
