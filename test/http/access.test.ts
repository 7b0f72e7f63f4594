import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOperatorStore } from '../../src/adapters/postgres/operator-store.ts';
import { accessTable, handoverTable } from '../support/access-table.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testCodes, testRecords } from '../support/encounters.ts';
import { openPatient, pages, testService, upToOutcome, type Patient, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
let mine: Patient;
let other: Patient;
let foreign: Patient;
let erased: Patient;

beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database), codes: await testCodes(database) });
  [mine, other, foreign, erased] = [await openPatient(service), await openPatient(service), await openPatient(service, { site: 'elsewhere' }), await openPatient(service)];
  for (const patient of [mine, other, foreign]) await upToOutcome(service, patient);
  // Erased by an operator of another process: what this one remembers must not let it through.
  await createOperatorStore(database.owner).erase(erased.encounterId, Date.now());
  service = testService({ records: await testRecords(database), codes: await testCodes(database) });
});
afterAll(async () => database.drop());

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Caller = { readonly name: string; readonly capability?: () => string; readonly id?: () => string; readonly site?: string; readonly allowed: boolean };
const callers: readonly Caller[] = [
  { name: 'nobody', allowed: false },
  { name: 'someone with a made-up capability', capability: () => 'A'.repeat(43), allowed: false },
  { name: 'someone with garbage', capability: () => "' or 1=1--", allowed: false },
  { name: 'another patient', capability: () => other.capability, allowed: false },
  { name: 'the patient with the id of another', capability: () => mine.capability, id: () => other.encounterId, allowed: false },
  { name: 'the patient with an id that does not exist', capability: () => mine.capability, id: () => randomUUID(), allowed: false },
  { name: 'the patient through another site', capability: () => mine.capability, site: 'elsewhere', allowed: false },
  { name: 'a patient of another site', capability: () => foreign.capability, allowed: false },
  { name: 'a patient of another site, through that site', capability: () => foreign.capability, site: 'elsewhere', allowed: false },
  { name: 'the patient with the id of one of another site', capability: () => mine.capability, id: () => foreign.encounterId, allowed: false },
  {
    name: 'the patient with the id of one of another site, through that site',
    capability: () => mine.capability,
    id: () => foreign.encounterId,
    site: 'elsewhere',
    allowed: false,
  },
  { name: 'the patient of another site through this one', capability: () => foreign.capability, id: () => foreign.encounterId, site: 'demo', allowed: false },
  { name: 'the patient of another site through their own', capability: () => foreign.capability, id: () => foreign.encounterId, site: 'elsewhere', allowed: true },
  { name: 'the patient through a site that does not exist', capability: () => mine.capability, site: 'nowhere', allowed: false },
  { name: 'the patient', capability: () => mine.capability, allowed: true },
];

const bodies: Readonly<Record<string, () => unknown>> = {
  'POST /v1/encounters': () => ({ language: 'en', turnId: randomUUID() }),
  'POST /v1/encounters/:id/codes': () => ({ purpose: 'desk' }),
  'POST /v1/codes/device': () => ({ code: 'K7M2-9QXD' }),
  'POST /v1/encounters/:id/places': () => ({ near: { lat: 46.62, lon: -4.05 } }),
  'POST /v1/encounters/:id/turns': () => ({ action: 'language', turnId: randomUUID(), language: 'en' }),
};

async function call(route: string, verb: string, caller: Caller): Promise<Response> {
  const path = route
    .replace(':id', caller.id?.() ?? mine.encounterId)
    .replace('/assets/:name', `/assets/${(await pages.manifest()).patient.script}`)
    .replace(':name', 'swagger-ui.css')
    .replace(':site', 'demo');
  const body = bodies[`POST ${route}`];
  return service.app.request(path, {
    method: verb,
    headers: {
      // One address a call: the limit on failed capabilities is another test's matter.
      'X-Test-Address': randomUUID(),
      ...(caller.capability ? { Authorization: `Bearer ${caller.capability()}` } : {}),
      ...(caller.site ? { 'X-Relais-Site': caller.site } : {}),
      ...(verb === 'GET' ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(verb === 'GET' ? {} : { body: JSON.stringify(body ? body() : {}) }),
  });
}

async function served(response: Response): Promise<void> {
  expect(response.status).toBeLessThan(300);
}

/** The 404 that everything else gets, its request id left out. */
async function nothingHere(response: Response): Promise<void> {
  expect(response.status).toBe(404);
  const { requestId, ...rest } = (await response.json()) as Record<string, unknown>;
  expect(requestId).toEqual(expect.any(String));
  expect(rest).toEqual({ type: 'urn:relais:problem:not-found', title: 'Il n’y a rien ici', status: 404, code: 'not-found' });
}

describe('every route', () => {
  it('is in the access table, and the table names no route that is gone', () => {
    const routes = new Set(service.app.routes.filter((route) => route.method !== 'ALL').map((route) => `${route.method} ${route.path}`));
    expect([...routes].toSorted()).toEqual(Object.keys(accessTable).toSorted());
  });

  const pathsOf = (table: object): readonly string[] => Object.keys(table).map((key) => key.split(' ')[1] ?? '');
  const paths = [...new Set(pathsOf(accessTable))].filter((path) => !pathsOf(handoverTable).includes(path));
  for (const path of paths) {
    for (const verb of verbs) {
      const access = accessTable[`${verb} ${path}`];
      for (const caller of callers) {
        const may = access === 'public' ? !path.includes('/v1/encounters') || caller.site !== 'nowhere' : access === 'patient' && caller.allowed;
        it(`${verb} ${path}: ${caller.name} ${may ? 'is served' : 'gets the same nothing as everyone else'}`, async () => {
          const check = may ? served : nothingHere;
          await check(await call(path, verb, caller));
        });
      }
    }
  }

  it('tells the holder of an erased encounter that it is gone, and nobody else', async () => {
    expect((await call('/v1/encounters/:id', 'GET', { name: '', capability: () => erased.capability, id: () => erased.encounterId, allowed: true })).status).toBe(410);
    await nothingHere(await call('/v1/encounters/:id', 'GET', { name: '', capability: () => mine.capability, id: () => erased.encounterId, allowed: false }));
  });

  it('that does not exist gets the same nothing', async () => {
    for (const verb of verbs) await nothingHere(await service.app.request('/v1/../etc/passwd', { method: verb, headers: { 'Content-Type': 'application/json' } }));
  });
});
