/**
 * Finding an open place at night without looking at every shut one: beside each place stands in which hours of the week it may be open at
 * all, over all the days that are known. Whoever certainly is shut is passed over within the index; the exact minute decides for the rest.
 * An address is read only where it has enough of the words that were typed.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // 168 hours of the week in UTC, as the epoch counts them (it began on a Thursday). A set bit: open, or perhaps, in some minute of that hour
  // in some week. An hour is 7.5 bytes of a pattern: the eight that touch it are looked at, so that a bit may be set too often, never too seldom.
  `create function week_of(p_first int, p_days bytea, p_open bytea, p_maybe bytea) returns bit(168) language sql immutable as $$
     with patterns as (
       select distinct (p_first + n) % 7 as weekday, get_byte(p_days, n) as pattern from generate_series(0, length(p_days) - 1) n
     ), hours as (
       select weekday * 24 + hour as slot, bool_or(
           substring(p_open from pattern * 180 + hour * 60 / 8 + 1 for 8) <> '\\x0000000000000000'
           or (p_maybe is not null and substring(p_maybe from pattern * 180 + hour * 60 / 8 + 1 for 8) <> '\\x0000000000000000')) as open
       from patterns, generate_series(0, 23) hour group by 1
     )
     select string_agg(case when h.open then '1' else '0' end, '' order by s.slot)::bit(168) from generate_series(0, 167) as s(slot) left join hours h on h.slot = s.slot
   $$`,
  `alter table place_hours add column week bit(168)`,
  `update place_hours set week = week_of(first_day, days, open_bits, maybe_bits)`,
  // The days from known_from on, and before known_until: outside them nothing is known, and nobody is passed over.
  `alter table places add column week bit(168), add column known_from int, add column known_until int`,
  `update places p set week = h.week, known_from = h.first_day, known_until = h.first_day + length(h.days)
     from place_hours h where h.site_id = p.site_id and h.id = p.hours_id`,

  `create function set_hours_week() returns trigger language plpgsql as $$
   begin
     new.week := week_of(new.first_day, new.days, new.open_bits, new.maybe_bits);
     return new;
   end $$`,
  `create trigger hours_week before insert or update of first_day, days, open_bits, maybe_bits on place_hours for each row execute function set_hours_week()`,
  `create function give_hours_week() returns trigger language plpgsql as $$
   begin
     update places set week = new.week, known_from = new.first_day, known_until = new.first_day + length(new.days) where site_id = new.site_id and hours_id = new.id;
     return null;
   end $$`,
  `create trigger hours_week_given after update on place_hours for each row execute function give_hours_week()`,
  `create function set_place_week() returns trigger language plpgsql as $$
   begin
     select h.week, h.first_day, h.first_day + length(h.days) into new.week, new.known_from, new.known_until
       from place_hours h where h.site_id = new.site_id and h.id = new.hours_id;
     return new;
   end $$`,
  `create trigger place_week before insert or update of hours_id on places for each row execute function set_place_week()`,

  // All that a search looks at stands in the index.
  `drop index places_by_kind`,
  `create index places_by_kind on places (site_id, kind, band, lon) include (lat, week, known_from, known_until, id, services, hours_id) where retired_at is null`,

  `drop function places_within`,
  // p_mask: the hours of the week in which one may arrive, from anywhere within reach. p_all: those that are certainly shut as well.
  `create function places_within(p_site text, p_kinds text[], p_lat float8, p_lon float8, p_leaves int, p_reach float8, p_mask bit(168), p_last int, p_all boolean)
     returns setof near_place language sql stable as $$
     with around as materialized (
       select p.id, p.kind, p.services, p.hours_id,
         (p.week is null or p_leaves / 1440 < p.known_from or p_last / 1440 >= p.known_until or (p.week & p_mask) <> repeat('0', 168)::bit(168)) as perhaps,
         2 * 6371000 * asin(least(1, sqrt(sin(radians(p.lat - p_lat) / 2) ^ 2 + cos(radians(p_lat)) * cos(radians(p.lat)) * sin(radians(p.lon - p_lon) / 2) ^ 2))) as metres
       from places p
       where p.site_id = p_site and p.retired_at is null and p.kind = any(p_kinds)
         and p.band = any(array(select generate_series(floor((p_lat - p_reach / 111000) * 20)::int, floor((p_lat + p_reach / 111000) * 20)::int)))
         and p.lon >= p_lon - p_reach / (111000 * greatest(0.01, cos(radians(p_lat)))) and p.lon <= p_lon + p_reach / (111000 * greatest(0.01, cos(radians(p_lat))))
         and (p_all or p.week is null or p_leaves / 1440 < p.known_from or p_last / 1440 >= p.known_until or (p.week & p_mask) <> repeat('0', 168)::bit(168))
     ), timed as materialized (
       select a.*, travel_minutes(a.kind, a.metres) as minutes from around a where a.metres <= p_reach
     )
     -- Looked up one by one, by index: there are far more hours than places near one point.
     select t.id, t.kind, t.services, t.metres::int, t.minutes, case when not t.perhaps then 'shut' else coalesce((
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
     ), 'unknown') end
     from timed t
   $$`,
  // p_further: metres that a place of that kind must be nearer to be as good. p_any: by appointment, so that open or not says little.
  // Those that are certainly shut are looked at only where nothing is open within reach.
  `create or replace function nearest_places(p_site text, p_kinds text[], p_further int[], p_prefer text, p_lat float8, p_lon float8, p_leaves int,
                                  p_any boolean, p_most int, p_reaches float8[], p_enough int[])
     returns table (id text, kind text, name text, services text[], lat float8, lon float8, address text, postcode text, phone text, zone text, metres int, minutes int,
                    standing text, first_day int, days bytea, open_bits bytea, maybe_bits bytea) language plpgsql set plan_cache_mode = force_generic_plan as $$
   declare
     v_look int := 0;
     v_near near_place[];
     v_good int := 0;
     v_last int;
     v_mask bit(168);
     v_all boolean := p_any;
   begin
     perform set_config('app.site', p_site, true);
     loop
       -- The last look once more, with everyone, where it found nobody open.
       if v_look < cardinality(p_reaches) then v_look := v_look + 1; elsif v_all or v_good > 0 then exit; else v_all := true; end if;
       v_last := p_leaves + greatest(1, travel_minutes('', p_reaches[v_look]));
       v_mask := repeat('0', 168)::bit(168);
       for v_hour in p_leaves / 60 .. v_last / 60 loop v_mask := set_bit(v_mask, v_hour % 168, 1); end loop;
       select array_agg(w::near_place), count(*) filter (where p_any or w.standing = 'open') into v_near, v_good
         from places_within(p_site, p_kinds, p_lat, p_lon, p_leaves, p_reaches[v_look], v_mask, v_last, v_all) w;
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
  `drop function find_addresses`,
  // p_least: how many of the words an address must have to be of any use.
  `create function find_addresses(p_site text, p_spellings text[], p_number text, p_least int)
     returns table (kind text, label text, words text[], postcode text, lat float8, lon float8, exact boolean) language plpgsql set plan_cache_mode = force_generic_plan as $$
   begin
     perform set_config('app.site', p_site, true);
     return query
       with spelled as materialized (
         select distinct s.word from gazetteer_spellings s where s.site_id = p_site and s.spelling = any(p_spellings)
       ), hits as materialized (
         select w.source, w.entry_id, min(w.rank) as rank, count(*) as n from spelled s join gazetteer_words w on w.site_id = p_site and w.word = s.word
         group by w.source, w.entry_id having count(*) >= p_least order by n desc, rank limit 60
       )
       select g.kind, g.label, g.words, g.postcode, coalesce(n.lat, g.lat), coalesce(n.lon, g.lon), n.number is not null
       from hits h
       join gazetteer g on g.site_id = p_site and g.source = h.source and g.id = h.entry_id
       left join gazetteer_numbers n on n.site_id = p_site and n.source = h.source and n.entry_id = h.entry_id and n.number = p_number
       order by h.n desc, h.rank, g.weight desc, g.label;
   end $$`,
];

export const placeWeeksMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
