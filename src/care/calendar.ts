/** Which public holidays and which clock hold at a place, by its postcode; by where it lies when there is none. */
import type { Calendar, Country, Point } from './place.ts';

type Rule = { readonly postcode: RegExp; readonly state: string; readonly zone?: string };

/** Departments whose holidays or clocks are their own. Code du travail L3134-13 (Alsace-Moselle), L3422-2 (overseas). */
const french: readonly Rule[] = [
  { postcode: /^57/, state: 'Moselle' },
  { postcode: /^67/, state: 'Bas-Rhin' },
  { postcode: /^68/, state: 'Haut-Rhin' },
  { postcode: /^971/, state: 'Guadeloupe', zone: 'America/Guadeloupe' },
  { postcode: /^972/, state: 'Martinique', zone: 'America/Martinique' },
  { postcode: /^973/, state: 'Guyane', zone: 'America/Cayenne' },
  { postcode: /^974/, state: 'La Réunion', zone: 'Indian/Reunion' },
  { postcode: /^976/, state: 'Mayotte', zone: 'Indian/Mayotte' },
];

/** Postcode areas outside England. Areas that cross a border count for the nation where most of their people live. */
const british: readonly Rule[] = [
  { postcode: /^(?:AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|TD|ZE)\d/, state: 'Scotland' },
  { postcode: /^(?:CF|LD|LL|NP|SA)\d/, state: 'Wales' },
  { postcode: /^BT\d/, state: 'Northern Ireland' },
];

/** Alsace and the Moselle, roughly: a place there without a postcode is better said closed on a holiday of theirs. */
const alsaceMoselle = { south: 47.4, north: 49.52, west: 6.85, east: 8.3 };

const defaults: Readonly<Record<Country, Calendar>> = {
  FR: { country: 'FR', state: 'Île-de-France', zone: 'Europe/Paris' },
  UK: { country: 'UK', state: 'England', zone: 'Europe/London' },
};

export function calendarOf(country: Country, postcode: string | undefined, at: Point): Calendar {
  const base = defaults[country];
  if (postcode === undefined) {
    const within = at.lat >= alsaceMoselle.south && at.lat <= alsaceMoselle.north && at.lon >= alsaceMoselle.west && at.lon <= alsaceMoselle.east;
    return country === 'FR' && within ? { ...base, state: 'Bas-Rhin' } : base;
  }
  const rule = (country === 'FR' ? french : british).find((item) => item.postcode.test(postcode.replaceAll(' ', '')));
  return rule ? { ...base, state: rule.state, ...(rule.zone ? { zone: rule.zone } : {}) } : base;
}

const minute = 60_000;
const hour = 60 * minute;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Minutes that the clocks of a zone are ahead of UTC at that moment. */
function offsetAt(zone: string, at: number): number {
  const key = `${zone} ${Math.floor(at / hour)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeZoneName: 'longOffset' });
    formats.set(zone, format);
  }
  const text = format.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(text) ?? [];
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

/**
 * The moment at which the clocks of a zone show this. Where they show it twice or never, the `earlier` or `later` of both.
 * @param wall milliseconds as if the clock were UTC's.
 */
export function momentOf(wall: number, zone: string, prefer: 'earlier' | 'later'): number {
  const candidates = [offsetAt(zone, wall - 24 * hour), offsetAt(zone, wall + 24 * hour)].map((offset) => wall - offset * minute);
  const shown = candidates.filter((at) => at + offsetAt(zone, at) * minute === wall);
  const from = shown.length > 0 ? shown : candidates;
  return prefer === 'earlier' ? Math.min(...from) : Math.max(...from);
}

/** What the clocks of a zone show at a moment, in milliseconds as if they were UTC's. */
export function wallOf(at: number, zone: string): number {
  return at + offsetAt(zone, at) * minute;
}
