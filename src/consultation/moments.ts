/** Clock times in words: "at 18:40", "tomorrow at 09:10". */
import type { Language } from '../shared/language.ts';
import { isComingNight } from '../shared/night.ts';

export type Moment = { readonly at: string; readonly words: string };

const locales = { fr: 'fr-FR', en: 'en-GB' } as const;
const joins = { fr: { at: 'à', tonight: 'cette nuit à', tomorrow: 'demain à' }, en: { at: 'at', tonight: 'tonight at', tomorrow: 'tomorrow at' } } as const;
type Formats = { readonly time: Intl.DateTimeFormat; readonly day: Intl.DateTimeFormat; readonly date: Intl.DateTimeFormat };
/** Made once a place: a formatter costs far more than what it formats. */
const made = new Map<string, Formats>();

/** @param at and @param now: milliseconds since the epoch, both by the database's clock. */
export function momentAt(at: number, now: number, language: Language, timeZone: string): Moment {
  const { time, day, date } = formatsFor(language, timeZone);
  const hours = time.format(at);
  const apart = Math.round((Date.parse(date.format(at)) - Date.parse(date.format(now))) / 86_400_000);
  const join = joins[language];
  const next = isComingNight(time.format(now), hours, apart) ? join.tonight : join.tomorrow;
  const words = apart === 0 ? `${join.at} ${hours}` : apart === 1 ? `${next} ${hours}` : `${day.format(at)} ${join.at} ${hours}`;
  return { at: new Date(at).toISOString(), words };
}

function formatsFor(language: Language, timeZone: string): Formats {
  const key = `${language} ${timeZone}`;
  const known = made.get(key);
  if (known) return known;
  const formats: Formats = {
    time: new Intl.DateTimeFormat(locales[language], { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    day: new Intl.DateTimeFormat(locales[language], { timeZone, weekday: 'long', day: 'numeric', month: 'long' }),
    date: new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
  };
  made.set(key, formats);
  return formats;
}
