import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlaceDirectory } from '../../src/adapters/postgres/place-directory.ts';
import { placesSchema } from '../../src/contract/places.ts';
import { ensureDemoPlaces } from '../../src/platform/places.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { answer, openPatient, testService, upToGate, upToOutcome, type Patient, type TestService } from '../support/service.ts';

const now = Date.parse('2026-11-24T11:00:00Z');
let database: TestDatabase;
let service: TestService;
let patient: Patient;
beforeAll(async () => {
  database = await cloneDatabase();
  await ensureDemoPlaces(database.owner, 'demo', now);
  service = testService({ records: await testRecords(database), directory: createPlaceDirectory(database.appPool), now: () => now });
  patient = await openPatient(service);
  await upToOutcome(service, patient);
});
afterAll(async () => database.drop());

async function ask(body: unknown, who: Patient = patient, headers: Record<string, string> = {}): Promise<Response> {
  return service.app.request(`/v1/encounters/${who.encounterId}/places`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${who.capability}`, 'Accept-Language': 'en', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('places', () => {
  it('for an outcome have the form that the contract says', async () => {
    const response = await ask({ near: { text: '12 rue du phare, port lierre' } });
    expect(response.status).toBe(200);
    const view = placesSchema.parse(await response.json());
    expect(view.origin).toMatchObject({ kind: 'address', label: '12 rue du Phare, 99310 Port-Lierre' });
    expect(view.places.length).toBeGreaterThan(0);
    // These rules give no number of their own: then it is the emergency number.
    expect(view.outOfHours).toEqual([{ number: '15', name: 'Emergency' }]);
  });

  it('are in the language of the encounter, whatever the browser says', async () => {
    const french = await openPatient(service, { language: 'fr' });
    await upToOutcome(service, french);
    expect(await (await ask({ near: { text: '99310' } }, french)).json()).toMatchObject({ language: 'fr', origin: { label: '99310 Port-Lierre' } });
  });

  it('may be asked for when one leaves later', async () => {
    const at = async (time: string): Promise<readonly string[]> =>
      placesSchema.parse(await (await ask({ near: { text: '99310' }, at: time })).json()).places.map((place) => place.openWords);
    expect(await at('2026-11-24T13:00:00+01:00')).not.toEqual(await at('2026-11-24T23:00:00+01:00'));
  });

  it('are not offered before there is an outcome: the emergency numbers are', async () => {
    const early = await openPatient(service);
    const response = await ask({ near: { text: '99310' } }, early);
    expect([response.status, await response.json()]).toEqual([409, expect.objectContaining({ code: 'not-now', detail: 'there is no outcome yet', emergency: expect.anything() })]);
  });

  it('are never offered while an ambulance is needed', async () => {
    const dying = await openPatient(service);
    await upToGate(service, dying);
    await answer(service, dying, { present: ['unresponsive'] });
    expect(dying.card.kind).toBe('emergency');
    const response = await ask({ near: { lat: 46.62, lon: -4.05 } }, dying);
    expect([response.status, await response.json()]).toEqual([
      409,
      expect.objectContaining({
        code: 'not-now',
        mend: 'call the emergency number now',
        emergency: expect.objectContaining({ numbers: [expect.objectContaining({ number: '15' })] }),
      }),
    ]);
  });

  it.each([
    ['nowhere', {}, 'near'],
    ['a text and a position at once', { near: { text: 'x', lat: 1, lon: 1 } }, 'near'],
    ['an empty text', { near: { text: '' } }, 'near.text'],
    ['a text of 4,000 characters', { near: { text: 'x'.repeat(4000) } }, 'near.text'],
    ['a latitude beyond the pole', { near: { lat: 91, lon: 0 } }, 'near.lat'],
    ['a position in words', { near: { lat: 'here', lon: 'there' } }, 'near'],
    ['a time in words', { near: { text: '99310' }, at: 'soon' }, 'at'],
    ['a time of last year', { near: { text: '99310' }, at: '2025-11-24T12:00:00Z' }, 'at'],
    ['a time of next year', { near: { text: '99310' }, at: '2027-11-24T12:00:00Z' }, 'at'],
    ['an unknown field', { near: { text: '99310' }, site: 'elsewhere' }, 'body'],
    ['no JSON', '{"near":', 'body'],
  ])('asked from %s: the field is named, and what was sent is not repeated', async (_what, body, field) => {
    const response = await ask(body);
    const text = await response.text();
    expect(response.status).toBe(400);
    expect((JSON.parse(text) as { field: string }).field).toMatch(new RegExp(`^${field}`));
    expect(text).not.toContain('xxxxx');
  });

  it('leave nothing of where a person is: not in a log, not in the record', async () => {
    const before = service.events.length;
    await ask({ near: { text: 'quai des dentellieres' } });
    await ask({ near: { lat: 46.612345, lon: -4.054321 } });
    expect(JSON.stringify(service.events)).not.toMatch(/dentell|46\.6123|4\.0543/i);
    expect(service.events.slice(before)).toEqual([
      expect.objectContaining({ route: '/v1/encounters/:id/places', status: 200 }),
      expect.objectContaining({ route: '/v1/encounters/:id/places', status: 200 }),
    ]);
    const { rows } = await database.appPool.query<{ n: number }>("select 1 as n from pg_stat_user_tables where relname = 'turns'");
    expect(rows).toHaveLength(1);
    const kept = await database.owner.selectFrom('turns').select(['kinds']).where('encounter_id', '=', patient.encounterId).execute();
    expect(kept.flatMap((turn) => turn.kinds)).not.toContain('places');
  });

  it('may be asked for often, but not without end', async () => {
    const eager = await openPatient(service);
    await upToOutcome(service, eager);
    const statuses: number[] = [];
    for (let turn = 0; turn < 42; turn += 1) statuses.push((await ask({ near: { text: '99310' } }, eager)).status);
    expect([statuses[39], statuses[41]]).toEqual([200, 429]);
  });
});
