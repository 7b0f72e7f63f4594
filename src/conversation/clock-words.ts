/** Clock times in words, in the place where the patient is. */
import type { Language } from '../shared/language.ts';
import { isComingNight } from '../shared/night.ts';
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
  const { times, dates } = formatsFor(language, timeZone);
  const time = times.format(at);
  const day = dates.format(at);
  const days = calendarDay(at, language, timeZone) - calendarDay(new Date(from), language, timeZone);
  const iso = at.toISOString();
  if (hours > 48) return { at: iso, words: fillIn(words.byDay, { day }) };
  // "Tomorrow at 02:30", read in the evening, may be taken for the night after.
  if (isComingNight(times.format(from), time, days)) return { at: iso, words: fillIn(words.tonight, { time }) };
  if (days === 0) return { at: iso, words: fillIn(words.today, { time }) };
  if (days === 1) return { at: iso, words: fillIn(words.tomorrow, { time }) };
  return { at: iso, words: fillIn(words.onDay, { day, time }) };
}

/** Days since the epoch of the calendar date at that place. */
function calendarDay(at: Date, language: Language, timeZone: string): number {
  return Math.round(Date.parse(`${formatsFor(language, timeZone).days.format(at)}T00:00:00Z`) / (24 * hour));
}

type Formats = { readonly times: Intl.DateTimeFormat; readonly dates: Intl.DateTimeFormat; readonly days: Intl.DateTimeFormat };
/** Made once a place: a formatter costs far more than what it formats. */
const formats = new Map<string, Formats>();

function formatsFor(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const made: Formats = {
    times: new Intl.DateTimeFormat(locales[language], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    dates: new Intl.DateTimeFormat(locales[language], { timeZone, weekday: 'long', day: 'numeric', month: 'long' }),
    days: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  };
  formats.set(key, made);
  return made;
}
