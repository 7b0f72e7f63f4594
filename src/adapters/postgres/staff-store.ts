/** Sessions of the people who answer, in PostgreSQL: reached through functions that see one session or one link. */
import type pg from 'pg';
import type { Session } from '../../access/staff.ts';
import type { StaffStore } from '../../consultation/staff-sessions.ts';
import { text, time, type Raw } from './consultation-rows.ts';

/** @param pool connections that run as `relais_app`. */
export function createStaffStore(pool: pg.Pool): StaffStore {
  const first = async (sql: string, values: readonly unknown[]): Promise<Raw | undefined> => (await pool.query<Raw>(sql, [...values])).rows[0];
  const who = (row: Raw | undefined): { readonly staffId: string; readonly site: string } | undefined => row && { staffId: text(row['staff_id']), site: text(row['site_id']) };
  return {
    beginByLink: async (link, session, forMs) =>
      who(await first(`select * from begin_staff_session($1, $2, $3 * interval '1 millisecond')`, [Buffer.from(link), Buffer.from(session), forMs])),
    beginByIdentity: async ({ issuer, subject }, session, forMs) =>
      who(await first(`select * from begin_federated_session($1, $2, $3, $4 * interval '1 millisecond')`, [issuer, subject, Buffer.from(session), forMs])),
    session: async (hash, idleMs) => {
      const row = await first(`select * from staff_session($1, $2 * interval '1 millisecond')`, [Buffer.from(hash), idleMs]);
      return (
        row && {
          staffId: text(row['staff_id']),
          site: text(row['site_id']),
          name: text(row['name']),
          title: text(row['title']),
          // Checked by the table.
          role: row['role'] as Session['role'],
          language: row['language'] as Session['language'],
          usedAt: time(row['used_at']) ?? 0,
          endsAt: time(row['ends_at']) ?? 0,
          now: time(row['now']) ?? 0,
        }
      );
    },
    end: async (hash) => void (await pool.query('select end_staff_session($1)', [Buffer.from(hash)])),
    addPush: async ({ site, staffId }, { endpoint, p256dh, auth }) => {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query(`select set_config('app.site', $1, true), set_config('app.staff', $2, true)`, [site, staffId]);
        await client.query(`delete from push_subscriptions where endpoint = $1`, [endpoint]);
        await client.query(`insert into push_subscriptions (id, site_id, staff_id, endpoint, p256dh, auth) values (gen_random_uuid(), $1, $2, $3, $4, $5) on conflict do nothing`, [
          site,
          staffId,
          endpoint,
          p256dh,
          auth,
        ]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
  };
}
