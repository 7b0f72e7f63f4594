/** A patient who asks for a doctor and a doctor who answers, over HTTP as their pages would. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createStaffRoster, type NewStaff } from '../../src/adapters/postgres/staff-roster.ts';
import type { Card } from '../../src/contract/card.ts';
import type { MediaGrant, PatientView } from '../../src/contract/consultation.ts';
import type { ConsoleSnapshot, Offer } from '../../src/contract/staff.ts';
import type { TestDatabase } from './database.ts';
import { answer, openPatient, upToGate, type Patient, type TestService } from './service.ts';

export type Doctor = { readonly id: string; readonly cookie: string };

/** Someone with a cough for ten days and nothing else: routine, by the small rules. */
export async function coughing(
  service: TestService,
  {
    site = 'demo',
    years = 30,
    words = 'cough',
    present = [],
  }: { readonly site?: string; readonly years?: number; readonly words?: string; readonly present?: readonly string[] } = {},
): Promise<Patient> {
  const patient = await openPatient(service, { site });
  await upToGate(service, patient, { years });
  for (let turn = 0; turn < 30 && patient.card.kind !== 'outcome'; turn += 1) {
    const response = await answer(service, patient, says(patient.card, words, present));
    if (response.status !== 200) throw new Error(`${JSON.stringify(patient.card)} ${await response.text()}`);
  }
  if (patient.card.kind !== 'outcome') throw new Error(`no outcome but ${patient.card.kind}`);
  return patient;
}

function says(card: Card, words: string, present: readonly string[]): Record<string, unknown> {
  switch (card.kind) {
    case 'words':
      return { text: words };
    case 'understood':
      return { confirm: true };
    case 'complaint':
      return { choice: 'cough' };
    case 'number':
      return card.item.id === 'duration' ? { number: 10, unit: 'd' } : { shortcut: '0' };
    case 'yes-no':
      return { value: present.includes(card.item.id) ? 'yes' : 'no' };
    case 'checklist': {
      const there = card.items.map((item) => item.id).filter((id) => present.includes(id));
      return there.length > 0 ? { present: there } : { none: true };
    }
    case 'anything-else':
      return { more: false };
    default:
      return { none: true };
  }
}

export function asking(changes: { readonly person?: object; readonly suitability?: object; readonly consent?: object; readonly turnId?: string } = {}): Record<string, unknown> {
  return {
    turnId: changes.turnId ?? randomUUID(),
    person: { name: 'Camille Martin', birthDate: `${new Date().getFullYear() - 30}-01-01`, phone: '+33 1 99 00 12 34', ...changes.person },
    consent: { version: '2026-11', accepted: true, earlierEncounters: true, ...changes.consent },
    suitability: { privatePlace: true, camera: true, ...changes.suitability },
  };
}

export async function asPatient(service: TestService, patient: Patient, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return service.app.request(path.replace(':encounter', patient.encounterId), {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Authorization: `Bearer ${patient.capability}`, 'X-Test-Address': randomUUID(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function asDoctor(service: TestService, doctor: Doctor, path: string, body?: unknown): Promise<Response> {
  return service.app.request(path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { Cookie: doctor.cookie, 'Accept-Language': 'en', 'X-Relais-As': 'doctor', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** The body of an answer that must be a good one. */
export async function good<T>(response: Promise<Response> | Response): Promise<T> {
  const given = await response;
  const text = await given.text();
  if (given.status >= 300) throw new Error(`answered ${given.status}: ${text}`);
  // The form is the contract's, checked where it is made.
  return JSON.parse(text) as T;
}

export async function addDoctor(service: TestService, database: TestDatabase, staff: Partial<NewStaff> = {}): Promise<Doctor> {
  const id = randomUUID();
  const roster = createStaffRoster(database.owner);
  await roster.add({ id, site: 'demo', name: 'Alix Durand', title: 'Dr', role: 'doctor', language: 'en', ...staff });
  return signIn(service, id, (await roster.link(id)) ?? '');
}

export async function signIn(service: TestService, id: string, link: string): Promise<Doctor> {
  const response = await service.app.request('/v1/staff/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Test-Address': randomUUID() },
    body: JSON.stringify({ link }),
  });
  if (response.status !== 200) throw new Error(`signing in answered ${response.status}: ${await response.text()}`);
  return { id, cookie: (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '' };
}

export async function onCall(service: TestService, doctor: Doctor): Promise<ConsoleSnapshot> {
  return good(asDoctor(service, doctor, '/v1/staff/availability', { availability: 'on-call' }));
}

export async function consoleOf(service: TestService, doctor: Doctor): Promise<ConsoleSnapshot> {
  return good(asDoctor(service, doctor, '/v1/staff/console'));
}

export async function rungAt(service: TestService, doctor: Doctor): Promise<Offer> {
  const { offer } = await consoleOf(service, doctor);
  if (!offer) throw new Error('nothing rings here');
  return offer;
}

export async function ask(service: TestService, patient: Patient, changes: Parameters<typeof asking>[0] = {}): Promise<PatientView> {
  return good(asPatient(service, patient, '/v1/encounters/:encounter/consultation', asking(changes)));
}

export async function viewOf(service: TestService, patient: Patient): Promise<PatientView> {
  return good(asPatient(service, patient, '/v1/encounters/:encounter/consultation'));
}

export async function accept(service: TestService, doctor: Doctor): Promise<{ readonly consultationId: string; readonly epoch: number }> {
  const offer = await rungAt(service, doctor);
  return good(asDoctor(service, doctor, `/v1/staff/offers/${offer.id}/accept`, { epoch: offer.epoch }));
}

const able = { webrtc: true, e2ee: true };
const connected = { kind: 'direct', connection: 'connected', audioOut: true, videoOut: true, audioIn: true, videoIn: true, quality: 'good' };

/** Both ask for a way in and say that they see each other. */
export async function joined(service: TestService, patient: Patient, doctor: Doctor, id: string): Promise<{ readonly patient: MediaGrant; readonly doctor: MediaGrant }> {
  await good(asPatient(service, patient, `/v1/consultations/${id}/media`, able));
  const ofDoctor = await good<MediaGrant>(asDoctor(service, doctor, `/v1/consultations/${id}/media`, able));
  const ofPatient = await good<MediaGrant>(asPatient(service, patient, `/v1/consultations/${id}/media`, able));
  await good(asPatient(service, patient, `/v1/consultations/${id}/heartbeat`, { epoch: ofPatient.epoch, media: connected }));
  await good(asDoctor(service, doctor, `/v1/consultations/${id}/heartbeat`, { epoch: ofDoctor.epoch, media: connected }));
  return { patient: ofPatient, doctor: ofDoctor };
}

export async function endedBy(service: TestService, doctor: Doctor, id: string, end: Record<string, unknown> = {}): Promise<Response> {
  const { epoch } = await good<{ epoch: number }>(asDoctor(service, doctor, `/v1/staff/consultations/${id}`));
  return asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { turnId: randomUUID(), epoch, move: 'end', disposition: 'routine', advice: ['Rest.'], ...end });
}

/** As if so much time had passed: every moment of the handover is moved back. The database's clock is the only one there is. */
export async function timePasses(database: TestDatabase, ms: number): Promise<void> {
  const back = sql`${ms} * interval '1 millisecond'`;
  await sql`alter table consultations disable trigger consultations_only_rise`.execute(database.owner);
  await sql`update consultations set queued_at = queued_at - ${back}, due_at = due_at - ${back}, deadline_at = deadline_at - ${back}, ladder_from = ladder_from - ${back},
    ladder_at = ladder_at - ${back}, check_in_at = check_in_at - ${back}, reconcile_at = reconcile_at - ${back}, patient_seen_at = patient_seen_at - ${back},
    doctor_seen_at = doctor_seen_at - ${back}, call_started_at = call_started_at - ${back}`.execute(database.owner);
  await sql`alter table consultations enable trigger consultations_only_rise`.execute(database.owner);
  await sql`update offers set rung_at = rung_at - ${back}, expires_at = expires_at - ${back}, closed_at = closed_at - ${back}`.execute(database.owner);
  await sql`update staff set lease_until = lease_until - ${back}, since = since - ${back}`.execute(database.owner);
  await sql`update alarms set taken_at = taken_at - ${back}`.execute(database.owner);
  await sql`update outbox set next_at = next_at - ${back}, made_at = made_at - ${back}`.execute(database.owner);
}

/** As if nobody had used a session, or opened a link, for so long. */
export async function sessionsAge(database: TestDatabase, ms: number): Promise<void> {
  const back = sql`${ms} * interval '1 millisecond'`;
  await sql`update staff_sessions set used_at = used_at - ${back}, began_at = began_at - ${back}, ends_at = ends_at - ${back}`.execute(database.owner);
  await sql`update staff_links set expires_at = expires_at - ${back}`.execute(database.owner);
}
