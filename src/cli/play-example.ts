/** An example of a pathway, answered card by card as the person it describes would. */
import type { Card } from '../contract/card.ts';
import type { CardAnswer } from '../contract/turn.ts';
import type { ActiveRules } from '../conversation/conversation.ts';
import { collectFindings } from '../conversation/interview.ts';
import type { Language } from '../shared/language.ts';
import { rank } from '../triage/outcome.ts';
import type { Example } from '../triage/ruleset.ts';
import { startSession } from './interview-session.ts';

export type Played = {
  readonly taps: number;
  readonly shown: number;
  readonly outcome: string;
  readonly right: boolean;
  readonly under: boolean;
  readonly trail: readonly string[];
};

const mostCards = 80;

export async function playExample(active: ActiveRules, example: Example, language: Language): Promise<Played> {
  const session = startSession(active, { language, region: example.region ?? 'FR' });
  const trail: string[] = [];
  let taps = 0;
  let shown = 0;
  let told = false;
  for (let turn = 0; turn < mostCards; turn += 1) {
    const card = session.card();
    if (card.kind === 'outcome' || (card.kind === 'emergency' && !card.confirm)) return judged(active, example, card, { taps, shown, trail });
    const { answer, cost, items } = answerTo(active, example, card, language);
    if (told) {
      taps += cost;
      shown += items;
      trail.push(`${card.kind}: ${JSON.stringify(answer)}`);
    }
    told ||= card.kind === 'words';
    await session.answer(answer);
  }
  throw new RangeError('the interview does not end');
}

function judged(active: ActiveRules, example: Example, card: Extract<Card, { kind: 'outcome' | 'emergency' }>, counts: Pick<Played, 'taps' | 'shown' | 'trail'>): Played {
  const { expect } = example;
  const { urgency } = card.outcome;
  const difference = rank(urgency) - rank(expect.urgency);
  return { ...counts, outcome: `${urgency} (expected ${expect.urgency}; ${active.rules.hash.slice(0, 6)})`, right: difference === 0, under: difference < 0 };
}

type Given = { readonly answer: CardAnswer; readonly cost: number; readonly items: number };

function answerTo(active: ActiveRules, example: Example, card: Card, language: Language): Given {
  const tap = (answer: CardAnswer, items = 0): Given => ({ answer, cost: 1, items });
  switch (card.kind) {
    case 'notice':
      return tap({ accept: true });
    case 'who':
      return tap({ choice: example.who.elsewhere ? 'elsewhere' : example.who.ageDays < 5844 ? 'my-child' : 'me' });
    case 'age': {
      const [amount, unit] = example.who.age.split(' ');
      // The reader of the rules admits only these units.
      return tap({ amount: Number(amount), unit: unit as 'd' | 'w' | 'm' | 'y' });
    }
    case 'sex':
      return tap({ choice: example.who.sex });
    case 'region':
      return tap({ choice: example.region ?? 'FR' });
    case 'words':
      return tap({ text: example.words[language] });
    case 'gate':
    case 'checklist':
      return ticked(
        example,
        card.items.map((item) => item.id),
      );
    case 'understood': {
      // What the example does not say is taken off, as its person would; not what the complaint is named after.
      const said = (id: string): boolean => isThere(active, example, id) || namesComplaint(active, example, id);
      const remove = card.chips.filter((chip) => chip.kind === 'finding' && !said(chip.id.slice('finding:'.length))).map((chip) => chip.id);
      const wrong = card.chips.filter((chip) => chip.kind === 'number' && chip.id === 'finding:duration' && example.values['duration'] === undefined).map((chip) => chip.id);
      return { answer: { confirm: true, remove: [...remove, ...wrong] }, cost: 1 + remove.length + wrong.length, items: 0 };
    }
    case 'complaint':
      return tap({ choice: card.choices.find((choice) => active.rules.pathwayOf.get(choice.value)?.pathway.examples.includes(example))?.value ?? 'unrecognised' });
    case 'yes-no':
      return tap({ value: isThere(active, example, card.item.id) ? 'yes' : example.unsure.includes(card.item.id) ? 'unsure' : 'no' }, 1);
    case 'number':
      return tap(numberFor(example, card), 1);
    case 'anything-else':
      return tap({ more: false });
    case 'emergency':
      // Someone who is in an emergency says so, whatever the words for it; anyone else only when all of it is there.
      return tap({ happening: example.expect.urgency === 'ambulance' || (card.confirm?.items.every((item) => isThere(active, example, item.id)) ?? true) });
    case 'outcome':
      throw new RangeError('the interview has ended');
    default:
      return card satisfies never;
  }
}

function ticked(example: Example, ids: readonly string[]): Given {
  const present = ids.filter((id) => example.present.includes(id));
  const unsure = ids.filter((id) => example.unsure.includes(id));
  const chosen = present.length + unsure.length;
  return { answer: chosen === 0 ? { none: true } : { present, unsure }, cost: 1 + chosen, items: ids.length };
}

/** Present in the example, or implied by what is. */
function isThere(active: ActiveRules, example: Example, id: string): boolean {
  if (example.present.includes(id)) return true;
  const finding = active.rules.findings.get(id);
  if (finding?.kind === 'number') return example.values[id] !== undefined;
  return example.present.some((other) => {
    const from = active.rules.findings.get(other);
    return from?.kind === 'yes-no' && from.implies.includes(id);
  });
}

/** "Sore throat", of someone who comes for a sore throat: no red flag, only the name of the complaint. */
function namesComplaint(active: ActiveRules, example: Example, id: string): boolean {
  return active.rules.pathways.some(({ pathway }) => {
    if (!pathway.examples.includes(example) || !pathway.opensOnFindings.includes(id)) return false;
    const flags = new Set<string>();
    for (const rule of pathway.redFlags) collectFindings(rule.when, flags);
    return !flags.has(id);
  });
}

function numberFor(example: Example, card: Extract<Card, { kind: 'number' }>): CardAnswer {
  const value = example.values[card.item.id];
  if (value !== undefined) return card.item.id === 'duration' ? { number: value, unit: 'h' } : { number: value };
  if (card.shortcuts.length > 0) {
    if (example.unsure.includes('fever')) return { value: 'unsure' };
    return { shortcut: example.present.includes('fever') ? '1' : '0' };
  }
  return card.notMeasured === undefined ? (card.item.id === 'pain' ? { number: 3 } : { value: 'unsure' }) : { notMeasured: true };
}
