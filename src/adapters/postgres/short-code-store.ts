/** Short codes in PostgreSQL; every step is one statement. */
import type pg from 'pg';
import type { ShortCodeStore } from '../../record/short-codes.ts';

type CodeRow = { site_id: string; encounter_id: string; key_id: string; wrapped_pepper: Buffer; proof: Buffer };

/** @param pool connections that run as `relais_app`. */
export function createShortCodeStore(pool: Pick<pg.Pool, 'query'>): ShortCodeStore {
  return {
    put: async ({ subject, handle, purpose, keyId, wrappedPepper, proof, at, until }) => {
      const entry = JSON.stringify({ action: `code-for-${purpose}`, at, encounter: subject.encounterId });
      const values = [
        subject.site,
        subject.encounterId,
        Buffer.from(subject.capabilityHash),
        handle,
        purpose,
        keyId,
        Buffer.from(wrappedPepper),
        Buffer.from(proof),
        new Date(at),
        new Date(until),
        entry,
      ];
      const { rows } = await pool.query<{ result: 'kept' | 'taken' | 'not-found' }>('select put_short_code($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as result', values);
      return rows[0]?.result ?? 'not-found';
    },
    find: async (handle, purpose, at) => {
      const { rows } = await pool.query<CodeRow>('select * from find_short_code($1, $2, $3)', [handle, purpose, new Date(at)]);
      const [row] = rows;
      return row && { site: row.site_id, encounterId: row.encounter_id, keyId: row.key_id, wrappedPepper: row.wrapped_pepper, proof: row.proof };
    },
    spend: async ({ handle, proof, newCapabilityHash, at }) => {
      const values = [handle, Buffer.from(proof), newCapabilityHash === undefined ? null : Buffer.from(newCapabilityHash), new Date(at)];
      const { rows } = await pool.query<{ capability: Buffer | null }>('select spend_short_code($1, $2, $3, $4) as capability', values);
      return rows[0]?.capability ?? undefined;
    },
  };
}
