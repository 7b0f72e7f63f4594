/**
 * A person of the site takes an alarm in hand: from then on, and not before, they see whom to call. The call is owed until they say that
 * it was made; who does not say so in time gives the alarm back to everyone, since a promise in a closed page is nobody's.
 */
import type { ConsoleSnapshot } from '../contract/staff.ts';
import { encounterFor, subjectOf, type StaffCaller } from './caller.ts';
import type { Consultation } from './consultation-store.ts';
import { notHere, notNow } from './errors.ts';
import { saveNote } from './notes.ts';
import type { ConsultationParts } from './parts.ts';
import { closeAlarms, ringAlarm } from './queue.ts';
import { openAs } from './sealed.ts';
import { isEnd } from './states.ts';

export type ToPhone = { readonly name: string; readonly phone: string };

export async function takeOver(
  parts: ConsultationParts,
  caller: StaffCaller,
  alarmId: string,
  { turnId, agreed }: { readonly turnId: string; readonly agreed: string },
): Promise<ToPhone & { readonly state: Consultation['state'] }> {
  const taken = await parts.store.transaction(subjectOf(caller), async (tx) => {
    const me = await tx.staff(caller.staffId);
    if (me?.role !== 'desk' && me?.role !== 'supervisor') throw notHere();
    const open = (await tx.openAlarms()).find((item) => item.id === alarmId);
    if (!open) throw notHere();
    return tx.asService(async () => {
      const row = await tx.lock(open.consultationId);
      if (!row || !(await tx.takeAlarm(alarmId, caller.staffId))) throw notNow();
      const offer = row.state === 'offered' ? await tx.liveOffer({ consultationId: row.id }) : undefined;
      const moved =
        row.state === 'waiting' || row.state === 'offered'
          ? await tx.move(row, 'take-over', { because: 'taken-over', doctorId: caller.staffId }, { actor: 'desk', staffId: caller.staffId, turnId, why: 'taken-over' })
          : await tx.change(
              row,
              { doctorId: isEnd(row.state) ? caller.staffId : (row.doctorId ?? caller.staffId) },
              { actor: 'desk', staffId: caller.staffId, move: 'rung', why: 'taken-over', turnId },
            );
      if (!moved) throw notNow();
      if (offer) {
        await tx.setOffer(offer.id, ['pending'], 'withdrawn', 'taken');
        await tx.staffEvent(offer.doctorId, { type: 'offer-gone', ref: offer.id, why: 'taken' });
      }
      await closeAlarms(tx, moved);
      return moved;
    });
  });
  const whom = await toPhone(parts, caller, taken);
  // What was agreed is the note of it. Another version stands there already when a doctor had it in hand before.
  await saveNote(parts, caller, taken.id, { version: 0, text: agreed }).catch(() => undefined);
  return { ...whom, state: taken.state };
}

/** @throws RelaisError not-found: no call that this person owes. Said again, it is true again. */
export async function phoned(parts: ConsultationParts, caller: StaffCaller, alarmId: string): Promise<void> {
  await parts.store.transaction(subjectOf(caller), (tx) =>
    tx.asService(async () => {
      const call = await tx.phonedAlarm(alarmId, caller.staffId);
      const row = call && (await tx.byId(call.consultationId));
      if (!call || !row) throw notHere();
      if (call.first) await tx.audit(row.encounterId, { action: 'patient-phoned', consultation: row.id, staff: caller.staffId, alarm: alarmId });
    }),
  );
}

export type Owed = { readonly alarmId: string; readonly row: Consultation };

export async function owedView(parts: ConsultationParts, caller: StaffCaller, owed: readonly Owed[]): Promise<ConsoleSnapshot['inHand']> {
  return Promise.all(
    owed.map(async ({ alarmId, row }) => {
      // Erased since: there is nobody to call any more, and the line says so.
      const whom = await toPhone(parts, caller, row).catch((): ToPhone => ({ name: '—', phone: '' }));
      return { alarmId, ...whom };
    }),
  );
}

/** What was taken in hand and not called in time rings everyone again. */
export async function returnUnphoned({ store, siteFacts }: Pick<ConsultationParts, 'store' | 'siteFacts'>, most: number): Promise<void> {
  for (const { id, site } of await store.owedCalls(most)) {
    const { policy } = await siteFacts(site);
    await store.transaction({ kind: 'sweep', site }, async (tx) => {
      const given = await tx.returnAlarm(id, policy.phoneWithin);
      const row = given && (await tx.byId(given.consultationId));
      if (!given || !row) return;
      await tx.staffEvent(given.staffId, { type: 'alarm-gone', ref: id });
      await tx.audit(row.encounterId, { action: 'call-not-made', consultation: row.id, staff: given.staffId, alarm: id });
      await ringAlarm(tx, row, { id, step: given.step, time: tx.now });
    });
  }
}

async function toPhone(parts: ConsultationParts, caller: StaffCaller, row: Consultation): Promise<ToPhone> {
  const encounter = await encounterFor(parts, { caller, row });
  const { person } = await openAs(encounter.key, 'identity', row.id, row.encounterId, row.identity);
  return { name: person.name, phone: person.phone };
}
