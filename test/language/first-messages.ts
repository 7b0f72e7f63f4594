/**
 * First messages as different people would write them, by us, before the phrases of the rules were looked at. Each line:
 * `emergency|calm | language | topic | age-sex | words`. Split in two at random: the phrases may be mended against the
 * development half; nothing is mended against the held-out half. Those of the topic "phone" came later, as frightened or plain
 * people type on one: whole batches, one of them held out. "Second" and "unseen" were written by someone who had not seen the phrases, and dealt out of one pile:
 * the phrases were mended against the second where a word says enough by itself; "unseen" tells how someone is read whose words nobody thought of.
 * The topic "near": harmless, in the words of dangers.
 */
import { readFileSync } from 'node:fs';
import type { Card } from '../../src/contract/card.ts';
import type { ActiveRules } from '../../src/conversation/conversation.ts';
import type { Language } from '../../src/shared/language.ts';
import { rank, type Urgency } from '../../src/triage/outcome.ts';
import { ageInDays, type AgeUnit } from '../../src/triage/quantity.ts';
import { hasEnded, mostCards } from '../conversation/person.ts';
import { answer, pureTalk } from '../conversation/talk.ts';

export type Half = 'development' | 'held-out' | 'second' | 'unseen';

export type FirstMessage = {
  readonly kind: 'emergency' | 'calm';
  readonly language: Language;
  readonly topic: string;
  readonly age: { readonly amount: number; readonly unit: AgeUnit };
  readonly sex: 'female' | 'male';
  readonly words: string;
};
/** How the person taps at everything the words did not say. */
export type Manner = 'no' | 'unsure';

const adultDays = ageInDays(16, 'y');

export function firstMessages(half: Half): readonly FirstMessage[] {
  const lines = readFileSync(new URL(`first-messages.${half}.txt`, import.meta.url), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map(readLine);
}

function readLine(line: string): FirstMessage {
  const [kind, language, topic, who, words] = line.split(' | ');
  const [, amount, unit, sex] = /^(\d+)([dwmy])-([fm])$/.exec(who ?? '') ?? [];
  if ((kind !== 'emergency' && kind !== 'calm') || (language !== 'en' && language !== 'fr') || !topic || !unit || !words) throw new RangeError(`not a first message: ${line}`);
  // The pattern admits only these units.
  return { kind, language, topic, age: { amount: Number(amount), unit: unit as AgeUnit }, sex: sex === 'f' ? 'female' : 'male', words };
}

/** How urgent it ends when the words are all that is told. */
export async function urgencyOf(rules: ActiveRules, message: FirstMessage, manner: Manner): Promise<Urgency> {
  const talk = pureTalk(rules, { language: message.language, region: message.language === 'fr' ? 'FR' : 'UK' });
  for (let turn = 0; turn < mostCards; turn += 1) {
    const card = talk.card();
    if (hasEnded(card)) return card.outcome.urgency;
    await answer(talk, replyTo(card, message, manner));
  }
  throw new Error(`no outcome: ${message.words}`);
}

function replyTo(card: Exclude<Card, { kind: 'outcome' }>, message: FirstMessage, manner: Manner): Parameters<typeof answer>[1] {
  switch (card.kind) {
    case 'notice':
      return { accept: true };
    case 'who':
      return { choice: ageInDays(message.age.amount, message.age.unit) < adultDays ? 'my-child' : 'me' };
    case 'age':
      return message.age;
    case 'sex':
      return { choice: message.sex };
    case 'region':
      return { choice: message.language === 'fr' ? 'FR' : 'UK' };
    case 'words':
      return { text: message.words };
    case 'understood':
      return { confirm: true, remove: [] };
    case 'emergency':
      return { happening: true };
    case 'complaint':
      return { choice: 'unrecognised' };
    case 'gate':
      return { none: true };
    case 'checklist':
      return manner === 'no' ? { none: true } : { unsure: 'all' };
    case 'yes-no':
      return { value: manner };
    case 'number': {
      // Who told of a fever does not tap that there is none.
      const [none] = message.kind === 'calm' ? card.shortcuts : [];
      if (none) return { shortcut: none.value };
      return card.notMeasured === undefined ? { value: 'unsure' } : { notMeasured: true };
    }
    case 'anything-else':
      return { more: false };
    default:
      return card satisfies never;
  }
}

export const isEmergency = (urgency: Urgency): boolean => rank(urgency) >= rank('emergency');
