/** A third person in the call: invited and let in by the doctor, in the call and out of the record, gone with the consultation. */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MediaGrant, PatientView } from '../../src/contract/consultation.ts';
import type { InterpreterView } from '../../src/contract/interpreter.ts';
import type { DoctorView } from '../../src/contract/staff.ts';
import { noRooms, type Rooms } from '../../src/consultation/rooms.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asPatient, coughing, endedBy, good, joined, onCall, viewOf, type Doctor } from '../support/handover.ts';
import { testService, type Patient, type TestService } from '../support/service.ts';

/** As a media server answers; the real one has its own tests (`livekit-rooms.test.ts`, and three browsers in `test/e2e/interpreter.test.ts`). */
function someRooms(): Rooms & { readonly places: Map<string, number> } {
  const places = new Map<string, number>();
  return {
    ...noRooms,
    places,
    servers: ['one'],
    answers: async () => true,
    open: async ({ room, mostParticipants }) => void places.set(room, mostParticipants),
    admit: async ({ identity, forSeconds }) => ({ url: 'ws://127.0.0.1:1', token: identity, expiresAt: Date.now() + forSeconds * 1000 }),
  };
}

let database: TestDatabase;
let service: TestService;
let rooms: ReturnType<typeof someRooms>;
beforeEach(async () => {
  database = await cloneDatabase();
  rooms = someRooms();
  service = testService({ records: await testRecords(database), rooms });
});
afterEach(() => database.drop());

type InCall = { readonly patient: Patient; readonly doctor: Doctor; readonly id: string };
async function inCall(): Promise<InCall> {
  const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
  await onCall(service, doctor);
  await ask(service, patient);
  const id = (await accept(service, doctor)).consultationId;
  await joined(service, patient, doctor, id);
  return { patient, doctor, id };
}

const viewed = (doctor: Doctor, id: string): Promise<DoctorView> => good(asDoctor(service, doctor, `/v1/staff/consultations/${id}`));
async function moved(doctor: Doctor, id: string, move: string): Promise<Response> {
  return asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { turnId: randomUUID(), epoch: (await viewed(doctor, id)).epoch, move });
}
async function invited(doctor: Doctor, id: string): Promise<string> {
  const { interpreterLink } = await good<{ interpreterLink: { path: string } }>(moved(doctor, id, 'invite-interpreter'));
  return interpreterLink.path.split('#link=')[1] ?? '';
}
function arrive(link: string, name = 'Sasha'): Promise<Response> {
  return Promise.resolve(
    service.app.request('/v1/interpreter', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Test-Address': randomUUID() },
      body: JSON.stringify({ link, name }),
    }),
  );
}
type Guest = { readonly cookie: string };
async function arrived(link: string, name?: string): Promise<Guest> {
  const response = await arrive(link, name);
  expect(response.status).toBe(200);
  return { cookie: (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '' };
}
function asGuest({ cookie }: Guest, path: string, body?: unknown): Promise<Response> {
  return Promise.resolve(
    service.app.request(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Cookie: cookie, 'X-Relais-As': 'interpreter', 'X-Test-Address': randomUUID(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}
const standing = async (guest: Guest): Promise<InterpreterView> => good(asGuest(guest, '/v1/interpreter'));
const able = { webrtc: true, e2ee: true };

describe('an interpreter', () => {
  it('gives a name, waits for the doctor, and is in the same room as the two: camera and microphone, encrypted up to our server and so said', async () => {
    const { patient, doctor, id } = await inCall();
    const guest = await arrived(await invited(doctor, id));
    expect(await standing(guest)).toEqual({ standing: 'asking', name: 'Sasha', site: expect.anything(), doctor: { name: 'Alix Durand', title: 'Dr' } });
    // The call of the two goes on as it was while someone only asks.
    expect(await viewOf(service, patient)).toMatchObject({ state: 'in-call', epoch: 1 });
    expect((await asGuest(guest, `/v1/consultations/${id}/media`, able)).status).toBe(404);
    expect((await viewed(doctor, id)).interpreter).toEqual({ way: 'link', guest: { name: 'Sasha', standing: 'asking' } });

    await good(moved(doctor, id, 'admit-interpreter'));
    const { patient: ofPatient, doctor: ofDoctor } = await joined(service, patient, doctor, id);
    const ofGuest = await good<MediaGrant>(asGuest(guest, `/v1/consultations/${id}/media`, able));
    const epoch = ofDoctor.epoch;
    expect([ofPatient, ofDoctor, ofGuest]).toMatchObject([
      { kind: 'livekit', token: `p_${id}_${epoch}`, e2ee: false },
      { kind: 'livekit', token: `d_${id}_${epoch}`, e2ee: false },
      { kind: 'livekit', token: `i_${id}_${epoch}`, e2ee: false, side: 'interpreter' },
    ]);
    expect([...rooms.places.values()]).toEqual([2, 3]);
    expect((await viewOf(service, patient)).interpreter).toEqual({ name: 'Sasha' });
    await good(asGuest(guest, `/v1/consultations/${id}/heartbeat`, { epoch }));
    expect((await standing(guest)).call?.presence.map(({ side, standing: each }) => [side, each])).toContainEqual(['interpreter', 'here']);
  });

  it('sees nothing of the record: no summary, no note, no messages, no papers, no console, whatever cookie it is put into', async () => {
    const { patient, doctor, id } = await inCall();
    await good(asPatient(service, patient, `/v1/consultations/${id}/messages`, { turnId: randomUUID(), text: 'for the doctor alone' }));
    const guest = await arrived(await invited(doctor, id));
    await good(moved(doctor, id, 'admit-interpreter'));
    await joined(service, patient, doctor, id);
    expect((await standing(guest)).standing).toBe('in');
    const asStaff: Doctor = { id: '', cookie: guest.cookie.replace('__Host-relais-interpreter', '__Host-relais-staff') };
    const paths = [`/v1/staff/consultations/${id}`, `/v1/staff/consultations/${id}/summary`, '/v1/staff/console', '/v1/staff/session', '/v1/staff/changes'];
    for (const path of paths) {
      expect((await asGuest(guest, path)).status).toBe(404);
      expect((await asDoctor(service, asStaff, path)).status).toBe(404);
    }
    expect((await asGuest(guest, `/v1/consultations/${id}/messages`)).status).toBe(404);
    expect((await asGuest(guest, `/v1/consultations/${id}/messages`, { turnId: randomUUID(), text: 'x' })).status).toBe(404);
    expect((await asGuest(guest, `/v1/encounters/${patient.encounterId}/consultation`)).status).toBe(404);
    const changes = await asGuest(guest, `/v1/consultations/${id}/changes`);
    expect(changes.status).toBe(200);
    const told = `${await changes.text()}${JSON.stringify(await standing(guest))}`;
    expect(told).not.toMatch(/for the doctor alone|Martin|99 00 12 34|"message"/);
    // Not even sealed: the database shows an interpreter no note and no paper.
    await good(asDoctor(service, doctor, `/v1/staff/consultations/${id}/note`, { version: 0, text: 'a note' }));
    const { rows } = await sql<{ interpreter_id: string }>`select interpreter_id from consultations where id = ${id}`.execute(database.owner);
    const client = await database.appPool.connect();
    await client.query(`begin; select set_config('app.site', 'demo', true)`);
    await client.query(`select set_config('app.staff', $1, true)`, [rows[0]?.interpreter_id]);
    for (const table of ['notes', 'documents']) expect((await client.query(`select from ${table}`)).rowCount).toBe(0);
    await client.query('rollback');
    client.release();
  });

  it('is gone with the consultation: no token any more, and the page is told that it is over', async () => {
    const { patient, doctor, id } = await inCall();
    const guest = await arrived(await invited(doctor, id));
    await good(moved(doctor, id, 'admit-interpreter'));
    await joined(service, patient, doctor, id);
    await good(endedBy(service, doctor, id));
    expect((await standing(guest)).standing).toBe('out');
    expect((await asGuest(guest, `/v1/consultations/${id}/media`, able)).status).not.toBe(200);
  });

  it('is seen out by a new epoch in a room that is theirs alone again, encrypted from end to end', async () => {
    const { patient, doctor, id } = await inCall();
    const guest = await arrived(await invited(doctor, id));
    await good(moved(doctor, id, 'admit-interpreter'));
    await joined(service, patient, doctor, id);
    await good(moved(doctor, id, 'end-interpreter'));
    expect((await standing(guest)).standing).toBe('out');
    expect((await asGuest(guest, `/v1/consultations/${id}/media`, able)).status).toBe(404);
    const { patient: ofPatient } = await joined(service, patient, doctor, id);
    expect(ofPatient).toMatchObject({ kind: 'livekit', e2ee: true });
    expect([...rooms.places.values()]).toEqual([2, 3, 2]);
    expect((await viewOf(service, patient)).interpreter).toBeUndefined();
  });

  it('does not come along to another doctor', async () => {
    const { patient, doctor, id } = await inCall();
    const guest = await arrived(await invited(doctor, id));
    await good(moved(doctor, id, 'admit-interpreter'));
    const { epoch } = await viewed(doctor, id);
    await good(asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { turnId: randomUUID(), epoch, move: 'hand-back', reason: 'a colleague speaks the language' }));
    const colleague = await addDoctor(service, database);
    await onCall(service, colleague);
    await accept(service, colleague);
    await joined(service, patient, colleague, id);
    expect((await standing(guest)).standing).toBe('out');
    expect((await asGuest(guest, `/v1/consultations/${id}/media`, able)).status).toBe(404);
  });

  it('who cannot be joined does not part the two', async () => {
    const { patient, doctor, id } = await inCall();
    const guest = await arrived(await invited(doctor, id));
    await good(moved(doctor, id, 'admit-interpreter'));
    const { epoch } = (await joined(service, patient, doctor, id)).doctor;
    await asGuest(guest, `/v1/consultations/${id}/media`, { ...able, failed: { epoch, kind: 'livekit', why: 'ice' } });
    const failed = { kind: 'livekit', connection: 'failed', audioOut: false, videoOut: false, audioIn: false, videoIn: false, quality: 'unknown' };
    await good(asGuest(guest, `/v1/consultations/${id}/heartbeat`, { epoch, media: failed }));
    expect(await viewOf(service, patient)).toMatchObject({ state: 'in-call', epoch });
  });
});

describe('a link for an interpreter', () => {
  it('opens once, lapses after a quarter of an hour, and is put out of use by a second one; a wrong one opens nothing', async () => {
    const { doctor, id } = await inCall();
    const first = await invited(doctor, id);
    const second = await invited(doctor, id);
    expect((await arrive(first)).status).toBe(404);
    await arrived(second);
    expect((await arrive(second)).status).toBe(404);
    expect((await arrive('A'.repeat(43))).status).toBe(404);
    const late = await invited(doctor, id);
    await sql`update interpreters set link_ends_at = link_ends_at - interval '16 minutes'`.execute(database.owner);
    expect((await arrive(late)).status).toBe(404);
  });

  it('opens nothing once the consultation is over', async () => {
    const { doctor, id } = await inCall();
    const link = await invited(doctor, id);
    await good(endedBy(service, doctor, id));
    expect((await arrive(link)).status).toBe(404);
  });

  it('is kept as a hash alone, and nobody is named by it', async () => {
    const { doctor, id } = await inCall();
    const link = await invited(doctor, id);
    const { rows } = await sql<{ text: string }>`select row_to_json(t)::text as text from interpreters t`.execute(database.owner);
    expect(rows[0]?.text).not.toContain(link);
    expect(rows[0]?.text).not.toContain(Buffer.from(link, 'base64url').toString('hex'));
  });

  it('needs a name that one can be called by', async () => {
    const { doctor, id } = await inCall();
    const link = await invited(doctor, id);
    for (const name of ['', ' ', 'x', 'x'.repeat(81)]) {
      const refused = await arrive(link, name);
      expect([refused.status, await refused.json()]).toMatchObject([400, { field: 'name', mend: expect.any(String) }]);
    }
    await arrived(link);
  });

  it('is refused to the patient, to a colleague, and in an epoch that is over', async () => {
    const { patient, doctor, id } = await inCall();
    const colleague = await addDoctor(service, database);
    const body = { turnId: randomUUID(), epoch: 1, move: 'invite-interpreter' };
    expect((await asDoctor(service, colleague, `/v1/staff/consultations/${id}/moves`, body)).status).toBe(404);
    expect((await asPatient(service, patient, `/v1/staff/consultations/${id}/moves`, body)).status).toBe(404);
    expect((await asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { ...body, epoch: 0 })).status).toBe(409);
  });

  it('letting in is refused while nobody asks, and a second time', async () => {
    const { doctor, id } = await inCall();
    expect((await moved(doctor, id, 'admit-interpreter')).status).toBe(409);
    const link = await invited(doctor, id);
    expect((await moved(doctor, id, 'admit-interpreter')).status).toBe(409);
    await arrived(link);
    await good(moved(doctor, id, 'admit-interpreter'));
    expect((await moved(doctor, id, 'admit-interpreter')).status).toBe(409);
  });
});

it('from browser to browser there is room for two: the doctor is told to phone the interpreter, and no link is made', async () => {
  service = testService({ records: await testRecords(database) });
  const { patient, doctor, id } = await inCall();
  const view = await viewed(doctor, id);
  expect(view.interpreter).toEqual({ way: 'phone' });
  expect(view.moves).not.toContain('invite-interpreter');
  expect((await moved(doctor, id, 'invite-interpreter')).status).toBe(409);
  expect((await good<PatientView>(asPatient(service, patient, '/v1/encounters/:encounter/consultation'))).state).toBe('in-call');
});
