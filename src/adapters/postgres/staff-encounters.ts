/** An encounter as a member of staff may read it: the database lets through those rung at them, theirs, and earlier ones where the patient agreed. */
import type pg from 'pg';
import type { StoredEncounter } from '../../record/record-store.ts';
import { encounterFrom } from './record-store.ts';

type Row = Parameters<typeof encounterFrom>[2][number];

/** @param pool connections that run as `relais_app`. */
export function createStaffEncounters(
  pool: pg.Pool,
): (request: { readonly site: string; readonly staffId: string; readonly encounterId: string }) => Promise<StoredEncounter | undefined> {
  return async ({ site, staffId, encounterId }) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.site', $1, true), set_config('app.encounter', '', true), set_config('app.staff', $2, true), set_config('app.sweep', '', true)`, [
        site,
        staffId,
      ]);
      const { rows } = await client.query<Row>(
        `select e.ruleset_hash, e.key_id, e.wrapped_key, t.seq, t.turn_id, t.at, t.payload from encounters e join turns t on t.encounter_id = e.id where e.id = $1 order by t.seq`,
        [encounterId],
      );
      await client.query('commit');
      return encounterFrom(site, encounterId, rows);
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  };
}
