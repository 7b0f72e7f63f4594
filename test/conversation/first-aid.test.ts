import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { play, type Ended, type Person, type Played } from './person.ts';
import { pureTalk, realRules } from './talk.ts';

const active = realRules();

async function played(person: Person, language: 'fr' | 'en' = 'en'): Promise<Played> {
  return play(pureTalk(active(), { language, region: language === 'fr' ? 'FR' : 'UK' }), { region: language === 'fr' ? 'FR' : 'UK', ...person }, active().rules);
}

const asked = async (person: Person, language: 'fr' | 'en'): Promise<readonly Card[]> => (await played(person, language)).cards;
const meanwhile = (cards: readonly Card[], kind: Card['kind']): readonly string[] => cards.find((card) => card.kind === kind)?.meanwhile ?? [];
const done = (last: Ended): readonly string[] => (last.kind === 'emergency' ? last.do : (last.outcome.firstAid ?? []));

const lowSugar: Person = {
  age: { amount: 54, unit: 'y' },
  sex: 'male',
  words: 'je suis diabétique, je tremble, ma glycémie est à 0,50 g',
  present: ['diabetes', 'low-sugar'],
  careless: true,
};

describe('a diabetic whose sugar is at 0.50 g/L', () => {
  it('is told to take sugar as soon as the words are read, and on every question after', async () => {
    const { cards } = await played(lowSugar, 'fr');
    const since = cards.slice(
      cards.findIndex((card) => card.kind === 'understood'),
      -1,
    );
    expect(since.length).toBeGreaterThan(1);
    for (const card of since) expect(card.meanwhile?.[0]).toMatch(/Du sucre tout de suite/);
  });
  it('reads it on the outcome before anything else', async () => {
    const { last } = await played(lowSugar, 'fr');
    expect(last.outcome.urgency).toBe('same-day');
    expect(done(last)[0]).toMatch(/Du sucre tout de suite/);
  });
  it('reads the number in the unit of French meters', async () => {
    const { cards } = await played(lowSugar, 'fr');
    const card = cards.find((item) => item.kind === 'understood');
    expect(card?.kind === 'understood' && card.chips.map((chip) => chip.label.replaceAll(/\s/g, ' '))).toContain('Sucre dans le sang (glycémie) : 0,50 g/L (2,8 mmol/L)');
  });
  it.each([
    ['fr', ['g/L', 'mg/dL', 'mmol/L']],
    ['en', ['mmol/L', 'mg/dL', 'g/L']],
  ] as const)('is asked for it in the units of the country, the usual one first (%s)', async (language, units) => {
    const cards = await asked(
      {
        age: { amount: 40, unit: 'y' },
        sex: 'female',
        words: language === 'fr' ? 'mal au ventre et je vomis' : 'tummy ache and I keep being sick',
        present: ['belly-pain', 'vomiting', 'diabetes'],
      },
      language,
    );
    const card = cards.find((item) => item.kind === 'number' && item.item.id === 'glucose');
    expect(card?.kind === 'number' && card.units.map((unit) => unit.value)).toEqual(units);
  });
  it('is not forbidden to eat when sugar does not help and an ambulance comes', async () => {
    const { last } = await played({ ...lowSugar, words: 'my sugar stays low, I had three lots of jelly babies', present: ['diabetes', 'low-sugar', 'low-sugar-not-rising'] });
    expect(last.kind).toBe('emergency');
    expect(done(last)[0]).toMatch(/Sugar now/);
    expect(last.outcome.avoid).not.toContain('Nothing to eat or drink.');
  });
});

describe('first aid', () => {
  it('comes before the way to the hospital: bleach in the eye is rinsed first', async () => {
    const { cards, last } = await played({ age: { amount: 40, unit: 'y' }, sex: 'male', words: 'bleach splashed in my eye', present: ['eye-badly-injured'] });
    expect(meanwhile(cards, 'understood')[0]).toMatch(/rinse with tap water/);
    expect([last.outcome.urgency, done(last)[0]]).toEqual(['emergency', expect.stringMatching(/rinse with tap water/)]);
  });
  it('comes first on the emergency screen, where nothing may be eaten', async () => {
    const { last } = await played({ age: { amount: 40, unit: 'y' }, sex: 'male', words: 'I cut my leg', present: ['heavy-bleeding'] });
    expect(last.kind).toBe('emergency');
    expect(done(last)[0]).toBe('Press hard on the wound with a clean cloth.');
    expect(last.outcome.avoid).toContain('Nothing to eat or drink.');
  });
  it('of something less is left out when an ambulance is needed', async () => {
    const { last } = await played({ ...lowSugar, words: 'my sugar is at 2.8 mmol', present: ['diabetes', 'low-sugar', 'too-breathless-to-speak'] });
    expect(last.kind).toBe('emergency');
    expect(done(last).some((line) => line.includes('sugar'))).toBe(false);
  });
  it('is not shown where there is none', async () => {
    const { cards, last } = await played({ age: { amount: 30, unit: 'y' }, sex: 'female', words: 'sore throat', present: ['sore-throat'] });
    expect(cards.some((card) => card.meanwhile !== undefined)).toBe(false);
    expect(last.outcome.firstAid).toBeUndefined();
  });
});

describe('what means "go up a level"', () => {
  const signs = ({ last }: Played): readonly string[] => last.outcome.goUpIf;
  it('says nothing of nappies to a grown-up, and nothing twice', async () => {
    const lines = signs(await played({ age: { amount: 50, unit: 'y' }, sex: 'male', words: 'chest pain', present: ['chest-pain-now', 'chest-wall-tender'] }));
    expect(lines.some((line) => line.includes('nappy'))).toBe(false);
    expect(lines.filter((line) => /breathing/i.test(line))).toHaveLength(1);
  });
  it('speaks of nappies to the parent of a baby', async () => {
    const lines = signs(await played({ who: 'my-child', age: { amount: 6, unit: 'm' }, sex: 'male', words: 'he is constipated' }));
    expect(lines.filter((line) => line.includes('nappy'))).toHaveLength(1);
  });
});

describe('what to do', () => {
  it.each([
    ['sore throat for three days, a little fever', { region: 'FR', present: ['sore-throat', 'fever'], values: { duration: 72 } }],
    ['it burns when I pee', { present: ['burning-urine', 'urinating-often'], values: { duration: 24 } }],
  ] as const)('at the pharmacist names a pregnancy once: %s', async (words, person) => {
    const { last } = await played({ age: { amount: 34, unit: 'y' }, sex: 'female', words, ...person });
    expect([last.outcome.urgency, last.outcome.do.filter((line) => line.includes('pregnan'))]).toEqual(['pharmacy', [expect.stringContaining('breastfeeding')]]);
  });
});

describe('a baby', () => {
  it('is not asked about for thoughts of suicide', async () => {
    const { cards } = await played({ who: 'my-child', age: { amount: 5, unit: 'w' }, sex: 'male', words: 'he cries a lot' });
    const asked = cards.flatMap((card) => (card.kind === 'checklist' || card.kind === 'gate' ? card.items.map((item) => item.id) : card.kind === 'yes-no' ? [card.item.id] : []));
    expect(asked).not.toContain('suicidal-thoughts-month');
    expect(asked.length).toBeGreaterThan(0);
  });
});
