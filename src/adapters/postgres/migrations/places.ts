/**
 * Places of care and the addresses they are found from, a directory for each site. Requests only read; an operator's import writes.
 * A search is a walk of one index over kind and a band of latitude (a twentieth of a degree, about 5.5 km), in boxes that grow until
 * enough is open on arrival. Comparisons on that way are leak-proof operators only, so that row-level security does not keep the index out.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const tables = ['place_hours', 'places', 'gazetteer', 'gazetteer_numbers', 'gazetteer_words', 'gazetteer_spellings'];

const statements: readonly string[] = [
  // The same hours under the same calendar are kept once a site. Bits as `src/care/open-times.ts` has them; no maybe_bits: never perhaps.
  `create table place_hours (
     site_id text not null references sites,
     id text not null,
     text text not null,
     country text not null,
     state text not null,
     zone text not null,
     first_day int not null,
     days bytea not null,
     open_bits bytea not null,
     maybe_bits bytea,
     primary key (site_id, id)
   )`,
  `create table places (
     site_id text not null references sites,
     id text not null,
     source text not null,
     kind text not null,
     name text not null,
     services text[] not null,
     lat float8 not null check (lat between -90 and 90),
     lon float8 not null check (lon between -180 and 180),
     band int not null generated always as (floor(lat * 20)::int) stored,
     address text,
     postcode text,
     phone text,
     zone text not null,
     hours_id text,
     content text not null,
     retired_at timestamptz,
     primary key (site_id, id),
     foreign key (site_id, hours_id) references place_hours (site_id, id)
   )`,
  `create index places_by_kind on places (site_id, kind, band, lon) where retired_at is null`,
  `create index places_by_source on places (site_id, source)`,
  `create index places_by_hours on places (site_id, hours_id)`,
  `create table gazetteer (
     site_id text not null references sites,
     source text not null,
     id text not null,
     kind text not null check (kind in ('town', 'postcode', 'street')),
     label text not null,
     words text[] not null,
     postcode text,
     lat float8 not null,
     lon float8 not null,
     weight int not null,
     primary key (site_id, source, id)
   )`,
  `create table gazetteer_numbers (
     site_id text not null,
     source text not null,
     entry_id text not null,
     number text not null,
     lat float8 not null,
     lon float8 not null,
     primary key (site_id, source, entry_id, number),
     foreign key (site_id, source, entry_id) references gazetteer on delete cascade
   )`,
  // Which addresses have a word: towns and postcodes before streets.
  `create table gazetteer_words (
     site_id text not null,
     word text not null,
     rank smallint not null,
     source text not null,
     entry_id text not null,
     primary key (site_id, word, rank, source, entry_id),
     foreign key (site_id, source, entry_id) references gazetteer on delete cascade
   )`,
  // Every word under each way to write it with a letter missing.
  `create table gazetteer_spellings (
     site_id text not null references sites,
     spelling text not null,
     word text not null,
     primary key (site_id, spelling, word)
   )`,

  ...tables.flatMap((table) => [
    `alter table ${table} enable row level security`,
    `create policy own_site on ${table} for select to relais_app using (site_id = current_setting('app.site', true))`,
    `grant select on ${table} to relais_app`,
  ]),

  // Minutes to get there, from the distance as the crow flies alone: on foot up to 1.2 km, else by car through a town and then a road.
  `create function travel_minutes(p_kind text, p_metres float8) returns int language sql immutable as $$
     select case
       when p_kind in ('video', 'visiting-doctor') then 0
       when p_metres <= 1200 then greatest(1, ceil(p_metres * 1.3 / 75))
       else ceil(4 + least(p_metres * 1.35, 5000) / 400 + greatest(p_metres * 1.35 - 5000, 0) / 1000)
     end::int
   $$`,
  `create type near_place as (id text, kind text, services text[], metres int, minutes int, standing text)`,
  // p_leaves: minutes since the epoch. standing: open, closing (within 20 minutes of arrival), maybe, unknown, shut.
  `create function places_within(p_site text, p_kinds text[], p_lat float8, p_lon float8, p_leaves int, p_reach float8) returns setof near_place language sql stable as $$
     with around as materialized (
       select p.id, p.kind, p.services, p.hours_id,
         2 * 6371000 * asin(least(1, sqrt(sin(radians(p.lat - p_lat) / 2) ^ 2 + cos(radians(p_lat)) * cos(radians(p.lat)) * sin(radians(p.lon - p_lon) / 2) ^ 2))) as metres
       from places p
       where p.site_id = p_site and p.retired_at is null and p.kind = any(p_kinds)
         and p.band = any(array(select generate_series(floor((p_lat - p_reach / 111000) * 20)::int, floor((p_lat + p_reach / 111000) * 20)::int)))
         and p.lon >= p_lon - p_reach / (111000 * greatest(0.01, cos(radians(p_lat)))) and p.lon <= p_lon + p_reach / (111000 * greatest(0.01, cos(radians(p_lat))))
     ), timed as materialized (
       select a.*, travel_minutes(a.kind, a.metres) as minutes from around a where a.metres <= p_reach
     )
     -- Looked up one by one, by index: there are far more hours than places near one point.
     select t.id, t.kind, t.services, t.metres::int, t.minutes, coalesce((
       select case
         when n.day < 0 or n.day >= length(h.days) then 'unknown'
         when get_bit(h.open_bits, get_byte(h.days, n.day) * 1440 + n.arrives % 1440) = 1 then
           case
             when n.soon >= length(h.days) then 'open'
             when get_bit(h.open_bits, get_byte(h.days, n.soon) * 1440 + (n.arrives + 20) % 1440) = 1 then 'open'
             else 'closing'
           end
         when h.maybe_bits is null then 'shut'
         when get_bit(h.maybe_bits, get_byte(h.days, n.day) * 1440 + n.arrives % 1440) = 1 then 'maybe'
         else 'shut'
       end
       from place_hours h
       cross join lateral (select p_leaves + t.minutes as arrives, (p_leaves + t.minutes) / 1440 - h.first_day as day, (p_leaves + t.minutes + 20) / 1440 - h.first_day as soon) n
       where h.site_id = p_site and h.id = t.hours_id
     ), 'unknown')
     from timed t
   $$`,
  // p_further: metres that a place of that kind must be nearer to be as good. p_any: by appointment, so that open or not says little.
  `create function nearest_places(p_site text, p_kinds text[], p_further int[], p_prefer text, p_lat float8, p_lon float8, p_leaves int,
                                  p_any boolean, p_most int, p_reaches float8[], p_enough int[])
     returns table (id text, kind text, name text, services text[], lat float8, lon float8, address text, postcode text, phone text, zone text, metres int, minutes int,
                    standing text, first_day int, days bytea, open_bits bytea, maybe_bits bytea) language plpgsql set plan_cache_mode = force_generic_plan as $$
   declare
     v_look int;
     v_near near_place[];
     v_good int := 0;
   begin
     perform set_config('app.site', p_site, true);
     for v_look in 1 .. cardinality(p_reaches) loop
       select array_agg(w::near_place), count(*) filter (where p_any or w.standing = 'open') into v_near, v_good
         from places_within(p_site, p_kinds, p_lat, p_lon, p_leaves, p_reaches[v_look]) w;
       exit when v_good >= p_enough[v_look];
     end loop;
     return query
       with best as materialized (
         select w.*, row_number() over (order by
             case when p_any then 0 else array_position(array['open', 'closing', 'maybe', 'unknown', 'shut'], w.standing) end,
             w.metres + p_further[array_position(p_kinds, w.kind)] + case when p_prefer is null or p_prefer = any(w.services) then 0 else 3000 end,
             w.id) as place
         from unnest(v_near) w order by place limit case when v_good = 0 then 40 else p_most end
       )
       select p.id, p.kind, p.name, p.services, p.lat, p.lon, p.address, p.postcode, p.phone, p.zone, b.metres, b.minutes, b.standing, h.first_day, h.days, h.open_bits, h.maybe_bits
       from best b
       join places p on p.site_id = p_site and p.id = b.id
       left join place_hours h on h.site_id = p_site and h.id = p.hours_id
       order by b.place;
   end $$`,
  `create function find_addresses(p_site text, p_spellings text[], p_number text)
     returns table (kind text, label text, words text[], postcode text, lat float8, lon float8, exact boolean) language plpgsql set plan_cache_mode = force_generic_plan as $$
   begin
     perform set_config('app.site', p_site, true);
     return query
       with spelled as materialized (
         select distinct s.word from gazetteer_spellings s where s.site_id = p_site and s.spelling = any(p_spellings)
       ), hits as materialized (
         select w.source, w.entry_id, min(w.rank) as rank, count(*) as n from spelled s join gazetteer_words w on w.site_id = p_site and w.word = s.word
         group by w.source, w.entry_id order by n desc, rank limit 60
       )
       select g.kind, g.label, g.words, g.postcode, coalesce(n.lat, g.lat), coalesce(n.lon, g.lon), n.number is not null
       from hits h
       join gazetteer g on g.site_id = p_site and g.source = h.source and g.id = h.entry_id
       left join gazetteer_numbers n on n.site_id = p_site and n.source = h.source and n.entry_id = h.entry_id and n.number = p_number
       order by h.n desc, h.rank, g.weight desc, g.label;
   end $$`,
];

export const placesMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
