/** The record in PostgreSQL. A turn is one statement: one round trip, one transaction, checked by row-level security. */
import { sql, type Kysely } from 'kysely';
import type { NewTurn, PatientSubject, RecordStore, StoredEncounter } from '../../record/record-store.ts';
import type { Tables } from './tables.ts';

type LoadedRow = { ruleset_hash: string; key_id: string; wrapped_key: Buffer | null; seq: number; turn_id: string; at: Date; payload: Buffer };

export function createRecordStore(app: Kysely<Tables>): RecordStore {
  return {
    open: async ({ subject, rulesetHash, keyId, wrappedKey, turn }) => {
      const result = await sql<{
        result: 'opened' | 'taken';
      }>`select open_encounter(${subject.site}, ${subject.encounterId}, ${bytes(subject.capabilityHash)}, ${rulesetHash}, ${keyId},
        ${bytes(wrappedKey)}, ${turn.turnId}, ${new Date(turn.at)}, ${turn.kinds}, ${bytes(turn.payload)}, ${auditEntry(subject, turn, undefined)}) as result`.execute(app);
      return only(result.rows).result;
    },
    load: async (subject) => {
      const { rows } = await sql<LoadedRow>`select * from load_encounter(${subject.site}, ${subject.encounterId}, ${bytes(subject.capabilityHash)})`.execute(app);
      return encounterFrom(subject.site, subject.encounterId, rows);
    },
    append: async ({ subject, turn, summary, uncovered }) => {
      const result = await sql<{
        result: 'appended' | 'repeated' | 'conflict' | 'not-found';
      }>`select append_turn(${subject.site}, ${subject.encounterId}, ${bytes(subject.capabilityHash)}, ${turn.seq},
        ${turn.turnId}, ${new Date(turn.at)}, ${turn.kinds}, ${bytes(turn.payload)}, ${auditEntry(subject, turn, summary?.urgency)}, ${summary?.state ?? null}, ${summary?.urgency ?? null}, ${uncovered}) as result`.execute(
        app,
      );
      return only(result.rows).result;
    },
  };
}

export function encounterFrom(site: string, id: string, rows: readonly LoadedRow[]): StoredEncounter | undefined {
  const [first] = rows;
  if (!first) return undefined;
  return {
    id,
    site,
    rulesetHash: first.ruleset_hash,
    keyId: first.key_id,
    wrappedKey: first.wrapped_key ?? undefined,
    turns: rows.map((row) => ({ seq: row.seq, turnId: row.turn_id, at: row.at.getTime(), payload: row.payload })),
  };
}

/** What the audit chain says of a turn: ids, kinds and the urgency reached; no words and no answers. Keys in order. */
function auditEntry(subject: PatientSubject, turn: NewTurn, urgency: string | undefined): string {
  return JSON.stringify({
    action: turn.seq === 0 ? 'opened' : 'turn',
    at: turn.at,
    encounter: subject.encounterId,
    kinds: turn.kinds,
    seq: turn.seq,
    turn: turn.turnId,
    urgency: urgency ?? null,
  });
}

function bytes(value: Uint8Array): Buffer {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}

function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined) throw new Error('the database gave no row');
  return row;
}
