/** The conversation in a terminal: numbered choices, plain words, and always the emergency number. */
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import type { Card } from '../contract/card.ts';
import type { CardAnswer } from '../contract/turn.ts';
import { RelaisError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import type { Session } from './interview-session.ts';
import { paintCard, paintHelp, paintWhy } from './terminal-paint.ts';

type Item = Extract<Card, { kind: 'gate' | 'checklist' }>['items'][number];

const prompts = {
  en: {
    ticks: 'Numbers (e.g. 1 3), 0 for none, u for not sure (u2 = not sure about 2)',
    one: 'Number',
    chips: 'Enter if that is right, else the numbers to take off (e.g. 1 3)',
    agree: 'Enter to agree',
    text: 'Your words',
    number: 'A number, or a letter',
    age: 'e.g. 34 years, 18 months, 10 weeks, 20 days',
    again: 'I did not understand that.',
    ended: 'Take care of yourself.',
    commands: 'commands: ? why · ?? plainer words · b back · w I feel worse · l langue/language · q quit',
  },
  fr: {
    ticks: 'Numéros (par ex. 1 3), 0 pour rien, u pour « je ne sais pas » (u2 = pas sûr du 2)',
    one: 'Numéro',
    chips: 'Entrée si c’est juste, sinon les numéros à enlever (par ex. 1 3)',
    agree: 'Entrée si vous êtes d’accord',
    text: 'Vos mots',
    number: 'Un chiffre, ou une lettre',
    age: 'par ex. 34 ans, 18 mois, 10 semaines, 20 jours',
    again: 'Je n’ai pas compris.',
    ended: 'Prenez soin de vous.',
    commands: 'commandes : ? pourquoi · ?? plus simple · b retour · w je me sens plus mal · l langue/language · q quitter',
  },
} as const;

type TerminalPlay = { readonly session: Session; readonly language: Language; readonly text: string | undefined };

export async function playTerminal({ session, language, text }: TerminalPlay): Promise<number> {
  const reader = createInterface({ input: process.stdin, output: process.stdout });
  const lines = reader[Symbol.asyncIterator]();
  const write = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  let told = text;
  write(styleText('dim', prompts[language].commands));
  try {
    for (;;) {
      const card = session.card();
      if (card.kind === 'words' && told !== undefined) {
        write(`\n> ${told}`);
        const words = told;
        told = undefined;
        await session.answer({ text: words });
        continue;
      }
      write(`\n${paintCard(card)}`);
      if (card.kind === 'outcome' || (card.kind === 'emergency' && !card.confirm)) {
        write(styleText('dim', prompts[card.language].ended));
        return 0;
      }
      for (let settled = false; !settled;) {
        process.stdout.write(`${promptOf(card)} > `);
        const next = await lines.next();
        if (next.done === true) return 0;
        const input = next.value.trim();
        if (input === 'q') return 0;
        settled = await settle(session, card, input, write);
      }
    }
  } finally {
    reader.close();
  }
}

/** Whether the input moved the conversation on; a wrong one says why and asks again. */
async function settle(session: Session, card: Card, input: string, write: (line: string) => void): Promise<boolean> {
  if (input === '?' || input === '??') {
    write(input === '?' ? paintWhy(card) : paintHelp(card));
    return false;
  }
  try {
    const turnId = crypto.randomUUID();
    if (input === 'b') await session.take({ action: 'back', turnId });
    else if (input === 'w') await session.take({ action: 'worse', turnId });
    else if (input === 'l') await session.take({ action: 'language', turnId, language: card.language === 'fr' ? 'en' : 'fr' });
    else {
      const answer = answerFrom(card, input);
      if (!answer) {
        write(styleText('yellow', prompts[card.language].again));
        return false;
      }
      await session.answer(answer);
    }
    return true;
  } catch (error) {
    if (!(error instanceof RelaisError)) throw error;
    // The mends of the API speak of its fields; here the reason says enough.
    write(styleText('yellow', error.reason[card.language]));
    return false;
  }
}

function promptOf(card: Card): string {
  const words = prompts[card.language];
  switch (card.kind) {
    case 'gate':
    case 'checklist':
      return words.ticks;
    case 'words':
      return words.text;
    case 'age':
      return words.age;
    case 'number':
      return words.number;
    case 'notice':
      return words.agree;
    case 'understood':
      return words.chips;
    case 'who':
    case 'sex':
    case 'region':
    case 'complaint':
    case 'yes-no':
    case 'anything-else':
    case 'emergency':
    case 'outcome':
      return words.one;
    default:
      return card satisfies never;
  }
}

/** By first letter: years, ans, months or mois, weeks, semaines, days, jours. */
const ageUnits: Readonly<Record<string, 'd' | 'w' | 'm' | 'y'>> = { y: 'y', a: 'y', m: 'm', w: 'w', s: 'w', d: 'd', j: 'd' };

export function answerFrom(card: Card, input: string): CardAnswer | undefined {
  const picked = /^\d+$/.test(input) ? Number(input) - 1 : undefined;
  switch (card.kind) {
    case 'notice':
      return picked === 0 || /^(?:y|yes|o|oui|ok)?$/i.test(input) ? { accept: true } : undefined;
    case 'who':
    case 'sex':
    case 'region':
    case 'complaint': {
      const fallback = card.kind === 'region' && input === '' ? card.suggested : undefined;
      const value = fallback ?? (picked === undefined ? undefined : card.choices[picked]?.value);
      return value === undefined ? undefined : { choice: value };
    }
    case 'age': {
      const match = /^(\d+(?:[.,]\d+)?)\s*(y(?:ears?)?|a(?:ns?)?|m(?:onths?|ois)?|w(?:eeks?)?|s(?:emaines?)?|d(?:ays?)?|j(?:ours?)?)?$/i.exec(input);
      const unit = ageUnits[match?.[2]?.[0]?.toLowerCase() ?? 'y'];
      return match?.[1] === undefined || unit === undefined ? undefined : { amount: Number(match[1].replace(',', '.')), unit };
    }
    case 'gate':
    case 'checklist':
      return ticks(card.items, input);
    case 'words':
      return input === '' ? undefined : { text: input };
    case 'understood':
      return understood(card, input);
    case 'yes-no':
      if (isYes(input)) return { value: 'yes' };
      if (isNo(input)) return { value: 'no' };
      return picked === 0 ? { value: 'yes' } : picked === 1 ? { value: 'no' } : picked === 2 || input === 'u' ? { value: 'unsure' } : undefined;
    case 'number':
      return numberAnswer(card, input);
    case 'anything-else':
      return picked === 0 || isYes(input) ? { more: true } : picked === 1 || isNo(input) ? { more: false } : undefined;
    case 'emergency':
      return picked === 0 || isYes(input) ? { happening: true } : picked === 1 || isNo(input) ? { happening: false } : undefined;
    case 'outcome':
      return undefined;
    default:
      return card satisfies never;
  }
}

const isYes = (input: string): boolean => /^(?:y|yes|o|oui)$/i.test(input);
const isNo = (input: string): boolean => /^(?:n|no|non)$/i.test(input);

function ticks(items: readonly Item[], input: string): CardAnswer | undefined {
  if (input === '0') return { none: true };
  if (input === 'u') return { unsure: 'all' };
  const present: string[] = [];
  const unsure: string[] = [];
  for (const part of input.split(/[\s,]+/).filter(Boolean)) {
    const match = /^(u?)(\d+)$/.exec(part);
    const item = match?.[2] === undefined ? undefined : items[Number(match[2]) - 1];
    if (!item) return undefined;
    (match?.[1] === 'u' ? unsure : present).push(item.id);
  }
  return present.length + unsure.length > 0 ? { present, unsure } : undefined;
}

/** Enter or 0: that is right; numbers: take those chips off. */
function understood(card: Extract<Card, { kind: 'understood' }>, input: string): CardAnswer | undefined {
  if (input === '' || input === '0') return { confirm: true };
  const remove = input.split(/[\s,]+/).map((part) => card.chips[Number(part) - 1]?.id);
  return remove.every((id) => id !== undefined) ? { confirm: true, remove } : undefined;
}

function numberAnswer(card: Extract<Card, { kind: 'number' }>, input: string): CardAnswer | undefined {
  if (input === 'u') return { value: 'unsure' };
  if (input === 'n' && card.notMeasured !== undefined) return { notMeasured: true };
  const shortcut = /^[a-m]$/.test(input) ? card.shortcuts[input.charCodeAt(0) - 97] : undefined;
  if (shortcut) return { shortcut: shortcut.value };
  const match = /^(\d+(?:[.,]\d+)?)\s*(\S+)?$/.exec(input);
  if (match?.[1] === undefined) return undefined;
  const unit = match[2] ?? card.units[0]?.value;
  return {
    number: Number(match[1].replace(',', '.')),
    ...(unit === undefined ? {} : { unit: card.units.find((item) => item.value.toLowerCase() === unit.toLowerCase())?.value ?? unit }),
  };
}
