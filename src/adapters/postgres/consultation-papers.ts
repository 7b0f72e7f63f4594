/** What is written around a consultation: alarms, the note, documents, feedback to the rules. */
import type { ConsultationTx } from '../../consultation/consultation-store.ts';
import { alarmFrom, text, time } from './consultation-rows.ts';
import type { Tx } from './consultation-store.ts';

type Papers = Pick<ConsultationTx, 'raiseAlarm' | 'openAlarms' | 'closeAlarms' | 'takeAlarm' | 'note' | 'saveNote' | 'addDocument' | 'documents' | 'addFeedback'>;

export function consultationPapers(tx: Tx): Papers {
  return {
    raiseAlarm: async (id, consultationId, step) =>
      (await tx.query('insert into alarms (id, site_id, consultation_id, step) values ($1, $2, $3, $4) on conflict do nothing returning id', [id, tx.site, consultationId, step]))
        .length > 0,
    openAlarms: async () => (await tx.query('select * from open_alarms($1)', [tx.site])).map(alarmFrom),
    closeAlarms: async (consultationId) =>
      (
        await tx.query('update alarms set closed_at = clock_timestamp() where consultation_id = $1 and closed_at is null returning id, consultation_id, step, raised_at', [
          consultationId,
        ])
      ).map(alarmFrom),
    takeAlarm: async (id, staffId) => {
      const [row] = await tx.query('update alarms set taken_by = $2 where id = $1 and taken_by is null and closed_at is null returning consultation_id', [id, staffId]);
      return row && text(row['consultation_id']);
    },
    note: async (id) => {
      const [row] = await tx.query('select * from notes where consultation_id = $1', [id]);
      // A bytea comes as a Buffer.
      return row && { version: Number(row['version']), savedAt: time(row['saved_at']) ?? 0, payload: row['payload'] as Uint8Array };
    },
    saveNote: async (id, version, payload) => {
      const [row] = await tx.query(
        version === 0
          ? `insert into notes (consultation_id, site_id, version, saved_at, payload) values ($1, $4, $2 + 1, clock_timestamp(), $3) on conflict do nothing returning version, saved_at`
          : `update notes set version = $2 + 1, saved_at = clock_timestamp(), payload = $3 where consultation_id = $1 and version = $2 and site_id = $4 returning version, saved_at`,
        [id, version, Buffer.from(payload), tx.site],
      );
      return row && { version: Number(row['version']), savedAt: time(row['saved_at']) ?? 0 };
    },
    addDocument: async (document) => {
      await tx.query('insert into documents (id, site_id, consultation_id, kind, turn_id, payload) values ($1, $2, $3, $4, $5, $6) on conflict do nothing', [
        document.id,
        tx.site,
        document.consultationId,
        document.kind,
        document.turnId,
        Buffer.from(document.payload),
      ]);
    },
    documents: async (id) =>
      (await tx.query('select * from documents where consultation_id = $1 order by made_at', [id])).map((row) => ({
        id: text(row['id']),
        kind: text(row['kind']),
        turnId: text(row['turn_id']),
        at: time(row['made_at']) ?? 0,
        // A bytea comes as a Buffer.
        payload: row['payload'] as Uint8Array,
      })),
    addFeedback: async (feedback) => {
      await tx.query(
        'insert into rules_feedback (consultation_id, site_id, encounter_id, ruleset_hash, ours, theirs, payload) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing',
        [feedback.consultationId, tx.site, feedback.encounterId, feedback.rulesetHash, feedback.ours, feedback.theirs, Buffer.from(feedback.payload)],
      );
    },
  };
}
