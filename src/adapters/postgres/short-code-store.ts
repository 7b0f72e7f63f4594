/** Short codes in PostgreSQL; every step is one statement. */
import type pg from 'pg';
import type { ShortCodeStore } from '../../record/short-codes.ts';

type CodeRow = { site_id: string; encounter_id: string; key_id: string; wrapped_pepper: Buffer; proof: Buffer };

/** @param pool connections that run as `relais_app`. */
export function createShortCodeStore(pool: Pick<pg.Pool, 'query'>): ShortCodeStore {
  return {
    put: async ({ subject, handle, purpose, keyId, wrappedPepper, proof, lifeMs }) => {
      const values = [
        subject.site,
        subject.encounterId,
        Buffer.from(subject.capabilityHash),
        handle,
        purpose,
        keyId,
        Buffer.from(wrappedPepper),
        Buffer.from(proof),
        lifeMs,
        `code-for-${purpose}`,
      ];
      const { rows } = await pool.query<{ result: 'kept' | 'taken' | 'not-found'; until: Date }>(
        `select put_short_code($1, $2, $3, $4, $5, $6, $7, $8, at, until,
                  json_build_object('action', $10::text, 'at', (extract(epoch from at) * 1000)::bigint, 'encounter', $2::uuid)::text) as result, until
         from (select at, at + $9 * interval '1 millisecond' as until from (select clock_timestamp() as at) now) times`,
        values,
      );
      const [row] = rows;
      return row === undefined ? 'not-found' : row.result === 'kept' ? { until: row.until.getTime() } : row.result;
    },
    find: async (handle, purpose) => {
      const { rows } = await pool.query<CodeRow>('select * from find_short_code($1, $2, clock_timestamp())', [handle, purpose]);
      const [row] = rows;
      return row && { site: row.site_id, encounterId: row.encounter_id, keyId: row.key_id, wrappedPepper: row.wrapped_pepper, proof: row.proof };
    },
    spend: async ({ handle, proof, newCapabilityHash }) => {
      const values = [handle, Buffer.from(proof), newCapabilityHash === undefined ? null : Buffer.from(newCapabilityHash)];
      const { rows } = await pool.query<{ capability: Buffer | null }>('select spend_short_code($1, $2, $3, clock_timestamp()) as capability', values);
      return rows[0]?.capability ?? undefined;
    },
  };
}
