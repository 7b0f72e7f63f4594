import { describe, expect, it } from 'vitest';
import { spanWords } from './answer-words.ts';

describe('how long it has lasted, in words', () => {
  it.each([
    [6, '6 heures', '6 hours'],
    [36, '36 heures', '36 hours'],
    [72, '3 jours', '3 days'],
    [336, '2 semaines', '2 weeks'],
    [672, '4 semaines', '4 weeks'],
    // A month of the number card, and one of the lexicon.
    [720, '1 mois', '1 month'],
    [730, '1 mois', '1 month'],
    [1440, '2 mois', '2 months'],
    [4380, '6 mois', '6 months'],
    [8766, '1 an', '1 year'],
    [17_532, '2 ans', '2 years'],
    [840, '5 semaines', '5 weeks'],
  ])('%d hours', (hours, fr, en) => {
    const plain = (text: string): string => text.replaceAll(/\s/g, ' ');
    expect([plain(spanWords(hours, 'fr')), plain(spanWords(hours, 'en'))]).toEqual([fr, en]);
  });
});
