import { describe, expect, it } from 'vitest';
import { ageInDays } from '../triage/quantity.ts';
import { read } from './testing/small-lexicon.ts';

const who = (text: string): string => {
  const { about } = read(text);
  return about === undefined ? 'the writer' : about.who;
};

describe('who the words are about', () => {
  it.each([
    ['my son has a fever', 'child'],
    ['my 3 month old is hot', 'child'],
    ['our 18mo has a rash', 'child'],
    ['ma fille de 8 ans tousse', 'child'],
    ['bébé vomit', 'child'],
    ['ma mère a mal à la poitrine', 'someone-else'],
    ["my mum can't breathe", 'someone-else'],
    ['my mum had a fall this morning', 'someone-else'],
    ['mon mari fait un avc', 'someone-else'],
    ['I have a son with a fever', 'child'],
    ['my husband says I look pale', 'the writer'],
    ['mon mari dit que je suis pâle', 'the writer'],
    ['my husband has a cold and I have a sore throat', 'the writer'],
    ["ma fille m'a passé son rhume, j'ai mal à la gorge", 'the writer'],
    ['my father had a heart attack at 50', 'the writer'],
    ['I have a fever', 'the writer'],
    ['', 'the writer'],
  ])('"%s": %s', (words, expected) => expect(who(words)).toBe(expected));

  it.each([
    ['my 3 month old is hot', ageInDays(3, 'm')],
    ['mon fils de 2 ans', ageInDays(2, 'y')],
    ['mon fils de deux ans', ageInDays(2, 'y')],
    ['my dad (80 years old)', ageInDays(80, 'y')],
    ['my 6 week old baby', ageInDays(6, 'w')],
    ['bébé de 10 jours', ageInDays(10, 'd')],
    ['our 18mo', ageInDays(18, 'm')],
    ['my son has had a fever for 3 days', undefined],
    ['my grandma, 300 years', undefined],
  ])('"%s" tells the age', (words, days) => expect(read(words).about?.ageDays).toBe(days));
});
