import { describe, expect, it } from 'vitest';
import { compileLexicon, readWords } from './lexicon.ts';

const lexicon = compileLexicon({
  findings: [
    {
      id: 'operated',
      topic: 'events',
      words: {
        en: { say: ['surgery|operated', 'had|since surgery'], except: ['surgery|operated (over 8 w ago)'] },
        fr: { say: ['opere*', 'depuis operation'], except: ['opere*|operation (over 8 w ago)'] },
      },
    },
  ],
  pathways: [],
  uncovered: [],
});
const isRead = (words: string): boolean => readWords(lexicon, words, 'en').proposals.some(({ finding }) => finding === 'operated');

describe('an operation long ago', () => {
  it.each([
    'had surgery 6 months ago',
    'surgery on my left knee two years ago',
    'opéré du genou il y a 3 mois',
    'depuis mon opération il y a deux ans',
    'il y a 6 mois opéré du genou',
    'je suis opéré ya 6 mois',
    'surgery 9 weeks back',
  ])('is not one of these weeks: %s', (words) => expect(isRead(words)).toBe(false));

  it.each([
    'had surgery 6 weeks ago',
    'had surgery',
    'operated yesterday my son was born 6 months ago',
    'operated and then 6 months ago a clot',
    'operated, 6 months ago a clot',
    'operated 2 weeks ago. A clot 6 months ago',
    'a clot 6 months ago and surgery',
    "j'ai été opéré on m'a sorti il y a 6 mois",
    "j'ai arrêté de fumer il y a 6 mois opéré hier",
    'opéré il y a 3 semaines il y a 6 mois',
  ])('is one where the time is of something else: %s', (words) => expect(isRead(words)).toBe(true));
});
