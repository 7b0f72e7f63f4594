/** Writes the directory of a site as the owner of the tables: one file, one transaction. */
import { createHash } from 'node:crypto';
import { sql, type Kysely, type Transaction } from 'kysely';
import { folded, spellingsOf } from '../../care/address-words.ts';
import type { DirectoryCounts, DirectoryWriter, HoursKey, StagedPlace, WorkedHours } from '../../care/directory-import.ts';
import type { Country } from '../../care/place.ts';
import type { Tables } from './tables.ts';

type Owner = Kysely<Tables>;

/** Runs an import in one transaction: what is thrown within leaves the directory as it was. Two imports of a site wait for each other. */
export async function withDirectoryWriter<T>(
  owner: Owner,
  { site, source }: { readonly site: string; readonly source: string },
  work: (writer: DirectoryWriter) => Promise<T>,
): Promise<T> {
  return owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtext(${`places ${site}`}))`.execute(trx);
    await sql`create temp table staged_places (
        id text primary key, twin text unique, feature int, line int, kind text, name text, services text[], lat float8, lon float8, address text, postcode text, phone text, zone text,
        hours_id text, content text) on commit drop`.execute(trx);
    await sql`create temp table staged_addresses (id text, kind text, label text, words text[], postcode text, number text, lat float8, lon float8) on commit drop`.execute(trx);
    return work(writerFor(trx, site, source));
  });
}

/** After a large import: a search then reads the index alone, and is planned for what is there now. Best left out of a transaction. */
export async function settleDirectory(owner: Owner): Promise<void> {
  await sql`vacuum (analyze) places, place_hours, gazetteer, gazetteer_numbers, gazetteer_words, gazetteer_spellings`.execute(owner);
}

function writerFor(trx: Transaction<Tables>, site: string, source: string): DirectoryWriter {
  return {
    hoursId,
    knownHours: async (ids, untilDay) => {
      const { rows } = await sql<{ id: string }>`select id from place_hours where site_id = ${site} and id = any(${ids}) and first_day + length(days) >= ${untilDay}`.execute(trx);
      return new Set(rows.map((row) => row.id));
    },
    saveHours: (hours) => saveHours(trx, site, hours),
    stage: (places) => stage(trx, places),
    stageAddresses: async (addresses) => {
      const rows = addresses.flatMap(({ kind, label, words, postcode, town, number, lat, lon }) => {
        const area = postcode === undefined ? '' : /^\d/.test(postcode) ? postcode.slice(0, 2) : (postcode.split(' ')[0] ?? '');
        const at = { lat, lon };
        return [
          { id: `${kind} ${folded(label)}`, kind, label, words, postcode, number, ...at },
          ...(postcode === undefined || kind === 'postcode'
            ? []
            : [
                {
                  id: `postcode ${postcode}`,
                  kind: 'postcode',
                  label: [postcode, town].filter(Boolean).join(' '),
                  words: words.filter((word) => /\d/.test(word)),
                  postcode,
                  ...at,
                },
              ]),
          ...(town === undefined || kind === 'town'
            ? []
            : [{ id: `town ${folded(town)} ${area}`, kind: 'town', label: town, words: townWords(town, words), postcode: undefined, ...at }]),
        ];
      });
      await sql`insert into staged_addresses select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id text, kind text, label text, words text[], postcode text, number text, lat float8, lon float8)`.execute(trx);
    },
    heldElsewhere: async () => {
      const { rows } = await sql<{ feature: number; line: number; id: string; source: string }>`
        delete from staged_places s using places p where p.site_id = ${site} and p.id = s.id and p.source <> ${source} and p.retired_at is null
        returning s.feature, s.line, s.id, p.source`.execute(trx);
      return rows;
    },
    retiring: async () => {
      const { rows } = await sql<{ retiring: number; live: number }>`
        select count(*) filter (where not exists (select from staged_places s where s.id = p.id))::int as retiring, count(*)::int as live
        from places p where site_id = ${site} and source = ${source} and retired_at is null`.execute(trx);
      return rows[0] ?? { retiring: 0, live: 0 };
    },
    finish: async () => {
      const counts = await mergePlaces(trx, site, source);
      const addresses = await mergeAddresses(trx, site, source);
      return { ...counts, addresses };
    },
  };
}

function townWords(town: string, words: readonly string[]): readonly string[] {
  const own = new Set(folded(town).split(' '));
  const kept = words.filter((word) => own.has(word));
  return kept.length > 0 ? kept : [...own];
}

export function hoursId({ text, calendar }: HoursKey): string {
  return createHash('sha256').update(`${calendar.country}\n${calendar.state}\n${calendar.zone}\n${text}`).digest('base64url').slice(0, 22);
}

async function saveHours(db: Owner, site: string, hours: readonly WorkedHours[]): Promise<void> {
  for (const { id, text, calendar, times } of hours) {
    const maybe = times.maybe.some((byte) => byte !== 0) ? Buffer.from(times.maybe) : null;
    await sql`insert into place_hours values (${site}, ${id}, ${text}, ${calendar.country}, ${calendar.state}, ${calendar.zone}, ${times.firstDay},
        ${Buffer.from(times.days)}, ${Buffer.from(times.open)}, ${maybe})
      on conflict (site_id, id) do update set first_day = excluded.first_day, days = excluded.days, open_bits = excluded.open_bits, maybe_bits = excluded.maybe_bits`.execute(db);
  }
}

async function stage(trx: Owner, places: readonly StagedPlace[]): ReturnType<DirectoryWriter['stage']> {
  const rows = places.map(({ feature, line, place, hoursId: hours_id }) => {
    const { id, kind, name, services, lat, lon, address, postcode, phone, calendar } = place;
    const row = { id, kind, name, services, lat, lon, address, postcode, phone, zone: calendar.zone, hours_id };
    // A hundredth of a degree and a tenth: two of the same kind and name within about 100 m are one.
    const twin = name === '' ? null : `${kind} ${folded(name)} ${lat.toFixed(3)} ${lon.toFixed(3)}`;
    return { ...row, feature, line, twin, content: createHash('sha256').update(JSON.stringify(row)).digest('base64url') };
  });
  const { rows: kept } = await sql<{ feature: number }>`
    insert into staged_places (id, twin, feature, line, kind, name, services, lat, lon, address, postcode, phone, zone, hours_id, content)
    select id, twin, feature, line, kind, name, services, lat, lon, address, postcode, phone, zone, hours_id, content
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id text, twin text, feature int, line int, kind text, name text, services text[], lat float8, lon float8,
      address text, postcode text, phone text, zone text, hours_id text, content text)
    on conflict do nothing returning feature`.execute(trx);
  if (kept.length === places.length) return [];
  const there = new Set(kept.map((row) => row.feature));
  const lost = rows.filter((row) => !there.has(row.feature));
  const { rows: firsts } = await sql<{ id: string; twin: string | null; feature: number; line: number }>`
    select id, twin, feature, line from staged_places where id = any(${lost.map((row) => row.id)}) or twin = any(${lost.map((row) => row.twin ?? '')})`.execute(trx);
  return places
    .filter((item) => !there.has(item.feature))
    .map((staged) => {
      const row = lost.find((item) => item.feature === staged.feature);
      const same = firsts.find((item) => item.id === staged.place.id);
      const first = same ?? firsts.find((item) => item.twin !== null && item.twin === row?.twin);
      const whose = same ? 'the same id as' : 'the same kind and name at the same spot as';
      return { staged, why: `a duplicate: ${whose} feature ${first?.feature ?? '?'} on line ${first?.line ?? '?'}; keep one of them` };
    });
}

async function mergePlaces(trx: Owner, site: string, source: string): Promise<Omit<DirectoryCounts, 'addresses'>> {
  const { rows } = await sql<{ what: 'added' | 'changed' | 'returned' | 'unchanged'; n: number }>`
    with before as (select s.id, p.id is null as new, p.retired_at is not null as retired, p.content is distinct from s.content as differs
                    from staged_places s left join places p on p.site_id = ${site} and p.id = s.id),
    written as (
      insert into places (site_id, id, source, kind, name, services, lat, lon, address, postcode, phone, zone, hours_id, content)
      select ${site}, s.id, ${source}, s.kind, s.name, s.services, s.lat, s.lon, s.address, s.postcode, s.phone, s.zone, s.hours_id, s.content
      from staged_places s join before b on b.id = s.id where b.new or b.retired or b.differs
      on conflict (site_id, id) do update set source = excluded.source, kind = excluded.kind, name = excluded.name, services = excluded.services, lat = excluded.lat, lon = excluded.lon,
        address = excluded.address, postcode = excluded.postcode, phone = excluded.phone, zone = excluded.zone, hours_id = excluded.hours_id, content = excluded.content, retired_at = null
    )
    select case when new then 'added' when retired then 'returned' when differs then 'changed' else 'unchanged' end as what, count(*)::int as n from before group by 1`.execute(
    trx,
  );
  const { rows: gone } = await sql<{ id: string }>`
    update places p set retired_at = now() where site_id = ${site} and source = ${source} and retired_at is null and not exists (select from staged_places s where s.id = p.id)
    returning id`.execute(trx);
  const number = (what: string): number => rows.find((row) => row.what === what)?.n ?? 0;
  return { added: number('added'), changed: number('changed'), unchanged: number('unchanged'), returned: number('returned'), retired: gone.length };
}

/** Streets, towns and postcodes lie in the middle of what the file says of them. Gives how many there are. */
async function mergeAddresses(trx: Owner, site: string, source: string): Promise<number> {
  await sql`create temp table new_entries on commit drop as
    select id, min(kind) as kind, mode() within group (order by label) as label, min(words) as words, min(postcode) as postcode,
      round(avg(lat)::numeric, 5)::float8 as lat, round(avg(lon)::numeric, 5)::float8 as lon, count(*)::int as weight
    from staged_addresses group by id`.execute(trx);
  await sql`create temp table new_numbers on commit drop as
    select id, number, round(avg(lat)::numeric, 6)::float8 as lat, round(avg(lon)::numeric, 6)::float8 as lon from staged_addresses where number is not null group by id, number`.execute(
    trx,
  );
  await sql`delete from gazetteer g where site_id = ${site} and source = ${source} and not exists (select from new_entries n where n.id = g.id)`.execute(trx);
  const { rows: changed } = await sql<{ id: string }>`
    insert into gazetteer select ${site}, ${source}, n.* from (select id, kind, label, words, postcode, lat, lon, weight from new_entries) n
    on conflict (site_id, source, id) do update set label = excluded.label, words = excluded.words, postcode = excluded.postcode, lat = excluded.lat, lon = excluded.lon, weight = excluded.weight
    where (gazetteer.label, gazetteer.words, gazetteer.postcode, gazetteer.lat, gazetteer.lon, gazetteer.weight)
      is distinct from (excluded.label, excluded.words, excluded.postcode, excluded.lat, excluded.lon, excluded.weight)
    returning id`.execute(trx);
  await sql`delete from gazetteer_numbers g where site_id = ${site} and source = ${source} and not exists (select from new_numbers n where n.id = g.entry_id and n.number = g.number)`.execute(
    trx,
  );
  await sql`insert into gazetteer_numbers select ${site}, ${source}, id, number, lat, lon from new_numbers
    on conflict (site_id, source, entry_id, number) do update set lat = excluded.lat, lon = excluded.lon
    where (gazetteer_numbers.lat, gazetteer_numbers.lon) is distinct from (excluded.lat, excluded.lon)`.execute(trx);
  if (changed.length > 0)
    await indexWords(
      trx,
      site,
      source,
      changed.map((row) => row.id),
    );
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from new_entries`.execute(trx);
  return rows[0]?.n ?? 0;
}

async function indexWords(trx: Owner, site: string, source: string, ids: readonly string[]): Promise<void> {
  await sql`delete from gazetteer_words where site_id = ${site} and source = ${source} and entry_id = any(${ids})`.execute(trx);
  await sql`insert into gazetteer_words
    select distinct ${site}, word, case kind when 'town' then 0 when 'postcode' then 1 else 2 end, ${source}, id from gazetteer, unnest(words) word
    where site_id = ${site} and source = ${source} and id = any(${ids})`.execute(trx);
  const { rows } = await sql<{ word: string }>`
    select distinct word from gazetteer_words w where site_id = ${site} and not exists (select from gazetteer_spellings s where s.site_id = ${site} and s.spelling = w.word and s.word = w.word)`.execute(
    trx,
  );
  const pairs = rows.flatMap(({ word }) => spellingsOf(word).map((spelling) => ({ spelling, word })));
  for (let at = 0; at < pairs.length; at += 5000) {
    const some = pairs.slice(at, at + 5000);
    await sql`insert into gazetteer_spellings select ${site}, * from unnest(${some.map((pair) => pair.spelling)}::text[], ${some.map((pair) => pair.word)}::text[]) on conflict do nothing`.execute(
      trx,
    );
  }
}

export type PlacesOverview = { readonly source: string; readonly kind: string; readonly live: number; readonly retired: number; readonly withHours: number };

export async function overviewOfPlaces(owner: Owner, site: string): Promise<readonly PlacesOverview[]> {
  const { rows } = await sql<PlacesOverview>`
    select source, kind, count(*) filter (where retired_at is null)::int as live, count(*) filter (where retired_at is not null)::int as retired,
      count(*) filter (where retired_at is null and hours_id is not null)::int as "withHours"
    from places where site_id = ${site} group by 1, 2 order by 1, 2`.execute(owner);
  return rows;
}

/** Hours that are known for fewer days than that from now on. */
export async function hoursRunningOut(owner: Owner, untilDay: number): Promise<readonly (HoursKey & { readonly id: string; readonly site: string })[]> {
  const { rows } = await sql<{ id: string; site_id: string; text: string; country: Country; state: string; zone: string }>`
    select id, site_id, text, country, state, zone from place_hours where first_day + length(days) < ${untilDay}`.execute(owner);
  return rows.map(({ id, site_id: site, text, ...calendar }) => ({ id, site, text, calendar }));
}

export async function saveRefreshed(owner: Owner, site: string, hours: readonly WorkedHours[]): Promise<void> {
  await owner.transaction().execute((trx) => saveHours(trx, site, hours));
}

export type ListedPlace = {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly address: string | null;
  readonly phone: string | null;
  readonly hours: string | null;
};

const listPage = 1000;

export async function* listPlaces(owner: Owner, site: string): AsyncGenerator<ListedPlace> {
  for (let after = ''; ;) {
    const { rows } = await sql<ListedPlace>`
      select p.id, p.kind, p.name, p.address, p.phone, h.text as hours from places p left join place_hours h on h.site_id = p.site_id and h.id = p.hours_id
      where p.site_id = ${site} and p.retired_at is null and p.id > ${after} order by p.id limit ${listPage}`.execute(owner);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
