/** Where to go: places that fit an encounter's outcome and are open when the person gets there. All texts are in the encounter's language. */
import { z } from 'zod';
import { languageSchema } from './card.ts';

export const placeKinds = [
  'pharmacy',
  'gp',
  'out-of-hours-gp',
  'visiting-doctor',
  'urgent-care',
  'minor-injuries',
  'emergency-department',
  'childrens-emergency-department',
  'maternity',
  'midwife',
  'dentist',
  'eye-care',
  'optometrist',
  'imaging',
  'mental-health-crisis',
  'sexual-health',
  'physiotherapist',
  'video',
] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const placeServices = ['duty', 'pharmacist-prescribing', 'minor-injuries', 'x-ray', 'dental', 'eye', 'maternity', 'children', 'video', 'home-visit', 'wheelchair'] as const;
export type PlaceService = (typeof placeServices)[number];

const latitude = z.number().min(-90).max(90);
const longitude = z.number().min(-180).max(180);

/** In the body, never in a URL: where a person is must not end in an address bar or a log. */
export const placesRequestSchema = z.strictObject({
  near: z.union([
    /** A postcode, a town, a street, or all of them, as people type them. */
    z.strictObject({ text: z.string().min(1).max(200) }),
    /** The device's position, asked for on a tap. */
    z.strictObject({ lat: latitude, lon: longitude }),
  ]),
  /** When the person leaves, ISO 8601; now when not given. */
  at: z.iso.datetime({ offset: true }).optional(),
});
export type PlacesRequest = z.infer<typeof placesRequestSchema>;

const moment = z.object({ at: z.string(), words: z.string() });
const contact = z.object({ number: z.string(), name: z.string(), hours: z.string().optional(), fallback: z.string().optional() });

const placeSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(placeKinds),
  kindWords: z.string(),
  services: z.array(z.object({ id: z.enum(placeServices), words: z.string() })),
  address: z.string().optional(),
  phone: z.object({ number: z.string(), href: z.string() }).optional(),
  lat: z.number(),
  lon: z.number(),
  /** `visit`: one goes there. `home-visit` and `video` come to the person: no distance, no way to go. */
  reach: z.enum(['visit', 'home-visit', 'video']),
  distance: z.object({ metres: z.number().int(), words: z.string() }).optional(),
  /** An estimate from the distance alone. */
  travel: z.object({ minutes: z.number().int(), by: z.enum(['foot', 'car']), words: z.string() }).optional(),
  /** `yes`: open on arrival. `call-first`: by appointment, or hours that nobody has written down. `no`: shut then. */
  openOnArrival: z.enum(['yes', 'call-first', 'no']),
  /** What `openOnArrival` does not say: "Until 19:30", "Day and night", "Opens tomorrow at 08:30", "Hours not known". */
  openWords: z.string(),
  /** "Today: 09:00 to 12:30, 14:00 to 19:30". */
  hoursToday: z.string().optional(),
  openUntil: moment.optional(),
  nextOpening: moment.optional(),
  /** Taken only on a tap; they name the place, never where the person is. `geo` opens the phone's own map. */
  directions: z.object({ geo: z.string(), web: z.string() }).optional(),
});
export type PlaceView = z.infer<typeof placeSchema>;

export const placesSchema = z.object({
  language: languageSchema,
  /** What was looked for: "Pharmacies", "Emergency departments". */
  title: z.string(),
  /** What to know before going: "Say on arrival that ...", "Call before you go". */
  notes: z.array(z.string()),
  /** Where distances count from. Absent when the text names nothing that the directory knows. */
  origin: z.object({ label: z.string(), lat: z.number(), lon: z.number(), kind: z.enum(['device', 'address', 'street', 'postcode', 'town']) }).optional(),
  /** What else the text may mean: send `text` again as `near.text`. */
  maybe: z.array(z.object({ label: z.string(), text: z.string() })),
  /** Open on arrival first, the nearest first; then those to call first. */
  places: z.array(placeSchema),
  /** Present when no place is open on arrival, or none could be looked for. */
  none: z.object({ words: z.string(), next: placeSchema.optional(), nextWords: z.string().optional() }).optional(),
  /** Who answers when places do not: always at least one that answers day and night. */
  outOfHours: z.array(contact),
  /**
   * For a drawing that asks no third host: everything fits within. Absent when there is nothing to draw. `tiles`: where the site has a tile server of
   * its choice, its address with `{z}`, `{x}` and `{y}` (Web Mercator, 256 px), and whom to thank for the map.
   */
  map: z.object({ south: z.number(), west: z.number(), north: z.number(), east: z.number(), tiles: z.object({ address: z.string(), credit: z.string() }).optional() }).optional(),
});
export type PlacesView = z.infer<typeof placesSchema>;
