/** The directory of places in PostgreSQL, read as the role of requests: a site sees its own rows. */
import type pg from 'pg';
import type { FoundAddress, NearPlace, PlaceDirectory, Search } from '../../care/directory.ts';
import type { OpenTimes } from '../../care/open-times.ts';

/** How many are shown. */
const shown = 6;
/** How far each look goes (metres), and how many open ones are then enough: the further one must go, the more one alone is worth. */
const looks: readonly { readonly reach: number; readonly enough: number }[] = [
  { reach: 2000, enough: 3 },
  { reach: 6000, enough: 3 },
  { reach: 15_000, enough: 2 },
  { reach: 30_000, enough: 1 },
  { reach: 60_000, enough: 1 },
];

type PlaceRow = Omit<NearPlace, 'times' | 'address' | 'postcode' | 'phone'> & {
  readonly address: string | null;
  readonly postcode: string | null;
  readonly phone: string | null;
  readonly first_day: number | null;
  readonly days: Buffer | null;
  readonly open_bits: Buffer | null;
  readonly maybe_bits: Buffer | null;
};
type AddressRow = Omit<FoundAddress, 'postcode'> & { readonly postcode: string | null };

/** One row for each address, then one for each place near the likeliest of them. */
type AddressOrPlaceRow = (AddressRow & { readonly is: 'address' | 'likeliest' }) | (PlaceRow & { readonly is: 'place' });

const statements = {
  nearest: { name: 'nearest-places', text: 'select * from nearest_places($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)' },
  addresses: { name: 'places-by-address', text: 'select * from places_by_address($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)' },
};

/** @param pool connections that run as `relais_app`. */
export function createPlaceDirectory(pool: pg.Pool): PlaceDirectory {
  return {
    nearest: async ({ site, from, ...search }) => {
      const { kinds, hours } = valuesOf(search);
      const { rows } = await pool.query<PlaceRow>({ ...statements.nearest, values: [site, ...kinds, from.lat, from.lon, ...hours] });
      return rows.map(placeOf);
    },
    addresses: async ({ site, words, spellings, number, least, search }) => {
      const { kinds, hours } = valuesOf(search);
      const { rows } = await pool.query<AddressOrPlaceRow>({ ...statements.addresses, values: [site, words, spellings, number ?? '', least, ...kinds, ...hours] });
      const nearest = rows.flatMap((row) => (row.is === 'place' ? [placeOf(row)] : []));
      return rows.flatMap((row) => (row.is === 'place' ? [] : [{ ...addressOf(row), ...(row.is === 'likeliest' ? { nearest } : {}) }]));
    },
  };
}

function valuesOf({ kinds, prefer, leavesAt, anyHours, reach }: Search): { readonly kinds: readonly unknown[]; readonly hours: readonly unknown[] } {
  const within = [...looks.filter((look) => look.reach < reach), { reach, enough: 1 }];
  return {
    kinds: [kinds.map((item) => item.kind), kinds.map((item) => item.further), prefer ?? null],
    hours: [Math.ceil(leavesAt / 60_000), anyHours, shown, within.map((look) => look.reach), within.map((look) => look.enough)],
  };
}

function addressOf({ kind, label, words, postcode, lat, lon, exact }: AddressRow): FoundAddress {
  return { kind, label, words, postcode: postcode ?? undefined, lat, lon, exact };
}

function placeOf({ first_day, days, open_bits, maybe_bits, ...row }: PlaceRow): NearPlace {
  const { id, kind, name, services, lat, lon, address, postcode, phone, zone, metres, minutes, standing } = row;
  const times: OpenTimes | undefined =
    first_day === null || !days || !open_bits ? undefined : { firstDay: first_day, days, open: open_bits, maybe: maybe_bits ?? new Uint8Array(open_bits.length) };
  const known = { address: address ?? undefined, postcode: postcode ?? undefined, phone: phone ?? undefined };
  return { id, kind, name, services, lat, lon, ...known, zone, metres, minutes, standing, times };
}
