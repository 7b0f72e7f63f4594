import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PatientView } from '../../src/contract/consultation.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asPatient, coughing, endedBy, good, joined, onCall, viewOf, type Doctor } from '../support/handover.ts';
import { testService, type Patient, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
let [doctor, colleague]: Doctor[] = [];
let [patient, stranger]: Patient[] = [];
let id: string;
let view: PatientView;

const isPdf = async (response: Response): Promise<boolean> =>
  response.status === 200 &&
  Buffer.from(await response.arrayBuffer())
    .subarray(0, 5)
    .toString() === '%PDF-';
const there = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('it is not there');
  return value;
};

beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
  [doctor, colleague] = [await addDoctor(service, database), await addDoctor(service, database)];
  [patient, stranger] = [await coughing(service), await coughing(service)];
  await onCall(service, doctor);
  await ask(service, patient);
  id = (await accept(service, doctor)).consultationId;
  await joined(service, patient, doctor, id);
  const documents = [
    { kind: 'report' },
    { kind: 'gp-letter', to: 'Dr Œuvrard', text: 'Cher confrère,\n\nMerci. 🙂' },
    { kind: 'prescription', lines: ['Paracetamol 500 mg, if needed'] },
  ];
  for (const document of documents) {
    const turnId = randomUUID();
    for (const _ of [1, 2]) await good(asDoctor(service, there(doctor), `/v1/staff/consultations/${id}/documents`, { turnId, ...document }));
  }
});
afterAll(async () => database.drop());

it('a report, a letter and a prescription are PDF files for the doctor, each kept once', async () => {
  const { documents } = await good<{ documents: { href: string; title: string }[] }>(asDoctor(service, there(doctor), `/v1/staff/consultations/${id}`));
  expect(documents.map((item) => item.title)).toEqual(['Report of the consultation', 'Letter to your doctor', 'Prescription']);
  for (const document of documents) expect(await isPdf(await asDoctor(service, there(doctor), document.href))).toBe(true);
});

it('the patient has them once it has ended, and nobody else ever', async () => {
  const { documents } = await good<{ documents: { id: string }[] }>(asDoctor(service, there(doctor), `/v1/staff/consultations/${id}`));
  const early = `/v1/encounters/${there(patient).encounterId}/consultation/documents/${documents[0]?.id ?? ''}`;
  expect((await asPatient(service, there(patient), early)).status).toBe(404);
  await good(endedBy(service, there(doctor), id));
  view = await viewOf(service, there(patient));
  expect(view.after?.documents).toHaveLength(3);
  for (const { href } of view.after?.documents ?? []) {
    expect(await isPdf(await asPatient(service, there(patient), href))).toBe(true);
    expect((await asPatient(service, there(stranger), href)).status).toBe(404);
    expect((await asPatient(service, there(stranger), href.replace(there(patient).encounterId, there(stranger).encounterId))).status).toBe(404);
  }
  for (const { id: documentId } of documents) expect((await asDoctor(service, there(colleague), `/v1/staff/consultations/${id}/documents/${documentId}`)).status).toBe(404);
});

it('an earlier encounter of the same person is in the summary only where they agreed', async () => {
  const [again, private_] = [await coughing(service), await coughing(service)];
  const summaryOf = async (who: Patient, earlierEncounters: boolean): Promise<{ earlier: { allowed: boolean; encounters: unknown[] } }> => {
    await ask(service, who, { consent: { earlierEncounters } });
    const { consultationId } = await accept(service, there(doctor));
    const summary = await good<{ earlier: { allowed: boolean; encounters: unknown[] } }>(asDoctor(service, there(doctor), `/v1/staff/consultations/${consultationId}/summary`));
    await good(endedBy(service, there(doctor), consultationId));
    return summary;
  };
  expect((await summaryOf(again, true)).earlier).toMatchObject({ allowed: true, encounters: [{ id: there(patient).encounterId, words: 'cough' }] });
  expect((await summaryOf(private_, false)).earlier).toEqual({ allowed: false, encounters: [] });
});
