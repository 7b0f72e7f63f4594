import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalEphemeral } from '../../src/adapters/ephemeral/local-ephemeral.ts';
import { accessTable } from '../support/access-table.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { answer, openPatient, take, testService, upToGate, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
});
afterAll(async () => database.drop());

type Body = Record<string, unknown>;
const bodyOf = async (response: Response): Promise<Body> => (await response.json()) as Body;
const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(
    service.app.request('/v1/encounters', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Test-Address': randomUUID(), ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  );

describe('opening an encounter', () => {
  it('gives the capability as a cookie that scripts cannot read, and not in the body', async () => {
    const response = await post({ language: 'fr', turnId: randomUUID() });
    const cookies = response.headers.getSetCookie();
    expect(cookies).toHaveLength(2);
    for (const cookie of cookies) expect(cookie).toMatch(/^__Host-relais(?:-[\w-]{36})?=[\w-]{43}; Max-Age=86400; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/);
    expect(await bodyOf(response)).not.toHaveProperty('capability');
  });

  it('gives it in the body, and sets no cookie, where cookies are blocked', async () => {
    const response = await post({ language: 'fr', turnId: randomUUID() }, { 'X-Relais-Session': 'bearer' });
    expect(response.headers.has('Set-Cookie')).toBe(false);
    expect(await bodyOf(response)).toMatchObject({ capability: expect.stringMatching(/^[\w-]{43}$/) });
  });

  it('in a second tab leaves the first tab its own key; leaving one takes only its own', async () => {
    const jar = new Map<string, string>();
    const open = async (): Promise<string> => {
      const response = await post({ language: 'fr', turnId: randomUUID() });
      for (const cookie of response.headers.getSetCookie()) jar.set(cookie.split('=')[0] ?? '', cookie.split(';')[0] ?? '');
      return String((await bodyOf(response))['encounterId']);
    };
    const [first, second] = [await open(), await open()];
    const status = async (id: string, path = '', method = 'GET'): Promise<number> => {
      const headers = { Cookie: [...jar.values()].join('; '), 'Content-Type': 'application/json', 'X-Test-Address': randomUUID() };
      const response = await service.app.request(`/v1/encounters/${id}${path}`, { method, headers });
      for (const cookie of response.headers.getSetCookie()) if (cookie.includes('Max-Age=0')) jar.delete(cookie.split('=')[0] ?? '');
      return response.status;
    };
    expect([await status(first), await status(second)]).toEqual([200, 200]);
    expect(await status(second, '/leave', 'POST')).toBe(204);
    expect([await status(first), await status(second)]).toEqual([200, 404]);
    expect(await status(first, '/leave', 'POST')).toBe(204);
    expect([await status(first), jar.size]).toEqual([404, 0]);
  });

  it('shows the emergency numbers on the first card', async () => {
    const { card } = (await bodyOf(await post({ language: 'fr', turnId: randomUUID() }))) as { card: Body };
    expect(card).toMatchObject({ kind: 'notice', emergency: { numbers: [{ number: '15' }] } });
  });

  it.each([
    ['a language that is not spoken here', { language: 'de', turnId: randomUUID() }, 'language'],
    ['no turn id', { language: 'fr' }, 'turnId'],
    ['a turn id that is no uuid', { language: 'fr', turnId: '1' }, 'turnId'],
    ['an unknown field', { language: 'fr', turnId: randomUUID(), admin: true }, 'body'],
    ['a list', [], 'body'],
  ])('with %s names the field and changes nothing', async (_name, body, field) => {
    const response = await post(body);
    expect(response.status).toBe(400);
    expect(await bodyOf(response)).toMatchObject({ code: 'invalid-input', field });
  });

  it("speaks the reader's language when it refuses", async () => {
    const title = async (language: string): Promise<unknown> => (await bodyOf(await post({}, { 'Accept-Language': language })))['title'];
    expect(await title('en-GB,en;q=0.9')).toBe('Something in the request is not right');
    expect(await title('fr-FR')).toBe('Quelque chose ne va pas dans la demande');
  });

  it.each([
    ['fr', { reason: 'personne n’a plus de 122 ans', mend: /^donnez un âge de 122 ans au plus/ }],
    ['en', { reason: 'nobody is older than 122 years', mend: /^give an age of at most 122 years/ }],
  ])('gives reason and mend in %s', async (language, { reason, mend }) => {
    const patient = await openPatient(service);
    await answer(service, patient, { accept: true });
    await answer(service, patient, { choice: 'me' });
    const refused = await take(service, patient, { action: 'answer', card: patient.card.id, answer: { amount: 130, unit: 'y' } }, { 'Accept-Language': language });
    expect(await bodyOf(refused)).toMatchObject({ field: 'answer.amount', detail: reason, mend: expect.stringMatching(mend) });
  });

  it.each([
    ['fr', { turnId: 'x', language: 'fr' }, 'voir /docs pour la forme'],
    ['fr', { turnId: randomUUID(), language: 'de' }, 'envoyez l’une de ces valeurs : fr, en'],
    ['en', { turnId: randomUUID(), language: 'fr', admin: true }, 'leave out the fields that the form does not know'],
  ])('says in %s how a wrong form is mended', async (language, body, mend) => {
    expect(await bodyOf(await post(body, { 'Accept-Language': language }))).toMatchObject({ mend });
  });

  it.each([
    ['no JSON', '{"language":', 400],
    ['an empty body', '', 400],
    ['a body of 100 kB', JSON.stringify({ language: 'fr', turnId: randomUUID(), x: 'a'.repeat(100_000) }), 413],
    ['a prototype key', '{"__proto__": {"language": "fr"}, "turnId": "x"}', 400],
    ['deep nesting', `${'['.repeat(5000)}${']'.repeat(5000)}`, 400],
  ])('refuses %s in words', async (_name, body, status) => {
    const response = await post(body);
    expect([response.status, response.headers.get('Content-Type')]).toEqual([status, 'application/problem+json; charset=utf-8']);
  });

  it('refuses a body that is not sent as JSON', async () => {
    expect(await bodyOf(await post('language=fr', { 'Content-Type': 'application/x-www-form-urlencoded' }))).toMatchObject({ field: 'Content-Type' });
  });
});

describe('a turn', () => {
  it('that is sent twice changes nothing and shows the current card', async () => {
    const patient = await openPatient(service);
    const turnId = randomUUID();
    const first = await take(service, patient, { turnId, action: 'answer', card: patient.card.id, answer: { accept: true } });
    const again = await take(service, patient, { turnId, action: 'answer', card: '0-notice', answer: { accept: true } });
    expect([first.status, again.status, patient.card.kind]).toEqual([200, 200, 'who']);
    expect(patient.card.steps).toHaveLength(1);
  });

  it('for a card that is no longer shown is refused and loses nothing', async () => {
    const patient = await openPatient(service);
    await answer(service, patient, { accept: true });
    const stale = await take(service, patient, { action: 'answer', card: '0-notice', answer: { accept: true } });
    expect(stale.status).toBe(409);
    expect(await bodyOf(stale)).toMatchObject({ code: 'stale-turn', field: 'card' });
    expect((await answer(service, patient, { choice: 'me' })).status).toBe(200);
  });

  it.each([
    ['an age of 130', { amount: 130, unit: 'y' }, 'answer.amount'],
    ['an age without a unit', { amount: 3 }, 'answer'],
    ['a negative age', { amount: -1, unit: 'y' }, 'answer'],
    ['words where an age is asked', { text: 'trente' }, 'answer'],
  ])('with %s names the field, and the card stays', async (_name, given, field) => {
    const patient = await openPatient(service);
    await answer(service, patient, { accept: true });
    await answer(service, patient, { choice: 'me' });
    const refused = await answer(service, patient, given);
    expect(refused.status).toBe(400);
    expect(String((await bodyOf(refused))['field'])).toContain(field);
    expect((await answer(service, patient, { amount: 30, unit: 'y' })).status).toBe(200);
  });

  it('with nothing ticked is not a "no"', async () => {
    const patient = await openPatient(service);
    await upToGate(service, patient);
    expect(patient.card.kind).toBe('gate');
    const refused = await answer(service, patient, { present: [] });
    expect(await bodyOf(refused)).toMatchObject({ field: 'answer', mend: expect.stringContaining('none') });
  });

  it('never repeats what was sent in an error', async () => {
    const patient = await openPatient(service);
    const secret = 'mot-secret-4711';
    for (const given of [{ choice: secret }, { text: secret }, { [secret]: true }, secret]) {
      const refused = await take(service, patient, { action: 'answer', card: patient.card.id, answer: given });
      expect([refused.status, (await refused.text()).includes(secret)]).toEqual([400, false]);
    }
    await upToGate(service, patient);
    expect(await (await answer(service, patient, { present: [secret] })).text()).not.toContain(secret);
  });

  it('survives anything that can be sent', async () => {
    const patient = await openPatient(service);
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: false }), async (given) => {
        const response = await service.app.request(`/v1/encounters/${patient.encounterId}/turns`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${patient.capability}`, 'X-Test-Address': randomUUID() },
          body: JSON.stringify({ action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: given }) ?? '',
        });
        expect(response.status).toBe(400);
        expect(await response.text()).not.toMatch(/\bat .*:\d+:\d+|node_modules/);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a cookie', () => {
  const withCookie = (capability: string, headers: Record<string, string>): Record<string, string> => ({
    'Content-Type': 'application/json',
    Cookie: `__Host-relais=${capability}`,
    ...headers,
  });
  it.each([
    ['a page of the site', 'https://hospital.example', 200],
    ['our own page', 'http://localhost', 200],
    ['any other page', 'https://evil.example', 404],
    ['a page without an origin', 'null', 404],
  ])('sent from %s', async (_name, origin, status) => {
    const patient = await openPatient(service);
    const response = await service.app.request(`/v1/encounters/${patient.encounterId}/turns`, {
      method: 'POST',
      headers: withCookie(patient.capability, { Origin: origin, 'X-Test-Address': randomUUID() }),
      body: JSON.stringify({ action: 'language', turnId: randomUUID(), language: 'fr' }),
    });
    expect(response.status).toBe(status);
  });

  it('is offered across origins to pages of the site only', async () => {
    const allowed = async (origin: string): Promise<string | null> =>
      (await service.app.request('/v1/emergency', { headers: { Origin: origin } })).headers.get('Access-Control-Allow-Origin');
    expect([await allowed('https://hospital.example'), await allowed('https://evil.example')]).toEqual(['https://hospital.example', null]);
  });
});

describe('limits', () => {
  it('on opening come with the emergency numbers and a time to wait', async () => {
    const address = randomUUID();
    let last: Response | undefined;
    for (let n = 0; n < 31; n += 1) last = await post({ language: 'fr', turnId: randomUUID() }, { 'X-Test-Address': address });
    expect([last?.status, last?.headers.get('Retry-After')]).toEqual([429, '60']);
    expect(await bodyOf(last as Response)).toMatchObject({ code: 'too-many-requests', emergency: { numbers: [{ number: '15' }] } });
  });

  it('on guessing capabilities set in after twenty', async () => {
    const address = randomUUID();
    const statuses: number[] = [];
    for (let n = 0; n < 22; n += 1)
      statuses.push((await service.app.request(`/v1/encounters/${randomUUID()}`, { headers: { 'X-Test-Address': address, Authorization: `Bearer ${'B'.repeat(43)}` } })).status);
    expect([statuses[19], statuses[20]]).toEqual([404, 429]);
  });

  it('never keep a person from the emergency screen', async () => {
    const patient = await openPatient(service);
    await upToGate(service, patient);
    const counted = createLocalEphemeral();
    const limited = testService({ records: await testRecords(database), ephemeral: { ...counted, increment: async () => 1_000_000 } });
    const harmless = await answer(limited, patient, { none: true });
    expect(harmless.status).toBe(429);
    const emergency = await answer(limited, patient, { present: ['unresponsive'] });
    expect([emergency.status, patient.card.kind]).toEqual([200, 'emergency']);
  });

  it('let everyone pass when they cannot be counted', async () => {
    const counted = createLocalEphemeral();
    const uncounted = testService({ records: await testRecords(database), ephemeral: { ...counted, increment: async () => Promise.reject(new Error('away')) } });
    expect((await openPatient(uncounted)).card.kind).toBe('notice');
  });
});

describe('operations', () => {
  it('answer with the numbers when the database is dead', async () => {
    const dead = testService({
      records: {
        open: async () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
        load: async () => Promise.reject(new Error('Connection terminated')),
        loadSubject: async () => Promise.reject(new Error('x')),
        append: async () => 'appended',
        forget: () => {},
      },
    });
    const response = await dead.app.request('/v1/encounters', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ language: 'fr', turnId: randomUUID() }),
    });
    expect(response.status).toBe(503);
    expect(await bodyOf(response)).toMatchObject({ code: 'unavailable', emergency: { numbers: [{ number: '15' }] } });
    expect((await dead.app.request('/v1/emergency?region=UK')).status).toBe(200);
  });

  it('tell an unexpected failure by its name only', async () => {
    const broken = testService({
      records: {
        open: async () => Promise.reject(new TypeError('secret detail')),
        load: async () => Promise.reject(new Error('x')),
        loadSubject: async () => Promise.reject(new Error('x')),
        append: async () => 'appended',
        forget: () => {},
      },
    });
    const response = await broken.app.request('/v1/encounters', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ language: 'fr', turnId: randomUUID() }),
    });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret');
    expect(broken.events).toContainEqual(expect.objectContaining({ event: 'unexpected', error: 'TypeError' }));
    expect(JSON.stringify(broken.events)).not.toContain('secret');
  });

  it('count requests by route and never by person', async () => {
    const patient = await openPatient(service);
    await answer(service, patient, { accept: true });
    const text = await (await service.app.request('/metrics')).text();
    expect(text).toContain('route="/v1/encounters/:id/turns"');
    expect(text).not.toContain(patient.encounterId);
  });

  it('log a line a request without a word, an id or a query', async () => {
    const patient = await openPatient(service);
    await upToGate(service, patient);
    await answer(service, patient, { none: true });
    await answer(service, patient, { text: 'canari-4711 cough' });
    const log = JSON.stringify(service.events);
    for (const secret of ['canari-4711', patient.encounterId, patient.capability]) expect(log).not.toContain(secret);
  });

  it('return the request id that was sent, when it is one', async () => {
    const id = async (given: string): Promise<string | null> => (await service.app.request('/healthz', { headers: { 'X-Request-Id': given } })).headers.get('X-Request-Id');
    expect(await id('abc-12345678')).toBe('abc-12345678');
    expect(await id('x')).not.toBe('x');
  });
});

describe('the reference', () => {
  it('describes every route of the table that a developer may call', async () => {
    const document = (await bodyOf(await service.app.request('/openapi.json'))) as { openapi: string; paths: Record<string, Record<string, { responses: Body }>> };
    expect(document.openapi).toBe('3.1.0');
    const called = Object.keys(accessTable).flatMap((key) => (/ \/(?:v1\/.*|healthz|metrics|readyz)$/.test(key) ? [(key.split(' ')[1] ?? '').replaceAll(/:(\w+)/g, '{$1}')] : []));
    expect(Object.keys(document.paths).toSorted()).toEqual([...new Set(called)].toSorted());
    expect(Object.keys(document.paths['/v1/encounters/{id}/turns']?.['post']?.responses ?? {})).toEqual(['200', '400', '404', '409', '410', '429', '503']);
  });

  it('is a page that loads nothing from another host', async () => {
    const response = await service.app.request('/docs');
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(await response.text()).not.toMatch(/https?:\/\//);
  });
});
