/** What is kept of a conversation, and what a lost network, a restart or a double tap does to it: on the real record. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { testService } from '../support/service.ts';
import { play, playUntil, type Person } from './person.ts';
import { answer, answerTurn, britishSite, frenchSite, keptTalk, noon, realRules, resumed, speak, worse, type KeptTalk } from './talk.ts';

const active = realRules();
let database: TestDatabase;
let conversation: Conversation;
/** The clock of the service: tests move it on. */
let clock = noon;
beforeAll(async () => {
  database = await cloneDatabase();
  conversation = await startedService();
});
afterAll(async () => database.drop());

/** A service that remembers nothing of what came before it but the database. */
async function startedService(): Promise<Conversation> {
  return testService({ records: await testRecords(database), active: active(), now: () => clock }).conversation;
}

async function turnsOf(talk: KeptTalk): Promise<number> {
  const row = await database.owner
    .selectFrom('turns')
    .select((select) => select.fn.countAll<string>().as('turns'))
    .where('encounter_id', '=', talk.encounterId)
    .executeTakeFirstOrThrow();
  return Number(row.turns);
}

async function uncovered(): Promise<Readonly<Record<string, number>>> {
  const rows = await database.owner.selectFrom('uncovered_complaints').select(['complaint', 'count']).execute();
  return Object.fromEntries(rows.map((row) => [row.complaint, row.count]));
}

const throat: Person = {
  age: { amount: 30, unit: 'y' },
  sex: 'male',
  words: 'sore throat for three days',
  present: ['sore-throat', 'cough-or-runny-nose'],
  values: { duration: 72, temperature: 37 },
};

describe('a conversation taken up again', () => {
  it.each(['notice', 'age', 'gate', 'words', 'understood', 'checklist', 'anything-else', 'outcome'] as const)('after a restart shows the same %s card', async (kind) => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, kind);
    const restarted = await startedService();
    const { card } = await restarted.show({ site: frenchSite, encounterId: talk.encounterId, capability: talk.capability });
    expect(card).toEqual(talk.card());
  });

  it('goes on where it stood, as if nothing had happened', async () => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, 'checklist');
    const later = resumed(await startedService(), { ...talk, site: frenchSite, card: talk.card() });
    const { last } = await play(later, throat, active().rules);
    const whole = await play(await keptTalk(conversation), throat, active().rules);
    expect(last.outcome).toEqual(whole.last.outcome);
  });

  it('an hour later still names the time it named at first', async () => {
    const talk = await keptTalk(conversation, { region: 'UK' });
    const baby: Person = { who: 'my-child', age: { amount: 2, unit: 'm' }, sex: 'male', region: 'UK', words: 'fever of 38.6', values: { temperature: 38.6 } };
    const { last } = await play(talk, baby, active().rules);
    clock += 3_600_000;
    const { card } = await conversation.show({ site: britishSite, encounterId: talk.encounterId, capability: talk.capability });
    clock = noon;
    expect(card.kind === 'outcome' ? card.outcome.seeBy : undefined).toEqual(last.outcome.seeBy);
  });
});

describe('a double tap', () => {
  it('on an answer changes nothing and gets the same card', async () => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, 'gate');
    const turn = answerTurn(talk, { none: true });
    const first = await talk.take(turn);
    const turns = await turnsOf(talk);
    expect([await talk.take(turn), await turnsOf(talk)]).toEqual([first, turns]);
  });

  it('at the very same moment is taken once', async () => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, 'gate');
    const turn = answerTurn(talk, { none: true });
    const both = await Promise.allSettled([talk.take(turn), talk.take(turn)]);
    const { card } = await conversation.show({ site: frenchSite, encounterId: talk.encounterId, capability: talk.capability });
    expect([both.every((item) => item.status === 'fulfilled'), card.kind, card.steps.filter((step) => step.label === 'Emergency signs')]).toEqual([
      true,
      'words',
      [expect.objectContaining({ answer: 'None of these' })],
    ]);
  });

  it('on "I feel worse" is one worsening', async () => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, 'checklist');
    const turn = { action: 'worse', turnId: randomUUID() } as const;
    await talk.take(turn);
    expect((await talk.take(turn)).steps.filter((step) => step.label === 'Feeling worse')).toHaveLength(1);
  });

  it('that was answered in between by something else shows where it stands now', async () => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, 'gate');
    const turn = answerTurn(talk, { none: true });
    await talk.take(turn);
    const now = await answer(talk, { text: 'sore throat' });
    expect(await talk.take(turn)).toEqual(now);
  });
});

describe('an answer for a card that is no longer shown', () => {
  it('is refused as stale, says which card to answer, and nothing is kept', async () => {
    const talk = await keptTalk(conversation);
    await playUntil(talk, throat, active().rules, 'gate');
    const old = answerTurn(talk, { present: ['heavy-bleeding'] });
    await answer(talk, { none: true });
    const turns = await turnsOf(talk);
    await expect(talk.take({ ...old, turnId: randomUUID() })).rejects.toMatchObject({
      code: 'stale-turn',
      field: 'card',
      mend: { en: `answer card ${talk.card().id}`, fr: `répondez à la carte ${talk.card().id}` },
    });
    expect(await turnsOf(talk)).toBe(turns);
  });

  it('of another conversation with the same card is taken only there', async () => {
    const [one, other] = [await keptTalk(conversation), await keptTalk(conversation)];
    await answer(one, { accept: true });
    await expect(
      conversation.take({ site: frenchSite, encounterId: other.encounterId, capability: one.capability, turn: answerTurn(one, { choice: 'me' }) }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('changing the language midway', () => {
  it('loses no answer and says everything in the other language', async () => {
    const talk = await keptTalk(conversation, { language: 'en' });
    await playUntil(talk, throat, active().rules, 'checklist');
    const before = talk.card();
    const after = await speak(talk, 'fr');
    expect([after.language, after.kind, after.id, after.steps.length]).toEqual(['fr', before.kind, before.id, before.steps.length]);
    const asked = (card: typeof before): readonly string[] => (card.kind === 'checklist' ? card.items.map((item) => item.id) : []);
    expect(asked(after)).toEqual(asked(before));
    const { last } = await play(talk, throat, active().rules);
    expect([last.language, last.outcome.urgency, last.outcome.reasons[0]?.answers[0]?.words]).toEqual(['fr', 'self-care', 'for three days']);
  });

  it('once the outcome is there moves no clock time', async () => {
    const talk = await keptTalk(conversation);
    const { last } = await play(talk, { ...throat, words: 'i want to die', present: ['suicidal-thoughts-month'] }, active().rules);
    clock += 1_800_000;
    const after = await speak(talk, 'fr');
    clock = noon;
    expect(after.kind === 'outcome' ? after.outcome.seeBy?.at : undefined).toBe(last.outcome.seeBy?.at);
  });
});

describe('a complaint that no pathway covers', () => {
  it('is counted by its name, so that we know what to write next', async () => {
    const before = (await uncovered())['hair-loss'] ?? 0;
    await play(await keptTalk(conversation), { ...throat, words: 'hair loss', present: [] }, active().rules);
    expect((await uncovered())['hair-loss']).toBe(before + 1);
  });

  it('is counted as unrecognised when its words say nothing to the rules', async () => {
    const before = (await uncovered())['unrecognised'] ?? 0;
    await play(await keptTalk(conversation), { ...throat, words: 'qsdf ghjk', present: [] }, active().rules);
    expect((await uncovered())['unrecognised']).toBe(before + 1);
  });

  it('that the person takes off is not counted', async () => {
    const before = (await uncovered())['hair-loss'] ?? 0;
    const talk = await keptTalk(conversation);
    await playUntil(talk, { ...throat, words: 'hair loss' }, active().rules, 'understood');
    expect((await answer(talk, { confirm: true, remove: ['complaint:hair-loss'] })).kind).toBe('complaint');
    expect((await uncovered())['hair-loss'] ?? 0).toBe(before);
  });
});

describe('"I feel worse" on the real record', () => {
  it('after the outcome asks the signs of danger again and keeps every answer', async () => {
    const talk = await keptTalk(conversation);
    const { last } = await play(talk, throat, active().rules);
    const card = await worse(talk);
    expect([last.outcome.urgency, card.kind, card.steps.length]).toEqual(['self-care', 'gate', last.steps.length + 1]);
    expect((await answer(talk, { present: ['blue-lips'] })).kind).toBe('emergency');
  });
});
