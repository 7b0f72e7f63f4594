/** One encounter kept in memory only: the terminal's conversation stores nothing. */
import { randomUUID } from 'node:crypto';
import type { Card } from '../contract/card.ts';
import type { CardAnswer, Turn } from '../contract/turn.ts';
import { cardOf } from '../conversation/cards.ts';
import type { ActiveRules } from '../conversation/conversation.ts';
import { interview } from '../conversation/interview.ts';
import { advance, prepareTurn, toldEvents } from '../conversation/take-turn.ts';
import { fold, type EncounterState } from '../record/fold.ts';
import type { Language } from '../shared/language.ts';
import type { RegionId } from '../triage/ruleset.ts';

export type Session = {
  readonly card: () => Card;
  readonly take: (turn: Turn) => Promise<Card>;
  readonly answer: (answer: CardAnswer) => Promise<Card>;
};

/** What the flags, or a program's first line, say in advance. */
export type Opening = {
  readonly who: string | undefined;
  readonly age: { readonly amount: number; readonly unit: 'd' | 'w' | 'm' | 'y' } | undefined;
  readonly sex: string | undefined;
  readonly region: RegionId | undefined;
  readonly text: string | undefined;
};

export function startSession({ rules, read }: ActiveRules, start: { readonly language: Language; readonly region: RegionId }, now: () => number = Date.now): Session {
  let state: EncounterState = fold([{ kind: 'opened', language: start.language, rulesetHash: rules.hash, suggestedRegion: start.region }]);
  let current = interview(rules, state);
  const card = (): Card => cardOf({ rules, state, interview: current, now: now() });
  const take = async (turn: Turn): Promise<Card> => {
    const prepared = prepareTurn({ rules, state, interview: current, turn });
    const events = prepared.kind === 'events' ? prepared.events : toldEvents(prepared.text, await read(prepared.text, state.language));
    ({ state, interview: current } = advance(rules, state, events, now()));
    return card();
  };
  return { card, take, answer: (answer) => take({ action: 'answer', turnId: randomUUID(), card: card().id, answer }) };
}
