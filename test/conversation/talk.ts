/** A conversation as a test holds it: pure over the turns, or kept in the real record. Both are played the same way. */
import { randomUUID } from 'node:crypto';
import { beforeAll } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import type { CardAnswer, Turn } from '../../src/contract/turn.ts';
import { cardOf } from '../../src/conversation/cards.ts';
import type { ActiveRules, Conversation } from '../../src/conversation/conversation.ts';
import { interview, type Interview } from '../../src/conversation/interview.ts';
import { advance, prepareTurn, toldEvents } from '../../src/conversation/take-turn.ts';
import { readerFor } from '../../src/platform/reading.ts';
import { loadRules } from '../../src/platform/rules.ts';
import type { EncounterEvent } from '../../src/record/events.ts';
import { fold, type EncounterState } from '../../src/record/fold.ts';
import type { Language } from '../../src/shared/language.ts';
import type { RegionId } from '../../src/triage/ruleset.ts';

export type Talk = { readonly card: () => Card; readonly take: (turn: Turn) => Promise<Card> };
export type PureTalk = Talk & { readonly events: () => readonly EncounterEvent[]; readonly state: () => EncounterState; readonly interview: () => Interview };
export type KeptTalk = Talk & { readonly encounterId: string; readonly capability: string };

/** A fixed noon in winter: 12:00 in Paris, 11:00 in London. */
export const noon = Date.parse('2026-11-24T11:00:00Z');

/** The rules of this installation with their lexicon, read once a test file. */
export function realRules(): () => ActiveRules {
  let active: ActiveRules | undefined;
  beforeAll(async () => {
    active = readerFor(await loadRules());
  });
  return () => {
    if (!active) throw new Error('the rules are read before the first test');
    return active;
  };
}

export type Start = { readonly language?: Language; readonly region?: RegionId };

export function pureTalk({ rules, read }: ActiveRules, { language = 'en', region = 'FR' }: Start = {}): PureTalk {
  let events: readonly EncounterEvent[] = [{ kind: 'opened', language, rulesetHash: rules.hash, suggestedRegion: region }];
  let state = fold(events);
  let current = interview(rules, state);
  const card = (): Card => cardOf({ rules, state, interview: current, now: noon });
  const take = async (turn: Turn): Promise<Card> => {
    const prepared = prepareTurn({ rules, state, interview: current, turn });
    const added = prepared.kind === 'events' ? prepared.events : toldEvents(prepared.text, await read(prepared.text, state.language));
    const advanced = advance(rules, state, added, noon);
    events = [...events, ...advanced.events];
    ({ state, interview: current } = advanced);
    return card();
  };
  return { card, take, events: () => events, state: () => state, interview: () => current };
}

const everyExit = { pharmacy: true, gp: true, video: true };
export const frenchSite = { id: 'demo', region: 'FR', exits: everyExit } as const;
export const britishSite = { id: 'elsewhere', region: 'UK', exits: everyExit } as const;

export async function keptTalk(conversation: Conversation, { language = 'en', region = 'FR' }: Start = {}): Promise<KeptTalk> {
  const site = region === 'UK' ? britishSite : frenchSite;
  const opened = await conversation.open({ site, request: { language, turnId: randomUUID() } });
  const { encounterId, capability } = opened;
  return resumed(conversation, { encounterId, capability, site, card: opened.card });
}

/** Takes up an encounter where it stands, as another device or a restarted server would. */
export function resumed(
  conversation: Conversation,
  { encounterId, capability, site, card: shown }: Pick<KeptTalk, 'encounterId' | 'capability'> & { readonly site: typeof frenchSite | typeof britishSite; readonly card: Card },
): KeptTalk {
  let card = shown;
  return {
    encounterId,
    capability,
    card: () => card,
    take: async (turn) => {
      ({ card } = (await conversation.take({ site, encounterId, capability, turn })).shown);
      return card;
    },
  };
}

export function answerTurn(talk: Talk, answer: CardAnswer): Turn {
  return { action: 'answer', turnId: randomUUID(), card: talk.card().id, answer };
}

export async function answer(talk: Talk, given: CardAnswer): Promise<Card> {
  return talk.take(answerTurn(talk, given));
}

export const back = async (talk: Talk): Promise<Card> => talk.take({ action: 'back', turnId: randomUUID() });
export const worse = async (talk: Talk): Promise<Card> => talk.take({ action: 'worse', turnId: randomUUID() });
export const change = async (talk: Talk, step: number): Promise<Card> => talk.take({ action: 'change', turnId: randomUUID(), step });
export const speak = async (talk: Talk, language: Language): Promise<Card> => talk.take({ action: 'language', turnId: randomUUID(), language });

/** The card, when it is of this kind. */
export function cardOfKind<K extends Card['kind']>(card: Card, kind: K): Extract<Card, { kind: K }> {
  if (card.kind !== kind) throw new Error(`a ${card.kind} card where a ${kind} card was expected`);
  // `kind` is the discriminant: equal kinds are equal types.
  return card as Extract<Card, { kind: K }>;
}
