/** One feature of a GeoJSON file -> a place, or an address to be found by, or a reason why not. */
import { z } from 'zod';
import { folded, numberKey, postcodeIn, postcodeWords, significantWords } from './address-words.ts';
import { calendarOf } from './calendar.ts';
import { kindOf, type Tags } from './kinds.ts';
import type { AddressEntry, Country, Place, Point } from './place.ts';

export type FeatureReading =
  | { readonly kind: 'place'; readonly place: Place; readonly address: AddressEntry | undefined }
  | { readonly kind: 'address'; readonly address: AddressEntry }
  | { readonly kind: 'left-out'; readonly why: string | undefined }
  | { readonly kind: 'refused'; readonly id: string | undefined; readonly why: string };

const featureSchema = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.object({ type: z.string(), coordinates: z.unknown() }).nullable(),
});

const longestId = 80;
const longestName = 200;

/** @param country of a place whose tags and postcode do not tell. */
export function readFeature(value: unknown, country: Country): FeatureReading {
  const parsed = featureSchema.safeParse(value);
  if (!parsed.success)
    return refused(undefined, `not a feature: ${parsed.error.issues[0]?.path.join('.') ?? 'type'} is missing or wrong; write {"type": "Feature", "id", "properties", "geometry"}`);
  const feature = parsed.data;
  const tags = tagsOf(feature.properties ?? {});
  const id = String(feature.id ?? tags['@id'] ?? tags['id'] ?? '');
  const position = positionOf(feature.geometry, tags);
  if ('problem' in position) return refused(id, position.problem);
  if (tags['disused'] === 'yes' || tags['abandoned'] === 'yes' || tags['access'] === 'private') return { kind: 'left-out', why: 'disused or private' };
  const kinding = kindOf(tags);
  if ('problem' in kinding) return refused(id, kinding.problem);
  const address = addressOf(tags, position);
  if ('notOffered' in kinding) {
    if (address) return { kind: 'address', address };
    return { kind: 'left-out', why: kinding.notOffered === 'medical' ? `nobody is sent to such a place: ${tags['healthcare'] ?? tags['amenity'] ?? 'no kind'}` : undefined };
  }
  if (id === '' || id.length > longestId) return refused(id, `it has no id, or one longer than ${longestId} characters; give it one that stays the same`);
  const phone = phoneOf(tags);
  if (phone === null) return refused(id, 'phone is not a number; write it like +33 1 99 00 12 34');
  const postcode = postcodeIn(tags['addr:postcode'] ?? '');
  return {
    kind: 'place',
    place: {
      id,
      kind: kinding.kind,
      name: (tags['name'] ?? tags['operator'] ?? tags['brand'] ?? '').slice(0, longestName),
      services: kinding.services,
      ...position,
      address: lineOf(tags),
      postcode,
      phone,
      hours: tags['opening_hours'],
      calendar: calendarOf(countryOf(tags, postcode, country), postcode, position),
    },
    address,
  };
}

function refused(id: string | undefined, why: string): FeatureReading {
  return { kind: 'refused', id: id === '' ? undefined : id?.slice(0, longestId), why };
}

function tagsOf(properties: Readonly<Record<string, unknown>>): Tags {
  const tags: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [key, value] of Object.entries(properties)) {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text === 'string' && text.trim() !== '') tags[key] = text.trim();
  }
  return tags;
}

type Geometry = z.infer<typeof featureSchema>['geometry'];
const position = z.tuple([z.number(), z.number()]).rest(z.number());
const shapes = {
  Point: position.transform((point) => [point]),
  LineString: z.array(position).min(2),
  Polygon: z
    .array(z.array(position).min(3))
    .min(1)
    .transform(([outer = []]) => outer),
  MultiPolygon: z
    .array(z.array(z.array(position).min(3)).min(1))
    .min(1)
    .transform(([[outer = []] = []]) => outer),
} as const;

/** A point, or the middle of an outline; of a street, its middle. */
function positionOf(geometry: Geometry, tags: Tags): Point | { readonly problem: string } {
  if (!geometry) return { problem: 'it has no geometry; give it a Point' };
  const { type } = geometry;
  if (!Object.hasOwn(shapes, type) || (type === 'LineString' && tags['highway'] === undefined))
    return { problem: `its geometry is a ${type.slice(0, 30)}; give a Point, a Polygon or a MultiPolygon (a LineString for a street only)` };
  // A key of the table: looked up above.
  const read = shapes[type as keyof typeof shapes].safeParse(geometry.coordinates);
  if (!read.success) return { problem: `the coordinates are not those of a ${type}; write numbers, longitude first` };
  const points = read.data;
  const middle = type === 'LineString' ? [points[Math.floor(points.length / 2)] ?? [Number.NaN, Number.NaN]] : points;
  const mean = (at: 0 | 1): number => middle.reduce((sum, point) => sum + point[at], 0) / middle.length;
  const [lon, lat] = [mean(0), mean(1)];
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) return { problem: `${lat}, ${lon} lies outside the world; write longitude first, then latitude` };
  if (lat === 0 && lon === 0) return { problem: 'it lies at 0, 0; give its real position' };
  return { lat, lon };
}

function countryOf(tags: Tags, postcode: string | undefined, otherwise: Country): Country {
  const stated = tags['addr:country']?.toUpperCase();
  if (stated === 'FR') return 'FR';
  if (stated === 'GB' || stated === 'UK') return 'UK';
  if (postcode === undefined) return otherwise;
  return /^\d{5}$/.test(postcode) ? 'FR' : 'UK';
}

/** undefined without one; null for one that is none. */
function phoneOf(tags: Tags): string | undefined | null {
  const given = (tags['phone'] ?? tags['contact:phone'])?.split(';')[0]?.trim();
  if (given === undefined) return undefined;
  return /^\+?[\d\s().-]{3,25}$/.test(given) && /\d{3}|\d\D?\d\D?\d/.test(given) ? given : null;
}

function lineOf(tags: Tags): string | undefined {
  const street = [tags['addr:housenumber'], tags['addr:street'] ?? tags['addr:place']].filter(Boolean).join(' ');
  const town = [tags['addr:postcode'], tags['addr:city']].filter(Boolean).join(' ');
  const line = [street, town].filter(Boolean).join(', ') || tags['addr:full'];
  return line === undefined || line === '' ? undefined : line.slice(0, longestName);
}

/** What this feature says about where a street, a town or a postcode lies. */
function addressOf(tags: Tags, at: Point): AddressEntry | undefined {
  const postcode = postcodeIn(tags['addr:postcode'] ?? tags['postal_code'] ?? '');
  const town = tags['addr:city'] ?? tags['is_in:city'];
  const street = tags['highway'] === undefined ? tags['addr:street'] : tags['name'];
  const point: Point = { lat: at.lat, lon: at.lon };
  const end = [postcode, town].filter(Boolean).join(' ');
  const endWords = [...(postcode === undefined ? [] : postcodeWords(postcode)), ...(town === undefined ? [] : significantWords(town))];
  if (street !== undefined && folded(street) !== '') {
    const number = tags['addr:housenumber'];
    return {
      kind: 'street',
      label: [street, end].filter(Boolean).join(', ').slice(0, longestName),
      words: [...new Set([...significantWords(street), ...endWords])],
      postcode,
      town,
      ...point,
      ...(number === undefined || tags['highway'] !== undefined ? {} : { number: numberKey(number).slice(0, 12) }),
    };
  }
  const name = tags['name'];
  if (tags['place'] !== undefined && name !== undefined && folded(name) !== '') {
    const words = [...significantWords(name), ...(postcode === undefined ? [] : postcodeWords(postcode))];
    return { kind: 'town', label: [postcode, name].filter(Boolean).join(' ').slice(0, longestName), words: [...new Set(words)], postcode, town: name, ...point };
  }
  if (postcode !== undefined) return { kind: 'postcode', label: end.slice(0, longestName), words: [...new Set(endWords)], postcode, town, ...point };
  return undefined;
}
