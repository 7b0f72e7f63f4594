/** A simulated person: a hidden truth, told in words and answered card by card. */
import type { Card } from '../../src/contract/card.ts';
import type { CardAnswer } from '../../src/contract/turn.ts';
import { unrecognised } from '../../src/conversation/interview.ts';
import type { Who } from '../../src/record/events.ts';
import type { AgeUnit } from '../../src/triage/quantity.ts';
import type { CompiledRuleset } from '../../src/triage/compile.ts';
import type { RegionId, Sex } from '../../src/triage/ruleset.ts';
import { answer, type Talk } from './talk.ts';

export type Person = {
  readonly who?: Who;
  readonly age: { readonly amount: number; readonly unit: AgeUnit };
  readonly sex: Sex | 'unsure';
  readonly region?: RegionId;
  /** What is typed; the second and later texts answer "what else is wrong?". */
  readonly words: string | readonly string[];
  /** What is really there; all else is not. */
  readonly present?: readonly string[];
  readonly unsure?: readonly string[];
  /** What a device or a look at the clock would give. */
  readonly values?: Readonly<Record<string, number>>;
  /** The pathway chosen from the list where the words said nothing. */
  readonly complaint?: string;
  /** Taps "that is right" without looking at the chips. */
  readonly careless?: boolean;
  /** Says "this is happening now" when one of the things is, not only when all are. */
  readonly hasty?: boolean;
};

export type Played = { readonly cards: readonly Card[]; readonly last: Ended; readonly taps: number };
export type Ended = Extract<Card, { kind: 'outcome' | 'emergency' }>;

/** More cards than any conversation may have. */
export const mostCards = 90;

/** Plays until there is an outcome, or an emergency screen that asks nothing. */
export async function play(talk: Talk, person: Person, rules: CompiledRuleset): Promise<Played> {
  const truth = truthOf(person, rules);
  const cards: Card[] = [talk.card()];
  for (let turn = 0; turn < mostCards; turn += 1) {
    const card = talk.card();
    if (hasEnded(card)) return { cards, last: card, taps: cards.slice(cards.findIndex((item) => item.kind === 'words')).length - 1 };
    cards.push(await answer(talk, answerTo(card, person, truth, cards)));
  }
  throw new Error(`no outcome after ${mostCards} cards: ${cards.map((card) => card.kind).join(' ')}`);
}

/** Plays until a card of this kind is shown. */
export async function playUntil(talk: Talk, person: Person, rules: CompiledRuleset, kind: Card['kind']): Promise<readonly Card[]> {
  const truth = truthOf(person, rules);
  const cards: Card[] = [talk.card()];
  for (let turn = 0; turn < mostCards && talk.card().kind !== kind; turn += 1) cards.push(await answer(talk, answerTo(talk.card(), person, truth, cards)));
  if (talk.card().kind !== kind) throw new Error(`no ${kind} card was shown`);
  return cards;
}

export function hasEnded(card: Card): card is Ended {
  return card.kind === 'outcome' || (card.kind === 'emergency' && !card.confirm);
}

export type Truth = {
  readonly rules: CompiledRuleset;
  readonly present: ReadonlySet<string>;
  readonly unsure: ReadonlySet<string>;
  readonly values: Readonly<Record<string, number>>;
};

/**
 * What is there with all that follows from it: who is breathless at rest is breathless; 39.0 is a fever. So it is with a doubt: who is not sure
 * whether a full bladder lets nothing out cannot be sure that urine comes as usual.
 */
export function truthOf(person: Person, rules: CompiledRuleset): Truth {
  const present = new Set<string>();
  const add = (id: string): void => {
    if (present.has(id)) return;
    present.add(id);
    const finding = rules.findings.get(id);
    if (finding?.kind === 'yes-no') finding.implies.forEach(add);
  };
  (person.present ?? []).forEach(add);
  const values = { duration: 24, pain: 3, ...person.values };
  const { temperature } = person.values ?? {};
  if (temperature !== undefined && temperature >= 38) add('fever');
  const unsure = new Set<string>();
  const doubt = (id: string): void => {
    if (present.has(id) || unsure.has(id)) return;
    unsure.add(id);
    const finding = rules.findings.get(id);
    if (finding?.kind === 'yes-no') finding.implies.forEach(doubt);
  };
  (person.unsure ?? []).forEach(doubt);
  return { rules, present, unsure, values };
}

export function answerTo(card: Card, person: Person, truth: Truth, shown: readonly Card[] = []): CardAnswer {
  const there = (id: string): boolean => truth.present.has(id);
  switch (card.kind) {
    case 'notice':
      return { accept: true };
    case 'who':
      return { choice: person.who ?? 'me' };
    case 'age':
      return person.age;
    case 'sex':
      return { choice: person.sex };
    case 'region':
      return { choice: person.region ?? 'FR' };
    case 'words': {
      const texts = typeof person.words === 'string' ? [person.words] : person.words;
      return { text: texts[shown.filter((item) => item.kind === 'words').length - 1] ?? texts[0] ?? '' };
    }
    case 'gate':
    case 'checklist': {
      const ids = card.items.map((item) => item.id);
      const present = ids.filter(there);
      const unsure = ids.filter((id) => !there(id) && truth.unsure.has(id));
      return present.length + unsure.length === 0 ? { none: true } : { present, unsure };
    }
    case 'understood':
      return { confirm: true, remove: person.careless === true ? [] : card.chips.filter((chip) => isWrong(chip, truth, person.complaint)).map((chip) => chip.id) };
    case 'complaint':
      return { choice: card.choices.some((choice) => choice.value === person.complaint) ? (person.complaint ?? unrecognised) : unrecognised };
    case 'yes-no':
      return { value: there(card.item.id) ? 'yes' : truth.unsure.has(card.item.id) ? 'unsure' : 'no' };
    case 'number':
      return numberFor(card, truth);
    case 'anything-else':
      return { more: typeof person.words !== 'string' && shown.filter((item) => item.kind === 'words').length < person.words.length };
    case 'emergency': {
      const ids = (card.confirm?.items ?? []).map((item) => item.id);
      const happening = (id: string): boolean => there(id) || person.values?.[id] !== undefined;
      return { happening: person.hasty === true ? ids.some(happening) : ids.every(happening) };
    }
    case 'outcome':
      throw new Error('the conversation has ended');
    default:
      return card satisfies never;
  }
}

function isWrong(chip: Extract<Card, { kind: 'understood' }>['chips'][number], truth: Truth, complaint: string | undefined): boolean {
  const id = chip.id.slice(chip.id.indexOf(':') + 1);
  if (chip.kind === 'complaint') return complaint !== undefined && id !== complaint && isForOthers(id, truth);
  if (chip.kind === 'finding') return !truth.present.has(id);
  if (chip.kind !== 'number') return false;
  const value = truth.values[id];
  if (value === undefined) return true;
  return id === 'duration' ? !sameSpan(chip.label, value) : !chip.label.replaceAll(',', '.').includes(` ${value}`);
}

/** A complaint that opens on findings none of which is there: nobody who has no pain in the chest has come for one. */
function isForOthers(complaint: string, { rules, present }: Truth): boolean {
  const opensOn = rules.pathwayOf.get(complaint)?.pathway.opensOnFindings ?? [];
  return opensOn.length > 0 && !opensOn.some((id) => present.has(id));
}

/** "3 days" is 72 hours; nobody minds a few hours more or less. */
function sameSpan(label: string, hours: number): boolean {
  const match = /(\d+) (hour|day|week|heure|jour|semaine)/.exec(label.replaceAll('\u00a0', ' '));
  const unit = match?.[2]?.[0];
  const read = Number(match?.[1] ?? 1) * (unit === 'h' ? 1 : unit === 'd' || unit === 'j' ? 24 : 168);
  return read <= hours * 2 && hours <= read * 2;
}

function numberFor(card: Extract<Card, { kind: 'number' }>, { rules, present, unsure, values }: Truth): CardAnswer {
  const value = values[card.item.id];
  if (value !== undefined) return card.item.id === 'duration' ? { number: value, unit: 'h' } : { number: value };
  const finding = rules.findings.get(card.item.id);
  const shortcuts = finding?.kind === 'number' ? finding.shortcuts : [];
  const fitting = shortcuts.findIndex((item) => present.has(item.finding) === (item.state === 'present'));
  if (shortcuts.some((item) => unsure.has(item.finding) && !present.has(item.finding))) return { value: 'unsure' };
  if (fitting >= 0) return { shortcut: String(fitting) };
  return card.notMeasured === undefined ? { value: 'unsure' } : { notMeasured: true };
}
