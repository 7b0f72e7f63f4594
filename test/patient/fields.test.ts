import { describe, expect, it } from 'vitest';
import type { Chip } from '../../src/contract/card.ts';
import { markedWords } from '../../web-widget/patient/marked-words.ts';
import { ageMistake, looksFahrenheit, readNumber } from '../../web-widget/patient/quantity-field.ts';
import { fill, wordsFor } from '../../web-widget/patient/words.ts';

describe('a number as people type it', () => {
  it.each([
    ['38,5', 38.5],
    ['38.5', 38.5],
    [' 39 ', 39],
    ['39,2 °C', 39.2],
    ['101F', 101],
    ['1 000', 1000],
    ['34 ans', 34],
    ['-3', -3],
    ['', undefined],
    ['beaucoup', undefined],
    ['38,5,1', undefined],
    ['1e3', undefined],
  ])('%s is read as %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });

  it('of 101 with Celsius chosen can only be Fahrenheit, 39 cannot', () => {
    expect([looksFahrenheit(101, 'C'), looksFahrenheit(39, 'C'), looksFahrenheit(101, 'F')]).toEqual([true, false, false]);
  });
});

describe('an age', () => {
  it.each([
    [34, 'y', undefined],
    [0, 'd', undefined],
    [122, 'y', undefined],
    [123, 'y', 'too-high'],
    [1500, 'w', 'too-high'],
    [-1, 'y', 'no-age'],
    [undefined, 'y', 'no-age'],
  ] as const)('of %s %s is refused as %s', (amount, unit, mistake) => {
    expect(ageMistake(amount, unit)).toBe(mistake);
  });
});

describe("the person's own words", () => {
  const chip = (id: string, start: number, end: number): Chip => ({ id, label: id, quote: '', start, end, kind: 'finding' });

  it('come back whole, whatever is marked in them', () => {
    const text = 'fièvre et toux depuis hier';
    const pieces = markedWords(text, [chip('fever', 0, 6), chip('cough', 10, 14), chip('both', 0, 14), chip('outside', 20, 99)]);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  it('carry every chip that rests on a piece', () => {
    const pieces = markedWords('fever and cough', [chip('fever', 0, 5), chip('both', 0, 15)]);
    expect(pieces.map((piece) => [piece.text, piece.chips.map((item) => item.id)])).toEqual([
      ['fever', ['fever', 'both']],
      [' and cough', ['both']],
    ]);
  });
});

describe('the fixed words', () => {
  const flat = (value: unknown, path = ''): [string, string][] =>
    typeof value === 'string' ? [[path, value]] : Object.entries(value as object).flatMap(([name, inner]) => flat(inner, `${path}.${name}`));

  it('say the same things in both languages, with the same places to fill', () => {
    const [fr, en] = [flat(wordsFor('fr')), flat(wordsFor('en'))];
    const places = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).toSorted();
    expect(fr.map(([path, text]) => [path, places(text)])).toEqual(en.map(([path, text]) => [path, places(text)]));
  });

  it('leave a place without a value visible', () => {
    expect(fill('{a} {b}', { a: 1 })).toBe('1 {b}');
  });
});
