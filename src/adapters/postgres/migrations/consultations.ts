/**
 * The handover. PostgreSQL is the queue: two partial unique indexes make a double assignment impossible, a check makes a
 * live consultation without a deadline impossible. Who the patient is, is sealed with the encounter's key.
 * A transaction names its subject: a patient (`app.encounter`), a member of staff (`app.staff`), or the service's own sweep (`app.sweep`).
 */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const site = `site_id = current_setting('app.site', true)`;
const sweep = `current_setting('app.sweep', true) = 'yes'`;
const staff = `nullif(current_setting('app.staff', true), '')::uuid`;
const ends = `('ended', 'sent-to-emergency', 'withdrawn', 'escalated')`;
const live = `('pending', 'accepted')`;

const statements: readonly string[] = [
  `create table consultations (
     id uuid primary key,
     site_id text not null,
     encounter_id uuid not null,
     state text not null check (state in ('waiting', 'offered', 'accepted', 'connecting', 'in-call', 'interrupted', 'phone-fallback',
                                          'ended', 'sent-to-emergency', 'withdrawn', 'escalated')),
     epoch int not null default 0,
     seq bigint not null default 0,
     language text not null,
     urgency text not null,
     urgency_rank smallint not null,
     asked_urgency text not null,
     raised boolean not null default false,
     phone_only boolean not null default false,
     queued_at timestamptz not null,
     due_at timestamptz not null,
     deadline_at timestamptz,
     ladder_step text not null default 'queue',
     ladder_from timestamptz not null,
     ladder_at timestamptz,
     check_in_at timestamptz,
     reconcile_at timestamptz,
     next_at timestamptz generated always as (least(deadline_at, ladder_at, check_in_at, reconcile_at)) stored,
     doctor_id uuid,
     interpreter_id uuid,
     media jsonb not null default '{}',
     patient_seen_at timestamptz,
     doctor_seen_at timestamptz,
     interpreter_seen_at timestamptz,
     patient_media jsonb,
     doctor_media jsonb,
     interpreter_media jsonb,
     call_started_at timestamptz,
     ended_at timestamptz,
     because text,
     disposition text,
     follow_up_at timestamptz,
     ruleset_hash text not null,
     person_key bytea,
     earlier_allowed boolean not null default false,
     identity bytea not null,
     ending bytea,
     unique (id, site_id),
     foreign key (encounter_id, site_id) references encounters (id, site_id),
     foreign key (doctor_id, site_id) references staff (id, site_id),
     check ((state in ${ends}) = (deadline_at is null)),
     check ((state in ${ends}) = (ended_at is not null)),
     check (state not in ('accepted', 'connecting', 'in-call', 'interrupted', 'phone-fallback') or doctor_id is not null)
   ) with (fillfactor = 70)`,
  `create unique index one_live_consultation_an_encounter on consultations (encounter_id) where state not in ${ends}`,
  `create index consultations_due on consultations (next_at) where next_at is not null`,
  `create index consultations_queue on consultations (site_id, due_at, queued_at, id) where state = 'waiting'`,
  `create index consultations_of_doctor on consultations (doctor_id, ended_at desc)`,
  `create index consultations_of_person on consultations (person_key) where person_key is not null`,
  // Urgency may only rise, and the time to be seen by only come nearer, while someone waits.
  `create function only_rises() returns trigger language plpgsql as $$
   begin
     if new.urgency_rank < old.urgency_rank or new.due_at > old.due_at or new.queued_at <> old.queued_at then
       raise exception 'a consultation only becomes more urgent';
     end if;
     if old.state in ${ends} and new.state <> old.state then raise exception 'an end is final'; end if;
     if new.epoch < old.epoch then raise exception 'an epoch only grows'; end if;
     return new;
   end $$`,
  `create trigger consultations_only_rise before update on consultations for each row execute function only_rises()`,

  `create table offers (
     id uuid primary key,
     site_id text not null,
     consultation_id uuid not null,
     doctor_id uuid not null,
     epoch int not null,
     state text not null check (state in ('pending', 'accepted', 'done', 'declined', 'expired', 'withdrawn')),
     rung_at timestamptz not null,
     expires_at timestamptz not null,
     shown_at timestamptz,
     closed_at timestamptz,
     why text,
     unique (consultation_id, epoch),
     foreign key (consultation_id, site_id) references consultations (id, site_id),
     foreign key (doctor_id, site_id) references staff (id, site_id)
   ) with (fillfactor = 80)`,
  `create unique index one_live_offer_a_consultation on offers (consultation_id) where state in ${live}`,
  `create unique index one_live_offer_a_doctor on offers (doctor_id) where state in ${live}`,

  `create table consultation_events (
     consultation_id uuid not null,
     seq bigint not null,
     site_id text not null,
     at timestamptz not null default clock_timestamp(),
     type text not null,
     epoch int not null,
     state text not null,
     actor text not null,
     move text,
     why text,
     to_side text,
     turn_id uuid,
     payload bytea,
     primary key (consultation_id, seq),
     foreign key (consultation_id, site_id) references consultations (id, site_id)
   )`,
  `create unique index consultation_turns on consultation_events (consultation_id, turn_id) where turn_id is not null`,
  `create index consultation_events_recent on consultation_events (at)`,

  `create table outbox (
     id bigint generated always as identity primary key,
     site_id text not null,
     consultation_id uuid,
     channel text not null check (channel in ('push', 'webhook', 'room')),
     key text not null unique,
     body jsonb not null,
     made_at timestamptz not null default clock_timestamp(),
     next_at timestamptz not null default clock_timestamp(),
     attempts int not null default 0,
     done_at timestamptz,
     failed text
   )`,
  `create index outbox_due on outbox (next_at) where done_at is null`,

  `create table alarms (
     id uuid primary key,
     site_id text not null,
     consultation_id uuid not null,
     step text not null,
     raised_at timestamptz not null default clock_timestamp(),
     taken_by uuid,
     closed_at timestamptz,
     unique (consultation_id, step),
     foreign key (consultation_id, site_id) references consultations (id, site_id)
   )`,
  `create table notes (
     consultation_id uuid primary key,
     site_id text not null,
     version int not null,
     saved_at timestamptz not null,
     payload bytea not null,
     foreign key (consultation_id, site_id) references consultations (id, site_id)
   )`,
  `create table documents (
     id uuid primary key,
     site_id text not null,
     consultation_id uuid not null,
     kind text not null,
     turn_id uuid not null,
     made_at timestamptz not null default clock_timestamp(),
     payload bytea not null,
     unique (consultation_id, turn_id),
     foreign key (consultation_id, site_id) references consultations (id, site_id)
   )`,
  // Where a doctor ended it otherwise than the rules said: what the rules' review reads.
  `create table rules_feedback (
     consultation_id uuid primary key,
     site_id text not null,
     encounter_id uuid not null,
     ruleset_hash text not null,
     ours text not null,
     theirs text not null,
     at timestamptz not null default clock_timestamp(),
     payload bytea not null,
     foreign key (consultation_id, site_id) references consultations (id, site_id)
   )`,
  `create table room_notices (id text primary key, at timestamptz not null default clock_timestamp())`,

  ...['consultations', 'offers', 'consultation_events', 'outbox', 'alarms', 'notes', 'documents', 'rules_feedback', 'room_notices'].map(
    (table) => `alter table ${table} enable row level security`,
  ),
  // A patient: the consultation of the encounter. A doctor: the one in hand, rung or held before. The sweep: those of the site that it names, or any to find them.
  `create policy own on consultations to relais_app
     using ((${site} and (encounter_id::text = current_setting('app.encounter', true)
            or doctor_id = ${staff} or interpreter_id = ${staff}
            or exists (select from offers o where o.consultation_id = consultations.id and o.doctor_id = ${staff} and o.state in ('pending', 'accepted', 'done'))))
            or ${sweep})
     with check (${site})`,
  `create policy own on offers to relais_app
     using ((${site} and doctor_id = ${staff}) or ${sweep}) with check (${site})`,
  ...['consultation_events', 'alarms', 'notes', 'documents', 'rules_feedback'].map(
    (table) => `create policy own on ${table} to relais_app
     using ((${site} and exists (select from consultations c where c.id = ${table}.consultation_id)) or ${sweep}) with check (${site})`,
  ),
  `create policy written on outbox for insert to relais_app with check (${site})`,
  `create policy swept on outbox to relais_app using (${sweep}) with check (${sweep})`,
  `create policy once on room_notices to relais_app using (true) with check (true)`,
  // The desk and the supervisor see that someone needs a person, and no more until they take it over.
  `create policy of_site on alarms for select to relais_app using (${site} and exists (select from staff t where t.id = ${staff} and t.role in ('desk', 'supervisor')))`,
  `grant select, insert, update on consultations, offers, alarms, notes, outbox to relais_app`,
  `grant select, insert on consultation_events, documents, rules_feedback, room_notices to relais_app`,

  // What is written about a doctor's offer or a patient's row by the other side goes through these: the sweep's rights for one step only.
  `create policy swept on staff to relais_app using (${sweep}) with check (${sweep})`,
  `create policy swept on staff_events to relais_app using (${sweep}) with check (${sweep})`,
  `create policy swept on push_subscriptions to relais_app using (${sweep}) with check (${sweep})`,

  // A doctor reads the encounter of a consultation that is rung at them or theirs; earlier ones of the person where the patient agreed.
  `create function staff_may_read(p_encounter uuid) returns boolean language sql stable security definer set search_path from current as $$
     select exists (
       select from consultations c where c.encounter_id = p_encounter and ${site} and ${staff} is not null
         and (c.doctor_id = ${staff} or exists (select from offers o where o.consultation_id = c.id and o.doctor_id = ${staff} and o.state in ('pending', 'accepted', 'done')))
     ) or exists (
       select from consultations old join consultations now on now.person_key = old.person_key and now.earlier_allowed and now.site_id = old.site_id
         where old.encounter_id = p_encounter and old.site_id = current_setting('app.site', true) and ${staff} is not null and now.doctor_id = ${staff}
           and now.state not in ${ends}
     ) $$`,
  `create policy of_staff on encounters for select to relais_app using (${site} and ${staff} is not null and staff_may_read(id))`,
  `create policy of_staff on turns for select to relais_app using (${site} and ${staff} is not null and staff_may_read(encounter_id))`,

  // Counts only: no row of another patient is seen.
  `create function queue_standing(p_consultation uuid) returns table (place int, doctors int) language sql stable security definer set search_path from current as $$
     select (select count(*)::int from consultations o where o.site_id = c.site_id and o.state = 'waiting' and o.id <> c.id
               and (o.urgency_rank >= 5, -extract(epoch from o.due_at), -extract(epoch from o.queued_at), o.id::text)
                 > (c.urgency_rank >= 5, -extract(epoch from c.due_at), -extract(epoch from c.queued_at), c.id::text)) + 1,
            (select count(*)::int from staff t where t.site_id = c.site_id and t.role in ('doctor', 'supervisor') and t.active and t.availability = 'on-call')
     from consultations c where c.id = p_consultation $$`,
  `create function queue_order(p_site text) returns text[] language sql stable security definer set search_path from current as $$
     select array_agg(c.id::text order by c.urgency_rank >= 5 desc, c.due_at, c.queued_at, c.id) from consultations c where c.site_id = p_site and c.state = 'waiting' $$`,
  `create function doctors_on_call(p_site text) returns int language sql stable security definer set search_path from current as $$
     select count(*)::int from staff t where t.site_id = p_site and t.role in ('doctor', 'supervisor') and t.active and t.availability = 'on-call' $$`,
  `create function waiting_counts(p_site text) returns table (urgency text, count int, oldest timestamptz) language sql stable security definer set search_path from current as $$
     select c.urgency, count(*)::int, min(c.queued_at) from consultations c where c.site_id = p_site and c.state in ('waiting', 'offered') group by c.urgency $$`,
  // Waits of those served lately, for an honest range.
  `create function recent_waits(p_site text) returns table (low double precision, high double precision, n int) language sql stable security definer set search_path from current as $$
     select percentile_cont(0.2) within group (order by waited), percentile_cont(0.9) within group (order by waited), count(*)::int from (
       select extract(epoch from o.rung_at - c.queued_at) as waited from offers o join consultations c on c.id = o.consultation_id
         where c.site_id = p_site and o.state in ('accepted', 'done') and o.rung_at > clock_timestamp() - interval '2 hours' order by o.rung_at desc limit 40) w $$`,
  `create function earlier_consultations(p_person bytea, p_except uuid) returns table (encounter_id uuid, queued_at timestamptz, disposition text, urgency text)
     language sql stable security definer set search_path from current as $$
     select c.encounter_id, c.queued_at, c.disposition, c.urgency from consultations c
       where c.person_key = p_person and c.id <> p_except and c.site_id = current_setting('app.site', true) and c.ended_at is not null
         and exists (select from consultations now where now.id = p_except and now.person_key = p_person and now.earlier_allowed and now.doctor_id = ${staff})
       order by c.queued_at desc limit 10 $$`,
  // By the doctor who has the consultation in hand, and for that one alone.
  `create function add_interpreter(p_id uuid, p_name text, p_consultation uuid, p_link bytea, p_ms double precision) returns void
     language plpgsql security definer set search_path from current as $$
   declare v_site text;
   begin
     select c.site_id into v_site from consultations c where c.id = p_consultation and c.${site} and c.doctor_id = ${staff} and c.ended_at is null;
     if v_site is null then raise exception 'not the doctor of this consultation'; end if;
     insert into staff (id, site_id, name, title, role, language) values (p_id, v_site, p_name, '', 'interpreter', 'fr');
     insert into staff_links values (p_link, v_site, p_id, p_consultation, clock_timestamp() + p_ms * interval '1 millisecond', null);
   end $$`,
  `create function open_alarms(p_site text) returns table (id uuid, consultation_id uuid, step text, raised_at timestamptz, urgency text, state text, queued_at timestamptz, due_at timestamptz)
     language sql stable security definer set search_path from current as $$
     select a.id, a.consultation_id, a.step, a.raised_at, c.urgency, c.state, c.queued_at, c.due_at from alarms a join consultations c on c.id = a.consultation_id
       where a.site_id = p_site and a.closed_at is null
         and exists (select from staff t where t.id = ${staff} and t.site_id = p_site and t.role in ('desk', 'supervisor')) order by a.raised_at $$`,
  `create function encounter_of(p_consultation uuid) returns table (encounter_id uuid, site_id text) language sql stable security definer set search_path from current as $$
     select c.encounter_id, c.site_id from consultations c where c.id = p_consultation $$`,
];

export const consultationsMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
