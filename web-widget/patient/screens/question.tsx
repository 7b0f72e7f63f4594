/** What every question screen is made of: progress, the question, its answers, and the ways out of it. */
import type { ComponentChildren, JSX } from 'preact';
import type { Card } from '../../../src/contract/card.ts';
import type { CardAnswer } from '../../../src/contract/turn.ts';
import type { Problem } from '../../client/ask.ts';
import { fill, type PatientWords } from '../words.ts';

/** What a question screen is given. `busy`: an answer is on its way; taps count for nothing until it is there. */
export type Asking<K extends Card['kind']> = {
  readonly card: Extract<Card, { kind: K }>;
  readonly words: PatientWords;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  readonly onAnswer: (answer: CardAnswer) => void;
};

export function Question({ ask, note, children }: { readonly ask: string; readonly note?: string | undefined; readonly children: ComponentChildren }): JSX.Element {
  return (
    <>
      {note && <p class="note">{note}</p>}
      <h1 id="ask" tabIndex={-1}>
        {ask}
      </h1>
      {children}
    </>
  );
}

type Choice = { readonly value: string; readonly label: string };

export function Choices({
  choices,
  busy,
  onChoose,
  row = false,
}: {
  readonly choices: readonly Choice[];
  readonly busy: boolean;
  readonly onChoose: (value: string) => void;
  readonly row?: boolean;
}): JSX.Element {
  return (
    <ul class={row ? 'choices choices-row' : 'choices'}>
      {choices.map((choice) => (
        <li key={choice.value}>
          <button type="button" class="choice" aria-disabled={busy} onClick={() => !busy && onChoose(choice.value)}>
            {choice.label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** One of a few, chosen before sending: units. */
export function Segments({
  label,
  name,
  choices,
  chosen,
  onChoose,
}: {
  readonly label: string;
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly chosen: string | undefined;
  readonly onChoose: (value: string) => void;
}): JSX.Element {
  return (
    <fieldset class="segments">
      <legend>{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input type="radio" name={name} value={choice.value} checked={choice.value === chosen} onChange={() => onChoose(choice.value)} />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** Beside the field that it is about, and announced at once: the person has just tried to go on. */
export function Mistake({ id, text }: { readonly id: string; readonly text: string | undefined }): JSX.Element {
  return (
    <p id={id} class="mistake" role="alert">
      {text}
    </p>
  );
}

export function problemText(problem: Problem | undefined): string | undefined {
  if (!problem) return undefined;
  const parts = [problem.detail ?? problem.title, problem.mend].filter((part) => part !== undefined);
  return parts.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}.`).join(' ');
}

export function Progress({ card, words }: { readonly card: Card; readonly words: PatientWords }): JSX.Element | null {
  const { remaining, kind } = card;
  if (kind === 'who' || kind === 'age' || kind === 'sex' || kind === 'region') return <p class="progress">{words.opening}</p>;
  if (!remaining) return null;
  const { least, most } = remaining;
  const text = most === 1 ? words.about.one : least === most ? fill(words.about.few, { least }) : fill(words.about.range, { least, most });
  return <p class="progress">{text}</p>;
}
