/** The people of a site who answer: roster, presence, sessions and one-time links (hashes only), where to push. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const bySite = (table: string): readonly string[] => [
  `alter table ${table} enable row level security`,
  `create policy own_site on ${table} to relais_app using (site_id = current_setting('app.site', true)) with check (site_id = current_setting('app.site', true))`,
];

const statements: readonly string[] = [
  // `lease_until` is a hint that a console is open: acceptance is the proof.
  `create table staff (
     id uuid primary key,
     site_id text not null references sites,
     name text not null,
     title text not null,
     role text not null check (role in ('doctor', 'supervisor', 'desk', 'interpreter')),
     language text not null,
     active boolean not null default true,
     issuer text,
     subject text,
     availability text not null default 'off' check (availability in ('on-call', 'break', 'off')),
     since timestamptz not null default clock_timestamp(),
     lease_until timestamptz,
     misses int not null default 0,
     seq bigint not null default 0,
     unique (id, site_id),
     unique (issuer, subject),
     check ((issuer is null) = (subject is null))
   )`,
  ...bySite('staff'),
  `grant select, update on staff to relais_app`,

  `create table staff_links (
     hash bytea primary key check (length(hash) = 32),
     site_id text not null,
     staff_id uuid not null,
     consultation_id uuid,
     expires_at timestamptz not null,
     used_at timestamptz,
     foreign key (staff_id, site_id) references staff (id, site_id) on delete cascade
   )`,
  `create table staff_sessions (
     hash bytea primary key check (length(hash) = 32),
     site_id text not null,
     staff_id uuid not null,
     began_at timestamptz not null,
     used_at timestamptz not null,
     ends_at timestamptz not null,
     ended_at timestamptz,
     foreign key (staff_id, site_id) references staff (id, site_id) on delete cascade
   )`,
  // Sessions and links are reached by the functions below alone.
  ...['staff_links', 'staff_sessions'].map((table) => `alter table ${table} enable row level security`),

  `create table push_subscriptions (
     id uuid primary key,
     site_id text not null,
     staff_id uuid not null,
     endpoint text not null unique,
     p256dh text not null,
     auth text not null,
     made_at timestamptz not null default clock_timestamp(),
     foreign key (staff_id, site_id) references staff (id, site_id) on delete cascade
   )`,
  ...bySite('push_subscriptions'),
  `grant select, insert, update, delete on push_subscriptions to relais_app`,

  `create table staff_events (
     staff_id uuid not null,
     seq bigint not null,
     site_id text not null,
     at timestamptz not null default clock_timestamp(),
     type text not null,
     ref uuid,
     why text,
     primary key (staff_id, seq),
     foreign key (staff_id, site_id) references staff (id, site_id) on delete cascade
   )`,
  `create index staff_events_recent on staff_events (at)`,
  ...bySite('staff_events'),
  `grant select, insert on staff_events to relais_app`,

  // A number of its own for each event of a console, given out under the lock of its row: who has seen n has seen all before.
  `create function staff_event(p_staff uuid, p_type text, p_ref uuid, p_why text) returns bigint language plpgsql as $$
   declare v_seq bigint; v_site text;
   begin
     update staff set seq = seq + 1 where id = p_staff returning seq, site_id into v_seq, v_site;
     if v_seq is null then return null; end if;
     insert into staff_events (staff_id, seq, site_id, type, ref, why) values (p_staff, v_seq, v_site, p_type, p_ref, p_why);
     return v_seq;
   end $$`,

  `create function begin_staff_session(p_link bytea, p_session bytea, p_ends interval) returns table (staff_id uuid, site_id text)
     language plpgsql security definer set search_path from current as $$
   declare v_link staff_links;
   begin
     update staff_links l set used_at = clock_timestamp()
       where l.hash = p_link and l.used_at is null and l.expires_at > clock_timestamp()
         and exists (select from staff s where s.id = l.staff_id and s.active)
       returning * into v_link;
     if v_link.hash is null then return; end if;
     insert into staff_sessions values (p_session, v_link.site_id, v_link.staff_id, clock_timestamp(), clock_timestamp(), clock_timestamp() + p_ends, null);
     return query select v_link.staff_id, v_link.site_id;
   end $$`,
  `create function begin_federated_session(p_issuer text, p_subject text, p_session bytea, p_ends interval) returns table (staff_id uuid, site_id text)
     language plpgsql security definer set search_path from current as $$
   declare v_staff staff;
   begin
     select * into v_staff from staff s where s.issuer = p_issuer and s.subject = p_subject and s.active;
     if v_staff.id is null then return; end if;
     insert into staff_sessions values (p_session, v_staff.site_id, v_staff.id, clock_timestamp(), clock_timestamp(), clock_timestamp() + p_ends, null);
     return query select v_staff.id, v_staff.site_id;
   end $$`,
  // Use is written down once a minute: a console asks every few seconds.
  `create function staff_session(p_session bytea, p_idle interval) returns table (staff_id uuid, site_id text, name text, title text, role text, language text,
                                                                              used_at timestamptz, ends_at timestamptz, now timestamptz)
     language plpgsql security definer set search_path from current as $$
   begin
     update staff_sessions s set used_at = clock_timestamp()
       where s.hash = p_session and s.ended_at is null and s.ends_at > clock_timestamp()
         and s.used_at > clock_timestamp() - p_idle and s.used_at < clock_timestamp() - interval '1 minute';
     return query select s.staff_id, s.site_id, t.name, t.title, t.role, t.language, s.used_at, s.ends_at, clock_timestamp()
       from staff_sessions s join staff t on t.id = s.staff_id
       where s.hash = p_session and s.ended_at is null and t.active and s.ends_at > clock_timestamp() and s.used_at > clock_timestamp() - p_idle;
   end $$`,
  `create function end_staff_session(p_session bytea) returns void language sql security definer set search_path from current as $$
     update staff_sessions set ended_at = clock_timestamp() where hash = p_session and ended_at is null $$`,
];

export const staffMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
