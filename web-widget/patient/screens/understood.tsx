/** What was understood, marked in the person's own words and listed as chips; one tap takes one off. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { markedWords } from '../marked-words.ts';
import { Mistake, problemText, Question, type Asking } from './question.tsx';

type Props = Asking<'understood'> & { readonly onRewrite: () => void };

export function Understood({ card, words, busy, problem, onAnswer, onRewrite }: Props): JSX.Element {
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => {
    const next = new Set(removed);
    if (!next.delete(id)) next.add(id);
    setRemoved(next);
  };
  const send = (): void => {
    if (!busy) onAnswer(removed.size > 0 ? { confirm: true, remove: [...removed] } : { confirm: true });
  };
  return (
    <Question ask={card.ask} note={card.about}>
      <blockquote class="own" dir="auto" aria-label={words.ownWords}>
        {markedWords(card.text, card.chips).map((piece, at) => {
          const kept = piece.chips.filter((chip) => !removed.has(chip.id));
          // The pieces of one text never change their order.
          return kept.length === 0 ? (
            <span key={at}>{piece.text}</span>
          ) : (
            <mark key={at} class={`mark-${kept[0]?.kind ?? 'finding'}`}>
              {piece.text}
            </mark>
          );
        })}
      </blockquote>
      <ul class="chips">
        {card.chips.map((chip) => {
          const off = removed.has(chip.id);
          return (
            <li key={chip.id}>
              <button type="button" class={`chip chip-${chip.kind}`} aria-pressed={off} onClick={() => toggle(chip.id)}>
                <span>
                  <span class="chip-label">{chip.label}</span>
                  {chip.kind === 'said-no' && <small>{words.saidNo}</small>}
                </span>
                <span class="chip-act">
                  <Icon name={off ? 'back' : 'close'} />
                  <span class="for-readers">{off ? `${words.removed}. ${words.putBack}` : words.remove}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <Mistake id="mistake" text={problemText(problem)} />
      <div class="stack">
        <button type="button" class="primary big" aria-disabled={busy} onClick={send}>
          {card.confirm}
        </button>
        <button type="button" class="secondary" aria-disabled={busy} onClick={onRewrite}>
          {words.rewrite}
        </button>
      </div>
    </Question>
  );
}
