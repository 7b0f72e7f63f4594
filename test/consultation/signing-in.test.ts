import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import OpenIdProvider from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidcClient, isPhysician } from '../../src/adapters/oidc/oidc-client.ts';
import { createStaffRoster } from '../../src/adapters/postgres/staff-roster.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, coughing, endedBy, joined, onCall, sessionsAge, signIn } from '../support/handover.ts';
import { testService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
let server: Server;
let issuer: string;
const here = 'http://localhost';
const minute = 60_000;
const professions: Readonly<Record<string, string>> = { physician: '10', pharmacist: '21', stranger: '10' };

/** A real provider; who signs in there is what its login form is told. */
beforeAll(async () => {
  database = await cloneDatabase();
  server = createServer((request, response) => {
    provider.callback()(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // A server that listens on TCP has such an address.
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new OpenIdProvider(issuer, {
    clients: [{ client_id: 'relais', client_secret: 'a-secret-of-the-test', redirect_uris: [`${here}/v1/staff/oidc/callback`], token_endpoint_auth_method: 'client_secret_post' }],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'SubjectRefPro'] },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: async () => ({ sub: id, SubjectRefPro: { exercices: [{ codeProfession: professions[id] }] } }) }),
    features: { devInteractions: { enabled: true } },
    conformIdTokenClaims: true,
  });
  const oidc = createOidcClient({ name: 'Test', issuer, clientId: 'relais', clientSecret: 'a-secret-of-the-test', scope: 'openid', physiciansOnly: true });
  service = testService({ records: await testRecords(database), oidc });
  const roster = createStaffRoster(database.owner);
  for (const subject of ['physician', 'pharmacist'])
    await roster.add({ id: crypto.randomUUID(), site: 'demo', name: subject, title: 'Dr', role: 'doctor', language: 'fr', identity: { issuer, subject } });
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await database.drop();
});

/** A browser as far as this needs one: it keeps cookies by host and follows redirects until it comes back to us. */
async function throughProvider(login: string, tamper: (callback: URL) => void = () => {}): Promise<{ readonly location: string | null; readonly cookies: string }> {
  const start = await service.app.request(`${here}/v1/staff/oidc/start`);
  const attempt = start.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const jar = new Map<string, string>();
  let url = new URL(start.headers.get('Location') ?? '');
  let form: URLSearchParams | undefined;
  while (url.origin === issuer) {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: form } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(name, value);
    }
    const location = response.headers.get('Location');
    if (location !== null) {
      form = undefined;
      url = new URL(location, url);
      continue;
    }
    const page = await response.text();
    url = new URL(/action="([^"]+)"/.exec(page)?.[1] ?? '', url);
    form = new URLSearchParams({ prompt: /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? '', login, password: 'x' });
  }
  tamper(url);
  const back = await service.app.request(url.href, { headers: { Cookie: attempt } });
  return { location: back.headers.get('Location'), cookies: back.headers.getSetCookie().join('; ') };
}

describe('at the identity provider', () => {
  it('a physician on the roster is signed in', async () => {
    const { location, cookies } = await throughProvider('physician');
    expect(location).toBe('/doctor');
    const cookie = /__Host-relais-staff=[\w-]{43}/.exec(cookies)?.[0] ?? '';
    expect(await (await asDoctor(service, { id: '', cookie }, '/v1/staff/session')).json()).toMatchObject({ staff: { name: 'physician', role: 'doctor' } });
  });

  it.each(['pharmacist', 'stranger'])('a %s is not, and is told so on the way back', async (login) => {
    const { location, cookies } = await throughProvider(login);
    expect(location).toBe('/doctor#sign-in=refused');
    expect(cookies).not.toContain('relais-staff=');
  });

  it('an answer to another attempt is refused', async () => {
    expect((await throughProvider('physician', (callback) => callback.searchParams.set('state', 'A'.repeat(43)))).location).toBe('/doctor#sign-in=refused');
    expect((await service.app.request(`${here}/v1/staff/oidc/callback?code=x&state=y`)).headers.get('Location')).toBe('/doctor#sign-in=refused');
  });

  it('only the code of a physician counts', () => {
    expect([{ SubjectRefPro: { exercices: [{ codeProfession: '60' }, { codeProfession: '10' }] } }, { SubjectRefPro: {} }, {}].map(isPhysician)).toEqual([true, false, false]);
  });
});

describe('a session', () => {
  it('by a link opens once', async () => {
    const roster = createStaffRoster(database.owner);
    const id = crypto.randomUUID();
    await roster.add({ id, site: 'demo', name: 'Once', title: 'Dr', role: 'doctor', language: 'en' });
    const link = (await roster.link(id)) ?? '';
    await signIn(service, id, link);
    await expect(signIn(service, id, link)).rejects.toThrow('404');
    const late = (await roster.link(id)) ?? '';
    await sessionsAge(database, 13 * 3_600_000);
    await expect(signIn(service, id, late)).rejects.toThrow('404');
  });

  it.each([
    ['half an hour without use', 31 * 60_000],
    ['four hours in any case', 4 * 3_600_000 + 1000],
  ])('ends after %s', async (_name, ms) => {
    const doctor = await addDoctor(service, database);
    expect((await asDoctor(service, doctor, '/v1/staff/session')).status).toBe(200);
    await sessionsAge(database, ms);
    expect((await asDoctor(service, doctor, '/v1/staff/session')).status).toBe(404);
  });

  it('in use goes on, up to four hours', async () => {
    const doctor = await addDoctor(service, database);
    // Half an hour is the longest without use; whoever uses it every twenty minutes keeps it.
    for (let minutes = 0; minutes < 220; minutes += 20) {
      expect([minutes, (await asDoctor(service, doctor, '/v1/staff/session')).status]).toEqual([minutes, 200]);
      await sessionsAge(database, 20 * minute);
    }
    await sessionsAge(database, 21 * minute);
    expect((await asDoctor(service, doctor, '/v1/staff/session')).status).toBe(404);
  });

  it('does not end in the middle of a call, nor before its papers are written, and for two hours more at most', async () => {
    const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
    await onCall(service, doctor);
    await ask(service, patient);
    const { consultationId: id } = await accept(service, doctor);
    await joined(service, patient, doctor, id);
    const status = async (): Promise<number> => (await asDoctor(service, doctor, `/v1/staff/consultations/${id}`)).status;
    const later = async (minutes: number): Promise<number> => {
      // Used all the while: only the end comes nearer.
      await sql`update staff_sessions set ends_at = ends_at - ${minutes} * interval '1 minute' where staff_id = ${doctor.id}`.execute(database.owner);
      return status();
    };
    expect([await later(239), await later(2), await later(100)]).toEqual([200, 200, 200]);
    expect((await endedBy(service, doctor, id)).status).toBe(200);
    expect(await status()).toBe(200);
    await sql`update consultations set ended_at = ended_at - interval '16 minutes' where id = ${id}`.execute(database.owner);
    expect(await status()).toBe(404);
    await sql`update staff set availability = 'off' where id = ${doctor.id}`.execute(database.owner);
  });

  it('runs over for two hours at most, whatever is in hand', async () => {
    const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
    await onCall(service, doctor);
    await ask(service, patient);
    await accept(service, doctor);
    await sql`update staff_sessions set ends_at = clock_timestamp() - interval '121 minutes' where staff_id = ${doctor.id}`.execute(database.owner);
    expect((await asDoctor(service, doctor, '/v1/staff/console')).status).toBe(404);
  });

  it('is kept by the browser for as long as it may last', async () => {
    const roster = createStaffRoster(database.owner);
    const id = crypto.randomUUID();
    await roster.add({ id, site: 'demo', name: 'Kept', title: 'Dr', role: 'doctor', language: 'en' });
    const signedIn = await service.app.request('/v1/staff/session', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ link: await roster.link(id) }),
    });
    expect(signedIn.headers.get('Set-Cookie')).toContain(`Max-Age=${6 * 3600};`);
  });

  it('ends at once for someone who is taken off the roster', async () => {
    const doctor = await addDoctor(service, database);
    await createStaffRoster(database.owner).off(doctor.id);
    expect((await asDoctor(service, doctor, '/v1/staff/console')).status).toBe(404);
  });

  it('is not written with by the page of someone else', async () => {
    const doctor = await addDoctor(service, database);
    const foreign = await service.app.request(`${here}/v1/staff/availability`, {
      method: 'POST',
      headers: { Cookie: doctor.cookie, Origin: 'https://evil.example', 'Content-Type': 'application/json' },
      body: JSON.stringify({ availability: 'on-call' }),
    });
    expect(foreign.status).toBe(404);
  });
});
