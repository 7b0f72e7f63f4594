/** What cannot wait for the end of the questions, nor for a way to care. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';
import type { PatientWords } from './words.ts';

export function FirstAid({ lines, words }: { readonly lines: readonly string[]; readonly words: PatientWords }): JSX.Element {
  return (
    <section class="first-aid" aria-labelledby="first-aid">
      <Title text={words.firstAid} />
      <Lines lines={lines} />
    </section>
  );
}

/** Whole and said aloud on the card where it comes up; on those that follow its first line, so that the question stays in sight. */
export function FirstAidMeanwhile({ lines, card, words }: { readonly lines: readonly string[]; readonly card: string; readonly words: PatientWords }): JSX.Element {
  const text = lines.join('\n');
  const first = useRef({ text, card });
  if (first.current.text !== text) first.current = { text, card };
  const [most = '', ...rest] = lines;
  const isNew = first.current.card === card;
  return (
    <div class="first-aid" role={isNew ? 'alert' : undefined}>
      <Title text={words.firstAidMeanwhile} />
      {isNew || rest.length === 0 ? (
        <Lines lines={lines} />
      ) : (
        <details>
          <summary>{most}</summary>
          <Lines lines={rest} />
        </details>
      )}
    </div>
  );
}

function Title({ text }: { readonly text: string }): JSX.Element {
  return (
    <h2 id="first-aid">
      <Icon name="clock" /> {text}
    </h2>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
