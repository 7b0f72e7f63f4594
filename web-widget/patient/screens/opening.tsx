/** The same as the service puts into the page (`src/http/pages/opening-card.ts`), where it stands before this script has come. Before anything is stored or sent: what this is, what it is not, for whom; one tap agrees and starts. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { OpeningWords, PageData } from '../../../src/contract/page.ts';
import { Icon } from '../icons.tsx';
import { Mistake } from './question.tsx';

type Notice = PageData['notice']['fr'];

export function Opening({
  words,
  codeWrong,
  notice,
  operator,
  starting,
  onStart,
  onCode,
}: {
  readonly words: OpeningWords;
  readonly codeWrong: string;
  readonly notice: Notice;
  readonly operator: string;
  readonly starting: boolean;
  readonly onStart: () => void;
  /** False: the code opens nothing. */
  readonly onCode: (code: string) => Promise<boolean>;
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
      <button type="button" class="primary big" data-early="start" data-waiting={words.starting} aria-disabled={starting} onClick={onStart}>
        {starting ? words.starting : words.start}
      </button>
      <p class="quiet center">{words.consentNote}</p>
      <OtherDevice words={words} codeWrong={codeWrong} onCode={onCode} />
    </section>
  );
}

/** A scanned code comes after `#`, which no server ever sees; it is taken out of the address at once. */
function scannedCode(): string {
  const code = /^#code=([A-Za-z0-9-]{4,20})$/.exec(location.hash)?.[1] ?? '';
  if (code !== '') history.replaceState(history.state, '', location.pathname + location.search);
  return code;
}

function OtherDevice({ words, codeWrong, onCode }: { readonly words: OpeningWords; readonly codeWrong: string; readonly onCode: (code: string) => Promise<boolean> }): JSX.Element {
  const [scanned] = useState(scannedCode);
  const [code, setCode] = useState(scanned);
  const [wrong, setWrong] = useState(false);
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (code.trim() !== '') setWrong(!(await onCode(code.trim())));
  };
  return (
    <details class="other-device" open={scanned !== ''}>
      <summary>{words.haveCode}</summary>
      <form class="near" onSubmit={(event) => void send(event)}>
        <label for="code">{words.codeField}</label>
        <div class="near-row">
          <input
            id="code"
            type="text"
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            maxLength={20}
            value={code}
            aria-describedby="code-mistake"
            aria-invalid={wrong}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <button type="submit" class="secondary">
            {words.goOn}
          </button>
        </div>
        <Mistake id="code-mistake" text={wrong ? codeWrong : undefined} />
      </form>
    </details>
  );
}
