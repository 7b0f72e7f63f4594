/** Several signs on one screen: ticked, not sure of, or none of them. Nothing ticked is never taken for a "no". */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { fill } from '../words.ts';
import { Explained, HelpButtons, useHelp } from './explained.tsx';
import { Mistake, problemText, Question, type Asking } from './question.tsx';

type Mark = 'present' | 'unsure';

export function Checklist({ card, words, busy, problem, onAnswer }: Asking<'gate' | 'checklist'>): JSX.Element {
  const [marks, setMarks] = useState<Readonly<Record<string, Mark>>>({});
  const [help, onHelp] = useHelp();
  const mark = (id: string, to: Mark): void => {
    const { [id]: now, ...rest } = marks;
    setMarks(now === to ? rest : { ...rest, [id]: to });
  };
  const marked = (which: Mark): string[] => card.items.map((item) => item.id).filter((id) => marks[id] === which);
  const some = Object.keys(marks).length > 0;
  const send = (): void => {
    if (!busy) onAnswer({ present: marked('present'), unsure: marked('unsure') });
  };
  return (
    <Question ask={card.ask} note={card.kind === 'checklist' ? card.contradiction : undefined}>
      <p class="hint">{words.tickHint}</p>
      <ul class="signs">
        {card.items.map((item) => (
          <li key={item.id} class={marks[item.id] === 'unsure' ? 'unsure-of' : (marks[item.id] ?? '')}>
            <div class="sign">
              <label>
                <input type="checkbox" checked={marks[item.id] === 'present'} onChange={() => mark(item.id, 'present')} />
                <span class="box">
                  <Icon name="tick" />
                </span>
                <span>{item.label}</span>
              </label>
              <button
                type="button"
                class="unsure"
                aria-pressed={marks[item.id] === 'unsure'}
                aria-label={fill(words.notSureOf, { label: item.label })}
                onClick={() => mark(item.id, 'unsure')}
              >
                <span aria-hidden="true">?</span>
              </button>
            </div>
            <Explained asked={item} help={help} words={words} />
          </li>
        ))}
      </ul>
      <HelpButtons words={words} help={help} onHelp={onHelp} />
      <Mistake id="mistake" text={problemText(problem)} />
      {some ? (
        <button type="button" class="primary big" aria-disabled={busy} onClick={send}>
          {words.next}
        </button>
      ) : (
        <div class="stack">
          <button type="button" class="choice none" aria-disabled={busy} onClick={() => !busy && onAnswer({ none: true })}>
            {card.none}
          </button>
          <button type="button" class="choice calm" aria-disabled={busy} onClick={() => !busy && onAnswer({ unsure: 'all' })}>
            {words.notSureAll}
          </button>
        </div>
      )}
    </Question>
  );
}
