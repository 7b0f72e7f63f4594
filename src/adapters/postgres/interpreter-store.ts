/** Interpreters in PostgreSQL: reached through functions that see one link or one session. */
import type pg from 'pg';
import type { Guest, InterpreterStore } from '../../consultation/interpreter-sessions.ts';
import { text, type Raw } from './consultation-rows.ts';

/** @param pool connections that run as `relais_app`. */
export function createInterpreterStore(pool: pg.Pool): InterpreterStore {
  const first = async (sql: string, values: readonly unknown[]): Promise<Raw | undefined> => (await pool.query<Raw>(sql, [...values])).rows[0];
  const who = (row: Raw): Pick<Guest, 'id' | 'site' | 'consultationId'> => ({ id: text(row['id']), site: text(row['site_id']), consultationId: text(row['consultation_id']) });
  return {
    arrive: async (link, session, name) => {
      const row = await first('select * from interpreter_arrives($1, $2, $3)', [Buffer.from(link), Buffer.from(session), name]);
      return row && who(row);
    },
    session: async (hash, forMs) => {
      const row = await first(`select * from interpreter_session($1, $2 * interval '1 millisecond')`, [Buffer.from(hash), forMs]);
      // The table holds the standing to these; a session is there from `asking` on.
      return row && { ...who(row), name: text(row['name']), standing: row['standing'] as Guest['standing'] };
    },
  };
}
