import { createECDH, createHmac, createVerify, createPublicKey, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebPush, isPublicHttps } from '../../src/adapters/push/web-push.ts';
import { createSiteWebhooks } from '../../src/adapters/webhooks/site-webhooks.ts';
import { createOutboxStore } from '../../src/adapters/postgres/outbox-store.ts';
import { noRooms, type Rooms } from '../../src/consultation/rooms.ts';
import { vapidKeys } from '../../src/platform/outgoing.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { addDoctor, asDoctor, ask, coughing, good, onCall, timePasses } from '../support/handover.ts';
import { testService, type TestService } from '../support/service.ts';

type Received = { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string };
let database: TestDatabase;
let service: TestService;
let server: Server;
let address: string;
let answers = 200;
const received: Received[] = [];
const secret = 'a-secret-shared-with-the-site';
const keys = { ...vapidKeys(new Uint8Array(32).fill(3)), contact: 'mailto:it@hospital.example' };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('latin1');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(request.url === '/push' ? 201 : answers).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  // A server that listens on TCP has such an address.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  database = await cloneDatabase();
  const push = createWebPush(keys, { mayReach: (url) => url.origin === address });
  service = testService({ records: await testRecords(database), senders: { push, webhook: createSiteWebhooks({ addresses: new Map([['demo', `${address}/site`]]), secret }) } });
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await database.drop();
});

it('a site is told what happened, signed, again until it has arrived, with ids and no word of a patient', async () => {
  answers = 503;
  const view = await ask(service, await coughing(service));
  await service.handover.sweep();
  answers = 200;
  await timePasses(database, 5000);
  await service.handover.sweep();
  const told = received.filter((item) => item.path === '/site');
  expect(told).toHaveLength(2);
  for (const { headers, body } of told) {
    const [, seconds = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['relais-signature'])) ?? [];
    expect(signature).toBe(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'));
    expect(JSON.parse(body)).toMatchObject({ id: headers['relais-id'], site: 'demo', consultation: view.id, move: 'request', state: 'waiting' });
    expect(body).not.toMatch(/Martin|cough|99 00/);
  }
  expect(told[0]?.headers['relais-id']).toBe(told[1]?.headers['relais-id']);
});

it('a doctor whose console does not show that it rings is pushed, by a key of ours and for a browser of theirs', async () => {
  const doctor = await addDoctor(service, database);
  const browser = createECDH('prime256v1');
  browser.generateKeys();
  const subscription = { endpoint: `${address}/push`, keys: { p256dh: browser.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') } };
  await good(asDoctor(service, doctor, '/v1/staff/push', subscription));
  await onCall(service, doctor);
  await service.handover.sweep();
  expect(received.filter((item) => item.path === '/push')).toHaveLength(0);
  await timePasses(database, 6000);
  await service.handover.sweep();
  const [pushed, ...more] = received.filter((item) => item.path === '/push');
  expect(more).toEqual([]);
  const [, token = '', key = ''] = /^(?:WebPush|vapid t=)\s*([\w.-]+)(?:,\s*k=([\w-]+))?/.exec(String(pushed?.headers.authorization)) ?? [];
  expect(key === '' || key === keys.publicKey).toBe(true);
  const [head = '', claims = '', signature = ''] = token.split('.');
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ aud: address, sub: keys.contact });
  const raw = Buffer.from(keys.publicKey, 'base64url');
  const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: raw.subarray(1, 33).toString('base64url'), y: raw.subarray(33).toString('base64url') } });
  expect(createVerify('sha256').update(`${head}.${claims}`).verify({ key: publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
});

it('an address of our own network is never pushed to', () => {
  expect(
    ['https://fcm.googleapis.com/x', 'http://fcm.googleapis.com/x', 'https://10.0.0.1/x', 'https://localhost/x', 'https://db.internal/x', 'https://push.example:8443/x'].map(
      (url) => isPublicHttps(new URL(url)),
    ),
  ).toEqual([true, false, false, false, false, false]);
});

it('a notice of a media server is noted once, and one that is not from ours is nothing', async () => {
  const looked: string[] = [];
  const rooms: Rooms = {
    ...noRooms,
    notice: async ({ body, authorization }) => (authorization === 'signed' ? { id: body, event: 'room_finished', room: 'c_x', identity: undefined } : undefined),
  };
  const noted = testService({ records: await testRecords(database), rooms });
  const store = createOutboxStore(database.appPool);
  const send = async (authorization: string): Promise<number> =>
    (await noted.app.request('/webhooks/livekit', { method: 'POST', headers: { Authorization: authorization, 'Content-Type': 'application/webhook+json' }, body: 'notice-1' }))
      .status;
  expect([await send('forged'), await send('signed'), await send('signed')]).toEqual([404, 200, 200]);
  expect([await store.once('notice-1'), await store.once('notice-2'), looked]).toEqual([false, true, []]);
});
