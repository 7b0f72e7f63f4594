/** The handover in PostgreSQL: transactions that name their subject, steps that are one statement each, all on the database's clock. */
import type pg from 'pg';
import type { ConsultationStore, ConsultationTx, Subject } from '../../consultation/consultation-store.ts';
import { consultationSteps } from './consultation-steps.ts';
import { consultationPapers } from './consultation-papers.ts';
import { offerSteps } from './offer-steps.ts';
import { createQueueMemory } from './queue-memory.ts';
import { text, type Raw } from './consultation-rows.ts';
import type { Tx } from './consultation-tx.ts';

const begin = `select set_config('app.site', $1, true), set_config('app.encounter', $2, true), set_config('app.staff', $3, true),
                      set_config('app.sweep', $4, true), clock_timestamp() as now`;

/** Two transactions that wait for each other: the one that is given up is done again. */
const again = new Set(['40001', '40P01']);
const mostAttempts = 4;

/** @param wake told which streams changed, after the commit. */
export function createConsultationStore(pool: pg.Pool, wake: (streams: readonly string[]) => void): ConsultationStore {
  const memory = createQueueMemory();
  const once = async <T>(subject: Subject, work: (tx: ConsultationTx) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken: unknown;
    try {
      await client.query('begin');
      const { rows } = await client.query<{ now: Date }>(begin, [
        subject.site,
        subject.kind === 'patient' ? subject.encounterId : '',
        subject.kind === 'staff' ? subject.staffId : '',
        subject.kind === 'sweep' ? 'yes' : '',
      ]);
      const tx: Tx = {
        now: rows[0]?.now.getTime() ?? Number.NaN,
        site: subject.site,
        query: async (sql, values = []) => (await client.query<Raw>(sql, [...values])).rows,
        touched: new Set(),
      };
      const asService = async <R>(step: () => Promise<R>): Promise<R> => {
        await client.query(`select set_config('app.sweep', 'yes', true)`);
        // When the step fails the transaction ends with it, and the right as well.
        const done = await step();
        if (subject.kind !== 'sweep') await client.query(`select set_config('app.sweep', '', true)`);
        return done;
      };
      const result = await work({ now: tx.now, asService, ...consultationSteps(tx), ...offerSteps(tx, memory), ...consultationPapers(tx) });
      await client.query('commit');
      if (tx.touched.size > 0) wake([...tx.touched]);
      return result;
    } catch (error) {
      broken = await client.query('rollback').then(
        () => undefined,
        (failed: unknown) => failed,
      );
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  };
  const asSweep = async (sql: string, values: readonly unknown[] = []): Promise<readonly Raw[]> => {
    const client = await pool.connect();
    try {
      // One statement in a transaction of its own, with the sweep's eyes.
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
    transaction: async (subject, work) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await once(subject, work);
        } catch (error) {
          const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
          if (attempt >= mostAttempts || !again.has(code)) throw error;
        }
      }
    },
    encounterOf: async (id) => {
      const { rows } = await pool.query<Raw>('select * from encounter_of($1)', [id]);
      const [row] = rows;
      return row && { encounterId: text(row['encounter_id']), site: text(row['site_id']) };
    },
    overdue: async (most) => {
      const rows = await asSweep('select id, site_id from consultations where next_at <= clock_timestamp() order by next_at limit $1', [most]);
      return rows.map((row) => ({ id: text(row['id']), site: text(row['site_id']) }));
    },
    owedCalls: async (most) => {
      const rows = await asSweep('select id, site_id from alarms where taken_at is not null and phoned_at is null order by taken_at limit $1', [most]);
      return rows.map((row) => ({ id: text(row['id']), site: text(row['site_id']) }));
    },
    sitesToDispatch: async () => {
      const rows = await asSweep(`select distinct c.site_id from consultations c where c.state = 'waiting' and exists (
          select from staff s where s.site_id = c.site_id and s.availability = 'on-call' and s.active
            and not exists (select from offers o where o.doctor_id = s.id and o.state in ('pending', 'accepted')))`);
      return rows.map((row) => text(row['site_id']));
    },
    changedWithin: async (ms) => {
      const rows = await asSweep(
        `select 'c:' || consultation_id as stream from consultation_events where at > clock_timestamp() - $1 * interval '1 millisecond'
         union select 's:' || staff_id from staff_events where at > clock_timestamp() - $1 * interval '1 millisecond'`,
        [ms],
      );
      return rows.map((row) => text(row['stream']));
    },
  };
}
