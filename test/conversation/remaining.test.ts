import { beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { answer, pureTalk, realRules } from './talk.ts';
import { hasEnded, play, playUntil, type Person } from './person.ts';

const active = realRules();

type Told = { readonly least: number; readonly most: number; readonly actual: number };
let told: readonly Told[];
beforeAll(async () => {
  const all: Told[] = [];
  for (const { pathway } of active().rules.pathways) {
    for (const example of pathway.examples) {
      const { age, sex, elsewhere, ageDays } = example.who;
      const [amount, unit] = age.split(' ');
      const person: Person = {
        who: elsewhere ? 'elsewhere' : ageDays < 5844 ? 'my-child' : 'me',
        // The reader of the rules admits only these units.
        age: { amount: Number(amount), unit: unit as 'd' | 'w' | 'm' | 'y' },
        sex,
        ...(example.region ? { region: example.region } : {}),
        words: example.words.en,
        present: example.present,
        unsure: example.unsure,
        values: example.values,
        complaint: pathway.id,
        hasty: true,
      };
      const { cards, last } = await play(pureTalk(active()), person, active().rules);
      if (last.kind === 'outcome') all.push(...estimates(cards));
    }
  }
  told = all;
}, 60_000);

function estimates(cards: readonly Card[]): readonly Told[] {
  const shown = cards.filter((card, at) => at === 0 || card.id !== cards[at - 1]?.id).filter((card) => !hasEnded(card));
  return shown.flatMap((card, at) => (card.remaining ? [{ ...card.remaining, actual: shown.length - at }] : []));
}

describe('"about 3 more questions"', () => {
  it('holds in nine of ten of all questions that the examples of the rules are asked', () => {
    expect(told.length).toBeGreaterThan(500);
    const held = told.filter((item) => item.least <= item.actual && item.actual <= item.most);
    expect(held.length / told.length).toBeGreaterThan(0.9);
  });

  it('is too few for at most one in twenty', () => {
    expect(told.filter((item) => item.actual > item.most).length / told.length).toBeLessThan(1 / 20);
  });

  it('counts down by one for a woman who finds nothing of what she is asked', async () => {
    const talk = pureTalk(active());
    const woman: Person = { age: { amount: 34, unit: 'y' }, sex: 'female', words: 'it burns when I pee since yesterday', present: ['burning-urination'] };
    await playUntil(talk, woman, active().rules, 'understood');
    let card = await answer(talk, { confirm: true });
    const least: number[] = [];
    while (card.kind !== 'outcome') {
      least.push(card.remaining?.least ?? -1);
      if (card.kind === 'checklist') card = await answer(talk, { none: true });
      else if (card.kind === 'yes-no') card = await answer(talk, { value: 'no' });
      else if (card.kind === 'number')
        card = await answer(talk, card.shortcuts[0] ? { shortcut: '0' } : card.notMeasured === undefined ? { number: card.least } : { notMeasured: true });
      else card = await answer(talk, { more: false });
    }
    const near = least.filter((count) => count <= 6);
    expect(near).toEqual(near.map((_, at) => near.length - at));
  });

  it('is not claimed before anyone knows what it is about', async () => {
    const talk = pureTalk(active());
    const cards = await playUntil(talk, { age: { amount: 34, unit: 'y' }, sex: 'female', words: 'hello' }, active().rules, 'words');
    expect(cards.filter((card) => card.remaining)).toEqual([]);
  });
});
