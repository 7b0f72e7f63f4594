import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { ageMistake, readNumber, type AgeUnit } from '../quantity-field.ts';
import { Mistake, problemText, Question, Segments, type Asking } from './question.tsx';

export function Age({ card, words, busy, problem, onAnswer }: Asking<'age'>): JSX.Element {
  const [text, setText] = useState('');
  const [unit, setUnit] = useState<AgeUnit>('y');
  const [tried, setTried] = useState(false);
  const amount = readNumber(text);
  const mistake = ageMistake(amount, unit);
  const shown = tried ? (mistake === 'no-age' ? words.noAge : mistake === 'too-high' ? words.ageTooHigh : problemText(problem)) : undefined;
  const send = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (!busy && amount !== undefined && mistake === undefined) onAnswer({ amount, unit });
    else document.querySelector<HTMLInputElement>('#age')?.focus();
  };
  return (
    <Question ask={card.ask}>
      <form class="form" onSubmit={send} noValidate>
        <div class="field">
          <label for="age">{words.age}</label>
          <input
            id="age"
            class="short"
            type="text"
            inputMode="decimal"
            autoComplete="off"
            maxLength={12}
            value={text}
            aria-describedby="age-hint age-mistake"
            aria-invalid={shown !== undefined}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setTried(false);
            }}
          />
        </div>
        <Segments
          label={words.unit}
          name="age-unit"
          choices={card.units}
          chosen={unit}
          onChoose={(value) => {
            // The card offers exactly these units.
            setUnit(value as AgeUnit);
            setTried(false);
          }}
        />
        <p id="age-hint" class="hint">
          {card.hint}
        </p>
        <Mistake id="age-mistake" text={shown} />
        <button type="submit" class="primary big" aria-disabled={busy}>
          {words.next}
        </button>
      </form>
    </Question>
  );
}
