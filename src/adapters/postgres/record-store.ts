/** The record in PostgreSQL. Turns that arrive together are one statement: one round trip, one transaction, checked by row-level security. */
import type pg from 'pg';
import { createBatcher } from './batcher.ts';
import type { NewTurn, PatientSubject, RecordStore, StoredEncounter } from '../../record/record-store.ts';

type LoadedRow = { ruleset_hash: string; key_id: string; wrapped_key: Buffer | null; seq: number; turn_id: string; at: Date; payload: Buffer };

/** Prepared once a connection: on the way of every turn, parsing them again would be a fifth of the database's work. */
const statements = {
  open: { name: 'open-encounter', text: 'select open_encounter($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as result' },
  load: { name: 'load-encounter', text: 'select * from load_encounter($1, $2, $3)' },
  append: { name: 'append-turns', text: 'select append_turns($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as results' },
};

/** @param pool connections that run as `relais_app`. */
export function createRecordStore(pool: pg.Pool): RecordStore {
  return {
    open: async ({ subject, rulesetHash, keyId, wrappedKey, turn }) => {
      const values = [
        subject.site,
        subject.encounterId,
        bytes(subject.capabilityHash),
        rulesetHash,
        keyId,
        bytes(wrappedKey),
        turn.turnId,
        new Date(turn.at).toISOString(),
        turn.kinds,
        bytes(turn.payload),
        auditEntry(subject, turn, undefined),
      ];
      const { rows } = await pool.query<{ result: 'opened' | 'taken' }>({ ...statements.open, values });
      return only(rows).result;
    },
    load: async (subject) => {
      const { rows } = await pool.query<LoadedRow>({ ...statements.load, values: [subject.site, subject.encounterId, bytes(subject.capabilityHash)] });
      return encounterFrom(subject.site, subject.encounterId, rows);
    },
    append: createBatcher({ most: mostTogether, atOnce: batchesAtOnce, run: (turns) => appendTogether(pool, turns) }),
  };
}

type Append = Parameters<RecordStore['append']>[0];
type Appended = Awaited<ReturnType<RecordStore['append']>>;

const mostTogether = 20;
const batchesAtOnce = 1;

/** Each turn stands for itself: when one of them cannot be kept at all, the others are tried alone. */
async function appendTogether(pool: pg.Pool, turns: readonly Append[]): Promise<readonly PromiseSettledResult<Appended>[]> {
  try {
    // In the order of the audit lanes that they lock, so that two batches never wait for each other.
    const inOrder = turns.toSorted((a, b) => (a.subject.site === b.subject.site ? lane(a) - lane(b) : a.subject.site < b.subject.site ? -1 : 1));
    const column = (pick: (turn: Append) => unknown): unknown[] => inOrder.map(pick);
    const values = [
      column(({ subject }) => subject.site),
      column(({ subject }) => subject.encounterId),
      column(({ subject }) => bytes(subject.capabilityHash)),
      column(({ turn }) => turn.seq),
      column(({ turn }) => turn.turnId),
      column(({ turn }) => new Date(turn.at).toISOString()),
      column(({ turn }) => turn.kinds.join(',')),
      column(({ turn }) => bytes(turn.payload)),
      column(({ subject, turn, summary }) => auditEntry(subject, turn, summary?.urgency)),
      column(({ summary }) => summary?.state ?? null),
      column(({ summary }) => summary?.urgency ?? null),
      column(({ uncovered }) => uncovered.join(',')),
    ];
    const { rows } = await pool.query<{ results: Appended[] }>({ ...statements.append, values });
    const results = new Map(inOrder.map((turn, at) => [turn, only(rows).results[at]]));
    return turns.map((turn) => {
      const value = results.get(turn);
      return value === undefined ? { status: 'rejected', reason: new Error('the database gave no result') } : { status: 'fulfilled', value };
    });
  } catch (error) {
    if (turns.length === 1) return [{ status: 'rejected', reason: error }];
    return (await Promise.all(turns.map((turn) => appendTogether(pool, [turn])))).flat();
  }
}

/** As `append_audit` has it: the last byte of the encounter's id. */
function lane({ subject }: Append): number {
  return Number.parseInt(subject.encounterId.slice(-2), 16) % 64;
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
