/** What was asked and answered so far: readable, and each answer changeable. */
import type { JSX } from 'preact';
import type { Card } from '../../src/contract/card.ts';
import { fill, type PatientWords } from './words.ts';

type Step = Card['steps'][number];
/** Who the person is stands in one line: it is asked of everyone, and read once. */
const aboutPerson: ReadonlySet<string> = new Set(['who', 'age', 'sex', 'region']);

type Props = { readonly card: Card; readonly words: PatientWords; readonly onChange: (step: number) => void };

export function Transcript({ card, words, onChange }: Props): JSX.Element | null {
  const person = card.steps.filter((step) => aboutPerson.has(step.kind));
  const said = card.steps.filter((step) => !aboutPerson.has(step.kind) && step.kind !== 'notice');
  if (person.length === 0) return null;
  return (
    <section class="transcript" aria-label={words.conversation}>
      <details class="person">
        <summary>{person.map((step) => step.answer).join(' · ')}</summary>
        <ol>
          {person.map((step) => (
            <Exchange key={step.step} step={step} words={words} onChange={onChange} />
          ))}
        </ol>
      </details>
      {said.length > 0 && (
        <ol>
          {said.map((step) => (
            <Exchange key={step.step} step={step} words={words} onChange={onChange} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Exchange({ step, words, onChange }: { readonly step: Step; readonly words: PatientWords; readonly onChange: (step: number) => void }): JSX.Element {
  return (
    <li class="exchange">
      <p class="asked">{step.ask}</p>
      <div class="said">
        <p dir="auto">{step.answer}</p>
        <button type="button" class="link" aria-label={fill(words.changeOf, { ask: step.ask })} onClick={() => onChange(step.step)}>
          {words.change}
        </button>
      </div>
    </li>
  );
}
