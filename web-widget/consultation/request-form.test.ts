import { describe, expect, it } from 'vitest';
import { requestSchema, type ConsultationTerms } from '../../src/contract/consultation.ts';
import { birthDateOf, emptyDraft, needsAdult, personMistakes, phoneOf, requestOf, suitabilityMistakes, type RequestDraft } from './request-form.ts';

const terms: ConsultationTerms = { offered: 'yes', instead: [], consentVersion: '1', consent: ['…'], asksAdult: false, doctorsOnCall: 1 };
const anne: RequestDraft = {
  ...emptyDraft,
  privatePlace: true,
  camera: true,
  name: ' Anne  Le Goff ',
  day: '7',
  month: '3',
  year: '1985',
  phone: '06.12.34.56.78',
  agreed: true,
};
const today = new Date(2026, 10, 27);
const turnId = '018f4d3e-0000-4000-8000-000000000001';

describe('a patient asks for a doctor', () => {
  it('and what is sent is what the service takes', () => {
    const request = requestOf(anne, { terms, turnId });
    expect(requestSchema.parse(request)).toMatchObject({ person: { name: 'Anne Le Goff', birthDate: '1985-03-07', phone: '06.12.34.56.78' } });
  });

  it('an empty page names every field at once, in the order of the page', () => {
    expect(suitabilityMistakes(emptyDraft, { asksAdult: true }).map((mistake) => mistake.field)).toEqual(['privatePlace', 'camera', 'adultPresent']);
    expect(personMistakes(emptyDraft, today).map((mistake) => mistake.field)).toEqual(['name', 'birthDate', 'phone', 'agreed']);
  });

  it.each([
    ['30 February', { day: '30', month: '2', year: '1985' }],
    ['a month in words', { day: '3', month: 'mars', year: '1985' }],
    ['a year of two figures', { day: '3', month: '3', year: '85' }],
    ['nothing', { day: '', month: '', year: '' }],
  ])('%s is no date of birth', (_, written) => {
    expect(birthDateOf(written)).toBeUndefined();
    expect(personMistakes({ ...anne, ...written }, today)).toEqual([{ field: 'birthDate', word: 'birthDate' }]);
  });

  it('born today is a newborn; born tomorrow or in 1890 is a slip', () => {
    const born = (day: string, month: string, year: string) => personMistakes({ ...anne, day, month, year }, today).map((mistake) => mistake.word);
    expect(born('27', '11', '2026')).toEqual([]);
    expect(born('28', '11', '2026')).toEqual(['birthFuture']);
    expect(born('1', '1', '1890')).toEqual(['birthOld']);
  });

  it('numbers are taken as people write them, and what cannot be one is not', () => {
    expect(['06 39 98 12 34', '+33 6 39 98 12 34', '(0)7700-900123', '06/39/98/12/34'].map((text) => phoneOf(text) !== undefined)).toEqual([true, true, true, true]);
    expect(['12345', 'none', '', '+'.repeat(9), '1'.repeat(40)].map(phoneOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  it('without agreement nothing is sent', () => {
    expect(requestOf({ ...anne, agreed: false }, { terms, turnId })).toBeUndefined();
  });

  it('a child alone is not sent to a doctor alone', () => {
    expect(needsAdult({ ...anne, adultPresent: false }, { asksAdult: true })).toBe(true);
    expect(needsAdult({ ...anne, adultPresent: false }, { asksAdult: false })).toBe(false);
  });

  it('someone who needs an interpreter says for which language', () => {
    const draft = { ...anne, otherLanguage: true };
    expect(suitabilityMistakes(draft, terms)).toEqual([{ field: 'interpreter', word: 'which' }]);
    expect(requestOf({ ...draft, interpreter: ' Arabe ' }, { terms, turnId })?.suitability.interpreter).toBe('Arabe');
  });
});
