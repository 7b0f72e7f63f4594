import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PatientView } from '../../src/contract/consultation.ts';
import type { DoctorSummary, DoctorView } from '../../src/contract/staff.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asPatient, consoleOf, coughing, endedBy, good, joined, onCall, rungAt, viewOf, type Doctor } from '../support/handover.ts';
import { testService, type Patient, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
let doctor: Doctor;
let patient: Patient;
let id: string;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
  doctor = await addDoctor(service, database);
});
afterAll(async () => database.drop());

describe('from the outcome to the end of a consultation', () => {
  it('a patient is told what is asked, and that no doctor is on call yet', async () => {
    patient = await coughing(service);
    const terms = await good(asPatient(service, patient, '/v1/encounters/:encounter/consultation/terms'));
    expect(terms).toMatchObject({ offered: 'yes', doctorsOnCall: 0, asksAdult: false });
    expect(terms).not.toHaveProperty('wait');
  });

  it('asks, and waits with a next step and its time, though nobody is on call', async () => {
    const view = await ask(service, patient);
    expect(view).toMatchObject({
      state: 'waiting',
      queue: { place: 1, doctorsOnCall: 0 },
      ladder: { step: 'queue', next: { at: expect.any(String) } },
      moves: ['leave', 'check-in', 'prefer-phone'].slice(0, 2),
    });
    expect(view.deadline?.at).toEqual(expect.any(String));
    id = view.id;
  });

  it('a doctor who goes on call is rung at once, and sees whom, not who', async () => {
    const { offer } = await onCall(service, doctor).then(() => consoleOf(service, doctor));
    expect(offer).toMatchObject({ words: 'cough', urgency: 'routine', age: '30 years', sex: 'Male', phoneOnly: false });
    expect(JSON.stringify(offer)).not.toMatch(/Martin|99 00/);
    expect(await viewOf(service, patient)).toMatchObject({ state: 'offered' });
  });

  it('reads the summary before accepting', async () => {
    const summary = await good<DoctorSummary>(asDoctor(service, doctor, `/v1/staff/consultations/${id}/summary`));
    expect(summary.complaint).toMatchObject([{ text: 'cough' }]);
    expect(summary.dangers.excluded.map((line) => line.finding)).toContain('breathless-at-rest');
    expect(summary.outcome.urgency).toBe('routine');
  });

  it('accepts, both are given a way into the call, and see each other', async () => {
    await accept(service, doctor);
    expect(await viewOf(service, patient)).toMatchObject({ state: 'accepted', doctor: { name: 'Alix Durand', title: 'Dr' } });
    const grants = await joined(service, patient, doctor, id);
    expect([grants.patient, grants.doctor]).toMatchObject([
      { kind: 'direct', side: 'patient', role: 'answerer' },
      { kind: 'direct', side: 'doctor', role: 'offerer' },
    ]);
    expect(await viewOf(service, patient)).toMatchObject({
      state: 'in-call',
      presence: [
        { side: 'patient', standing: 'here' },
        { side: 'doctor', standing: 'here' },
      ],
    });
  });

  it('they write to each other, and signals reach the other side only', async () => {
    await good(asPatient(service, patient, `/v1/consultations/${id}/messages`, { turnId: randomUUID(), text: 'Do you hear me?' }));
    const { messages } = await good<{ messages: unknown[] }>(asDoctor(service, doctor, `/v1/consultations/${id}/messages`));
    expect(messages).toMatchObject([{ from: 'patient', text: 'Do you hear me?' }]);
    const { epoch } = await viewOf(service, patient);
    await good(asDoctor(service, doctor, `/v1/consultations/${id}/signals`, { turnId: randomUUID(), epoch, payload: { kind: 'sdp', sdp: 'v=0' } }));
    const changes = async (who: 'patient' | 'doctor'): Promise<readonly { type: string }[]> =>
      (
        await good<{ events: { type: string }[] }>(
          who === 'patient' ? asPatient(service, patient, `/v1/consultations/${id}/changes?after=0`) : asDoctor(service, doctor, `/v1/consultations/${id}/changes?after=0`),
        )
      ).events.filter((event) => event.type === 'signal');
    expect(await changes('patient')).toMatchObject([{ from: 'doctor', payload: { sdp: 'v=0' } }]);
    expect(await changes('doctor')).toEqual([]);
  });

  it('the note is kept, and a window that is behind overwrites nothing', async () => {
    expect(await good(asDoctor(service, doctor, `/v1/staff/consultations/${id}/note`, { version: 0, text: 'Cough, well.' }))).toMatchObject({ version: 1 });
    expect((await asDoctor(service, doctor, `/v1/staff/consultations/${id}/note`, { version: 0, text: 'Older.' })).status).toBe(409);
    expect((await good<DoctorView>(asDoctor(service, doctor, `/v1/staff/consultations/${id}`))).note).toMatchObject({ version: 1, text: 'Cough, well.' });
  });

  it('ends with advice that the patient reads, and the doctor is free again', async () => {
    expect((await endedBy(service, doctor, id, { disposition: 'pharmacy' })).status).toBe(400);
    await good(endedBy(service, doctor, id, { disposition: 'pharmacy', reason: 'a cold, seen by video', advice: ['Honey.', 'Rest.'] }));
    const view: PatientView = await viewOf(service, patient);
    expect(view).toMatchObject({ state: 'ended', after: { disposition: { urgency: 'pharmacy' }, advice: ['Honey.', 'Rest.'] }, moves: [] });
    expect(await consoleOf(service, doctor)).toMatchObject({ recent: [{ id, name: 'Camille Martin' }] });
    expect(await consoleOf(service, doctor)).not.toHaveProperty('current');
    await expect(rungAt(service, doctor)).rejects.toThrow('nothing rings');
  });
});
