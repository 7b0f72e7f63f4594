/** The patient's whole path, on both runtimes over one database: what a person meets must not depend on where it runs. */
import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { codeSchema } from '../../src/contract/carry.ts';
import { placesSchema } from '../../src/contract/places.ts';
import type { CardAnswer } from '../../src/contract/turn.ts';
import { loadRules } from '../../src/platform/rules.ts';
import { answer, look, openPatient, soreThroatOnly, type Patient } from '../platform/patient.ts';
import { missing } from '../support/servers.ts';
import { runtimeNames, startRuntimes, type Runtimes } from './runtimes.ts';

// Two runtimes on one small machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

let runtimes: Runtimes;
let rulesetHash: string;
beforeAll(async () => {
  rulesetHash = (await loadRules()).hash;
  runtimes = await startRuntimes();
});
afterAll(async () => runtimes?.close());

async function untilOutcome(url: string, patient: Patient, says: (card: Card) => CardAnswer = soreThroatOnly): Promise<Extract<Card, { kind: 'outcome' | 'emergency' }>> {
  for (let cards = 0; cards < 60; cards += 1) {
    const { card } = patient;
    if (card.kind === 'outcome' || card.kind === 'emergency') return card;
    await answer(url, patient, says(card));
  }
  throw new Error('no outcome after 60 cards');
}

const chestPain = (card: Card): CardAnswer =>
  card.kind === 'age' ? { amount: 58, unit: 'y' } : card.kind === 'gate' ? { present: [card.items[0]?.id ?? ''] } : soreThroatOnly(card);
const post = (url: string, path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(`${url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });

/** As it came over the line: `fetch` unpacks by itself. */
function raw(url: string, headers: Readonly<Record<string, string>>): Promise<{ readonly encoding: string | undefined; readonly body: Buffer }> {
  return new Promise((done, failed) => {
    get(url, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done({ encoding: response.headers['content-encoding'], body: Buffer.concat(parts) }));
      response.on('error', failed);
    }).on('error', failed);
  });
}

describe.each(runtimeNames)('on %s, a person', (name) => {
  const url = (): string => runtimes.urls[name];

  it('opens the page: the numbers stand in it, and every file that it names is there', async () => {
    const page = await fetch(`${url()}/p/demo?lang=en`);
    const text = await page.text();
    expect([page.status, page.headers.get('Content-Security-Policy')]).toEqual([200, expect.stringContaining("frame-ancestors 'none'")]);
    expect(text).toContain('href="tel:15"');
    const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBeGreaterThan(1);
    let bytes = 0;
    for (const path of [...files, '/embed.js']) {
      const file = await fetch(`${url()}${path}`);
      expect([path, file.status, file.headers.get('Content-Type')]).toEqual([path, 200, expect.stringMatching(/^text\/(?:javascript|css)/)]);
      // What two scripts share may be nothing but the order in which they load.
      bytes += (await file.arrayBuffer()).byteLength;
    }
    expect(bytes).toBeGreaterThan(30_000);
  });

  it('may be shown in the page of a hospital that the site names, and in no other', async () => {
    const policy = (await fetch(`${url()}/frame/demo`)).headers.get('Content-Security-Policy');
    expect(policy).toContain("frame-ancestors 'self' https://hospital.example;");
    const allowed = async (origin: string): Promise<string | null> =>
      (await post(url(), '/v1/encounters', { language: 'fr', turnId: randomUUID() }, { Origin: origin })).headers.get('Access-Control-Allow-Origin');
    expect([await allowed('https://hospital.example'), await allowed('https://elsewhere.example')]).toEqual(['https://hospital.example', null]);
  });

  it('with a sore throat is asked, answers, and reads an outcome with its reasons, by the rules of this installation', async () => {
    const patient = await openPatient(url());
    const card = await untilOutcome(url(), patient);
    expect(card).toMatchObject({ kind: 'outcome', outcome: { rulesetHash, reasons: expect.arrayContaining([expect.objectContaining({ rule: expect.any(String) })]) } });
    expect(await look(url(), patient)).toEqual(card);
  });

  it('who has read the outcome finds the way to places, a code that a desk reads once, and a paper', async () => {
    const patient = await openPatient(url());
    await untilOutcome(url(), patient);
    const headers = { Authorization: `Bearer ${patient.capability}` };
    const path = `/v1/encounters/${patient.encounterId}`;
    const places = await post(url(), `${path}/places`, { near: { text: '12 rue du phare, port lierre' } }, headers);
    const view = placesSchema.parse(await places.json());
    expect([view.origin?.label, view.places.length + (view.none ? 1 : 0) > 0]).toEqual(['12 rue du Phare, 99310 Port-Lierre', true]);

    const { code } = codeSchema.parse(await (await post(url(), `${path}/codes`, { purpose: 'desk' }, headers)).json());
    const atDesk = (): Promise<Response> =>
      fetch(`${url()}/desk/code`, { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ code }).toString() });
    const desk = [await (await atDesk()).text(), await (await atDesk()).text()];
    expect(desk.map((text) => text.includes('class="urgency'))).toEqual([true, false]);

    const paper = await fetch(`${url()}${path}/summary.pdf?language=fr`, { headers });
    const bytes = new Uint8Array(await paper.arrayBuffer());
    expect([paper.status, paper.headers.get('Content-Type'), new TextDecoder('latin1').decode(bytes.slice(0, 5)), bytes.length > 2000]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
      true,
    ]);
  });

  it.each(['gzip', 'identity'])('on a slow line gets what was said packed once, or not at all, as their browser asks: %s', async (wanted) => {
    const patient = await openPatient(url());
    const packed = await raw(`${url()}/v1/encounters/${patient.encounterId}`, { Authorization: `Bearer ${patient.capability}`, 'Accept-Encoding': wanted });
    const text = packed.encoding === undefined ? packed.body : gunzipSync(packed.body);
    expect([packed.encoding, JSON.parse(text.toString('utf8'))]).toEqual([wanted === 'gzip' ? 'gzip' : undefined, expect.objectContaining({ card: expect.anything() })]);
  });

  it('with a sign of the worst is shown one number to call, at once', async () => {
    const patient = await openPatient(url());
    const card = await untilOutcome(url(), patient, chestPain);
    expect([card.kind, card.outcome.urgency, card.kind === 'emergency' && card.call.number]).toEqual(['emergency', 'ambulance', '15']);
  });

  it('who taps twice, or in an old tab, changes nothing and loses nothing', async () => {
    const patient = await openPatient(url());
    const headers = { Authorization: `Bearer ${patient.capability}` };
    const turn = { action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: { accept: true } };
    const path = `/v1/encounters/${patient.encounterId}/turns`;
    const both = await Promise.all([post(url(), path, turn, headers), post(url(), path, turn, headers)]);
    const stale = await post(url(), path, { ...turn, turnId: randomUUID() }, headers);
    expect([both.map((response) => response.status), stale.status, (await look(url(), patient)).kind]).toEqual([[200, 200], 409, 'who']);
  });

  it('who sends something impossible is told what and how to mend it, in their language', async () => {
    const patient = await openPatient(url());
    await answer(url(), patient, { accept: true });
    await answer(url(), patient, { choice: 'me' });
    const refused = await post(
      url(),
      `/v1/encounters/${patient.encounterId}/turns`,
      { action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: { amount: 130, unit: 'y' } },
      { Authorization: `Bearer ${patient.capability}`, 'Accept-Language': 'fr' },
    );
    expect([refused.status, await refused.json()]).toEqual([400, expect.objectContaining({ field: 'answer.amount', detail: 'personne n’a plus de 122 ans' })]);
  });

  it('of one site is nobody at another, and a site that does not exist is nothing', async () => {
    const patient = await openPatient(url());
    const status = async (site: string): Promise<number> =>
      (await fetch(`${url()}/v1/encounters/${patient.encounterId}`, { headers: { Authorization: `Bearer ${patient.capability}`, 'X-Relais-Site': site } })).status;
    expect([await status('demo'), await status('elsewhere'), await status('nowhere')]).toEqual([200, 404, 404]);
    expect((await fetch(`${url()}/p/nowhere`)).status).toBe(404);
  });

  it('is one of many at once, and each gets an answer of their own', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => openPatient(url(), randomUUID())));
    const cards = await Promise.all(people.map((patient) => untilOutcome(url(), patient)));
    expect(new Set(cards.map((card) => card.outcome.urgency)).size).toBe(1);
    expect(new Set(people.map((patient) => patient.encounterId)).size).toBe(12);
  });

  it('whose operator asks finds the service ready, described, and its answers counted without a word of anyone', async () => {
    expect(await (await fetch(`${url()}/readyz`)).json()).toEqual({ ready: true, database: true, rules: true });
    expect((await fetch(`${url()}/docs/swagger-ui-bundle.js`)).status).toBe(200);
    if (name === 'workerd' && runtimes.redisUrl === undefined) return;
    // One connection to Redis that took too long, and workerd does without it for five seconds: it says so, and counts again.
    await vi.waitFor(
      async () => {
        const text = await (await fetch(`${url()}/metrics`)).text();
        expect(text).toMatch(/^# TYPE relais_request_seconds histogram$/m);
        expect(text).toMatch(/^relais_request_seconds_count\{route="\/v1\/encounters\/:id\/turns",method="POST",status="2xx"\} [1-9]/m);
        expect(text).toMatch(/^relais_outcomes_total\{urgency="ambulance"\} [1-9]/m);
      },
      { timeout: 15_000, interval: 500 },
    );
  });
});

describe('the two runtimes', () => {
  it('end a conversation alike, whichever took which turn: what one sealed the other opens', async () => {
    const alone = await Promise.all(runtimeNames.map(async (name) => untilOutcome(runtimes.urls[name], await openPatient(runtimes.urls[name]))));
    const patient = await openPatient(runtimes.urls.Node);
    for (let turn = 0; turn < 60 && patient.card.kind !== 'outcome'; turn += 1)
      await answer(runtimes.urls[turn % 2 === 0 ? 'workerd' : 'Node'], patient, soreThroatOnly(patient.card));
    const outcomes = [...alone, patient.card].map((card) => (card.kind === 'outcome' ? { ...card.outcome, seeBy: undefined, review: undefined } : card.kind));
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[2]).toEqual(outcomes[0]);
  });

  it('count the same callers together in Redis', async ({ skip }) => {
    if (runtimes.redisUrl === undefined) skip(missing.redisProgram ?? missing.redis ?? '');
    const patient = await openPatient(runtimes.urls.Node);
    await answer(runtimes.urls.Node, patient, { accept: true });
    await answer(runtimes.urls.workerd, patient, { choice: 'me' });
    const client = createClient({ url: runtimes.redisUrl ?? '' });
    await client.connect();
    const count = await client.get(`limit:turn:${patient.encounterId}`);
    await client.close();
    expect(count).toBe('2');
  });
});
