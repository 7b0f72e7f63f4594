/** Bad input to every kind of card, over HTTP and the real record: field, reason and mend in the reader's language, and nothing kept. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import type { CardAnswer, Turn } from '../../src/contract/turn.ts';
import { RelaisError } from '../../src/shared/errors.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { openPatient, take, testService, type Patient, type TestService } from '../support/service.ts';
import { playUntil, type Person } from './person.ts';
import { answer, answerTurn, noon, pureTalk, realRules, type Talk } from './talk.ts';

const active = realRules();
let database: TestDatabase;
let service: TestService;
beforeAll(async () => {
  database = await cloneDatabase();
  service = testService({ records: await testRecords(database), active: active(), now: () => noon });
});
afterAll(async () => database.drop());

const throat: Person = { age: { amount: 30, unit: 'y' }, sex: 'male', words: 'sore throat for three days', present: ['sore-throat'], values: { duration: 72 } };

/** A conversation over HTTP, as a browser has it. */
function httpTalk(patient: Patient): Talk {
  return {
    card: () => patient.card,
    take: async (turn: Turn) => {
      const response = await take(service, patient, { ...turn });
      if (response.status !== 200) throw new Error(await response.text());
      return patient.card;
    },
  };
}

async function kept(patient: Patient): Promise<number> {
  const row = await database.owner
    .selectFrom('turns')
    .select((select) => select.fn.countAll<string>().as('turns'))
    .where('encounter_id', '=', patient.encounterId)
    .executeTakeFirstOrThrow();
  return Number(row.turns);
}

type Refusal = { readonly code: string; readonly field: string; readonly detail: string; readonly mend: string };

async function refusal(patient: Patient, given: unknown, language: string): Promise<{ readonly status: number; readonly body: Refusal }> {
  const response = await take(service, patient, { action: 'answer', card: patient.card.id, answer: given }, { 'Accept-Language': language });
  // The form of a problem is proven where it is made; here its words matter.
  return { status: response.status, body: (await response.json()) as Refusal };
}

const never: readonly unknown[] = [undefined, null, 'oui', 7, [], {}, { none: true, text: 'x' }, { toString: 'x' }];
const ticks: readonly unknown[] = [
  { present: [] },
  { present: ['no-such-sign'] },
  { unsure: ['sore-throat', '😀'] },
  { present: ['<script>alert(1)</script>'] },
  { present: ['х'.repeat(61)] },
  { none: true, unsure: 'all' },
  { none: false },
  { value: 'yes' },
];
const bad: Readonly<Record<Exclude<Card['kind'], 'outcome' | 'yes-no'>, readonly unknown[]>> = {
  notice: [{ accept: false }, { accept: 'true' }, { choice: 'me' }],
  who: [{ choice: 'my-dog' }, { choice: '' }, { choice: 'moi 😀' }, { accept: true }],
  age: [
    { amount: 130, unit: 'y' },
    { amount: -1, unit: 'y' },
    { amount: 1e9, unit: 'd' },
    { amount: 30 },
    { amount: '30', unit: 'y' },
    { amount: 30, unit: 'ans' },
    { text: 'trente' },
  ],
  sex: [{ choice: 'FEMALE' }, { value: 'no' }],
  region: [{ choice: 'DE' }, { choice: 'fr' }, { text: 'France' }],
  gate: ticks,
  words: [
    { text: '' },
    { text: ' \t\n ' },
    { text: '\u0000\u0007\u001b' },
    { text: '\u200b\u202e\u2066' },
    { text: 'a'.repeat(4001) },
    { text: ['mal'] },
    { choice: 'mal à la gorge' },
  ],
  understood: [
    { confirm: false },
    { confirm: true, remove: ['finding:no-such'] },
    { confirm: true, remove: ['complaint:sоre-throat'] },
    { confirm: true, remove: 'all' },
    { more: false },
  ],
  complaint: [{ choice: 'no-such-complaint' }, { choice: 'other-complaint😀' }, { text: 'mal' }],
  checklist: ticks,
  number: [
    { number: 103 },
    { number: 38.5, unit: 'K' },
    { number: 500, unit: 'F' },
    { number: -1 },
    { number: 1e9 },
    { number: 1e300, unit: 'F' },
    { number: '38' },
    { shortcut: '9' },
    { shortcut: '-1' },
    { shortcut: 'x' },
    { notMeasured: true },
    { value: 'yes' },
  ],
  'anything-else': [{ more: 'no' }, { value: 'no' }, { none: true }],
  emergency: [{ happening: 'yes' }, { value: 'yes' }, { accept: true }],
};

describe.each(Object.entries(bad))('a %s card', (kind, list) => {
  let patient: Patient;
  beforeAll(async () => {
    patient = await openPatient(service);
    const words = kind === 'emergency' ? 'her lips are blue' : kind === 'complaint' ? 'qsdf' : throat.words;
    // The keys are kinds of cards.
    await playUntil(httpTalk(patient), { ...throat, words }, active().rules, kind as Card['kind']);
  });

  it.each([...list, ...never].map((given) => [(JSON.stringify(given) ?? 'nothing').slice(0, 60), given]))('refuses %s and keeps nothing', async (_name, given) => {
    const before = await kept(patient);
    const { status, body } = await refusal(patient, given, 'en');
    expect([status, body.code, body.field.split('.')[0]]).toEqual([400, 'invalid-input', 'answer']);
    expect([body.detail, body.mend].every((text) => text.length > 3)).toBe(true);
    expect(await kept(patient)).toBe(before);
  });

  it('says the reason and the mend in the language of the reader', async () => {
    const [english, french] = [await refusal(patient, list[0], 'en'), await refusal(patient, list[0], 'fr')];
    expect([english.body.field, english.body.detail === french.body.detail, english.body.mend === french.body.mend]).toEqual([french.body.field, false, false]);
  });

  it('stays answerable afterwards', async () => {
    const { card } = patient;
    const good = await service.app.request(`/v1/encounters/${patient.encounterId}`, { headers: { Authorization: `Bearer ${patient.capability}` } });
    expect(((await good.json()) as { card: Card }).card).toEqual(card);
  });
});

describe('numbers that no keyboard can send', () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, 1e9, 123])('an age of %s is refused by the conversation itself', async (amount) => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'age');
    await expect(answer(talk, { amount, unit: 'y' })).rejects.toMatchObject({
      code: 'invalid-input',
      field: 'answer.amount',
      mend: { en: expect.any(String), fr: expect.any(String) },
    });
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1e9])('a temperature of %s is refused', async (number) => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'number');
    await expect(answer(talk, { number })).rejects.toMatchObject({ code: 'invalid-input', field: 'answer.number' });
  });

  it('words of 4,001 characters are refused even where no schema stands before them', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'words');
    await expect(answer(talk, { text: 'é'.repeat(4001) })).rejects.toMatchObject({ code: 'invalid-input', field: 'answer.text' });
    expect((await answer(talk, { text: `sore throat ${'é'.repeat(3988)}` })).kind).toBe('understood');
  });
});

describe('every form of answer to every card', () => {
  const forms: readonly CardAnswer[] = [
    { accept: true },
    { choice: 'x' },
    { amount: 500, unit: 'y' },
    { text: ' ' },
    { confirm: true, remove: ['x'] },
    { present: ['x'] },
    { value: 'unsure' },
    { number: 9999, unit: 'C' },
    { shortcut: '77' },
    { notMeasured: true },
    { more: true },
    { happening: true },
  ];
  it('is taken or refused in words, never a crash', async () => {
    const talk = pureTalk(active());
    const kinds: readonly Card['kind'][] = ['notice', 'who', 'age', 'sex', 'region', 'gate', 'words', 'understood', 'checklist', 'number', 'anything-else', 'outcome'];
    for (const kind of kinds) {
      await playUntil(talk, { ...throat, values: { duration: 72 } }, active().rules, kind);
      for (const form of forms) {
        const { card, state } = { card: talk.card(), state: talk.state() };
        const refused = await talk.take(answerTurn(talk, form)).then(
          () => undefined,
          (error: unknown) => error,
        );
        if (refused === undefined) await talk.take({ action: 'back', turnId: 'x' });
        expect([kind, refused === undefined || refused instanceof RelaisError, talk.card().id]).toEqual([kind, true, card.id]);
        expect(refused === undefined || talk.state() === state).toBe(true);
      }
    }
  });
});

describe('input that only looks bad', () => {
  it('103 with unit F is a fever of 39.4', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'number');
    await answer(talk, { number: 103, unit: 'F' });
    expect(talk.interview().facts?.answers).toContainEqual({ finding: 'temperature', value: 39.44, origin: 'tapped' });
  });

  it.each([
    'sore throat 😷🤒 for three days',
    'sore throat, больно, 喉が痛い, חולה',
    'SORE\u0000 THROAT\u0007 for three days\u202e',
    "mal à la gorge\r\n\r\n<b>depuis</b> ' OR 1=1 --",
  ])('words like %j are read as far as they can be', async (words) => {
    const patient = await openPatient(service);
    const talk = httpTalk(patient);
    await playUntil(talk, { ...throat, words }, active().rules, 'understood');
    const card = talk.card();
    expect(card.kind === 'understood' && card.chips.map((chip) => card.text.slice(chip.start, chip.end) === chip.quote && chip.id)).toContain('finding:sore-throat');
  });
});
