/** A session does not end in the middle of a consultation: it runs over, for two hours at most, while one is in hand and for a quarter of an hour after. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create function has_in_hand(p_staff uuid) returns boolean language sql stable security definer set search_path from current as $$
     select exists (select from consultations c where (c.doctor_id = p_staff or c.interpreter_id = p_staff)
       and (c.ended_at is null or c.ended_at > clock_timestamp() - interval '15 minutes')) $$`,
  `create or replace function staff_session(p_session bytea, p_idle interval) returns table (staff_id uuid, site_id text, name text, title text, role text, language text,
                                                                                         used_at timestamptz, ends_at timestamptz, now timestamptz)
     language plpgsql security definer set search_path from current as $$
   declare v_now timestamptz := clock_timestamp();
   begin
     return query select s.staff_id, s.site_id, t.name, t.title, t.role, t.language, greatest(s.used_at, v_now - interval '1 minute'), s.ends_at, v_now
       from staff_sessions s join staff t on t.id = s.staff_id
       where s.hash = p_session and s.ended_at is null and t.active and s.used_at > v_now - p_idle
         and (s.ends_at > v_now or (s.ends_at > v_now - interval '2 hours' and has_in_hand(s.staff_id)));
     if found then
       -- Use is written down once a minute: a console asks every few seconds.
       update staff_sessions s set used_at = v_now where s.hash = p_session and s.used_at < v_now - interval '1 minute';
     end if;
   end $$`,
];

export const sessionOverrunMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
