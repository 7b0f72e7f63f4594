/** What has a date to go. Requests cannot remove any of it: only this function can, by age alone and never sooner than it says, a little at a time. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `create index consultation_signals on consultation_events (at) where type = 'signal'`,
  `create index room_notices_by_age on room_notices (at)`,
  `create index outbox_done on outbox (done_at) where done_at is not null`,
  // Signals carry addresses of browsers and open nothing once their call is over. A replay of what sites were told goes back as far as the outbox does.
  `create function remove_outdated(p_signals interval, p_notices interval, p_outbox interval, p_most int) returns int
     language plpgsql security definer set search_path from current as $$
   declare v_removed int; v_all int := 0;
   begin
     delete from consultation_events e using (
       select consultation_id, seq from consultation_events where type = 'signal' and at < clock_timestamp() - greatest(p_signals, interval '24 hours') order by at limit p_most for update skip locked) old
       where e.consultation_id = old.consultation_id and e.seq = old.seq;
     get diagnostics v_removed = row_count;
     v_all := greatest(v_all, v_removed);
     delete from room_notices n using (select id from room_notices where at < clock_timestamp() - greatest(p_notices, interval '30 days') order by at limit p_most for update skip locked) old where n.id = old.id;
     get diagnostics v_removed = row_count;
     v_all := greatest(v_all, v_removed);
     delete from outbox o using (select id from outbox where done_at < clock_timestamp() - greatest(p_outbox, interval '30 days') order by done_at limit p_most for update skip locked) old where o.id = old.id;
     get diagnostics v_removed = row_count;
     return greatest(v_all, v_removed);
   end $$`,
];

export const retentionMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
