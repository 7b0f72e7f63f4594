/** Clock times in words, as the clocks at the place show them. */
import type { Language } from '../shared/language.ts';
import { momentOf, wallOf } from './calendar.ts';
import { filled, placeWords } from './place-words.ts';

const dayMs = 86_400_000;
const locales = { fr: 'fr-FR', en: 'en-GB' } as const;

/** "19:30". */
export function timeWords(at: number, zone: string): string {
  const wall = new Date(wallOf(at, zone));
  return `${String(wall.getUTCHours()).padStart(2, '0')}:${String(wall.getUTCMinutes()).padStart(2, '0')}`;
}

/** "tomorrow at 08:30", "on Monday 30 November at 08:30". */
export function momentWords(at: number, from: number, zone: string, language: Language): string {
  const words = placeWords(language);
  const wall = wallOf(at, zone);
  const time = timeWords(at, zone);
  const days = Math.floor(wall / dayMs) - Math.floor(wallOf(from, zone) / dayMs);
  if (days === 0) return filled(words.todayAt, { time });
  if (days === 1) return filled(words.tomorrowAt, { time });
  return filled(words.dayAt, { day: dayFormat(language).format(wall), time });
}

/** The local day that a moment lies in. */
export function dayAround(at: number, zone: string): { readonly from: number; readonly to: number } {
  const day = Math.floor(wallOf(at, zone) / dayMs) * dayMs;
  return { from: momentOf(day, zone, 'earlier'), to: momentOf(day + dayMs, zone, 'later') };
}

const formats = new Map<Language, Intl.DateTimeFormat>();

function dayFormat(language: Language): Intl.DateTimeFormat {
  const known = formats.get(language) ?? new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' });
  formats.set(language, known);
  return known;
}
