/**
 * A typed address and what lies nearest to it in one trip: the service ranks the addresses, and most often means the one that has most of
 * the words exactly as they were typed, so what is looked for is looked for from there at once.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // Of m words that are known, an address with p_least of them has one of the m - p_least + 1 that fewest addresses have: only theirs are counted.
  // A street of a name that a thousand towns have is then found from its town.
  `create or replace function find_addresses(p_site text, p_spellings text[], p_number text, p_least int)
     returns table (kind text, label text, words text[], postcode text, lat float8, lon float8, exact boolean) language plpgsql set plan_cache_mode = force_generic_plan as $$
   begin
     perform set_config('app.site', p_site, true);
     return query
       with spelled as materialized (
         select distinct s.word from gazetteer_spellings s where s.site_id = p_site and s.spelling = any(p_spellings)
       ), ranked as materialized (
         select s.word, row_number() over (order by (
             select count(*) from (select from gazetteer_words w where w.site_id = p_site and w.word = s.word limit 200) known
           ), s.word) <= count(*) over () - p_least + 1 as telling
         from spelled s
       ), hits as materialized (
         select w.source, w.entry_id, w.rank, count(*) + (
             select count(*) from ranked r join gazetteer_words o on o.site_id = p_site and o.word = r.word and o.rank = w.rank and o.source = w.source and o.entry_id = w.entry_id
             where not r.telling
           ) as n
         from ranked t join gazetteer_words w on w.site_id = p_site and w.word = t.word
         where t.telling
         group by w.source, w.entry_id, w.rank
       ), best as materialized (
         select h.* from hits h where h.n >= p_least order by h.n desc, h.rank limit 60
       )
       select g.kind, g.label, g.words, g.postcode, coalesce(n.lat, g.lat), coalesce(n.lon, g.lon), n.number is not null
       from best h
       join gazetteer g on g.site_id = p_site and g.source = h.source and g.id = h.entry_id
       left join gazetteer_numbers n on n.site_id = p_site and n.source = h.source and n.entry_id = h.entry_id and n.number = p_number
       order by h.n desc, h.rank, g.weight desc, g.label;
   end $$`,

  // A row for each address (is: 'address', or 'likeliest' for that one), in the order of find_addresses; then one for each place, in the order of nearest_places.
  `create function places_by_address(p_site text, p_words text[], p_spellings text[], p_number text, p_least int, p_kinds text[], p_further int[], p_prefer text, p_leaves int,
                                     p_any boolean, p_most int, p_reaches float8[], p_enough int[])
     returns table ("is" text, label text, words text[], exact boolean, id text, kind text, name text, services text[], lat float8, lon float8, address text, postcode text, phone text,
                    zone text, metres int, minutes int, standing text, first_day int, days bytea, open_bits bytea, maybe_bits bytea)
     language plpgsql set plan_cache_mode = force_generic_plan as $$
   begin
     return query
       with found as materialized (
         select a.*, (select count(*) from unnest(a.words) word where word = any(p_words)) as same
         from find_addresses(p_site, p_spellings, p_number, p_least) with ordinality as a (kind, label, words, postcode, lat, lon, exact, place)
       ), likeliest as materialized (
         select f.place, f.lat, f.lon from found f order by f.same desc, f.place limit 1
       )
       select case when f.place = l.place then 'likeliest' else 'address' end, f.label, f.words, f.exact, null, f.kind, null, null::text[], f.lat, f.lon, null, f.postcode, null,
         null, null::int, null::int, null, null::int, null::bytea, null::bytea, null::bytea
       from found f cross join likeliest l
       union all
       select 'place', null, null, null, near.*
       from likeliest l cross join lateral nearest_places(p_site, p_kinds, p_further, p_prefer, l.lat, l.lon, p_leaves, p_any, p_most, p_reaches, p_enough) near;
   end $$`,
];

export const placesByAddressMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
