/** A card as lines of text. */
import { styleText } from 'node:util';
import type { Card, OutcomeView } from '../contract/card.ts';

const colours = { ambulance: 'red', emergency: 'red', 'same-day': 'yellow', routine: 'cyan', pharmacy: 'green', 'self-care': 'green' } as const;

export function paintCard(card: Card): string {
  const numbers = card.emergency.numbers.map((item) => item.number).join(' · ');
  const head = styleText('dim', `[${numbers}]`);
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
      return paintOutcome(card.outcome);
    default:
      return card satisfies never;
  }
}

function paintOutcome(outcome: OutcomeView): string {
  const section = (lines: readonly string[], mark: string): string[] => lines.map((line) => `  ${mark} ${line}`);
  return [
    styleText(['bold', colours[outcome.urgency]], `■ ${outcome.short.toUpperCase()} — ${outcome.headline}`),
    ...(outcome.seeBy ? [bold(outcome.seeBy.words)] : []),
    outcome.who,
    ...outcome.via.map((item) => `→ ${item.text} ${item.contacts.map((contact) => `${contact.name} ${contact.number}`).join(' · ')}`),
    '',
    ...section(outcome.do, '+'),
    ...section(outcome.avoid, '×'),
    ...section(outcome.expect, '…'),
    '',
    ...outcome.reasons.flatMap((reason) => [
      `  ? ${reason.because}`,
      ...reason.answers.slice(0, 6).map((answer) => styleText('dim', `      ${answer.label}: ${answer.value}${answer.words ? ` « ${answer.words} »` : ''}`)),
      styleText('dim', `      ${reason.pathway ?? 'gate'}/${reason.rule} [${reason.sources.map((source) => `${source.key} ${source.mark}`).join(', ')}]`),
    ]),
    '',
    ...section(outcome.goUpIf, '↑'),
    ...(outcome.review ? [`⟳ ${outcome.review.words}`] : []),
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
