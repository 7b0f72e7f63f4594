/** A third person in a call: invited by the doctor, let in by the doctor, for one consultation and no longer. Not one of the staff. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const site = `site_id = current_setting('app.site', true)`;
const staff = `nullif(current_setting('app.staff', true), '')::uuid`;

const statements: readonly string[] = [
  `drop function add_interpreter(uuid, text, uuid, bytea, double precision)`,
  // Hashes only, of the link and of the session that it opened. `name` is what they call themselves.
  `create table interpreters (
     id uuid primary key,
     site_id text not null,
     consultation_id uuid not null,
     link_hash bytea not null unique check (length(link_hash) = 32),
     link_ends_at timestamptz not null,
     session_hash bytea unique check (length(session_hash) = 32),
     name text check (length(name) between 2 and 80),
     standing text not null default 'invited' check (standing in ('invited', 'asking', 'in', 'out')),
     invited_at timestamptz not null default clock_timestamp(),
     foreign key (consultation_id, site_id) references consultations (id, site_id),
     check ((session_hash is null) = (name is null))
   )`,
  `create unique index one_interpreter_a_consultation on interpreters (consultation_id) where standing <> 'out'`,
  `create index interpreters_by_age on interpreters (invited_at)`,
  `alter table interpreters enable row level security`,
  // The doctor who has the call in hand decides; the patient of it sees who is there.
  `create policy of_doctor on interpreters to relais_app
     using (${site} and exists (select from consultations c where c.id = interpreters.consultation_id and c.doctor_id = ${staff}))
     with check (${site})`,
  `create policy of_patient on interpreters for select to relais_app
     using (${site} and exists (select from consultations c where c.id = interpreters.consultation_id and c.encounter_id::text = current_setting('app.encounter', true)))`,
  `grant select (id, site_id, consultation_id, name, standing, invited_at), update (standing) on interpreters to relais_app`,

  // By the doctor who has the consultation in hand, and for that one alone. A second link puts the first out of use.
  `create function invite_interpreter(p_id uuid, p_consultation uuid, p_link bytea, p_lasts interval) returns void
     language plpgsql security definer set search_path from current as $$
   declare v_site text;
   begin
     select c.site_id into v_site from consultations c where c.id = p_consultation and c.${site} and c.doctor_id = ${staff} and c.ended_at is null;
     if v_site is null then raise exception 'not the doctor of this consultation'; end if;
     update interpreters set standing = 'out' where consultation_id = p_consultation and standing in ('invited', 'asking');
     insert into interpreters (id, site_id, consultation_id, link_hash, link_ends_at) values (p_id, v_site, p_consultation, p_link, clock_timestamp() + p_lasts);
   end $$`,
  // The link is spent in the same step.
  `create function interpreter_arrives(p_link bytea, p_session bytea, p_name text) returns table (id uuid, site_id text, consultation_id uuid)
     language sql security definer set search_path from current as $$
     update interpreters i set standing = 'asking', session_hash = p_session, name = p_name
       where i.link_hash = p_link and i.standing = 'invited' and i.link_ends_at > clock_timestamp()
       returning i.id, i.site_id, i.consultation_id $$`,
  `create function interpreter_session(p_session bytea, p_lasts interval) returns table (id uuid, site_id text, consultation_id uuid, name text, standing text)
     language sql stable security definer set search_path from current as $$
     select i.id, i.site_id, i.consultation_id, i.name, i.standing from interpreters i where i.session_hash = p_session and i.invited_at > clock_timestamp() - p_lasts $$`,
  // It ends with the consultation, and with the doctor whose decision it was: no path through the code can forget it.
  `create function interpreter_goes() returns trigger language plpgsql security definer set search_path from current as $$
   begin
     update interpreters set standing = 'out' where consultation_id = new.id and standing <> 'out';
     return null;
   end $$`,
  `create trigger interpreter_goes after update on consultations for each row
     when (new.ended_at is not null and old.ended_at is null or new.doctor_id is distinct from old.doctor_id) execute function interpreter_goes()`,

  // An interpreter's transaction names them where staff stand: the papers of a consultation are not theirs.
  ...['alarms', 'notes', 'documents', 'rules_feedback'].flatMap((table) => [
    `drop policy own on ${table}`,
    `create policy own on ${table} to relais_app
     using ((${site} and exists (select from consultations c where c.id = ${table}.consultation_id and (${staff} is null or c.interpreter_id is distinct from ${staff})))
            or current_setting('app.sweep', true) = 'yes') with check (${site})`,
  ]),

  // With a date to go as well: what a console was told (it looks at now, never so far back), links and sessions that open nothing any more, guests.
  `create function remove_old_access(p_events interval, p_access interval, p_most int) returns int
     language plpgsql security definer set search_path from current as $$
   declare v_removed int; v_all int := 0;
   begin
     delete from staff_events e using (
       select staff_id, seq from staff_events where at < clock_timestamp() - greatest(p_events, interval '7 days') order by at limit p_most for update skip locked) old
       where e.staff_id = old.staff_id and e.seq = old.seq;
     get diagnostics v_removed = row_count;
     v_all := greatest(v_all, v_removed);
     delete from staff_links l using (
       select hash from staff_links where expires_at < clock_timestamp() - greatest(p_access, interval '24 hours') order by expires_at limit p_most for update skip locked) old
       where l.hash = old.hash;
     get diagnostics v_removed = row_count;
     v_all := greatest(v_all, v_removed);
     delete from staff_sessions s using (
       select hash from staff_sessions where ends_at < clock_timestamp() - greatest(p_access, interval '24 hours') order by ends_at limit p_most for update skip locked) old
       where s.hash = old.hash;
     get diagnostics v_removed = row_count;
     v_all := greatest(v_all, v_removed);
     delete from interpreters i using (
       select id from interpreters where invited_at < clock_timestamp() - greatest(p_access, interval '24 hours') order by invited_at limit p_most for update skip locked) old
       where i.id = old.id;
     get diagnostics v_removed = row_count;
     return greatest(v_all, v_removed);
   end $$`,
  `create index staff_links_by_age on staff_links (expires_at)`,
  `create index staff_sessions_by_age on staff_sessions (ends_at)`,
];

export const interpretersMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
