/** What the patient types before asking for a doctor, checked before it is sent: each mistake names its field and its mend. */
import type { ConsultationRequest, ConsultationTerms } from '../../src/contract/consultation.ts';
import type { ConsultationWords } from './words.ts';

export type RequestDraft = {
  readonly privatePlace: boolean | undefined;
  readonly camera: boolean | undefined;
  readonly adultPresent: boolean | undefined;
  readonly otherLanguage: boolean;
  readonly interpreter: string;
  readonly name: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly phone: string;
  readonly agreed: boolean;
  readonly earlierEncounters: boolean;
};

export const emptyDraft: RequestDraft = {
  privatePlace: undefined,
  camera: undefined,
  adultPresent: undefined,
  otherLanguage: false,
  interpreter: '',
  name: '',
  day: '',
  month: '',
  year: '',
  phone: '',
  agreed: false,
  earlierEncounters: false,
};

export type DraftField = 'privatePlace' | 'camera' | 'adultPresent' | 'interpreter' | 'name' | 'birthDate' | 'phone' | 'agreed';
type Mistake = { readonly field: DraftField; readonly word: keyof ConsultationWords['errors'] };

/** Mistakes in the order of the page, at most one a field. */
export function suitabilityMistakes(draft: RequestDraft, terms: Pick<ConsultationTerms, 'asksAdult'>): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  if (draft.privatePlace === undefined) mistakes.push({ field: 'privatePlace', word: 'answer' });
  if (draft.camera === undefined) mistakes.push({ field: 'camera', word: 'answer' });
  if (terms.asksAdult && draft.adultPresent === undefined) mistakes.push({ field: 'adultPresent', word: 'answer' });
  if (draft.otherLanguage && draft.interpreter.trim() === '') mistakes.push({ field: 'interpreter', word: 'which' });
  return mistakes;
}

/** A child is seen only with an adult beside them: the way on is another one. */
export function needsAdult(draft: RequestDraft, terms: Pick<ConsultationTerms, 'asksAdult'>): boolean {
  return terms.asksAdult && draft.adultPresent === false;
}

export function personMistakes(draft: RequestDraft, now: Date): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  if (draft.name.trim().length < 2) mistakes.push({ field: 'name', word: 'name' });
  const born = birthDateOf(draft);
  if (born === undefined) mistakes.push({ field: 'birthDate', word: 'birthDate' });
  else if (born > dateText(now)) mistakes.push({ field: 'birthDate', word: 'birthFuture' });
  else if (Number(born.slice(0, 4)) < now.getFullYear() - 120) mistakes.push({ field: 'birthDate', word: 'birthOld' });
  if (phoneOf(draft.phone) === undefined) mistakes.push({ field: 'phone', word: 'phone' });
  if (!draft.agreed) mistakes.push({ field: 'agreed', word: 'consent' });
  return mistakes;
}

/** "2026-02-28", or undefined for a day that does not exist. */
export function birthDateOf({ day, month, year }: Pick<RequestDraft, 'day' | 'month' | 'year'>): string | undefined {
  const [d, m, y] = [day, month, year].map((text) => text.trim());
  if (d === undefined || m === undefined || y === undefined || !/^\d{1,2}$/.test(d) || !/^\d{1,2}$/.test(m) || !/^\d{4}$/.test(y)) return undefined;
  const text = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined;
}

/** As people write them: spaces, dots, brackets, a plus. Undefined when it cannot be a number. */
export function phoneOf(text: string): string | undefined {
  const tidy = text
    .trim()
    .replace(/[^\d+ .()-]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const digits = tidy.replace(/\D/g, '');
  return digits.length >= 6 && digits.length <= 15 && /^\+?[\d .()-]{6,24}$/.test(tidy) ? tidy : undefined;
}

function dateText(date: Date): string {
  return `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, '0')}-${String(date.getDate()).padStart(2, '0')}`;
}

/** Only for a draft without mistakes; undefined otherwise. */
export function requestOf(draft: RequestDraft, { terms, turnId }: { readonly terms: ConsultationTerms; readonly turnId: string }): ConsultationRequest | undefined {
  const birthDate = birthDateOf(draft);
  const phone = phoneOf(draft.phone);
  if (birthDate === undefined || phone === undefined || !draft.agreed) return undefined;
  return {
    turnId,
    person: { name: draft.name.trim().replace(/\s+/g, ' ').slice(0, 120), birthDate, phone },
    consent: { version: terms.consentVersion, accepted: true, earlierEncounters: draft.earlierEncounters },
    suitability: {
      privatePlace: draft.privatePlace === true,
      camera: draft.camera === true,
      ...(terms.asksAdult ? { adultPresent: draft.adultPresent === true } : {}),
      ...(draft.otherLanguage ? { interpreter: draft.interpreter.trim().slice(0, 40) } : {}),
    },
  };
}
