import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { play, playUntil, type Person } from './person.ts';
import { pureTalk, realRules, type Start } from './talk.ts';

const active = realRules();

async function wordsCard(person: Partial<Person>, start?: Start): Promise<Card> {
  const cards = await playUntil(pureTalk(active(), start), { age: { amount: 30, unit: 'y' }, sex: 'female', words: 'hello', ...person }, active().rules, 'words');
  return cards.at(-1) ?? fail();
}

async function understood(person: Partial<Person>, start?: Start): Promise<Card> {
  const cards = await playUntil(pureTalk(active(), start), { age: { amount: 30, unit: 'y' }, sex: 'female', words: 'hello', ...person }, active().rules, 'understood');
  return cards.at(-1) ?? fail();
}

function fail(): never {
  throw new Error('no card');
}

function numbers(card: Card, reason: string): readonly string[] {
  return card.support?.filter((item) => item.reason === reason).flatMap((item) => item.contacts.map((contact) => contact.number)) ?? [];
}

describe('a child of 14 alone with the page', () => {
  it('is shown the line for children in France before any question about the complaint', async () => {
    expect(numbers(await wordsCard({ age: { amount: 14, unit: 'y' } }), 'minor-alone')).toEqual(['119']);
  });
  it('is shown Childline in the United Kingdom', async () => {
    expect(numbers(await wordsCard({ age: { amount: 14, unit: 'y' }, region: 'UK' }, { region: 'UK' }), 'minor-alone')).toEqual(['0800 1111']);
  });
  it('has it on the outcome too', async () => {
    const { last } = await play(pureTalk(active()), { age: { amount: 14, unit: 'y' }, sex: 'female', words: 'sore throat', present: ['sore-throat'] }, active().rules);
    expect(last.kind === 'outcome' && numbers(last, 'minor-alone')).toEqual(['119']);
  });
  it('is not told so when a parent answers', async () => {
    expect((await wordsCard({ who: 'my-child', age: { amount: 14, unit: 'y' } })).support).toBeUndefined();
  });
  it('is an adult for this at 16', async () => {
    expect((await wordsCard({ age: { amount: 16, unit: 'y' } })).support).toBeUndefined();
  });
});

describe('a person in crisis', () => {
  it.each([
    ['names no method', 'I want to die'],
    ['names a method', 'I want to die, I think of taking pills'],
  ])('is shown the crisis line at once when the person %s', async (_name, words) => {
    const talk = pureTalk(active());
    await playUntil(talk, { age: { amount: 30, unit: 'y' }, sex: 'female', words }, active().rules, 'words');
    const card = await talk.take({ action: 'answer', turnId: crypto.randomUUID(), card: talk.card().id, answer: { text: words } });
    expect(numbers(card, 'crisis')).toContain('3114');
  });
});

describe('a woman who is hit at home', () => {
  it('is shown who listens, while the questions go on', async () => {
    expect(numbers(await understood({ words: 'he hit me, I have a headache' }), 'private')).toContain('3919');
  });
  it('is shown it in French as well', async () => {
    expect(numbers(await understood({ words: "il me frappe, j'ai mal à la tête" }, { language: 'fr' }), 'private')).toContain('3919');
  });
});

describe('someone with a sore throat', () => {
  it('is shown none of it', async () => {
    expect((await understood({ words: 'sore throat for two days' })).support).toBeUndefined();
  });
});
