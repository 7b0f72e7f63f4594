/** Whatever a person does, in whatever order: always a card or an outcome, and the record tells the same story again. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardSchema, type Card } from '../../src/contract/card.ts';
import { turnSchema, type CardAnswer, type Turn } from '../../src/contract/turn.ts';
import { cardOf } from '../../src/conversation/cards.ts';
import { interview } from '../../src/conversation/interview.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { fold } from '../../src/record/fold.ts';
import { RelaisError } from '../../src/shared/errors.ts';
import { assess } from '../../src/triage/assess.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { testService } from '../support/service.ts';
import { hasEnded, mostCards } from './person.ts';
import { answerTurn, frenchSite, keptTalk, noon, pureTalk, realRules, type PureTalk } from './talk.ts';

const active = realRules();
/** Conversations per property. */
const runs = Number(process.env['RUNS'] ?? 60);

type Deed = { readonly kind: 'answer' | 'back' | 'change' | 'worse' | 'language' | 'nonsense'; readonly dice: readonly number[] };
const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom(...([...Array.from({ length: 16 }, () => 'answer' as const), 'back', 'change', 'change', 'worse', 'language', 'nonsense'] as const)),
  dice: fc.array(fc.nat(999), { minLength: 8, maxLength: 8 }),
});

const texts = [
  'sore throat for three days',
  "j'ai mal à la poitrine, ça serre",
  'my baby has a fever of 39',
  'burning when I pee, no fever',
  'her lips are blue',
  'hair loss',
  'qsdf',
  'je ne veux plus vivre',
  'rolled my ankle, tight pressure in my chest',
  'mal de tête depuis 2 semaines, pas de fièvre',
];

/** An answer that fits the card, thrown with these dice. */
function thrown(card: Card, dice: readonly number[]): CardAnswer {
  const die = (at: number, sides: number): number => (dice[at] ?? 0) % Math.max(1, sides);
  const pick = <T>(list: readonly T[], at: number): T | undefined => list[die(at, list.length)];
  switch (card.kind) {
    case 'notice':
      return { accept: true };
    case 'who':
    case 'sex':
    case 'region':
    case 'complaint':
      return { choice: pick(card.choices, 0)?.value ?? '' };
    case 'age':
      return { amount: die(0, 110), unit: pick(['y', 'y', 'y', 'm', 'w', 'd'] as const, 1) ?? 'y' };
    case 'gate':
    case 'checklist': {
      if (die(0, card.kind === 'gate' ? 12 : 3) > 0) return die(0, 30) === 7 ? { unsure: 'all' } : { none: true };
      const ids = card.items.map((item) => item.id);
      return { present: [pick(ids, 1) ?? ''], unsure: [pick(ids, 2) ?? ''] };
    }
    case 'words':
      return { text: pick(texts, 0) ?? 'x' };
    case 'understood':
      return { confirm: true, remove: card.chips.filter((_, at) => die(at % 8, 3) === 0).map((chip) => chip.id) };
    case 'yes-no':
      return { value: pick(['yes', 'no', 'unsure'] as const, 0) ?? 'no' };
    case 'number': {
      if (die(0, 3) === 0) return { value: 'unsure' };
      if (card.shortcuts.length > 0 && die(0, 3) === 1) return { shortcut: pick(card.shortcuts, 1)?.value ?? '0' };
      const number = Math.round(card.least + ((card.most - card.least) * die(1, 100)) / 100);
      return card.item.id === 'duration' ? { number: die(1, 40), unit: pick(['h', 'd', 'w'] as const, 2) ?? 'h' } : { number };
    }
    case 'anything-else':
      return { more: die(0, 4) === 0 };
    case 'emergency':
      return { happening: die(0, 2) === 0 };
    case 'outcome':
      return { none: true };
    default:
      return card satisfies never;
  }
}

function turnOf(talk: { readonly card: () => Card }, { kind, dice }: Deed): Turn {
  const turnId = randomUUID();
  switch (kind) {
    case 'answer':
      return answerTurn({ card: talk.card, take: async () => talk.card() }, thrown(talk.card(), dice));
    case 'nonsense':
      return { action: 'answer', turnId, card: talk.card().id, answer: { choice: `no-such-${dice[0]}` } };
    case 'back':
    case 'worse':
      return { action: kind, turnId };
    case 'change':
      return { action: 'change', turnId, step: (dice[0] ?? 0) % 25 };
    case 'language':
      return { action: 'language', turnId, language: (dice[0] ?? 0) % 2 === 0 ? 'fr' : 'en' };
    default:
      return kind satisfies never;
  }
}

/** Takes the turn; what is refused must be refused in words and change nothing. */
async function dare(talk: PureTalk, turn: Turn): Promise<void> {
  const before = talk.state();
  try {
    await talk.take(turn);
  } catch (error) {
    if (!(error instanceof RelaisError) || error.reason.fr === '' || error.mend === undefined || talk.state() !== before) throw error;
  }
}

const property = (check: (talk: PureTalk, deeds: readonly Deed[]) => Promise<void>, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 25, maxLength: 70 }), async (deeds) => check(pureTalk(active(), { language: 'fr' }), deeds)),
    { numRuns },
  );

describe('a conversation of any answers, back, changes, worsenings and languages', () => {
  it('always shows a card or an outcome that the contract knows', { timeout: 240_000 }, async () => {
    await property(async (talk, deeds) => {
      for (const one of deeds) {
        await dare(talk, turnOf(talk, one));
        expect(cardSchema.safeParse(talk.card()).error).toBeUndefined();
        expect(JSON.stringify(talk.card())).not.toMatch(/\{(?:time|days|emergency|when|value)\}/);
      }
    }, runs);
  });

  it('is told again by its events: the same state, the same card, the same outcome', { timeout: 240_000 }, async () => {
    await property(async (talk, deeds) => {
      for (const one of deeds) await dare(talk, turnOf(talk, one));
      const { rules } = active();
      const events: Parameters<typeof fold>[0] = JSON.parse(JSON.stringify(talk.events()));
      const state = fold(events);
      const current = interview(rules, state);
      expect(JSON.parse(JSON.stringify(state))).toEqual(JSON.parse(JSON.stringify(talk.state())));
      expect(cardOf({ rules, state, interview: current, now: noon })).toEqual(talk.card());
      const last = events.findLast((event) => event.kind === 'assessed');
      const concluded = state.concludedAt === undefined || !current.facts ? undefined : assess(rules, current.facts).outcome;
      expect(concluded).toEqual(concluded && last?.kind === 'assessed' ? last.outcome : undefined);
    }, runs);
  });

  it('ends, from wherever it has come, within a bounded number of cards', { timeout: 240_000 }, async () => {
    await property(async (talk, deeds) => {
      for (const one of deeds) await dare(talk, turnOf(talk, one));
      let cards = 0;
      for (; !hasEnded(talk.card()); cards += 1) {
        expect(cards).toBeLessThan(mostCards);
        const { dice } = deeds[cards % deeds.length] ?? { dice: [] };
        await talk.take(
          answerTurn(
            talk,
            thrown(
              talk.card(),
              dice.map((die) => die + cards),
            ),
          ),
        );
      }
      expect(cards).toBeLessThan(mostCards);
    }, runs);
  });
});

describe('the same on the real record', () => {
  let database: TestDatabase;
  let conversation: Conversation;
  beforeAll(async () => {
    database = await cloneDatabase();
    ({ conversation } = testService({ records: await testRecords(database, { most: 0, forMs: 0 }), active: active(), now: () => noon }));
  });
  afterAll(async () => database.drop());

  it('the record, read again before every turn, shows the card that the turn was answered with', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 10, maxLength: 30 }), async (deeds) => {
        const talk = await keptTalk(conversation, { language: 'fr' });
        for (const one of deeds) {
          const turn = turnOf(talk, one);
          if (!turnSchema.safeParse({ ...turn }).success) continue;
          const refused = await talk.take(turn).then(
            () => undefined,
            (error: unknown) => error,
          );
          expect(refused === undefined || refused instanceof RelaisError).toBe(true);
          const { card } = await conversation.show({ site: frenchSite, encounterId: talk.encounterId, capability: talk.capability });
          expect(card).toEqual(talk.card());
        }
      }),
      { numRuns: 20 },
    );
  });
});
