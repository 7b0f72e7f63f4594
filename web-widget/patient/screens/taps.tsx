/** Questions that one tap answers. */
import type { JSX } from 'preact';
import { Explained, HelpButtons, useHelp } from './explained.tsx';
import { Choices, Question, type Asking } from './question.tsx';

export function NoticeAgain({ card, busy, onAnswer }: Asking<'notice'>): JSX.Element {
  return (
    <Question ask={card.title}>
      <ul class="notice-lines">
        {card.text.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <button type="button" class="primary big" aria-disabled={busy} onClick={() => !busy && onAnswer({ accept: true })}>
        {card.accept}
      </button>
    </Question>
  );
}

export function OneOf({ card, words, busy, onAnswer }: Asking<'who' | 'sex' | 'region' | 'complaint'>): JSX.Element {
  const [help, onHelp] = useHelp();
  const why = card.kind === 'sex' || card.kind === 'region' ? card.why : undefined;
  return (
    <Question ask={card.ask}>
      {why !== undefined && <Explained asked={{ why }} help={help} words={words} />}
      <Choices choices={card.choices} busy={busy} onChoose={(choice) => onAnswer({ choice })} />
      {why !== undefined && <HelpButtons words={words} help={help} onHelp={onHelp} plain={false} />}
    </Question>
  );
}

export function YesNo({ card, words, busy, onAnswer }: Asking<'yes-no'>): JSX.Element {
  const [help, onHelp] = useHelp();
  const choices = [
    { value: 'yes', label: card.yes },
    { value: 'no', label: card.no },
    { value: 'unsure', label: card.unsure },
  ];
  return (
    <Question ask={card.ask} note={card.contradiction}>
      <Explained asked={card.item} help={help} words={words} />
      <Choices choices={choices} busy={busy} onChoose={(value) => onAnswer({ value: value === 'yes' || value === 'no' ? value : 'unsure' })} />
      <HelpButtons words={words} help={help} onHelp={onHelp} />
    </Question>
  );
}

export function AnythingElse({ card, busy, onAnswer }: Asking<'anything-else'>): JSX.Element {
  const choices = [
    { value: 'no', label: card.no },
    { value: 'yes', label: card.yes },
  ];
  return (
    <Question ask={card.ask}>
      <Choices choices={choices} busy={busy} onChoose={(value) => onAnswer({ more: value === 'yes' })} />
    </Question>
  );
}
