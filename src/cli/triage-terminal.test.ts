import { describe, expect, it } from 'vitest';
import type { Card } from '../contract/card.ts';
import { answerFrom } from './triage-terminal.ts';

const base: Pick<Card, 'id' | 'language' | 'emergency' | 'steps'> = { id: '1', language: 'fr', emergency: { numbers: [], noVoice: [] }, steps: [] };
const age: Card = { ...base, kind: 'age', ask: '', hint: '', units: [] };
const item = { id: 'x', label: '', plain: '', why: '' };
const list: Card = {
  ...base,
  kind: 'checklist',
  ask: '',
  items: [
    { ...item, id: 'a' },
    { ...item, id: 'b' },
  ],
  none: '',
  unsure: '',
};
const yesNo: Card = { ...base, kind: 'yes-no', ask: '', item, yes: '', no: '', unsure: '' };
const temperature: Card = {
  ...base,
  kind: 'number',
  ask: '',
  item,
  units: [
    { value: 'C', label: '' },
    { value: 'F', label: '' },
  ],
  least: 30,
  most: 43,
  shortcuts: [{ value: '0', label: '' }],
  unsure: '',
};

describe('what is typed in the terminal', () => {
  it.each([
    [age, '34', { amount: 34, unit: 'y' }],
    [age, '34 ans', { amount: 34, unit: 'y' }],
    [age, '18 mois', { amount: 18, unit: 'm' }],
    [age, '10 semaines', { amount: 10, unit: 'w' }],
    [age, '3 days', { amount: 3, unit: 'd' }],
    [age, '1,5 y', { amount: 1.5, unit: 'y' }],
    [age, 'vieux', undefined],
    [list, '0', { none: true }],
    [list, 'u', { unsure: 'all' }],
    [list, '1 u2', { present: ['a'], unsure: ['b'] }],
    [list, '3', undefined],
    [list, '', undefined],
    [yesNo, 'oui', { value: 'yes' }],
    [yesNo, 'n', { value: 'no' }],
    [yesNo, '3', { value: 'unsure' }],
    [temperature, '38,5', { number: 38.5, unit: 'C' }],
    [temperature, '101.3 f', { number: 101.3, unit: 'F' }],
    [temperature, 'a', { shortcut: '0' }],
    [temperature, 'u', { value: 'unsure' }],
  ])('on a card of kind $kind, "%s" is understood', (card, typed, expected) => {
    expect(answerFrom(card, typed)).toEqual(expected);
  });
});
