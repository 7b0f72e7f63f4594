/** The outbox in PostgreSQL: each item is taken by one instance at a time. */
import type pg from 'pg';
import type { OutboxItem, OutboxStore, PushTarget } from '../../consultation/deliver.ts';
import type { NoticeStore } from '../../consultation/reconcile.ts';
import type { Retention } from '../../consultation/retention.ts';
import { text, time, type Raw } from './consultation-rows.ts';

/** @param pool connections that run as `relais_app`. */
export function createOutboxStore(pool: pg.Pool): OutboxStore & NoticeStore & { readonly removeOutdated: (ages: Retention, most: number) => Promise<number> } {
  const sweeping = async (sql: string, values: readonly unknown[]): Promise<readonly Raw[]> => {
    const client = await pool.connect();
    try {
      await client.query("begin; set local app.sweep = 'yes'");
      const { rows } = await client.query<Raw>(sql, [...values]);
      await client.query('commit');
      return rows;
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  };
  return {
    claim: async (most, leaseMs) => {
      const rows = await sweeping(
        `update outbox set next_at = clock_timestamp() + $2 * interval '1 millisecond', attempts = attempts + 1
         where id in (select id from outbox where done_at is null and next_at <= clock_timestamp() order by next_at limit $1 for update skip locked) returning *`,
        [most, leaseMs],
      );
      return rows.map((row): OutboxItem => ({
        id: Number(row['id']),
        site: text(row['site_id']),
        // Checked by the table.
        channel: row['channel'] as OutboxItem['channel'],
        key: text(row['key']),
        body: row['body'] as OutboxItem['body'],
        attempts: Number(row['attempts']),
        madeAt: time(row['made_at']) ?? 0,
      }));
    },
    done: async (id) => void (await sweeping('update outbox set done_at = clock_timestamp(), failed = null where id = $1', [id])),
    later: async (id, afterMs, why) =>
      void (await sweeping(`update outbox set next_at = clock_timestamp() + $2 * interval '1 millisecond', failed = $3 where id = $1`, [id, afterMs, why])),
    giveUp: async (id, why) => void (await sweeping('update outbox set done_at = clock_timestamp(), failed = $2 where id = $1', [id, why])),
    pushTargets: async (offerId) => {
      const rows = await sweeping(
        `select p.id, p.endpoint, p.p256dh, p.auth, s.language from offers o join push_subscriptions p on p.staff_id = o.doctor_id join staff s on s.id = o.doctor_id
         where o.id::text = $1 and o.state = 'pending' and o.shown_at is null and o.expires_at > clock_timestamp()`,
        [offerId],
      );
      return rows.map((row) => ({
        id: text(row['id']),
        endpoint: text(row['endpoint']),
        p256dh: text(row['p256dh']),
        auth: text(row['auth']),
        // Written by us from the two languages.
        language: row['language'] as PushTarget['language'],
      }));
    },
    once: async (id) => (await sweeping('insert into room_notices (id) values ($1) on conflict do nothing returning id', [id])).length > 0,
    lookAt: async (room) => {
      // A row is changed in the name of its site alone: a notice does not know which.
      await sweeping(
        `with found as materialized (select id, set_config('app.site', site_id, true) from consultations where media->>'room' = $1 and ended_at is null)
         update consultations c set reconcile_at = clock_timestamp() from found where c.id = found.id`,
        [room],
      );
    },
    removeOutdated: async ({ signalsMs, noticesMs, outboxMs, staffEventsMs, accessMs }, most) => {
      const ms = `interval '1 millisecond'`;
      const { rows } = await pool.query<{ n: number }>(`select remove_outdated($1 * ${ms}, $2 * ${ms}, $3 * ${ms}, $4) as n`, [signalsMs, noticesMs, outboxMs, most]);
      const access = await pool.query<{ n: number }>(`select remove_old_access($1 * ${ms}, $2 * ${ms}, $3) as n`, [staffEventsMs, accessMs, most]);
      return Math.max(rows[0]?.n ?? 0, access.rows[0]?.n ?? 0);
    },
    dropPush: async (id) => void (await sweeping('delete from push_subscriptions where id = $1', [id])),
  };
}
