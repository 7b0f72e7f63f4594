import { describe, expect, it } from 'vitest';
import { createSpelling } from './spelling.ts';
import { said } from './testing/small-lexicon.ts';
import { plain } from './tokenise.ts';

const spelling = createSpelling(
  [
    'fever',
    'chest',
    'stroke',
    'sting',
    'pregnant',
    'saigne',
    'jaune',
    'sueur',
    'crise',
    'stent',
    'drooping',
    'threat',
    'throat',
    'pisse',
    'menace',
    'wasted',
    'tuer',
    'gorge',
    'poitrine',
    'seizure',
    'pendre',
    'dying',
    'overdose',
  ],
  ['drool'],
);

describe('a slip of the keyboard', () => {
  it.each([
    ['feverr', 'fever'],
    ['fevre', 'fever'],
    ['poitirne', 'poitrine'],
    ['poitrne', 'poitrine'],
    ['siezure', 'seizure'],
    ['gorgge', 'gorge'],
    ['throaat', 'throat'],
  ])('"%s" is read as "%s"', (typed, meant) => expect(spelling.nearest(typed)).toEqual([meant]));

  it.each([
    'fewer',
    'never',
    'strike',
    'string',
    'prenant',
    'soigne',
    'jeune',
    'soeur',
    'cerise',
    'spent',
    'drooling',
    'puisse',
    'menage',
    'wanted',
    'prendre',
    'drying',
    'overdone',
    'chess',
    'tour',
  ])('"%s" is no danger word mistyped', (word) => expect(spelling.nearest(word)).toEqual([]));

  it('is forgiven in words of five letters or more only', () => {
    expect(said('i have a rahs')).toBe('');
    expect(said('i have a coufh')).toBe('cough');
  });

  it('reads French without its apostrophes', () => {
    expect(createSpelling(['etouffe', 'arrive', 'cachets']).nearest('jetouffe')).toEqual(['etouffe']);
    expect(createSpelling(['etouffe', 'arrive', 'cachets']).nearest('jarrive')).toEqual(['arrive']);
    expect(createSpelling(['ache', 'other']).nearest('tache')).toEqual([]);
    expect(said('jevanoui')).toBe('');
  });

  it.each([
    ['tounge', 'tongue'],
    ['vommitting', 'vomiting'],
    ['jarive', 'arrive'],
    ['unconsious', 'unconscious'],
    ['necks', 'neck'],
  ])('"%s", more than a letter wrong, is read as "%s"', (typed, meant) =>
    expect(createSpelling(['tongue', 'vomiting', 'arrive', 'unconscious', 'neck']).nearest(typed)).toEqual([meant]),
  );

  it.each([
    ['jsaigne', 'saigne'],
    ['jtombe', 'tombe'],
    ['respiré', 'respirer'],
    ['respirez', 'respirer'],
    ['tomber', 'tombe'],
    ['tombée', 'tombe'],
  ])('"%s", as it sounds, is read as "%s"', (heard, meant) => expect(createSpelling(['saigne', 'tombe', 'respirer']).nearest(plain(heard))).toEqual([meant]));

  it('reads the short forms of messages', () => {
    expect(createSpelling(['cant', 'pregnant']).nearest('cannot')).toEqual(['cant']);
    expect(createSpelling(['cant', 'pregnant']).nearest('preg')).toEqual(['pregnant']);
  });

  it('never makes one sign of another', () => {
    expect(said('he is drooling')).toBe('drooling');
  });
});
