/** Steps of the consultation's own row, with the event, the audit entry and the notice to the site that go with each. */
import type { Changes, Consultation, ConsultationTx, Trace } from '../../consultation/consultation-store.ts';
import { isEnd, moves } from '../../consultation/states.ts';
import { rank } from '../../triage/outcome.ts';
import { assignments, consultationFrom, eventFrom, time } from './consultation-rows.ts';
import type { Tx } from './consultation-tx.ts';

type Steps = Pick<
  ConsultationTx,
  'create' | 'byId' | 'lock' | 'latestOf' | 'move' | 'change' | 'touch' | 'addEvent' | 'hasTurn' | 'events' | 'send' | 'audit' | 'recentOf' | 'currentOf' | 'earlierOf'
>;

/** How the sides were in the epoch before says nothing about this one. */
const newEpoch = ['epoch = epoch + 1', 'patient_media = null', 'doctor_media = null', 'interpreter_media = null'];

export function consultationSteps(tx: Tx): Steps {
  const one = async (sql: string, values: readonly unknown[]): Promise<Consultation | undefined> => {
    const [row] = await tx.query(sql, values);
    return row && consultationFrom(row);
  };
  const send: Steps['send'] = async ({ channel, key, body, afterMs = 0, consultationId }) => {
    await tx.query(
      `insert into outbox (site_id, consultation_id, channel, key, body, next_at) values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 millisecond')
       on conflict do nothing`,
      [tx.site, consultationId ?? null, channel, key, JSON.stringify(body), afterMs],
    );
  };
  const audit: Steps['audit'] = async (encounterId, entry) => {
    await tx.query('select append_audit($1, $2, $3)', [tx.site, encounterId, JSON.stringify({ at: tx.now, encounter: encounterId, ...entry })]);
  };
  /** What every step leaves behind: no words, no names. */
  const trace = async (row: Consultation, { actor, move, why, turnId, staffId }: Trace, type: string): Promise<void> => {
    await tx.query(
      `insert into consultation_events (consultation_id, seq, site_id, type, epoch, state, actor, move, why, turn_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [row.id, row.seq, tx.site, type, row.epoch, row.state, actor, move, why ?? null, turnId ?? null],
    );
    await audit(row.encounterId, {
      action: 'consultation',
      consultation: row.id,
      epoch: row.epoch,
      move,
      seq: row.seq,
      staff: staffId ?? null,
      state: row.state,
      urgency: row.urgency,
      why: why ?? null,
      actor,
    });
    if (type === 'state')
      await send({
        channel: 'webhook',
        key: `webhook:${row.id}:${row.seq}`,
        consultationId: row.id,
        body: { consultation: row.id, encounter: row.encounterId, move, state: row.state, urgency: row.urgency, seq: row.seq, at: tx.now },
      });
    tx.touched.add(`c:${row.id}`);
  };
  const update = async (
    at: Pick<Consultation, 'id' | 'epoch'>,
    changes: Changes,
    { extra, from }: { readonly extra: readonly string[]; readonly from?: readonly string[] },
  ): Promise<Consultation | undefined> => {
    const withRank = changes.urgency === undefined ? [] : [`urgency_rank = ${rank(changes.urgency)}`];
    const fence = from === undefined ? 3 : 4;
    const set = assignments(changes, fence);
    return one(
      `update consultations set ${[...extra, ...withRank, ...set.sql].join(', ')} where id = $1 and epoch = $2 ${from === undefined ? '' : 'and state = any($3)'} returning *`,
      [at.id, at.epoch, ...(from === undefined ? [] : [from]), ...set.values],
    );
  };
  return {
    create: async (made, given) => {
      const row = await one(
        `insert into consultations (id, site_id, encounter_id, state, language, urgency, urgency_rank, asked_urgency, phone_only, queued_at, due_at, deadline_at,
                                    ladder_from, ladder_at, check_in_at, ruleset_hash, person_key, earlier_allowed, identity, seq)
         values ($1, $2, $3, 'waiting', $4, $5, $6, $5, $7, $8, $9, $10, $8, $11, $12, $13, $14, $15, $16, 1) on conflict do nothing returning *`,
        [
          made.id,
          tx.site,
          made.encounterId,
          made.language,
          made.urgency,
          rank(made.urgency),
          made.phoneOnly,
          new Date(tx.now),
          new Date(made.dueAt),
          date(made.deadlineAt),
          date(made.ladderAt),
          date(made.checkInAt),
          made.rulesetHash,
          made.personKey === undefined ? null : Buffer.from(made.personKey),
          made.earlierAllowed,
          Buffer.from(made.identity),
        ],
      );
      if (row) await trace(row, given, 'state');
      return row;
    },
    byId: (id) => one('select * from consultations where id = $1', [id]),
    lock: (id, how = 'wait') => one(`select * from consultations where id = $1 for update ${how === 'skip' ? 'skip locked' : ''}`, [id]),
    latestOf: (encounterId) => one('select * from consultations where encounter_id = $1 order by queued_at desc limit 1', [encounterId]),
    move: async (at, move, changes, given) => {
      const { from, to, ...row } = moves[move];
      const extra = [
        `state = '${to}'`,
        'seq = seq + 1',
        ...('newEpoch' in row ? newEpoch : []),
        ...(isEnd(to) ? ['ended_at = clock_timestamp(), deadline_at = null, ladder_at = null, check_in_at = null, reconcile_at = null'] : []),
      ];
      const { deadlineAt, ...others } = changes;
      const moved = await update(at, isEnd(to) ? others : { ...others, ...('deadlineAt' in changes ? { deadlineAt } : {}) }, { extra, from });
      if (moved) await trace(moved, { ...given, move }, 'state');
      return moved;
    },
    change: async (at, changes, given) => {
      const changed = await update(at, changes, { extra: ['seq = seq + 1', ...(given.newEpoch === true ? newEpoch : [])] });
      if (changed) await trace(changed, given, given.type ?? 'state');
      return changed;
    },
    touch: (at, changes) => update(at, changes, { extra: [] }),
    addEvent: async (id, { type, actor, toSide, turnId, payload }) => {
      const [row] = await tx.query('update consultations set seq = seq + 1 where id = $1 returning seq, epoch, state', [id]);
      if (!row) return undefined;
      const seq = Number(row['seq']);
      const body = payload && Buffer.from(await payload(seq));
      const [kept] = await tx.query(
        `insert into consultation_events (consultation_id, seq, site_id, type, epoch, state, actor, to_side, turn_id, payload)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning at`,
        [id, seq, tx.site, type, row['epoch'], row['state'], actor, toSide ?? null, turnId ?? null, body ?? null],
      );
      tx.touched.add(`c:${id}`);
      return { seq, at: time(kept?.['at']) ?? tx.now };
    },
    hasTurn: async (id, turnId) => (await tx.query('select 1 from consultation_events where consultation_id = $1 and turn_id = $2', [id, turnId])).length > 0,
    events: async (id, after, most, types) =>
      (
        await tx.query(`select * from consultation_events where consultation_id = $1 and seq > $2 ${types === undefined ? '' : 'and type = any($4)'} order by seq limit $3`, [
          id,
          after,
          most,
          ...(types === undefined ? [] : [types]),
        ])
      ).map(eventFrom),
    recentOf: async (doctorId) =>
      (await tx.query(`select * from consultations where doctor_id = $1 and ended_at > clock_timestamp() - interval '24 hours' order by ended_at desc limit 20`, [doctorId])).map(
        consultationFrom,
      ),
    currentOf: (doctorId) => one('select * from consultations where doctor_id = $1 and ended_at is null order by queued_at limit 1', [doctorId]),
    earlierOf: async (personKey, except) =>
      (await tx.query(`select encounter_id, queued_at, disposition, urgency from earlier_consultations($1, $2)`, [Buffer.from(personKey), except])).map((row) => ({
        encounterId: String(row['encounter_id']),
        askedAt: time(row['queued_at']) ?? 0,
        // Written by us from the contract's lists.
        disposition: (row['disposition'] ?? undefined) as Consultation['disposition'],
        urgency: row['urgency'] as Consultation['urgency'],
      })),
    send,
    audit,
  };
}

function date(value: number | undefined): Date | null {
  return value === undefined ? null : new Date(value);
}
