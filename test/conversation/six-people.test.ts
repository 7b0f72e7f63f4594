/** Six people, whole, in both languages, through the real rules and the real record. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import type { Language } from '../../src/shared/language.ts';
import type { Urgency } from '../../src/triage/outcome.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { testService } from '../support/service.ts';
import { play, type Person, type Played } from './person.ts';
import { cardOfKind, keptTalk, noon, realRules } from './talk.ts';

const active = realRules();
let database: TestDatabase;
let conversation: Conversation;
beforeAll(async () => {
  database = await cloneDatabase();
  ({ conversation } = testService({ records: await testRecords(database), active: active(), now: () => noon }));
});
afterAll(async () => database.drop());

type Story = {
  readonly who: string;
  readonly person: Person;
  readonly language: Language;
  readonly urgency: Urgency;
  /** Cards answered from the first words on. */
  readonly taps: number;
  /** The person's own words in a reason. */
  readonly quote?: string;
  /** Where the outcome names a time. */
  readonly seeBy?: string;
  readonly review?: string;
};

const baby: Person = { who: 'my-child', age: { amount: 2, unit: 'm' }, sex: 'female', words: '', values: { temperature: 38.4, duration: 6 } };
const chest: Person = {
  age: { amount: 58, unit: 'y' },
  sex: 'male',
  words: '',
  present: ['chest-pain-now', 'pain-like-pressure', 'pain-in-last-12h', 'pain-in-last-3d', 'came-on-at-rest'],
  values: { duration: 3 },
};
const cystitis: Person = { age: { amount: 27, unit: 'y' }, sex: 'female', words: '', present: ['burning-urine', 'urinating-often'], values: { duration: 24 } };
const throat: Person = { age: { amount: 30, unit: 'y' }, sex: 'male', words: '', present: ['sore-throat', 'cough-or-runny-nose'], values: { duration: 72 } };
const ankle: Person = { age: { amount: 27, unit: 'y' }, sex: 'female', words: '', present: ['limping', 'can-move-about'], values: { duration: 16 } };
const despair: Person = { age: { amount: 35, unit: 'y' }, sex: 'male', words: '', present: ['wish-to-be-dead', 'suicidal-thoughts-month'], values: { duration: 500 } };

const stories: readonly Story[] = [
  {
    who: 'a parent in France whose baby of 2 months has 38.4',
    person: { ...baby, words: 'ma fille a 38,4 depuis ce matin' },
    language: 'fr',
    urgency: 'emergency',
    taps: 8,
    quote: '38,4',
    seeBy: 'aujourd’hui à 13:00',
  },
  {
    who: 'a parent in England whose baby of 2 months has 38.4',
    person: { ...baby, region: 'UK', words: 'my baby has a temperature of 38.4 since this morning' },
    language: 'en',
    urgency: 'emergency',
    taps: 8,
    quote: '38.4',
    seeBy: 'today at 12:00',
  },
  {
    who: 'a man of 58 who says his tight chest is nothing',
    person: { ...chest, region: 'UK', words: "bit of tightness in my chest since this morning, it's nothing really, the wife made me write" },
    language: 'en',
    urgency: 'ambulance',
    taps: 2,
    quote: 'tightness in my chest',
  },
  {
    who: 'un homme de 58 ans qui dit que sa poitrine serrée, ce n’est rien',
    person: { ...chest, words: "ça me serre un peu la poitrine depuis ce matin, rien de grave, c'est ma femme qui insiste" },
    language: 'fr',
    urgency: 'ambulance',
    taps: 8,
  },
  {
    who: 'a woman of 27 in England with cystitis',
    person: { ...cystitis, region: 'UK', words: 'burns when i wee since yesterday and i have to go every 20 minutes' },
    language: 'en',
    urgency: 'pharmacy',
    taps: 12,
    seeBy: 'tomorrow at 11:00',
    review: 'Thursday 26 November at 11:00',
    quote: 'since yesterday',
  },
  {
    who: 'une femme de 27 ans en France avec une cystite',
    person: { ...cystitis, words: "ça brûle quand je fais pipi depuis hier et j'y vais toutes les 20 minutes" },
    language: 'fr',
    urgency: 'pharmacy',
    taps: 12,
    seeBy: 'demain à 12:00',
    review: 'jeudi 26 novembre à 12:00',
    quote: 'depuis hier',
  },
  {
    who: 'someone with a sore throat of three days',
    person: { ...throat, region: 'UK', words: 'sore throat for three days and a runny nose' },
    language: 'en',
    urgency: 'self-care',
    taps: 12,
    review: 'Friday 27 November',
    quote: 'for three days',
  },
  {
    who: "quelqu'un qui a mal à la gorge depuis trois jours",
    person: { ...throat, words: "j'ai mal à la gorge depuis trois jours et le nez qui coule" },
    language: 'fr',
    urgency: 'self-care',
    taps: 12,
    review: 'vendredi 27 novembre',
    quote: 'depuis trois jours',
  },
  {
    who: 'a woman of 27 who sprained her ankle and can walk',
    person: { ...ankle, region: 'UK', words: 'rolled my ankle at football last night, puffy but I can walk' },
    language: 'en',
    urgency: 'self-care',
    taps: 10,
    review: 'Thursday 26 November at 11:00',
  },
  {
    who: "une femme de 27 ans qui s'est tordu la cheville et qui marche",
    person: { ...ankle, words: "je me suis tordu la cheville hier soir au foot, c'est gonflé mais je marche" },
    language: 'fr',
    urgency: 'self-care',
    taps: 10,
    review: 'jeudi 26 novembre à 12:00',
  },
  {
    who: 'a man in despair',
    person: { ...despair, region: 'UK', words: "i don't want to live anymore, can't go on" },
    language: 'en',
    urgency: 'same-day',
    taps: 8,
    seeBy: 'today at 15:00',
  },
  {
    who: 'un homme qui ne veut plus vivre',
    person: { ...despair, words: "je ne veux plus vivre, j'en peux plus" },
    language: 'fr',
    urgency: 'same-day',
    taps: 8,
    quote: 'veux plus vivre',
    seeBy: 'aujourd’hui à 16:00',
  },
];

describe.each(stories)('$who', ({ person, language, urgency, taps, quote, seeBy, review }) => {
  let played: Played;
  beforeAll(async () => {
    const talk = await keptTalk(conversation, { language, region: person.region ?? 'FR' });
    played = await play(talk, person, active().rules);
  });

  it('reads first that a machine speaks and that it gives no diagnosis', () => {
    const [first] = played.cards;
    const said = first?.kind === 'notice' ? first.text.join(' ') : '';
    expect(said).toMatch(language === 'fr' ? /service automatique.*pas de diagnostic/ : /automated service.*not give a diagnosis/);
  });

  it(`is told: ${urgency}`, () => {
    expect(played.last.outcome.urgency).toBe(urgency);
  });

  it(`needs at most ${taps} cards from the first words on`, () => {
    expect(played.taps).toBeLessThanOrEqual(taps);
  });

  it('reads why, in its own words where it gave any', () => {
    const { reasons } = played.last.outcome;
    expect(reasons.length).toBeGreaterThan(0);
    const quotes = reasons.flatMap((reason) => reason.answers.flatMap((answer) => answer.words ?? []));
    expect(quotes.join(' | ')).toContain(quote ?? '');
    for (const said of quotes) expect(String(person.words)).toContain(said);
  });

  it('reads by when, and when to look again', () => {
    const { outcome } = played.last;
    expect(outcome.seeBy?.words ?? '').toContain(seeBy ?? '');
    expect([outcome.seeBy === undefined, outcome.review?.words]).toEqual([seeBy === undefined, review]);
  });

  it('reads what would mean more urgent care', () => {
    expect(played.last.outcome.goUpIf.length).toBeGreaterThanOrEqual(3);
  });

  it('has the emergency numbers of its country on every card', () => {
    const first = (card: Card): string | undefined => card.emergency.numbers[0]?.number;
    expect(new Set(played.cards.map(first))).toEqual(new Set([person.region === 'UK' ? '999' : '15']));
  });

  it('is asked everything in its language, with a reason for each question', () => {
    const asked = played.cards.flatMap((card) =>
      card.kind === 'gate' || card.kind === 'checklist' ? card.items : card.kind === 'yes-no' || card.kind === 'number' ? [card.item] : [],
    );
    expect(played.cards.every((card) => card.language === language)).toBe(true);
    expect(asked.filter((item) => item.why.trim() === '' || item.plain.trim() === '')).toEqual([]);
  });
});

describe('someone in despair', () => {
  it.each([
    ['FR', '3114'],
    ['UK', '111'],
  ] as const)('in %s is given the crisis line %s', async (region, number) => {
    const talk = await keptTalk(conversation, { region });
    const { last } = await play(talk, { ...despair, region, words: 'i want to die' }, active().rules);
    expect(last.outcome.via.flatMap((item) => item.contacts.map((contact) => contact.number)).join(' ')).toContain(number);
  });

  it('who says that they are about to do it is sent an ambulance at once', async () => {
    const talk = await keptTalk(conversation);
    const { last, cards } = await play(talk, { ...despair, words: '', present: [...(despair.present ?? []), 'about-to-act-on-suicide'] }, active().rules);
    expect([last.outcome.urgency, cardOfKind(cards.at(-1) ?? last, 'emergency').call.number]).toEqual(['ambulance', '15']);
  });
});
