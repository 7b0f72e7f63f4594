/** What is written around a consultation: alarms, the note, documents, feedback to the rules. */
import type { ConsultationTx } from '../../consultation/consultation-store.ts';
import type { LadderStep } from '../../contract/consultation.ts';
import { alarmFrom, consultationFrom, text, time } from './consultation-rows.ts';
import type { Tx } from './consultation-tx.ts';

type Papers = Pick<
  ConsultationTx,
  'raiseAlarm' | 'openAlarms' | 'closeAlarms' | 'takeAlarm' | 'owedBy' | 'phonedAlarm' | 'returnAlarm' | 'note' | 'saveNote' | 'addDocument' | 'documents' | 'addFeedback'
>;

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
      const [row] = await tx.query(
        'update alarms set taken_by = $2, taken_at = clock_timestamp() where id = $1 and taken_by is null and closed_at is null returning consultation_id',
        [id, staffId],
      );
      return row && text(row['consultation_id']);
    },
    owedBy: async (staffId) =>
      (
        await tx.query(
          `select c.*, a.id as alarm_id from alarms a join consultations c on c.id = a.consultation_id
             where a.site_id = $2 and a.taken_by = $1 and a.taken_at is not null and a.phoned_at is null order by a.taken_at`,
          [staffId, tx.site],
        )
      ).map((row) => ({ alarmId: text(row['alarm_id']), row: consultationFrom(row) })),
    phonedAlarm: async (id, staffId) => {
      const [row] = await tx.query('select consultation_id, phoned_at from alarms where id = $1 and site_id = $3 and taken_by = $2 and taken_at is not null for update', [
        id,
        staffId,
        tx.site,
      ]);
      if (!row) return undefined;
      await tx.query('update alarms set phoned_at = clock_timestamp() where id = $1 and phoned_at is null', [id]);
      return { consultationId: text(row['consultation_id']), first: row['phoned_at'] === null };
    },
    returnAlarm: async (id, afterMs) => {
      const [row] = await tx.query(
        `with owed as (select id, taken_by from alarms where id = $1 and phoned_at is null and taken_at < clock_timestamp() - $2 * interval '1 millisecond' for update skip locked)
         update alarms a set taken_by = null, taken_at = null, closed_at = null from owed where a.id = owed.id returning a.consultation_id, a.step, owed.taken_by`,
        [id, afterMs],
      );
      // The step is one that we wrote.
      return row && { consultationId: text(row['consultation_id']), step: row['step'] as LadderStep, staffId: text(row['taken_by']) };
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
