/** Changes of a consultation and of a console over lines that are cut: nothing is missed and nothing comes twice, by stream or by polling. */
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chanceOf, type Chance } from '../chaos/seeded.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { accept, addDoctor, asDoctor, ask, asPatient, coughing, good, joined, onCall } from '../support/handover.ts';
import { testService, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
let server: ServerType;
let address: string;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database) });
  server = serve({ fetch: service.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((done) => (server.listening ? done() : void server.once('listening', () => done())));
  // A server that listens on TCP has such an address.
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((done) => server.close(done));
  await service.handover.close();
  await database.drop();
});

type Heard = { readonly seq: number; readonly type: string; readonly said: string };
type Line = { readonly path: string; readonly headers: Readonly<Record<string, string>> };

const saidIn = (event: Record<string, unknown>): string =>
  JSON.stringify([event['message'] ?? null, event['payload'] ?? null, event['offerId'] ?? null, event['consultationId'] ?? null]);
const heardOf = (event: Record<string, unknown>): Heard => ({ seq: Number(event['seq']), type: String(event['type']), said: saidIn(event) });

/** As a browser's EventSource: after a cut it connects again with the id of the last event it was given whole. */
async function listen(
  { path, headers }: Line,
  { chance, until }: { readonly chance: Chance; readonly until: number },
): Promise<{ readonly heard: readonly Heard[]; readonly cuts: number }> {
  const heard: Heard[] = [];
  let cuts = 0;
  while ((heard.at(-1)?.seq ?? 0) < until) {
    const line = new AbortController();
    const holds = 1 + chance.below(6);
    const last = heard.at(-1)?.seq;
    const response = await fetch(`${address}${path}`, { headers: { ...headers, ...(last === undefined ? {} : { 'Last-Event-ID': String(last) }) }, signal: line.signal });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, expect.stringContaining('text/event-stream')]);
    const before = heard.length;
    let text = '';
    try {
      for await (const chunk of response.body ?? []) {
        text += Buffer.from(chunk).toString();
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const fields = new Map(
            text
              .slice(0, end)
              .split('\n')
              .map((field) => [field.slice(0, field.indexOf(':')), field.slice(field.indexOf(':') + 1).trim()]),
          );
          text = text.slice(end + 2);
          const data = fields.get('data');
          if (data === undefined) continue;
          const event = heardOf(JSON.parse(data));
          expect([fields.get('id'), fields.get('event')]).toEqual([String(event.seq), event.type]);
          heard.push(event);
          // Whatever was on its way is lost with the line.
          if (heard.length - before >= holds || event.seq >= until) line.abort();
          if (line.signal.aborted) break;
        }
      }
    } catch (error) {
      if (!line.signal.aborted) throw error;
    }
    cuts += 1;
  }
  return { heard, cuts };
}

/** Every so often, from where it was. */
async function poll({ path, headers }: Line, until: number): Promise<readonly Heard[]> {
  const heard: Heard[] = [];
  let after = 0;
  while (after < until) {
    const response = await fetch(`${address}${path}?after=${after}`, { headers });
    const page = await good<{ seq: number; events: readonly Record<string, unknown>[] }>(response);
    heard.push(...page.events.map(heardOf));
    after = page.seq;
    await new Promise((done) => setTimeout(done, 20));
  }
  return heard;
}

it.each([1, 2, 3, 4])('a patient and a doctor whose lines are cut hear everything once and in order, as those who poll do (seed %i)', { timeout: 120_000 }, async (seed) => {
  const [patient, doctor] = [await coughing(service), await addDoctor(service, database)];
  await onCall(service, doctor);
  const { id } = await ask(service, patient);
  const { epoch } = await accept(service, doctor);
  await joined(service, patient, doctor, id);
  // They listen while it is written, up to the last word. Counted before the first is: nothing else is said meanwhile.
  const before = await good<{ seq: number }>(asPatient(service, patient, '/v1/encounters/:encounter/consultation'));
  const end = before.seq + 30 * 4 + 1;
  const writing = (async (): Promise<void> => {
    const chance = chanceOf(seed);
    for (let n = 0; n < 30; n += 1) {
      const [body, signal] = [
        { turnId: randomUUID(), text: `word ${n}` },
        { turnId: randomUUID(), epoch, payload: { n } },
      ];
      await Promise.all([
        good(asPatient(service, patient, `/v1/consultations/${id}/messages`, body)),
        good(asDoctor(service, doctor, `/v1/consultations/${id}/messages`, { ...body, turnId: randomUUID() })),
        good(asPatient(service, patient, `/v1/consultations/${id}/signals`, signal)),
        good(asDoctor(service, doctor, `/v1/consultations/${id}/signals`, { ...signal, turnId: randomUUID() })),
      ]);
      if (chance.below(3) === 0) await new Promise((done) => setTimeout(done, chance.below(60)));
    }
    // The last word: who has heard it has heard all before.
    await good(asDoctor(service, doctor, `/v1/consultations/${id}/messages`, { turnId: randomUUID(), text: 'the end' }));
  })();
  const ofPatient = { Authorization: `Bearer ${patient.capability}`, 'X-Relais-Site': patient.site };
  const ofDoctor = { Cookie: doctor.cookie, 'X-Relais-As': 'doctor' };
  const path = `/v1/consultations/${id}`;
  const [streamed, streamedByDoctor, polled, polledByDoctor] = await Promise.all([
    listen({ path: `${path}/events`, headers: ofPatient }, { chance: chanceOf(seed + 100), until: end }),
    listen({ path: `${path}/events?as=doctor`, headers: ofDoctor }, { chance: chanceOf(seed + 200), until: end }),
    poll({ path: `${path}/changes`, headers: ofPatient }, end),
    poll({ path: `${path}/changes`, headers: ofDoctor }, end),
    writing,
  ]);
  for (const [stream, polling] of [
    [streamed, polled],
    [streamedByDoctor, polledByDoctor],
  ] as const) {
    expect(stream.cuts).toBeGreaterThan(5);
    expect(stream.heard).toEqual(polling);
    expect(stream.heard.map(({ seq }) => seq)).toEqual([...new Set(stream.heard.map(({ seq }) => seq))].toSorted((a, b) => a - b));
    expect(stream.heard.filter(({ type }) => type === 'message')).toHaveLength(61);
    // Those of the other side, in the order in which they were sent.
    expect(stream.heard.filter(({ type }) => type === 'signal')).toHaveLength(30);
  }
  // Asked for anew from the beginning, it is the same once more.
  expect((await listen({ path: `${path}/events`, headers: ofPatient }, { chance: chanceOf(seed), until: end })).heard).toEqual(polled);
  const console = (await good<{ seq: number }>(asDoctor(service, doctor, '/v1/staff/console'))).seq;
  const streamedConsole = await listen({ path: '/v1/staff/events', headers: { Cookie: doctor.cookie } }, { chance: chanceOf(seed), until: console });
  expect(streamedConsole.heard).toEqual(await poll({ path: '/v1/staff/changes', headers: { Cookie: doctor.cookie } }, console));
  expect(streamedConsole.heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['availability', 'offer', 'consultation']));
  await asDoctor(service, doctor, `/v1/staff/consultations/${id}/moves`, { turnId: randomUUID(), epoch, move: 'end', disposition: 'routine', advice: [] });
  await asDoctor(service, doctor, '/v1/staff/availability', { availability: 'off' });
});
