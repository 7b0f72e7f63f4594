/** Before anything is stored or sent: what this is, what it is not, for whom; one tap agrees and starts. */
import type { JSX } from 'preact';
import type { PageData } from '../../../src/contract/page.ts';
import { Icon } from '../icons.tsx';
import type { PatientWords } from '../words.ts';

type Notice = PageData['notice']['fr'];

export function Opening({
  words,
  notice,
  operator,
  starting,
  onStart,
}: {
  readonly words: PatientWords;
  readonly notice: Notice;
  readonly operator: string;
  readonly starting: boolean;
  readonly onStart: () => void;
}): JSX.Element {
  return (
    <section class="opening" aria-labelledby="ask">
      <h1 id="ask" tabIndex={-1}>
        {words.title}
      </h1>
      <p class="lead">{words.lead}</p>
      <p>{words.whoFor}</p>
      <ul class="facts">
        {words.facts.map((fact) => (
          <li key={fact}>
            <Icon name="tick" /> {fact}
          </li>
        ))}
      </ul>
      <div class="notice">
        <h2>{notice.title}</h2>
        <ul>
          {notice.text.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p class="quiet">{operator}</p>
      </div>
      <button type="button" class="primary big" aria-disabled={starting} onClick={onStart}>
        {starting ? words.starting : words.start}
      </button>
      <p class="quiet center">{words.consentNote}</p>
    </section>
  );
}
