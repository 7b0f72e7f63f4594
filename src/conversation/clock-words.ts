/** Clock times in words, in the place where the patient is. */
import type { Language } from '../shared/language.ts';
import { fillIn, phrasesFor } from './phrases.ts';

const locales = { fr: 'fr-FR', en: 'en-GB' } as const;
const hour = 3_600_000;

export type Moment = { readonly at: string; readonly words: string };

/**
 * "today at 18:40". Beyond two days only the day is named: nobody books a GP to the minute.
 * @param from when the outcome was reached, milliseconds since the epoch.
 */
export function momentAfter(from: number, hours: number, language: Language, timeZone: string): Moment {
  const at = new Date(from + hours * hour);
  const words = phrasesFor(language);
  const time = new Intl.DateTimeFormat(locales[language], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const day = new Intl.DateTimeFormat(locales[language], { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(at);
  const days = calendarDay(at, timeZone) - calendarDay(new Date(from), timeZone);
  const iso = at.toISOString();
  if (hours > 48) return { at: iso, words: fillIn(words.byDay, { day }) };
  if (days === 0) return { at: iso, words: fillIn(words.today, { time }) };
  if (days === 1) return { at: iso, words: fillIn(words.tomorrow, { time }) };
  return { at: iso, words: fillIn(words.onDay, { day, time }) };
}

/** Days since the epoch of the calendar date at that place. */
function calendarDay(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / (24 * hour));
}
