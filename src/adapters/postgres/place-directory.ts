/** The directory of places in PostgreSQL, read as the role of requests: a site sees its own rows. */
import type pg from 'pg';
import type { FoundAddress, NearPlace, PlaceDirectory } from '../../care/directory.ts';
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

const statements = {
  nearest: { name: 'nearest-places', text: 'select * from nearest_places($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)' },
  addresses: { name: 'find-addresses', text: 'select * from find_addresses($1, $2, $3, $4)' },
};

/** @param pool connections that run as `relais_app`. */
export function createPlaceDirectory(pool: pg.Pool): PlaceDirectory {
  return {
    nearest: async ({ site, kinds, prefer, from, leavesAt, anyHours, reach }) => {
      const within = [...looks.filter((look) => look.reach < reach), { reach, enough: 1 }];
      const values = [
        site,
        kinds.map((item) => item.kind),
        kinds.map((item) => item.further),
        prefer ?? null,
        from.lat,
        from.lon,
        Math.ceil(leavesAt / 60_000),
        anyHours,
        shown,
        within.map((look) => look.reach),
        within.map((look) => look.enough),
      ];
      const { rows } = await pool.query<PlaceRow>({ ...statements.nearest, values });
      return rows.map(placeOf);
    },
    addresses: async ({ site, spellings, number, least }) => {
      const { rows } = await pool.query<AddressRow>({ ...statements.addresses, values: [site, spellings, number ?? '', least] });
      return rows.map(({ postcode, ...row }) => ({ ...row, postcode: postcode ?? undefined }));
    },
  };
}

function placeOf({ first_day, days, open_bits, maybe_bits, address, postcode, phone, ...row }: PlaceRow): NearPlace {
  const times: OpenTimes | undefined =
    first_day === null || !days || !open_bits ? undefined : { firstDay: first_day, days, open: open_bits, maybe: maybe_bits ?? new Uint8Array(open_bits.length) };
  return { ...row, address: address ?? undefined, postcode: postcode ?? undefined, phone: phone ?? undefined, times };
}
