/** A place as a person reads it. */
import type { PlaceView } from '../contract/places.ts';
import type { Language } from '../shared/language.ts';
import { dayAround, momentWords, timeWords } from './clock.ts';
import type { NearPlace } from './directory.ts';
import { firstMoment, knownUntil, runsBetween } from './open-times.ts';
import { reachOf } from './place.ts';
import { filled, placeWords, type PlaceWords } from './place-words.ts';

const minute = 60_000;
const dayMs = 86_400_000;

export type ViewContext = { readonly language: Language; readonly leavesAt: number; readonly byAppointment: boolean };

export function placeView(place: NearPlace, context: ViewContext): PlaceView {
  const words = placeWords(context.language);
  const reach = reachOf(place.kind);
  const goes = reach === 'visit';
  return {
    id: place.id,
    name: place.name === '' ? words.kinds[place.kind] : place.name,
    kind: place.kind,
    kindWords: words.kinds[place.kind],
    services: place.services.map((id) => ({ id, words: words.services[id] })),
    ...(place.address === undefined ? {} : { address: place.address }),
    ...(place.phone === undefined ? {} : { phone: { number: place.phone, href: `tel:${place.phone.replaceAll(/[^\d+]/g, '')}` } }),
    lat: place.lat,
    lon: place.lon,
    reach,
    ...(goes ? { distance: { metres: place.metres, words: distanceWords(place.metres, context.language) }, travel: travelOf(place, words), directions: directionsTo(place) } : {}),
    ...hoursOf(place, context),
  };
}

function distanceWords(metres: number, language: Language): string {
  const words = placeWords(language);
  if (metres < 950) return filled(words.metres, { metres: Math.max(50, Math.round(metres / 50) * 50) });
  const kilometres = metres < 9950 ? (metres / 1000).toFixed(1) : String(Math.round(metres / 1000));
  return filled(words.kilometres, { kilometres: language === 'fr' ? kilometres.replace('.', ',') : kilometres });
}

function travelOf({ metres, minutes }: NearPlace, words: PlaceWords): NonNullable<PlaceView['travel']> {
  if (metres <= 1200) return { minutes, by: 'foot', words: filled(words.onFoot, { minutes }) };
  if (minutes < 60) return { minutes, by: 'car', words: filled(words.byCar, { minutes }) };
  return { minutes, by: 'car', words: filled(words.byCarHours, { hours: Math.floor(minutes / 60), minutes: String(minutes % 60).padStart(2, '0') }) };
}

/** To the place alone: where the person is must not travel to a third host. */
function directionsTo({ lat, lon }: NearPlace): NonNullable<PlaceView['directions']> {
  const to = `${lat.toFixed(5)},${lon.toFixed(5)}`;
  return { geo: `geo:${to}?q=${to}`, web: `https://www.openstreetmap.org/directions?to=${encodeURIComponent(to)}` };
}

type Hours = Pick<PlaceView, 'openOnArrival' | 'openWords' | 'hoursToday' | 'openUntil' | 'nextOpening'>;

function hoursOf(place: NearPlace, { language, leavesAt, byAppointment }: ViewContext): Hours {
  const words = placeWords(language);
  const { times, zone, standing } = place;
  if (!times || standing === 'unknown') return { openOnArrival: 'call-first', openWords: words.unknown };
  const arrives = leavesAt + place.minutes * minute;
  const moment = (at: number): { at: string; words: string } => ({ at: new Date(at).toISOString(), words: momentWords(at, leavesAt, zone, language) });
  const hoursToday = todayWords(place, leavesAt, words);
  const today = hoursToday === undefined ? {} : { hoursToday };
  if (standing === 'open' || standing === 'closing') {
    const shuts = firstMoment(times, ['shut', 'maybe', 'unknown'], arrives, Math.min(arrives + 7 * dayMs, knownUntil(times)));
    if (shuts === undefined) return { openOnArrival: 'yes', openWords: words.allDay };
    const kept = { ...today, openUntil: moment(shuts) };
    if (standing === 'closing') return { openOnArrival: 'call-first', openWords: filled(words.closing, { time: timeWords(shuts, zone) }), ...kept };
    return { openOnArrival: 'yes', openWords: filled(words.openUntil, { time: untilWords(shuts, arrives, zone, language) }), ...kept };
  }
  const opens = firstMoment(times, ['open'], arrives, Math.min(arrives + 10 * dayMs, knownUntil(times)));
  const kept = { ...today, ...(opens === undefined ? {} : { nextOpening: moment(opens) }) };
  if (standing === 'maybe') return { openOnArrival: 'call-first', openWords: words.maybe, ...kept };
  if (byAppointment) return { openOnArrival: 'call-first', openWords: words.appointment, ...kept };
  return { openOnArrival: 'no', openWords: opens === undefined ? words.shut : filled(words.shutUntil, { time: momentWords(opens, leavesAt, zone, language) }), ...kept };
}

/** A closing on another day says which. */
function untilWords(shuts: number, arrives: number, zone: string, language: Language): string {
  const today = dayAround(arrives, zone);
  if (shuts === today.to) return placeWords(language).midnight;
  return shuts < today.to ? timeWords(shuts, zone) : momentWords(shuts, arrives, zone, language);
}

function todayWords({ times, zone }: NearPlace, leavesAt: number, words: PlaceWords): string | undefined {
  if (!times) return undefined;
  const day = dayAround(leavesAt, zone);
  const runs = runsBetween(times, day.from, day.to);
  if (runs.length === 0) return words.shutToday;
  const [only] = runs;
  if (runs.length === 1 && only?.state === 'open' && only.from === day.from && only.to === day.to) return filled(words.today, { runs: words.allDay.toLowerCase() });
  const texts = runs.map((run) =>
    filled(run.state === 'maybe' ? words.spanMaybe : words.span, { from: timeWords(run.from, zone), to: run.to === day.to ? words.midnight : timeWords(run.to, zone) }),
  );
  return filled(words.today, { runs: texts.join(words.comma) });
}
