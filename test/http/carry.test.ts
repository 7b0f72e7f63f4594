import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { PDFDocument } from 'pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CarriedSummary, CodePurpose, ShortCodeView } from '../../src/contract/carry.ts';
import { codeLifeMs } from '../../src/record/short-codes.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testCodes, testRecords } from '../support/encounters.ts';
import { answer, openPatient, take, testService, upToGate, type Patient, type TestService } from '../support/service.ts';

let database: TestDatabase;
let service: TestService;
let clock = Date.parse('2026-11-27T17:40:00Z');

async function serviceOf(): Promise<TestService> {
  return testService({ records: await testRecords(database), codes: await testCodes(database, () => clock), now: () => clock });
}

beforeAll(async () => {
  database = await cloneDatabase();
  service = await serviceOf();
});
afterAll(async () => database.drop());

async function withSoreThroat(language: 'fr' | 'en' = 'en'): Promise<Patient> {
  const patient = await openPatient(service, { language });
  await upToGate(service, patient);
  await answer(service, patient, { none: true });
  await answer(service, patient, { text: language === 'fr' ? "j'ai mal à la gorge 😀" : 'I have a sore throat 😀' });
  return patient;
}

async function codeFor(patient: Patient, purpose: CodePurpose): Promise<ShortCodeView> {
  const response = await service.app.request(`/v1/encounters/${patient.encounterId}/codes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${patient.capability}` },
    body: JSON.stringify({ purpose }),
  });
  expect(response.status).toBe(201);
  // The form is the contract's.
  return (await response.json()) as ShortCodeView;
}

function atDesk(code: string, { at = service, address = randomUUID(), accept = 'text/html' } = {}): Promise<Response> {
  return Promise.resolve(
    at.app.request('/desk/code?lang=en', {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Test-Address': address, Accept: accept },
      body: new URLSearchParams({ code }),
    }),
  );
}

function onDevice(code: string, { at = service, site = 'demo', address = randomUUID() } = {}): Promise<Response> {
  return Promise.resolve(
    at.app.request('/v1/codes/device', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Relais-Site': site, 'X-Relais-Session': 'bearer', 'X-Test-Address': address },
      body: JSON.stringify({ code }),
    }),
  );
}

const look = async (patient: Patient, at = service): Promise<number> =>
  (await at.app.request(`/v1/encounters/${patient.encounterId}`, { headers: { Authorization: `Bearer ${patient.capability}` } })).status;
const wrong = (code: string): string => `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`;

describe('a code for the desk', () => {
  it('opens the summary there, once, however it is typed', async () => {
    const { code } = await codeFor(await withSoreThroat(), 'desk');
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `.replaceAll('0', 'o');
    const read = await atDesk(typed);
    const page = await read.text();
    expect([read.status, page.includes('I have a sore throat'), page.includes('30 years')]).toEqual([200, true, true]);
    expect((await atDesk(code)).status).toBe(404);
  });

  it('of two desks at the same moment opens at one', async () => {
    const { code } = await codeFor(await withSoreThroat(), 'desk');
    const elsewhere = await serviceOf();
    const statuses = await Promise.all([atDesk(code), atDesk(code, { at: elsewhere }), atDesk(code)].map(async (response) => (await response).status));
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 404, 404]);
  });

  it('is worth nothing after two hours, after five wrong tries, and after a newer one', async () => {
    const patient = await withSoreThroat();
    const first = await codeFor(patient, 'desk');
    const second = await codeFor(patient, 'desk');
    expect((await atDesk(first.code)).status).toBe(404);
    for (let n = 0; n < 5; n += 1) expect((await atDesk(wrong(second.code))).status).toBe(404);
    expect((await atDesk(second.code)).status).toBe(404);
    const third = await codeFor(patient, 'desk');
    expect(Date.parse(third.expiresAt) - clock).toBe(codeLifeMs.desk);
    clock += codeLifeMs.desk + 1;
    expect((await atDesk(third.code)).status).toBe(404);
  });

  it('does not move the encounter to the desk, and the patient goes on', async () => {
    const patient = await withSoreThroat();
    const { code } = await codeFor(patient, 'desk');
    expect((await onDevice(code)).status).toBe(404);
    expect((await atDesk(code)).status).toBe(200);
    expect(await look(patient)).toBe(200);
  });

  it('cannot be tried many times from one place', async () => {
    const address = randomUUID();
    const statuses = new Set<number>();
    for (let n = 0; n < 12; n += 1) statuses.add((await atDesk('0000-0000', { address })).status);
    expect([...statuses]).toEqual([404, 429]);
  });

  it('gives a person the form back with words, and a program a problem', async () => {
    const person = await atDesk('nonsense');
    const program = await atDesk('nonsense', { accept: 'application/json' });
    expect([person.status, person.headers.get('Content-Type'), await person.text()]).toEqual([404, 'text/html; charset=UTF-8', expect.stringContaining('role="alert"')]);
    expect([program.status, await program.json()]).toEqual([404, expect.objectContaining({ code: 'not-found' })]);
  });

  it('stands in no address that a server sees, and in no log', async () => {
    const view = await codeFor(await withSoreThroat(), 'desk');
    expect(new URL(view.link).hash).toBe(`#code=${view.code}`);
    expect([new URL(view.link).search, new URL(view.page).pathname]).toEqual(['', '/desk/code']);
    await atDesk(view.code);
    expect(JSON.stringify(service.events)).not.toContain(view.code);
  });

  it('comes as a QR code with a quiet border, drawn as one path', async () => {
    const { qr } = await codeFor(await withSoreThroat(), 'desk');
    expect(qr.size).toBeGreaterThanOrEqual(29);
    expect(qr.path).toMatch(/^M4 4h7v1h-7z(?:M\d+ \d+h\d+v1h-\d+z)+$/);
  });
});

describe('a code for another device', () => {
  it('goes on there with everything that was said; the device before is out, on every instance', async () => {
    const patient = await withSoreThroat();
    const elsewhere = await serviceOf();
    expect(await look(patient, elsewhere)).toBe(200);
    const { code } = await codeFor(patient, 'device');
    const moved: Patient = { ...patient, ...((await (await onDevice(code, { at: elsewhere })).json()) as Pick<Patient, 'capability' | 'card'>) };
    expect([moved.encounterId, moved.card.id]).toEqual([patient.encounterId, patient.card.id]);
    expect([await look(patient), await look(patient, elsewhere), await look(moved), await look(moved, elsewhere)]).toEqual([404, 404, 200, 200]);
    expect((await take(service, { ...patient }, { action: 'worse' })).status).toBe(404);
    expect((await take(service, moved, { action: 'worse' })).status).toBe(200);
    expect((await onDevice(code)).status).toBe(404);
  });

  it('opens nothing through another site, after ten minutes, or at the desk', async () => {
    const patient = await withSoreThroat();
    const one = await codeFor(patient, 'device');
    expect([(await onDevice(one.code, { site: 'elsewhere' })).status, (await atDesk(one.code)).status]).toEqual([404, 404]);
    clock += codeLifeMs.device + 1;
    expect((await onDevice(one.code)).status).toBe(404);
    expect(await look(patient)).toBe(200);
  });

  it('ends the codes that the device before had made', async () => {
    const patient = await withSoreThroat();
    const desk = await codeFor(patient, 'desk');
    const device = await codeFor(patient, 'device');
    await onDevice(device.code);
    expect((await atDesk(desk.code)).status).toBe(404);
  });

  it('is not in the database, nor is a plain hash of it', async () => {
    const { code } = await codeFor(await withSoreThroat(), 'device');
    const { rows } = await database.appPool.query<{ found: string | null }>("select string_agg(t::text, '') as found from (select * from short_codes) t");
    const secret = code.replace('-', '');
    const hashes = [code, secret, secret.slice(4)].map((text) => createHash('sha256').update(text).digest('hex'));
    // The role of requests sees no code at all without naming one.
    expect(rows[0]?.found).toBeNull();
    const dump = (await sql<{ row: string }>`select t::text as row from short_codes t`.execute(database.owner)).rows.map((row) => row.row).join();
    expect(dump.length).toBeGreaterThan(100);
    expect([secret, secret.slice(4), ...hashes].filter((text) => dump.includes(text))).toEqual([]);
  });
});

describe('the summary', () => {
  const summaryOf = async (patient: Patient, language: 'fr' | 'en'): Promise<CarriedSummary> =>
    (await (
      await service.app.request(`/v1/encounters/${patient.encounterId}/summary?language=${language}`, { headers: { Authorization: `Bearer ${patient.capability}` } })
    ).json()) as CarriedSummary;

  it("is in the reader's language, with the person's own words as they said them", async () => {
    const patient = await withSoreThroat('fr');
    const [fr, en] = [await summaryOf(patient, 'fr'), await summaryOf(patient, 'en')];
    expect([fr.told, en.told]).toEqual([["j'ai mal à la gorge 😀"], ["j'ai mal à la gorge 😀"]]);
    expect([fr.who.sex, en.who.sex, en.at.words]).toEqual(['Masculin', 'Male', expect.stringContaining('2026')]);
  });

  it('keeps what was denied apart from what was not asked, and says that there is no outcome yet', async () => {
    const patient = await withSoreThroat();
    const summary = await summaryOf(patient, 'en');
    expect(summary.absent.length).toBeGreaterThan(0);
    expect([summary.outcome, 'absent' in summary]).toEqual([undefined, true]);
  });

  it('is a PDF in both languages, whatever signs were written', async () => {
    const patient = await withSoreThroat('fr');
    for (const language of ['fr', 'en']) {
      const response = await service.app.request(`/v1/encounters/${patient.encounterId}/summary.pdf?language=${language}`, {
        headers: { Authorization: `Bearer ${patient.capability}` },
      });
      const file = await PDFDocument.load(await response.arrayBuffer());
      expect([response.headers.get('Content-Type'), file.getTitle(), file.getPageCount()]).toEqual([
        'application/pdf',
        language === 'fr' ? 'Résumé pour un soignant' : 'Summary for a health professional',
        1,
      ]);
    }
  });
});
