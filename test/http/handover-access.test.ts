import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handoverTable, type HandoverAccess } from '../support/access-table.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asking, consoleOf, coughing, onCall, rungAt, timePasses, type Doctor } from '../support/handover.ts';
import { testService, type Patient, type TestService } from '../support/service.ts';
import { testSites } from '../support/sites.ts';

/** Two patients, two doctors and a desk at one site; a patient and a doctor at another. */
let database: TestDatabase;
let service: TestService;
let people: Readonly<Record<'mine' | 'other' | 'foreign', Patient>>;
let staff: Readonly<Record<'holder' | 'colleague' | 'elsewhere' | 'desk' | 'gone', Doctor>>;
const ids = { consultation: '', offer: '', alarm: '' };

beforeAll(async () => {
  database = await cloneDatabase();
  const sites = testSites.map((site) => ({ ...site, exits: { ...site.exits, video: true } }));
  service = testService({ records: await testRecords(database), sites });
  people = { mine: await coughing(service), other: await coughing(service), foreign: await coughing(service, { site: 'elsewhere' }) };
  staff = {
    holder: await addDoctor(service, database),
    colleague: await addDoctor(service, database, { name: 'Another Doctor' }),
    elsewhere: await addDoctor(service, database, { site: 'elsewhere' }),
    desk: await addDoctor(service, database, { role: 'desk' }),
    gone: await addDoctor(service, database),
  };
  await asDoctor(service, staff.gone, '/v1/staff/session/end', {});
  // Nobody is on call: the desk hears of the other patient, and the doctor who comes then leaves them to a colleague.
  await ask(service, people.other);
  await timePasses(database, 6 * 60_000);
  await service.handover.sweep();
  await ask(service, people.mine);
  await onCall(service, staff.holder);
  const first = await rungAt(service, staff.holder);
  await asDoctor(service, staff.holder, `/v1/staff/offers/${first.id}/decline`, { epoch: first.epoch, reason: 'not-my-field' });
  ids.offer = (await rungAt(service, staff.holder)).id;
  ids.consultation = (await accept(service, staff.holder)).consultationId;
  ids.alarm = (await consoleOf(service, staff.desk)).alarms[0]?.id ?? 'no alarm';
});
afterAll(async () => database.drop());

type Caller = { readonly name: string; readonly headers: () => Record<string, string>; readonly may: readonly HandoverAccess[] };
const bearer =
  (patient: () => Patient, site?: string): (() => Record<string, string>) =>
  () => ({ Authorization: `Bearer ${patient().capability}`, ...(site === undefined ? {} : { 'X-Relais-Site': site }) });
const cookie = (who: keyof typeof staff) => (): Record<string, string> => ({ Cookie: staff[who].cookie, 'X-Relais-As': 'doctor' });
const callers: readonly Caller[] = [
  { name: 'nobody', headers: () => ({}), may: [] },
  { name: 'someone with a made-up session', headers: () => ({ Cookie: `__Host-relais-staff=${'A'.repeat(43)}`, 'X-Relais-As': 'doctor' }), may: [] },
  { name: 'someone with garbage for a session', headers: () => ({ Cookie: "__Host-relais-staff=' or 1=1--", 'X-Relais-As': 'doctor' }), may: [] },
  { name: 'a doctor who has signed out', headers: cookie('gone'), may: [] },
  { name: 'another patient', headers: bearer(() => people.other), may: [] },
  { name: 'a patient of another site', headers: bearer(() => people.foreign), may: [] },
  { name: 'a patient of another site, through that site', headers: bearer(() => people.foreign, 'elsewhere'), may: [] },
  { name: 'the patient through another site', headers: bearer(() => people.mine, 'elsewhere'), may: [] },
  { name: 'the patient', headers: bearer(() => people.mine), may: ['own', 'side'] },
  { name: 'a colleague at whom it does not ring', headers: cookie('colleague'), may: ['staff'] },
  { name: 'a doctor of another site', headers: cookie('elsewhere'), may: ['staff'] },
  { name: 'the desk', headers: cookie('desk'), may: ['staff', 'desk'] },
  { name: 'the doctor who has it in hand', headers: cookie('holder'), may: ['staff', 'doctor', 'side'] },
];

const bodies: Readonly<Record<string, () => unknown>> = {
  'POST /v1/encounters/:id/consultation': () => asking(),
  'POST /v1/encounters/:id/consultation/moves': () => ({ turnId: randomUUID(), move: 'rejoin' }),
  'POST /v1/consultations/:id/media': () => ({ webrtc: true, e2ee: false }),
  'POST /v1/consultations/:id/signals': () => ({ turnId: randomUUID(), epoch: 1, payload: {} }),
  'POST /v1/consultations/:id/messages': () => ({ turnId: randomUUID(), text: 'hello' }),
  'POST /v1/consultations/:id/heartbeat': () => ({ epoch: 1 }),
  'POST /v1/interpreter': () => ({ link: 'A'.repeat(43), name: 'Sasha' }),
  'POST /v1/staff/session': () => ({ link: 'A'.repeat(43) }),
  'POST /v1/staff/availability': () => ({ availability: 'off' }),
  'POST /v1/staff/push': () => ({ endpoint: `https://push.example/${randomUUID()}`, keys: { p256dh: 'a', auth: 'b' } }),
  'POST /v1/staff/offers/:id/accept': () => ({ epoch: 1 }),
  'POST /v1/staff/offers/:id/decline': () => ({ epoch: 99, reason: 'busy' }),
  'POST /v1/staff/consultations/:id/note': () => ({ version: 5, text: 'x' }),
  'POST /v1/staff/consultations/:id/moves': () => ({ turnId: randomUUID(), epoch: 99, move: 'phone' }),
  'POST /v1/staff/consultations/:id/documents': () => ({ turnId: randomUUID(), kind: 'report' }),
  'POST /v1/staff/alarms/:id/take-over': () => ({ turnId: randomUUID(), agreed: 'the desk phones' }),
};

async function call(route: string, verb: string, caller: Caller): Promise<Response> {
  const [, , what] = route.split('/');
  const id = what === 'encounters' ? people.mine.encounterId : route.includes('/offers/') ? ids.offer : route.includes('/alarms/') ? ids.alarm : ids.consultation;
  const body = bodies[`POST ${route}`];
  return service.app.request(route.replace(':id', id).replace(':documentId', randomUUID()), {
    method: verb,
    headers: { 'X-Test-Address': randomUUID(), ...caller.headers(), ...(verb === 'GET' ? {} : { 'Content-Type': 'application/json' }) },
    ...(verb === 'GET' ? {} : { body: JSON.stringify(body ? body() : {}) }),
  });
}

/** Admitted: done, or refused for what it is and not for who asks. */
async function served(response: Response): Promise<void> {
  await response.body?.cancel();
  expect([200, 409]).toContain(response.status);
}

async function nothingHere(response: Response): Promise<void> {
  expect(response.status).toBe(404);
  const { requestId, ...rest } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  expect(rest).toEqual({ type: 'urn:relais:problem:not-found', title: 'Il n’y a rien ici', status: 404, code: 'not-found' });
}

describe('every route of the handover', () => {
  // Signing out and taking over come last: they change what the others rest on.
  const last = ['POST /v1/staff/alarms/:id/take-over', 'POST /v1/staff/alarms/:id/phoned', 'POST /v1/staff/session/end'];
  const keys = [...Object.keys(handoverTable).filter((key) => !last.includes(key)), ...last];
  for (const key of keys) {
    const [verb = '', path = ''] = key.split(' ');
    for (const caller of callers) {
      const may = caller.may.includes(handoverTable[key] ?? 'link');
      it(`${key}: ${caller.name} ${may ? 'is served' : 'gets the same nothing as everyone else'}`, async () => {
        const check = may ? served : nothingHere;
        await check(await call(path, verb, caller));
      });
    }
  }

  it('takes no other verb', async () => {
    for (const path of new Set(keys.map((key) => key.split(' ')[1] ?? ''))) {
      for (const verb of ['PUT', 'PATCH', 'DELETE']) await nothingHere(await call(path, verb, callers.at(-1) ?? { name: '', headers: () => ({}), may: [] }));
    }
  });
});
