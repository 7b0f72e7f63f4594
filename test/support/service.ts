/** The whole service over a test database and the small rules; everything in it is real but the clock where a test sets it. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { nodeCipher } from '../../src/adapters/keys/node-cipher.ts';
import { createLocalEphemeral } from '../../src/adapters/ephemeral/local-ephemeral.ts';
import { createPrometheusMetrics } from '../../src/adapters/metrics/prometheus-metrics.ts';
import { consultationPdf } from '../../src/adapters/pdf/consultation-pdf.ts';
import { summaryPdf } from '../../src/adapters/pdf/summary-pdf.ts';
import type { PlaceDirectory } from '../../src/care/directory.ts';
import { createPlaceFinder } from '../../src/care/find-places.ts';
import type { Card } from '../../src/contract/card.ts';
import type { Site } from '../../src/contract/site.ts';
import { emergencyBoxOf, noticeOf } from '../../src/conversation/cards.ts';
import { createCarry } from '../../src/conversation/carry.ts';
import { createConversation, type ActiveRules, type RulesetShelf } from '../../src/conversation/conversation.ts';
import { createPlaces } from '../../src/conversation/places.ts';
import { createApp } from '../../src/http/app.ts';
import type { Senders } from '../../src/consultation/deliver.ts';
import type { HttpEvent, OidcSignIn } from '../../src/http/parts.ts';
import { createHandover } from '../../src/platform/handover.ts';
import { noRooms, type Rooms } from '../../src/consultation/rooms.ts';
import { builtFolder } from '../../src/platform/build-pages.ts';
import { openBuiltPages } from '../../src/platform/built-pages.ts';
import { readerFor } from '../../src/platform/reading.ts';
import type { EncounterRecords } from '../../src/record/encounter-records.ts';
import { createShortCodes, type ShortCodes } from '../../src/record/short-codes.ts';
import type { Ephemeral } from '../../src/shared/ephemeral.ts';
import { compileRuleset } from '../../src/triage/compile.ts';
import { readRuleset } from '../../src/triage/read-ruleset.ts';
import { smallRules } from '../../src/triage/testing/small-rules.ts';
import { databaseOf, testKeys } from './encounters.ts';
import { testSites } from './sites.ts';

const keys = await testKeys();

export const pages = await openBuiltPages(builtFolder);

export function smallActiveRules(): ActiveRules {
  const reading = readRuleset(smallRules());
  if (!reading.ruleset) throw new Error(JSON.stringify(reading.problems));
  return readerFor(compileRuleset(reading.ruleset));
}

const noCodes: ShortCodes = createShortCodes({
  store: { put: async () => 'not-found', find: async () => undefined, spend: async () => undefined },
  keys: await testKeys(),
});
const noPlaces: PlaceDirectory = { nearest: async () => [], addresses: async () => [] };

export type TestService = ReturnType<typeof testService>;

/** For a service whose database is not there. */
const nowhere = new pg.Pool({ connectionString: 'postgres://127.0.0.1:1/none' });

export function testService({
  records,
  active = smallActiveRules(),
  ephemeral = createLocalEphemeral(),
  now = Date.now,
  sites = testSites,
  codes = noCodes,
  directory = noPlaces,
  rooms = noRooms,
  senders,
  oidc,
}: {
  readonly records: EncounterRecords;
  readonly active?: ActiveRules;
  readonly ephemeral?: Ephemeral;
  readonly now?: () => number;
  readonly sites?: readonly Site[];
  /** Short codes, where a test is about them; without, none is found. */
  readonly codes?: ShortCodes;
  /** The directory of places; an empty one when not given. */
  readonly directory?: PlaceDirectory;
  /** The media server; none when not given: the two browsers are joined directly. */
  readonly rooms?: Rooms;
  readonly senders?: Senders;
  readonly oidc?: OidcSignIn;
}) {
  const events: HttpEvent[] = [];
  const shelf: RulesetShelf = { current: active, byHash: async (hash) => (hash === active.rules.hash ? active : undefined) };
  const siteFor = async (id: string): Promise<Site | undefined> => sites.find((site) => site.id === id);
  const conversation = createConversation({ records, shelf, now });
  const handover = createHandover({
    pool: databaseOf(records)?.appPool ?? nowhere,
    records,
    keys,
    cipher: nodeCipher,
    ephemeral,
    shelf,
    siteFor,
    rooms,
    iceServers: async () => [],
    personIndexKey: new Uint8Array(32).fill(9),
    ...(senders ? { senders } : {}),
  });
  const app = createApp({
    conversation,
    consultations: handover.consultations,
    staff: handover.staff,
    interpreters: handover.interpreters,
    consultationPaper: consultationPdf,
    wakes: handover.wakes,
    takeNotice: handover.takeNotice,
    ...(oidc ? { oidc } : {}),
    places: createPlaces({ conversation, finder: createPlaceFinder(directory), now }),
    carry: createCarry({ records, shelf, codes, siteFor, changed: (id) => ephemeral.publish('encounter-changed', id) }),
    summaryPaper: summaryPdf,
    siteFor,
    ephemeral,
    metrics: createPrometheusMetrics(),
    log: (event) => events.push(event),
    ready: async () => ({ database: true, rules: true }),
    emergencyBox: (language, region) => emergencyBoxOf(active.rules, language, region),
    notice: (language, region) => noticeOf(active.rules, language, region),
    clientAddress: (request) => request.headers.get('X-Test-Address') ?? '127.0.0.1',
    asset: async () => new TextEncoder().encode('/* asset */'),
    pages,
    version: 'test',
  });
  return { app, conversation, events, active, handover };
}

export type Patient = { readonly encounterId: string; readonly capability: string; readonly site: string; card: Card };

export async function openPatient({ app }: TestService, { site = 'demo', language = 'en' }: { readonly site?: string; readonly language?: 'fr' | 'en' } = {}): Promise<Patient> {
  const response = await app.request('/v1/encounters', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Relais-Session': 'bearer', 'X-Relais-Site': site },
    body: JSON.stringify({ language, turnId: randomUUID() }),
  });
  if (response.status !== 201) throw new Error(`opening answered ${response.status}: ${await response.text()}`);
  // The form is the contract's, checked by the OpenAPI tests.
  return { ...((await response.json()) as Omit<Patient, 'site'>), site };
}

/** Takes a turn as this patient; the card that follows is kept. */
export async function take({ app }: TestService, patient: Patient, turn: Record<string, unknown>, headers: Record<string, string> = {}): Promise<Response> {
  const response = await app.request(`/v1/encounters/${patient.encounterId}/turns`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${patient.capability}`, 'X-Relais-Site': patient.site, ...headers },
    body: JSON.stringify({ turnId: randomUUID(), ...turn }),
  });
  if (response.status === 200) patient.card = ((await response.clone().json()) as { card: Card }).card;
  return response;
}

export async function answer(service: TestService, patient: Patient, given: Record<string, unknown>): Promise<Response> {
  return take(service, patient, { action: 'answer', card: patient.card.id, answer: given });
}

/** Through the opening cards, up to the gate. */
export async function upToGate(service: TestService, patient: Patient, who: { readonly years?: number; readonly sex?: string; readonly who?: string } = {}): Promise<void> {
  await answer(service, patient, { accept: true });
  await answer(service, patient, { choice: who.who ?? 'me' });
  await answer(service, patient, { amount: who.years ?? 30, unit: 'y' });
  await answer(service, patient, { choice: who.sex ?? 'male' });
  await answer(service, patient, { choice: 'FR' });
}

/** On to the outcome, with no to every question. */
export async function upToOutcome(service: TestService, patient: Patient, text = 'cough for 3 days'): Promise<void> {
  for (let turns = 0; turns < 60 && patient.card.kind !== 'outcome' && patient.card.kind !== 'emergency'; turns += 1) {
    const { card } = patient;
    if (card.kind === 'notice') await upToGate(service, patient);
    else await answer(service, patient, answerTo(card, text));
  }
  if (patient.card.kind !== 'outcome') throw new Error(`a ${patient.card.kind} card instead of an outcome`);
}

function answerTo(card: Card, text: string): Record<string, unknown> {
  switch (card.kind) {
    case 'words':
      return { text };
    case 'understood':
      return { confirm: true };
    case 'yes-no':
      return { value: 'no' };
    case 'number':
      return card.notMeasured === undefined ? { number: card.least, unit: card.units[0]?.value } : { notMeasured: true };
    case 'anything-else':
      return { more: false };
    case 'complaint':
      return { choice: card.choices[0]?.value };
    default:
      return { none: true };
  }
}
