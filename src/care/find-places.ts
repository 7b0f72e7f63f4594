/** Places that fit an outcome and are open when the person gets there, nearest first; else the next that opens and who answers meanwhile. */
import type { PlacesRequest, PlacesView, PlaceView } from '../contract/places.ts';
import type { Language } from '../shared/language.ts';
import type { NearPlace, PlaceDirectory, Search } from './directory.ts';
import { firstMoment } from './open-times.ts';
import { locate, type Located, type Origin } from './origin.ts';
import { outOfHoursFor, reachableNow, type CareContact } from './out-of-hours.ts';
import { placeView } from './place-view.ts';
import { filled, placeWords } from './place-words.ts';
import { wantedFor, type Need, type Wanted } from './wanted.ts';
import { momentWords } from './clock.ts';

export type FindRequest = {
  readonly site: string;
  readonly language: Language;
  readonly need: Need;
  /** Of the outcome, those of its routing tags first. */
  readonly contacts: readonly CareContact[];
  readonly near: PlacesRequest['near'];
  /** When the person leaves, milliseconds since the epoch. */
  readonly leavesAt: number;
};

export type PlaceFinder = {
  /** undefined for an ambulance: no place is offered. */
  readonly find: (request: FindRequest) => Promise<PlacesView | undefined>;
};

const dayMs = 86_400_000;
/** How far ahead the next opening is looked for. */
const lookAhead = 10 * dayMs;

export function createPlaceFinder(directory: PlaceDirectory): PlaceFinder {
  return {
    find: async (request) => {
      const wanted = wantedFor(request.need);
      if (!wanted) return undefined;
      const { kinds, prefer, byAppointment: anyHours, reach } = wanted;
      const search = { kinds, prefer, leavesAt: request.leavesAt, anyHours, reach };
      const located = await originFor(directory, request, search);
      if (!located.origin) return withoutOrigin(request, wanted, located);
      const near = located.nearest ?? (await directory.nearest({ ...search, site: request.site, from: located.origin }));
      return answer(request, wanted, { ...located, origin: located.origin }, near);
    },
  };
}

async function originFor(directory: PlaceDirectory, { site, near, language }: FindRequest, search: Search): Promise<Located> {
  if ('text' in near) return locate(directory, site, near.text, search);
  return { origin: { ...near, kind: 'device', label: placeWords(language).yourPosition, postcode: undefined }, maybe: [], outcome: 'found' };
}

function withoutOrigin(request: FindRequest, wanted: Wanted, located: Located): PlacesView {
  const words = placeWords(request.language);
  return {
    ...frame(request, wanted, undefined),
    maybe: located.maybe.map((label) => ({ label, text: label })),
    places: [],
    none: { words: located.outcome === 'several' ? words.addressSeveral : words.addressUnknown },
  };
}

function frame({ language, contacts, need }: FindRequest, { title, notes }: Wanted, postcode: string | undefined): Pick<PlacesView, 'language' | 'title' | 'notes' | 'outOfHours'> {
  const outOfHours = outOfHoursFor(contacts, need.region, postcode).map(({ number, name, hours, fallback }) => ({
    number,
    name,
    ...(hours === undefined ? {} : { hours }),
    ...(fallback === undefined ? {} : { fallback }),
  }));
  return { language, title: title[language], notes: notes.map((note) => note[language]), outOfHours };
}

function answer(request: FindRequest, wanted: Wanted, { origin, maybe }: Located & { readonly origin: Origin }, near: readonly NearPlace[]): PlacesView {
  const { language, leavesAt } = request;
  const open = near.filter((place) => place.standing !== 'shut' || wanted.byAppointment);
  const framed = frame(request, wanted, origin.postcode ?? near[0]?.postcode);
  const view = (place: NearPlace): PlaceView => placeView(place, { language, leavesAt, byAppointment: wanted.byAppointment });
  const certain = near.some((place) => place.standing === 'open' || place.standing === 'closing' || wanted.byAppointment);
  const next = certain ? undefined : nextToOpen(near, leavesAt);
  const shown = open.slice(0, 6).map(view);
  return {
    ...framed,
    origin: { label: origin.label, lat: origin.lat, lon: origin.lon, kind: origin.kind },
    maybe: maybe.map((label) => ({ label, text: label })),
    places: shown,
    ...(certain ? {} : { none: noneOpen(request, wanted, framed.outOfHours, near.length === 0, next && { place: view(next.place), at: next.at, zone: next.place.zone }) }),
    ...boundsOf(origin, [...shown, ...(next ? [view(next.place)] : [])]),
  };
}

type Next = { readonly place: NearPlace; readonly at: number };

/** The first that one can be in: opening then, or already open when one arrives from so far. */
function nextToOpen(near: readonly NearPlace[], leavesAt: number): Next | undefined {
  let best: Next | undefined;
  for (const place of near) {
    const arrives = leavesAt + place.minutes * 60_000;
    const at = place.times && firstMoment(place.times, ['open'], arrives, Math.min(arrives + lookAhead, best?.at ?? Number.POSITIVE_INFINITY));
    if (at !== undefined) best = { place, at };
  }
  return best;
}

function noneOpen(
  { language, leavesAt }: FindRequest,
  wanted: Wanted,
  contacts: readonly CareContact[],
  nothing: boolean,
  next: { readonly place: PlaceView; readonly at: number; readonly zone: string } | undefined,
): NonNullable<PlacesView['none']> {
  const words = placeWords(language);
  const first = nothing ? filled(words.noneHere, { kilometres: wanted.reach / 1000 }) : words.noneOpen;
  const number = reachableNow(contacts);
  const call = number === undefined ? [] : [filled(words.noneCall, { hours: words.dayAndNight, number })];
  if (!next) return { words: [first, ...call].join(' ') };
  const time = momentWords(next.at, leavesAt, next.zone, language);
  return { words: [first, ...call].join(' '), next: next.place, nextWords: filled(words.noneOpenNext, { name: next.place.name, time }) };
}

/** Everything with a margin, so that a drawing needs no numbers of its own. */
function boundsOf(origin: Origin, places: readonly PlaceView[]): Pick<PlacesView, 'map'> {
  const points = [origin, ...places.filter((place) => place.reach === 'visit')];
  if (points.length < 2) return {};
  const lats = points.map((point) => point.lat);
  const lons = points.map((point) => point.lon);
  const margin = 0.12;
  const least = 0.004;
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const tall = Math.max(least, (north - south) * margin);
  const wide = Math.max(least, (east - west) * margin);
  const round = (value: number): number => Math.round(value * 1e5) / 1e5;
  return { map: { south: round(south - tall), west: round(west - wide), north: round(north + tall), east: round(east + wide) } };
}
