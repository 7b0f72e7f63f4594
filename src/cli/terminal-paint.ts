/** A card as lines of text. */
import { styleText } from 'node:util';
import type { Card, OutcomeView } from '../contract/card.ts';
import type { Language } from '../shared/language.ts';

const colours = { ambulance: 'red', emergency: 'red', 'same-day': 'yellow', routine: 'cyan', pharmacy: 'green', 'self-care': 'green' } as const;

export function paintCard(card: Card): string {
  const numbers = card.emergency.numbers.map((item) => item.number).join(' · ');
  const head = [styleText('dim', `[${numbers}]`), ...(card.meanwhile ?? []).map((line) => styleText(['yellow', 'bold'], `! ${line}`))].join('\n');
  switch (card.kind) {
    case 'notice':
      return [head, bold(card.title), ...card.text, numbered([card.accept])].join('\n');
    case 'who':
    case 'sex':
    case 'region':
    case 'complaint':
      return [head, bold(card.ask), numbered(card.choices.map((choice) => choice.label))].join('\n');
    case 'age':
      return [head, bold(card.ask), card.hint].join('\n');
    case 'gate':
    case 'checklist':
      return [head, bold(card.ask), numbered(card.items.map((item) => item.label)), `  0  ${card.none}`].join('\n');
    case 'words':
      return [head, bold(card.ask), card.hint].join('\n');
    case 'understood':
      return [
        head,
        bold(card.ask),
        numbered(card.chips.map((chip) => `${chip.kind === 'said-no' ? '(-) ' : ''}${chip.label}  « ${chip.quote} »`)),
        `  0  ${card.confirm}`,
        ...(card.about ? [card.about] : []),
      ].join('\n');
    case 'yes-no':
      return [head, ...(card.contradiction ? [card.contradiction] : []), bold(card.ask), numbered([card.yes, card.no, card.unsure])].join('\n');
    case 'number': {
      const options = card.shortcuts.map((choice, index) => `  ${String.fromCodePoint(97 + index)}  ${choice.label}`);
      const unit = card.units.map((choice) => `${choice.value} (${choice.label})`).join(', ');
      return [head, bold(card.ask), ...(unit ? [`  ${unit}`] : []), ...options, ...(card.notMeasured ? [`  n  ${card.notMeasured}`] : []), `  u  ${card.unsure}`].join('\n');
    }
    case 'anything-else':
      return [head, bold(card.ask), numbered([card.yes, card.no])].join('\n');
    case 'emergency':
      return [
        styleText(['bgRed', 'white', 'bold'], ` ${card.headline} `),
        bold(`${card.call.use} : ${card.call.number}`),
        ...card.do.map((line) => `  - ${line}`),
        ...(card.confirm ? ['', bold(card.confirm.ask), ...card.confirm.items.map((item) => `  « ${item.label} »`), numbered([card.confirm.yes, card.confirm.no])] : []),
        ...card.emergency.noVoice.map((item) => styleText('dim', `${item.label}: ${item.contact}`)),
      ].join('\n');
    case 'outcome':
      return paintOutcome(card.outcome, card.language);
    default:
      return card satisfies never;
  }
}

const headings = {
  fr: {
    firstAid: 'Tout de suite',
    do: 'À faire',
    avoid: 'À ne pas faire',
    expect: 'Ce qui vous attend',
    why: 'Pourquoi',
    goUpIf: 'Appelez ou recommencez si l’un de ces signes apparaît',
    review: 'Faites le point',
  },
  en: {
    firstAid: 'Right now',
    do: 'What to do',
    avoid: 'What not to do',
    expect: 'What to expect',
    why: 'Why',
    goUpIf: 'Call or start again if any of these appears',
    review: 'Look again',
  },
} as const;

function paintOutcome(outcome: OutcomeView, language: Language): string {
  const words = headings[language];
  const section = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : ['', bold(title), ...lines.map((line) => `  - ${line}`)]);
  return [
    styleText(['bold', colours[outcome.urgency]], `■ ${outcome.short.toUpperCase()} — ${outcome.headline}`),
    // The sentence on who it is names the time already.
    outcome.who,
    ...outcome.via.map((item) => `→ ${item.text} ${item.contacts.map((contact) => `${contact.name} ${contact.number}`).join(' · ')}`),
    ...section(words.firstAid, outcome.firstAid ?? []),
    ...section(words.do, outcome.do),
    ...section(words.avoid, outcome.avoid),
    ...section(words.expect, outcome.expect),
    ...section(words.goUpIf, outcome.goUpIf),
    ...(outcome.review ? ['', `${bold(words.review)}: ${outcome.review.words}`] : []),
    '',
    bold(words.why),
    ...outcome.reasons.flatMap((reason) => [
      `  - ${reason.because}`,
      ...reason.answers.slice(0, 6).map((answer) => styleText('dim', `      ${answer.label}: ${answer.value}${answer.words ? ` « ${answer.words} »` : ''}`)),
      styleText('dim', `      ${reason.pathway ?? 'gate'}/${reason.rule} [${reason.sources.map((source) => `${source.key} ${source.mark}`).join(', ')}]`),
    ]),
    '',
    ...(outcome.draftNotice ? [styleText('dim', outcome.draftNotice)] : []),
  ].join('\n');
}

export function paintWhy(card: Card): string {
  if (card.kind === 'sex' || card.kind === 'region') return card.why;
  return itemsOf(card)
    .map((item) => `${item.label}: ${item.why}`)
    .join('\n');
}

export function paintHelp(card: Card): string {
  return itemsOf(card)
    .map((item) => `${item.label}: ${item.plain}`)
    .join('\n');
}

function itemsOf(card: Card): readonly { readonly label: string; readonly plain: string; readonly why: string }[] {
  if (card.kind === 'gate' || card.kind === 'checklist') return card.items;
  return card.kind === 'yes-no' || card.kind === 'number' ? [card.item] : [];
}

function numbered(lines: readonly string[]): string {
  return lines.map((line, index) => `${String(index + 1).padStart(3)}  ${line}`).join('\n');
}

function bold(text: string): string {
  return styleText('bold', text);
}
