import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from './folded-text.ts';
import { read, said, smallLexicon } from './testing/small-lexicon.ts';
import { compileLexicon, readWords } from './lexicon.ts';
import type { Reading } from './reading.ts';
import { tokenise } from './tokenise.ts';

const longestMessage = 4000;
const words = [
  'no',
  'fever',
  'chest',
  'pain',
  'pas',
  'de',
  'fièvre',
  ',',
  '.',
  '\n',
  '🤒',
  '\u0000',
  '\u0301',
  'since',
  '39,5',
  "j'ai",
  'my',
  'son',
  '3',
  'days',
  '8/10',
  'or',
  'temp',
  ' ',
  '\t',
  'ŒDÈME',
  'İ',
  '\uD83D',
  'ne',
  'tousse',
  'for',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(' ')),
  fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 60 }).map((parts) => parts.join('')),
);

function spansOf(reading: Reading): { start: number; end: number; quote: string }[] {
  return [...reading.proposals, ...reading.complaints, ...(reading.about ? [reading.about] : [])].map((item) => item.span);
}

describe('the lexicon', () => {
  it('quotes the text letter for letter, whatever is written', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('en' as const, 'fr' as const), (text, language) => {
        for (const { start, end, quote } of spansOf(readWords(smallLexicon, text, language))) {
          expect(quote).toBe(text.slice(start, end));
          expect(quote.trim()).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['denials', 'no fever, '],
    ['lists', 'no fever or cough and '],
    ['blanks', 'temp   \t\n  for  '],
    ['digits', '39,5.1'],
    ['words that begin numbers', 'for about 2 or 3 '],
    ['one letter', 'a'],
    ['emoji', '🤒'],
    ['accents', 'e\u0301'],
    ['dashes', 'since - '],
    ['signs', '(((,,,;;;'],
  ])('reads a message as long as it may be, of nothing but %s', (_, piece) => {
    const text = piece.repeat(longestMessage).slice(0, longestMessage);
    for (const { start, end, quote } of spansOf(read(text))) expect(quote).toBe(text.slice(start, end));
    expect(read(text).language).toBe('en');
  });

  it('lets three other words stand between the words of a phrase, and no more', () => {
    expect(said('pain all over my chest')).toBe('chest-pain');
    expect(said('pain here and then a tight feeling inside chest')).toBe('chest-pain');
    expect(said('pain here and then a tight odd feeling inside chest')).toBe('');
  });

  it('does not read a phrase over the end of a sentence', () => {
    expect(said('my stomach. pain in the knee')).toBe('');
  });

  it('tells a covered complaint from one that is not', () => {
    expect(read('earache and chest pain').complaints.map(({ id, covered }) => [id, covered])).toEqual([
      ['ear', false],
      ['chest', true],
    ]);
  });
});

describe('a phrase that means something else', () => {
  const words = { en: { say: ['confused'], except: ['confused about|because'] }, fr: { say: ['confus*'], except: ['confus* deranger'] } };
  const lexicon = compileLexicon({ findings: [{ id: 'confused', topic: 'head', words }], pathways: [], uncovered: [] });
  it.each([
    ['I am confused about my tablets', false],
    ['he is confused', true],
    ['he is confused. I am confused about his tablets', true],
    ['je suis confus de vous déranger', false],
    ['elle est confuse depuis hier', true],
  ])('"%s": %s', (text, there) => expect(readWords(lexicon, text, 'en').proposals.length > 0).toBe(there));
});

describe('a text without case or accents', () => {
  it('remembers where every letter stood', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { folded, spanOf } = foldText(text);
        for (let at = 0; at < folded.length; at += 1) expect(spanOf(at, at + 1).quote).toBe(text.slice(spanOf(at, at + 1).start, spanOf(at, at + 1).end));
      }),
    );
  });
});

describe('words', () => {
  it('know their place in the text, without case or accents', () => {
    expect(tokenise("J'ai de la FIÈVRE, can’t sleep").map(({ word }) => word)).toEqual(['j', 'ai', 'de', 'la', 'fievre', 'cant', 'sleep']);
    fc.assert(
      fc.property(anyText, (text) => {
        let end = 0;
        for (const token of tokenise(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          expect(token.end).toBeLessThanOrEqual(text.length);
          end = token.end;
        }
      }),
    );
  });
});

describe('a phrase whose words may come in any order', () => {
  const lexicon = compileLexicon({
    findings: [
      { id: 'leg-swollen', topic: 'leg', words: { en: { say: ['~ leg swollen|puffy'] }, fr: { say: ['~ doigts plier pas|plus'] } } },
      { id: 'joint-hot', topic: 'leg', words: { en: { say: ['~ knee red hot'] }, fr: { say: [] } } },
    ],
    pathways: [],
    uncovered: [],
  });
  const found = (text: string): string[] => readWords(lexicon, text, 'en').proposals.flatMap((item) => (item.value === 'present' ? [item.finding] : []));

  it.each([
    ['my leg is all swollen', 'leg-swollen'],
    ['swollen and puffy left leg', 'leg-swollen'],
    ['red, hot knee', 'joint-hot'],
    ['les doigts je peux plus les plier', 'leg-swollen'],
  ])('is found in "%s"', (text, finding) => expect(found(text)).toContain(finding));

  it.each(['my eyes are puffy, my leg is fine', 'swollen eye but my leg is fine', 'leg ok. swollen eye', 'je ne veux pas, doigts a plier'])(
    'is not made of two things: "%s"',
    (text) => expect(found(text)).toEqual([]),
  );
});
