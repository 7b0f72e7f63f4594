/** Steps of offers, of the people who answer, and of the queue. */
import type { ConsultationTx, InterpreterRow } from '../../consultation/consultation-store.ts';
import { consultationFrom, offerFrom, optional, staffFrom, text, time } from './consultation-rows.ts';
import type { Tx } from './consultation-tx.ts';
import type { QueueMemory } from './queue-memory.ts';

type Steps = Pick<
  ConsultationTx,
  | 'addOffer'
  | 'offer'
  | 'liveOffer'
  | 'setOffer'
  | 'markShown'
  | 'offersOf'
  | 'staff'
  | 'setAvailability'
  | 'renewLease'
  | 'setMisses'
  | 'staffEvent'
  | 'staffEvents'
  | 'inviteInterpreter'
  | 'interpreterOf'
  | 'setInterpreter'
  | 'staffByRole'
  | 'lockDispatch'
  | 'waitingHere'
  | 'freeDoctors'
  | 'queueStanding'
  | 'doctorsOnCall'
  | 'waitingCounts'
  | 'recentWaits'
>;

const live = `('pending', 'accepted')`;
/** A console that has said nothing for so long is thought to be closed. */
const leaseGraceMs = 45_000;

export function offerSteps(tx: Tx, memory: QueueMemory): Steps {
  return {
    addOffer: async (offer) => {
      await tx.query(
        `insert into offers (id, site_id, consultation_id, doctor_id, epoch, state, rung_at, expires_at) values ($1, $2, $3, $4, $5, 'pending', clock_timestamp(), $6)`,
        [offer.id, tx.site, offer.consultationId, offer.doctorId, offer.epoch, new Date(offer.expiresAt)],
      );
    },
    offer: async (id) => {
      const [row] = await tx.query('select * from offers where id = $1', [id]);
      return row && offerFrom(row);
    },
    liveOffer: async (of) => {
      const [row] = await tx.query(`select * from offers where ${'doctorId' in of ? 'doctor_id' : 'consultation_id'} = $1 and state in ${live}`, [
        'doctorId' in of ? of.doctorId : of.consultationId,
      ]);
      return row && offerFrom(row);
    },
    setOffer: async (id, from, to, why) => {
      const rows = await tx.query(
        `update offers set state = $3, why = coalesce($4, why), closed_at = case when $3 in ('accepted') then closed_at else clock_timestamp() end
         where id = $1 and state = any($2) returning id`,
        [id, from, to, why ?? null],
      );
      return rows.length > 0;
    },
    markShown: async (id) => (await tx.query(`update offers set shown_at = coalesce(shown_at, clock_timestamp()) where id = $1 returning id`, [id])).length > 0,
    offersOf: async (id) => (await tx.query('select * from offers where consultation_id = $1 order by rung_at', [id])).map(offerFrom),
    staff: async (id) => {
      const [row] = await tx.query('select * from staff where id = $1 and active', [id]);
      return row && staffFrom(row);
    },
    setAvailability: async (id, availability) => {
      await tx.query(
        `update staff set availability = $2, since = clock_timestamp(), misses = 0, lease_until = case when $2 = 'on-call' then clock_timestamp() + $3 * interval '1 millisecond' else lease_until end where id = $1`,
        [id, availability, leaseGraceMs],
      );
      tx.touched.add(`s:${id}`);
    },
    renewLease: async (id, forMs) => {
      await tx.query(`update staff set lease_until = clock_timestamp() + $2 * interval '1 millisecond' where id = $1`, [id, forMs]);
    },
    setMisses: async (id, misses) => {
      await tx.query('update staff set misses = $2 where id = $1', [id, misses]);
    },
    staffEvent: async (staffId, { type, ref, why }) => {
      await tx.query('select staff_event($1, $2, $3, $4)', [staffId, type, ref ?? null, why ?? null]);
      tx.touched.add(`s:${staffId}`);
    },
    staffEvents: async (staffId, after, most) =>
      (await tx.query('select * from staff_events where staff_id = $1 and seq > $2 order by seq limit $3', [staffId, after, most])).map((row) => ({
        seq: Number(row['seq']),
        at: time(row['at']) ?? 0,
        type: text(row['type']),
        ref: optional(row['ref']),
        why: optional(row['why']),
      })),
    inviteInterpreter: async ({ id, consultationId, linkHash, forMs }) => {
      await tx.query(`select invite_interpreter($1, $2, $3, $4 * interval '1 millisecond')`, [id, consultationId, Buffer.from(linkHash), forMs]);
    },
    interpreterOf: async (consultationId) => {
      const [row] = await tx.query(`select id, name, standing from interpreters where consultation_id = $1 and standing <> 'out'`, [consultationId]);
      // Checked by the table.
      return row && { id: text(row['id']), name: optional(row['name']), standing: row['standing'] as InterpreterRow['standing'] };
    },
    setInterpreter: async (id, from, to) =>
      (await tx.query('update interpreters set standing = $3 where id = $1 and standing = any($2) returning id', [id, from, to])).length === 1,
    staffByRole: async (roles) => (await tx.query('select * from staff where site_id = $1 and active and role = any($2)', [tx.site, roles])).map(staffFrom),
    lockDispatch: async () => {
      await tx.query(`select pg_advisory_xact_lock(hashtext('relais-dispatch'), hashtext($1))`, [tx.site]);
    },
    waitingHere: async () =>
      (
        await tx.query(
          `select * from consultations where site_id = $1 and state = 'waiting' order by urgency_rank >= 5 desc, due_at, queued_at, id limit 200 for update skip locked`,
          [tx.site],
        )
      ).map(consultationFrom),
    freeDoctors: async () =>
      (
        await tx.query(
          `select s.*, greatest(s.since, (select max(o.closed_at) from offers o where o.doctor_id = s.id)) as free_since,
                  exists (select from push_subscriptions p where p.staff_id = s.id) as reachable
           from staff s where s.site_id = $1 and s.active and s.role in ('doctor', 'supervisor') and s.availability = 'on-call'
             and not exists (select from offers o where o.doctor_id = s.id and o.state in ${live})
             and (s.lease_until > clock_timestamp() or exists (select from push_subscriptions p where p.staff_id = s.id))`,
          [tx.site],
        )
      ).map((row) => ({ ...staffFrom(row), freeSince: time(row['free_since']) ?? 0, reachable: row['reachable'] === true })),
    queueStanding: async (id) => {
      const { places, doctors } = await memory.order(tx.site, tx.now, async () => {
        const [row] = await tx.query('select queue_order($1) as ids, doctors_on_call($1) as doctors', [tx.site]);
        // An array of text by its type in the database.
        const ids = (row?.['ids'] ?? []) as readonly string[];
        return { places: new Map(ids.map((item, index) => [item, index + 1])), doctors: Number(row?.['doctors'] ?? 0) };
      });
      const place = places.get(id);
      if (place !== undefined) return { place, doctors };
      // Came since, or rings just now.
      const [row] = await tx.query('select * from queue_standing($1)', [id]);
      return { place: Number(row?.['place'] ?? 1), doctors: Number(row?.['doctors'] ?? 0) };
    },
    doctorsOnCall: async () => Number((await tx.query('select doctors_on_call($1) as n', [tx.site]))[0]?.['n'] ?? 0),
    waitingCounts: async () =>
      (await tx.query('select * from waiting_counts($1)', [tx.site])).map((row) => ({
        // Written by us from the contract's list.
        urgency: row['urgency'] as Awaited<ReturnType<Steps['waitingCounts']>>[number]['urgency'],
        count: Number(row['count']),
        oldest: time(row['oldest']) ?? 0,
      })),
    recentWaits: () =>
      memory.waits(tx.site, tx.now, async () => {
        const [row] = await tx.query('select * from recent_waits($1)', [tx.site]);
        return { lowMs: Number(row?.['low'] ?? 0) * 1000, highMs: Number(row?.['high'] ?? 0) * 1000, n: Number(row?.['n'] ?? 0) };
      }),
  };
}
