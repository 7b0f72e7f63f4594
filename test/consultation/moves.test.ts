import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaGrant } from '../../src/contract/consultation.ts';
import type { DoctorView } from '../../src/contract/staff.ts';
import { createOperatorStore } from '../../src/adapters/postgres/operator-store.ts';
import { verifyAudit } from '../../src/record/audit.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import {
  accept,
  addDoctor,
  asDoctor,
  ask,
  asking,
  asPatient,
  consoleOf,
  coughing,
  endedBy,
  good,
  joined,
  onCall,
  rungAt,
  timePasses,
  viewOf,
  type Doctor,
} from '../support/handover.ts';
import { openPatient, testService, type Patient, type TestService } from '../support/service.ts';

const second = 1000;
const minute = 60 * second;
let database: TestDatabase;
let service: TestService;
beforeEach(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
});
// Each closes its own: what stays open counts against the server's connections.
afterEach(() => database.drop());

async function sweepAfter(ms: number): Promise<void> {
  await timePasses(database, ms);
  await service.handover.sweep();
}

/** A patient and the doctor who has them in hand. */
async function inHand(): Promise<{ readonly patient: Patient; readonly doctor: Doctor; readonly id: string }> {
  const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
  await onCall(service, doctor);
  await ask(service, patient);
  return { patient, doctor, id: (await accept(service, doctor)).consultationId };
}

const move = (doctor: Doctor, id: string, body: Record<string, unknown>): Promise<Response> =>
  asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { turnId: randomUUID(), ...body });
const epochOf = async (patient: Patient): Promise<number> => (await viewOf(service, patient)).epoch;

describe('an offer', () => {
  it('that nobody answers goes to the next doctor, and the patient keeps the place', async () => {
    const [first, second_, patient] = [await addDoctor(service, database), await addDoctor(service, database), await coughing(service)];
    await onCall(service, first);
    const asked = await ask(service, patient);
    await onCall(service, second_);
    const { id } = await rungAt(service, first);
    await sweepAfter(21 * second);
    expect((await rungAt(service, second_)).consultationId).toBe(asked.id);
    expect((await asDoctor(service, first, `/v1/staff/offers/${id}/accept`, { epoch: 1 })).status).toBe(409);
    expect(Date.parse((await viewOf(service, patient)).dueAt.at) - Date.parse((await viewOf(service, patient)).queuedAt.at)).toBe(40 * minute);
  });

  it('accepted twice is accepted once, and a colleague cannot take it', async () => {
    const [doctor, colleague, patient] = [await addDoctor(service, database), await addDoctor(service, database), await coughing(service)];
    await onCall(service, doctor);
    await ask(service, patient);
    const { id, epoch } = await rungAt(service, doctor);
    const answers = await Promise.all([1, 2, 3].map(() => asDoctor(service, doctor, `/v1/staff/offers/${id}/accept`, { epoch })));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect((await asDoctor(service, colleague, `/v1/staff/offers/${id}/accept`, { epoch })).status).toBe(404);
    expect((await asDoctor(service, doctor, `/v1/staff/offers/${id}/accept`, { epoch: epoch + 1 })).status).toBe(409);
  });

  it('rings at one doctor for one patient, however many ask for dispatch at once', async () => {
    const doctors = await Promise.all([1, 2, 3].map(() => addDoctor(service, database)));
    const patients = await Promise.all([1, 2, 3, 4, 5].map(() => coughing(service)));
    for (const patient of patients) await ask(service, patient);
    await Promise.all([...doctors.map((doctor) => onCall(service, doctor)), ...Array.from({ length: 6 }, () => service.handover.consultations.dispatch('demo'))]);
    const rung = await Promise.all(doctors.map((doctor) => rungAt(service, doctor)));
    expect(new Set(rung.map((offer) => offer.consultationId)).size).toBe(3);
    // Those who asked first are served first.
    expect(await Promise.all(patients.map(async (patient) => (await viewOf(service, patient)).state))).toEqual(['offered', 'offered', 'offered', 'waiting', 'waiting']);
    expect(await Promise.all(patients.slice(3).map(async (patient) => (await viewOf(service, patient)).queue?.place))).toEqual([1, 2]);
  });

  it('missed twice takes the doctor off call, and says why', async () => {
    const [doctor, patient] = [await addDoctor(service, database), await coughing(service)];
    await onCall(service, doctor);
    await ask(service, patient);
    await sweepAfter(21 * second);
    await consoleOf(service, doctor);
    await sweepAfter(21 * second);
    expect(await consoleOf(service, doctor)).toMatchObject({ availability: 'off' });
    const { events } = await good<{ events: unknown[] }>(asDoctor(service, doctor, '/v1/staff/changes'));
    expect(events).toContainEqual(expect.objectContaining({ type: 'availability', why: 'missed-offers' }));
  });

  it('of a patient who leaves ends at the doctor, who is rung for the next one', async () => {
    const [doctor, first, next] = [await addDoctor(service, database), await coughing(service), await coughing(service)];
    await onCall(service, doctor);
    await ask(service, first);
    const waiting = await ask(service, next);
    await good(asPatient(service, first, '/v1/encounters/:encounter/consultation/moves', { turnId: randomUUID(), move: 'leave' }));
    expect((await viewOf(service, first)).state).toBe('withdrawn');
    expect((await rungAt(service, doctor)).consultationId).toBe(waiting.id);
  });
});

describe('an emergency that came up while waiting', () => {
  const emergency = async (): Promise<Patient> => {
    const patient = await coughing(service);
    const { id } = await ask(service, patient);
    // What the rules would say: the raise itself has its own test.
    await sql`update consultations set urgency = 'emergency', urgency_rank = 5, raised = true where id = ${id}`.execute(database.owner);
    return patient;
  };

  it('rings at a second doctor after ten seconds, never at two at once, and the first one is not held to be away', async () => {
    const [first, next] = [await addDoctor(service, database), await addDoctor(service, database)];
    const patient = await emergency();
    await onCall(service, first);
    const { id, epoch } = await rungAt(service, first);
    await onCall(service, next);
    await sweepAfter(9 * second);
    expect((await rungAt(service, first)).id).toBe(id);
    await sweepAfter(2 * second);
    expect((await rungAt(service, next)).consultationId).toBe((await viewOf(service, patient)).id);
    expect(await consoleOf(service, first)).toMatchObject({ availability: 'on-call' });
    expect((await consoleOf(service, first)).offer).toBeUndefined();
    expect((await asDoctor(service, first, `/v1/staff/offers/${id}/accept`, { epoch })).status).toBe(409);
    const { rows } = await sql<{
      live: string;
      misses: number;
    }>`select (select count(*) from offers where state in ('pending', 'accepted')) as live, misses from staff where id = ${first.id}`.execute(database.owner);
    expect(rows).toEqual([{ live: '1', misses: 0 }]);
  });

  it('goes on ringing at the only doctor there is for the usual time, and at another one as soon as they are free', async () => {
    const [only, late] = [await addDoctor(service, database), await addDoctor(service, database)];
    await emergency();
    await onCall(service, only);
    const { id } = await rungAt(service, only);
    await sweepAfter(11 * second);
    expect((await rungAt(service, only)).id).toBe(id);
    await onCall(service, late);
    await sweepAfter(2 * second);
    expect((await consoleOf(service, only)).offer).toBeUndefined();
    await accept(service, late);
    expect((await consoleOf(service, late)).current).toBeDefined();
  });

  it('counts as missed by the only doctor once it has rung its whole time', async () => {
    const only = await addDoctor(service, database);
    await emergency();
    await onCall(service, only);
    for (const wait of [11, 5, 5]) await sweepAfter(wait * second);
    const { rows } = await sql<{ misses: number }>`select misses from staff where id = ${only.id}`.execute(database.owner);
    expect(rows).toEqual([{ misses: 1 }]);
  });
});

describe('nobody on call', () => {
  it('the desk hears of it, then someone is to phone, then a person of the site has it', async () => {
    const [patient, desk] = [await coughing(service), await addDoctor(service, database, { role: 'desk' })];
    await ask(service, patient);
    await sweepAfter(61 * second);
    expect(await viewOf(service, patient)).toMatchObject({ ladder: { step: 'desk', next: { words: expect.stringContaining('+33 1 99 00 12 34') } } });
    expect((await consoleOf(service, desk)).alarms).toMatchObject([
      // Whom the site names, so that nobody has to look for a number.
      { step: 'desk', urgency: 'routine', contacts: [{ step: 'desk', words: 'Reception desk', phone: '+33199001201' }] },
    ]);
    await sweepAfter(15 * minute);
    expect((await viewOf(service, patient)).ladder?.step).toBe('call-back');
    await sweepAfter(45 * minute);
    expect(await viewOf(service, patient)).toMatchObject({ state: 'escalated', because: expect.stringContaining('call you') });
    const [alarm] = (await consoleOf(service, desk)).alarms;
    const taken = await good(asDoctor(service, desk, `/v1/staff/alarms/${alarm?.id ?? ''}/take-over`, { turnId: randomUUID(), agreed: 'the desk phones at once' }));
    expect(taken).toMatchObject({ name: 'Camille Martin', phone: '+33 1 99 00 12 34' });
    expect(await consoleOf(service, desk)).toMatchObject({ alarms: [], inHand: [{ alarmId: alarm?.id, name: 'Camille Martin', phone: '+33 1 99 00 12 34' }] });
  });

  /** Nobody on call, and the desk has taken the patient in hand. */
  async function takenInHand(): Promise<{ readonly desk: Doctor; readonly colleague: Doctor; readonly alarmId: string }> {
    const [patient, desk, colleague] = [await coughing(service), await addDoctor(service, database, { role: 'desk' }), await addDoctor(service, database, { role: 'supervisor' })];
    await ask(service, patient);
    await sweepAfter(61 * second);
    const alarmId = (await consoleOf(service, desk)).alarms[0]?.id ?? '';
    await good(asDoctor(service, desk, `/v1/staff/alarms/${alarmId}/take-over`, { turnId: randomUUID(), agreed: 'the desk phones at once' }));
    return { desk, colleague, alarmId };
  }

  it('whoever took it in hand owes the call until it is said to be made, and only they can say so', async () => {
    const { desk, colleague, alarmId } = await takenInHand();
    expect((await consoleOf(service, colleague)).inHand).toEqual([]);
    expect((await asDoctor(service, colleague, `/v1/staff/alarms/${alarmId}/phoned`, {})).status).toBe(404);
    for (let twice = 0; twice < 2; twice += 1) await good(asDoctor(service, desk, `/v1/staff/alarms/${alarmId}/phoned`, {}));
    expect((await consoleOf(service, desk)).inHand).toEqual([]);
    await sweepAfter(30 * minute);
    expect((await consoleOf(service, colleague)).alarms).toEqual([]);
    const { rows } = await sql`select from audit where entry like '%"patient-phoned"%'`.execute(database.owner);
    expect(rows).toHaveLength(1);
  });

  it('who took it in hand and says nothing for ten minutes: everyone is rung again, and another can take it', async () => {
    const { desk, colleague, alarmId } = await takenInHand();
    await sweepAfter(9 * minute);
    expect((await consoleOf(service, colleague)).alarms).toEqual([]);
    await sweepAfter(2 * minute);
    expect(await consoleOf(service, desk)).toMatchObject({ inHand: [], alarms: [{ id: alarmId }] });
    expect((await consoleOf(service, colleague)).alarms).toMatchObject([{ id: alarmId, state: 'escalated', words: expect.stringMatching(/^Phone this patient/) }]);
    await good(asDoctor(service, colleague, `/v1/staff/alarms/${alarmId}/take-over`, { turnId: randomUUID(), agreed: 'the doctor in charge phones' }));
    expect(await consoleOf(service, colleague)).toMatchObject({ alarms: [], inHand: [{ alarmId, name: 'Camille Martin' }] });
    expect((await asDoctor(service, desk, `/v1/staff/alarms/${alarmId}/phoned`, {})).status).toBe(404);
  });

  it('the doctor who was to phone does not: the doctor in charge hears of it, and learns whom to call', async () => {
    const { patient, doctor, id } = await inHand();
    const inCharge = await addDoctor(service, database, { role: 'supervisor' });
    await good(move(doctor, id, { epoch: await epochOf(patient), move: 'phone' }));
    await timePasses(database, 16 * minute);
    await good(asDoctor(service, doctor, `/v1/consultations/${id}/heartbeat`, { epoch: await epochOf(patient) }));
    await service.handover.sweep();
    const [alarm] = (await consoleOf(service, inCharge)).alarms;
    const taken = await good(asDoctor(service, inCharge, `/v1/staff/alarms/${alarm?.id ?? ''}/take-over`, { turnId: randomUUID(), agreed: 'the doctor in charge phones' }));
    expect(taken).toMatchObject({ name: 'Camille Martin', state: 'phone-fallback' });
    expect(await consoleOf(service, inCharge)).toMatchObject({ alarms: [], inHand: [{ phone: '+33 1 99 00 12 34' }] });
  });

  it('and worse meanwhile: up to the emergency department, with the reason', async () => {
    const patient = await coughing(service);
    await ask(service, patient);
    // What the rules would say: the raise itself has its own test.
    await sql`update consultations set urgency = 'same-day', urgency_rank = 4`.execute(database.owner);
    for (const wait of [6, 10, 40]) await sweepAfter(wait * minute);
    expect(await viewOf(service, patient)).toMatchObject({ state: 'sent-to-emergency', because: 'No doctor could be reached in time.' });
  });
});

describe('getting worse while waiting', () => {
  it('moves the patient up and rings, and is told to the doctor', async () => {
    const [doctor, other, patient] = [await addDoctor(service, database), await coughing(service), await coughing(service)];
    await ask(service, other);
    await ask(service, patient);
    const moved = await good<{ card: { kind: string; id: string } }>(
      asPatient(service, patient, '/v1/encounters/:encounter/consultation/moves', { turnId: randomUUID(), move: 'check-in', feeling: 'worse' }),
    );
    expect(moved.card.kind).toBe('gate');
    const turn = { action: 'answer', turnId: randomUUID(), card: moved.card.id, answer: { present: ['confused-or-drowsy'] } };
    expect(await good(asPatient(service, patient, '/v1/encounters/:encounter/turns', turn))).toMatchObject({ card: { kind: 'emergency' } });
    expect(await viewOf(service, patient)).toMatchObject({ urgency: 'ambulance', queue: { place: 1 } });
    await onCall(service, doctor);
    const offer = await rungAt(service, doctor);
    expect(offer).toMatchObject({ urgency: 'ambulance', raised: true });
    const summary = await good<{ changes: unknown[] }>(asDoctor(service, doctor, `/v1/staff/consultations/${offer.consultationId}/summary`));
    expect(summary.changes).toHaveLength(2);
  });
});

describe('in the call', () => {
  it('the doctor is lost: the patient is told, and another doctor has them at the old place', async () => {
    const { patient, doctor, id } = await inHand();
    const colleague = await addDoctor(service, database);
    await joined(service, patient, doctor, id);
    await sweepAfter(9 * second);
    expect(await viewOf(service, patient)).toMatchObject({ state: 'interrupted', presence: [expect.anything(), { side: 'doctor', standing: 'lost' }] });
    await sweepAfter(121 * second);
    expect(await viewOf(service, patient)).toMatchObject({ state: 'waiting', because: expect.stringContaining('another doctor') });
    await onCall(service, colleague);
    expect((await rungAt(service, colleague)).consultationId).toBe(id);
    expect((await asDoctor(service, doctor, `/v1/staff/consultations/${id}`)).status).toBe(404);
  });

  it('the patient is lost: after two minutes the doctor phones', async () => {
    const { patient, doctor, id } = await inHand();
    await joined(service, patient, doctor, id);
    await sweepAfter(9 * second);
    await timePasses(database, 121 * second);
    await good(asDoctor(service, doctor, `/v1/consultations/${id}/heartbeat`, { epoch: 1 }));
    await service.handover.sweep();
    expect(await viewOf(service, patient)).toMatchObject({ state: 'phone-fallback', phone: { number: '+33 1 99 00 12 34', callBy: { at: expect.any(String) } } });
  });

  it('the patient hangs up and comes back to the same call', async () => {
    const { patient, doctor, id } = await inHand();
    await joined(service, patient, doctor, id);
    await good(asPatient(service, patient, '/v1/encounters/:encounter/consultation/moves', { turnId: randomUUID(), move: 'hang-up' }));
    expect(await viewOf(service, patient)).toMatchObject({ state: 'interrupted', moves: expect.arrayContaining(['rejoin']) });
    await good(asPatient(service, patient, '/v1/encounters/:encounter/consultation/moves', { turnId: randomUUID(), move: 'rejoin' }));
    await joined(service, patient, doctor, id);
    expect((await viewOf(service, patient)).state).toBe('in-call');
    const { incidents } = await good<DoctorView>(asDoctor(service, doctor, `/v1/staff/consultations/${id}`));
    expect(incidents.map((item) => item.words)).toEqual(['The connection was interrupted (the patient hung up)', 'The connection was there']);
  });

  it('a way that fails is left for another by a new epoch, and in the end for the phone', async () => {
    const { patient, doctor, id } = await inHand();
    let { doctor: grant } = await joined(service, patient, doctor, id);
    for (const next of ['direct', 'phone']) {
      const failed = { epoch: grant.epoch, kind: 'direct', why: 'ice' };
      const after = await good<MediaGrant>(asDoctor(service, doctor, `/v1/consultations/${id}/media`, { webrtc: true, e2ee: true, failed }));
      expect([after.kind, after.epoch]).toEqual([next, expect.any(Number)]);
      expect(after.epoch).toBeGreaterThan(grant.epoch);
      grant = after;
    }
    expect((await viewOf(service, patient)).state).toBe('phone-fallback');
  });

  it('a signal of an epoch that is over reaches nobody', async () => {
    const { patient, doctor, id } = await inHand();
    await joined(service, patient, doctor, id);
    const epoch = await epochOf(patient);
    await good(move(doctor, id, { move: 'reconnect', epoch }));
    expect((await asPatient(service, patient, `/v1/consultations/${id}/signals`, { turnId: randomUUID(), epoch, payload: {} })).status).toBe(409);
  });

  it('without a camera the doctor phones from the beginning', async () => {
    const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
    await onCall(service, doctor);
    await ask(service, patient, { suitability: { camera: false } });
    expect(await rungAt(service, doctor)).toMatchObject({ phoneOnly: true });
    await accept(service, doctor);
    expect((await viewOf(service, patient)).state).toBe('phone-fallback');
  });
});

describe('what does not fit is refused with a way on', () => {
  it('a doctor by video for what needs hands, or before there is an outcome', async () => {
    const [hands, early] = [await coughing(service, { present: ['blood-in-spit'] }), await openPatient(service)];
    for (const patient of [hands, early]) {
      expect(await good(asPatient(service, patient, '/v1/encounters/:encounter/consultation/terms'))).toMatchObject({
        offered: 'no',
        why: expect.any(String),
        instead: [expect.any(String)],
      });
      const refused = await asPatient(service, patient, '/v1/encounters/:encounter/consultation', asking());
      expect([refused.status, await refused.json()]).toMatchObject([409, { code: 'not-offered', mend: expect.any(String) }]);
    }
  });

  it('a date of birth that does not go with the answers', async () => {
    const patient = await coughing(service);
    const refused = await asPatient(service, patient, '/v1/encounters/:encounter/consultation', asking({ person: { birthDate: '1950-01-01' } }));
    expect([refused.status, await refused.json()]).toMatchObject([400, { field: 'person.birthDate', mend: expect.any(String) }]);
  });

  it('a child without an adult', async () => {
    const patient = await coughing(service, { years: 8 });
    const birthDate = `${new Date().getFullYear() - 8}-01-01`;
    const alone = await asPatient(service, patient, '/v1/encounters/:encounter/consultation', asking({ person: { birthDate } }));
    expect([alone.status, await alone.json()]).toMatchObject([409, { field: 'suitability.adultPresent' }]);
    expect(await ask(service, patient, { person: { birthDate }, suitability: { adultPresent: true } })).toMatchObject({ state: 'waiting' });
  });

  it('a note of two megabytes, and nothing of it is kept', async () => {
    const { doctor, id } = await inHand();
    expect((await asDoctor(service, doctor, `/v1/staff/consultations/${id}/note`, { version: 0, text: 'x'.repeat(2_000_000) })).status).toBe(413);
    expect((await asDoctor(service, doctor, `/v1/staff/consultations/${id}/note`, { version: 0, text: 'x'.repeat(40_001) })).status).toBe(400);
    expect((await good<DoctorView>(asDoctor(service, doctor, `/v1/staff/consultations/${id}`))).note).toEqual({ version: 0, text: '' });
  });

  it('an end in an epoch that is over', async () => {
    const { doctor, id } = await inHand();
    expect((await move(doctor, id, { move: 'end', epoch: 0, disposition: 'routine', advice: [] })).status).toBe(409);
  });
});

it('what was said and who it was stands nowhere in the clear, and the audit chain holds', async () => {
  const { patient, doctor, id } = await inHand();
  await joined(service, patient, doctor, id);
  await good(asPatient(service, patient, `/v1/consultations/${id}/messages`, { turnId: randomUUID(), text: 'canary-message' }));
  await good(asDoctor(service, doctor, `/v1/staff/consultations/${id}/note`, { version: 0, text: 'canary-note' }));
  await good(endedBy(service, doctor, id, { disposition: 'pharmacy', reason: 'canary-reason', advice: ['canary-advice'] }));
  const tables = ['consultations', 'consultation_events', 'offers', 'notes', 'documents', 'rules_feedback', 'outbox', 'audit', 'alarms', 'staff_events', 'turns'];
  for (const table of tables) {
    const { rows } = await sql<{ text: string }>`select string_agg(row_to_json(t)::text, ' ') as text from ${sql.table(table)} t`.execute(database.owner);
    const hex = Buffer.from('canary').toString('hex');
    expect(rows[0]?.text ?? '').not.toMatch(new RegExp(`canary|Martin|99 00 12 34|${hex}`, 'i'));
  }
  const operator = createOperatorStore(database.owner);
  expect((await verifyAudit(operator.auditRows(), await operator.auditHeads())).faults).toEqual([]);
});
