/**
 * The record from the beginning: every row belongs to a site and, where it is about one, to an encounter; row-level
 * security denies by default; turns and audit are written once. `relais_app` owns nothing and is what requests run as.
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `do $$ begin
     if not exists (select from pg_roles where rolname = 'relais_app') then create role relais_app nologin; end if;
   end $$`,
  `do $$ begin execute format('grant relais_app to %I', current_user); end $$`,
  `do $$ begin execute format('grant usage on schema %I to relais_app', current_schema()); end $$`,

  `create table sites (id text primary key check (id ~ '^[a-z0-9-]{1,40}$'))`,
  `create table rulesets (hash text primary key, body text not null, saved_at timestamptz not null default now())`,
  `create table encounters (
     id uuid primary key,
     site_id text not null references sites,
     capability_hash bytea not null check (length(capability_hash) = 32),
     ruleset_hash text not null,
     key_id text not null,
     wrapped_key bytea,
     opening_turn uuid not null,
     opened_at timestamptz not null,
     erased_at timestamptz,
     unique (site_id, opening_turn),
     unique (id, site_id),
     check ((wrapped_key is null) = (erased_at is not null))
   )`,
  // The site of a row is proven through its encounter: a reference to `sites` as well would have every turn of a site lock one row.
  `create table turns (
     site_id text not null,
     encounter_id uuid not null,
     seq int not null check (seq >= 0),
     turn_id uuid not null,
     at timestamptz not null,
     kinds text[] not null,
     payload bytea not null,
     primary key (encounter_id, seq),
     foreign key (encounter_id, site_id) references encounters (id, site_id)
   )`,
  `create table encounter_summaries (
     encounter_id uuid primary key,
     site_id text not null,
     state text not null,
     urgency text not null,
     updated_at timestamptz not null,
     foreign key (encounter_id, site_id) references encounters (id, site_id)
   )`,
  `create table uncovered_complaints (
     site_id text not null references sites,
     complaint text not null,
     day date not null,
     count int not null,
     primary key (site_id, complaint, day)
   )`,
  `create table audit_heads (
     site_id text not null references sites,
     lane smallint not null,
     n bigint not null,
     previous bytea not null,
     hash bytea not null,
     primary key (site_id, lane)
   ) with (fillfactor = 50)`,
  `create table audit (
     site_id text not null,
     lane smallint not null,
     n bigint not null,
     previous bytea not null,
     hash bytea not null,
     entry text not null,
     primary key (site_id, lane, n)
   )`,

  `create function refuse_change() returns trigger language plpgsql as $$
   begin raise exception '% is written once and never changed', tg_table_name; end $$`,
  ...['turns', 'audit'].flatMap((table) => [
    `create trigger ${table}_written_once before update or delete on ${table} for each row execute function refuse_change()`,
    `create trigger ${table}_never_emptied before truncate on ${table} for each statement execute function refuse_change()`,
  ]),

  ...['encounters', 'turns', 'encounter_summaries', 'uncovered_complaints', 'audit', 'audit_heads', 'rulesets', 'sites'].map(
    (table) => `alter table ${table} enable row level security`,
  ),
  `create policy own_encounter on encounters to relais_app
     using (site_id = current_setting('app.site', true) and id::text = current_setting('app.encounter', true))
     with check (site_id = current_setting('app.site', true) and id::text = current_setting('app.encounter', true))`,
  ...['turns', 'encounter_summaries'].map(
    (table) => `create policy own_encounter on ${table} to relais_app
     using (site_id = current_setting('app.site', true) and encounter_id::text = current_setting('app.encounter', true))
     with check (site_id = current_setting('app.site', true) and encounter_id::text = current_setting('app.encounter', true))`,
  ),
  ...['uncovered_complaints', 'audit', 'audit_heads'].map(
    (table) => `create policy own_site on ${table} to relais_app using (site_id = current_setting('app.site', true)) with check (site_id = current_setting('app.site', true))`,
  ),
  `create policy own_site on sites for select to relais_app using (id = current_setting('app.site', true))`,
  `grant select, insert on encounters, turns to relais_app`,
  `grant select, insert, update on encounter_summaries, uncovered_complaints, audit_heads to relais_app`,
  `grant insert on audit to relais_app`,
  `grant select on sites to relais_app`,

  // The subject of a transaction: what row-level security lets through.
  `create function set_subject(p_site text, p_encounter uuid) returns void language plpgsql as $$
   begin
     perform set_config('app.site', p_site, true), set_config('app.encounter', p_encounter::text, true);
   end $$`,
  // One of 64 chains a site, by encounter, so that turns of different people seldom wait for each other.
  `create function append_audit(p_site text, p_encounter uuid, p_entry text) returns void language plpgsql as $$
   declare v_lane smallint := get_byte(uuid_send(p_encounter), 15) % 64;
   begin
     loop
       with head as (
         update audit_heads set n = n + 1, previous = hash, hash = sha256(hash || convert_to(p_entry, 'UTF8'))
         where site_id = p_site and lane = v_lane returning n, previous, hash
       ) insert into audit select p_site, v_lane, n, previous, hash, p_entry from head;
       exit when found;
       insert into audit_heads values (p_site, v_lane, 0, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')) on conflict do nothing;
     end loop;
   end $$`,
  `create function open_encounter(p_site text, p_encounter uuid, p_capability bytea, p_ruleset text, p_key_id text, p_wrapped bytea,
                                  p_turn uuid, p_at timestamptz, p_kinds text[], p_payload bytea, p_entry text) returns text language plpgsql as $$
   begin
     perform set_subject(p_site, p_encounter);
     insert into encounters values (p_encounter, p_site, p_capability, p_ruleset, p_key_id, p_wrapped, p_turn, p_at, null);
     insert into turns values (p_site, p_encounter, 0, p_turn, p_at, p_kinds, p_payload);
     perform append_audit(p_site, p_encounter, p_entry);
     return 'opened';
   exception when unique_violation then
     return 'taken';
   end $$`,
  `create function append_turn(p_site text, p_encounter uuid, p_capability bytea, p_seq int, p_turn uuid, p_at timestamptz, p_kinds text[], p_payload bytea,
                               p_entry text, p_state text, p_urgency text, p_uncovered text[]) returns text language plpgsql as $$
   declare v_name text;
   begin
     perform set_config('app.site', p_site, true), set_config('app.encounter', p_encounter::text, true);
     insert into turns
       select p_site, p_encounter, p_seq, p_turn, p_at, p_kinds, p_payload from encounters e
       where e.id = p_encounter and e.capability_hash = p_capability and e.wrapped_key is not null
       on conflict do nothing;
     if not found then
       perform 1 from encounters where id = p_encounter and capability_hash = p_capability and wrapped_key is not null;
       if not found then return 'not-found'; end if;
       perform 1 from turns where encounter_id = p_encounter and turn_id = p_turn;
       return case when found then 'repeated' else 'conflict' end;
     end if;
     perform append_audit(p_site, p_encounter, p_entry);
     if p_state is not null then
       insert into encounter_summaries values (p_encounter, p_site, p_state, p_urgency, p_at)
         on conflict (encounter_id) do update set state = excluded.state, urgency = excluded.urgency, updated_at = excluded.updated_at;
     end if;
     foreach v_name in array p_uncovered loop
       insert into uncovered_complaints values (p_site, v_name, p_at::date, 1)
         on conflict (site_id, complaint, day) do update set count = uncovered_complaints.count + 1;
     end loop;
     return 'appended';
   end $$`,
  // Turns that arrive together are committed together: one round trip and one wait for the disk.
  `create function append_turns(p_site text[], p_encounter uuid[], p_capability bytea[], p_seq int[], p_turn uuid[], p_at timestamptz[], p_kinds text[],
                                p_payload bytea[], p_entry text[], p_state text[], p_urgency text[], p_uncovered text[]) returns text[] language plpgsql as $$
   declare v_results text[] := '{}';
   begin
     for i in 1 .. cardinality(p_turn) loop
       v_results := v_results || append_turn(p_site[i], p_encounter[i], p_capability[i], p_seq[i], p_turn[i], p_at[i], string_to_array(p_kinds[i], ','),
                                             p_payload[i], p_entry[i], p_state[i], p_urgency[i], string_to_array(p_uncovered[i], ','));
     end loop;
     return v_results;
   end $$`,
  `create function load_encounter(p_site text, p_encounter uuid, p_capability bytea)
     returns table (ruleset_hash text, key_id text, wrapped_key bytea, seq int, turn_id uuid, at timestamptz, payload bytea) language plpgsql as $$
   begin
     perform set_subject(p_site, p_encounter);
     return query select e.ruleset_hash, e.key_id, e.wrapped_key, t.seq, t.turn_id, t.at, t.payload
       from encounters e join turns t on t.encounter_id = e.id
       where e.id = p_encounter and e.capability_hash = p_capability order by t.seq;
   end $$`,
];

export const firstMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
