/** A number: a scale to tap, or a field with its unit; and the honest answers without one. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { looksFahrenheit, readNumber } from '../quantity-field.ts';
import { fill } from '../words.ts';
import { Explained, HelpButtons, useHelp } from './explained.tsx';
import { Mistake, problemText, Question, Segments, type Asking } from './question.tsx';

export function NumberQuestion(asking: Asking<'number'>): JSX.Element {
  const { card, words, busy, onAnswer } = asking;
  const [help, onHelp] = useHelp();
  const isScale = card.units.length === 0 && card.least === 0 && card.most === 10;
  const without = [
    ...card.shortcuts.map((item) => ({ label: item.label, answer: { shortcut: item.value } })),
    ...(card.notMeasured === undefined ? [] : [{ label: card.notMeasured, answer: { notMeasured: true } as const }]),
    { label: card.unsure, answer: { value: 'unsure' } as const },
  ];
  return (
    <Question ask={card.ask}>
      <Explained asked={card.item} help={help} words={words} />
      {isScale ? <Scale {...asking} /> : <Field {...asking} />}
      <ul class="choices choices-calm">
        {without.map(({ label, answer }) => (
          <li key={label}>
            <button type="button" class="choice calm" aria-disabled={busy} onClick={() => !busy && onAnswer(answer)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
      <HelpButtons words={words} help={help} onHelp={onHelp} />
    </Question>
  );
}

function Scale({ words, busy, onAnswer }: Asking<'number'>): JSX.Element {
  return (
    <div class="scale">
      <ul>
        {Array.from({ length: 11 }, (_, number) => (
          <li key={number}>
            <button type="button" class={`level level-${number}`} aria-disabled={busy} onClick={() => !busy && onAnswer({ number })}>
              {number}
            </button>
          </li>
        ))}
      </ul>
      <p>
        <span>{words.scale.least}</span>
        <span>{words.scale.most}</span>
      </p>
    </div>
  );
}

function Field({ card, words, busy, problem, onAnswer }: Asking<'number'>): JSX.Element {
  const [text, setText] = useState('');
  // A duration has no usual unit: 3 days and 3 weeks are not the same.
  const [unit, setUnit] = useState<string | undefined>(card.units.length > 0 ? (card.units.find((item) => item.value === 'd') ?? card.units[0])?.value : undefined);
  const [tried, setTried] = useState(false);
  const number = readNumber(text);
  const direct = unit === undefined || unit === 'C' || card.units.length === 1;
  const outside = number !== undefined && (number < 0 || (direct && (number < card.least || number > card.most)));
  const fahrenheit = number !== undefined && looksFahrenheit(number, unit) && card.units.some((item) => item.value === 'F');
  const mistake =
    number === undefined ? fill(words.noNumber, { example: unit === 'C' ? '38,5' : '3' }) : outside ? fill(words.ofRange, { least: card.least, most: card.most }) : undefined;
  const shown = tried ? (mistake ?? problemText(problem)) : undefined;
  const send = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (!busy && number !== undefined && mistake === undefined) onAnswer({ number, ...(unit === undefined ? {} : { unit }) });
    else document.querySelector<HTMLInputElement>('#number')?.focus();
  };
  return (
    <form class="form" onSubmit={send} noValidate>
      <div class="field">
        <label for="number">{words.value}</label>
        <input
          id="number"
          class="short"
          type="text"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={text}
          aria-describedby="number-mistake"
          aria-invalid={shown !== undefined}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setTried(false);
          }}
        />
      </div>
      {card.units.length > 0 && <Segments label={words.unit} name="unit" choices={card.units} chosen={unit} onChoose={setUnit} />}
      <Mistake id="number-mistake" text={shown} />
      {tried && fahrenheit && (
        <button type="button" class="choice" aria-disabled={busy} onClick={() => !busy && onAnswer({ number, unit: 'F' })}>
          {fill(words.asFahrenheit, { number: text.trim() })}
        </button>
      )}
      <button type="submit" class="primary big" aria-disabled={busy}>
        {words.next}
      </button>
    </form>
  );
}
