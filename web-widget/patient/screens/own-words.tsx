/** "In your own words": typed, or spoken and then read before it is sent. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { canDictate, dictate, type Dictation } from '../dictation.ts';
import { Icon } from '../icons.tsx';
import { fill } from '../words.ts';
import { Mistake, problemText, Question, type Asking } from './question.tsx';

/** From here on the person is told how much room is left. */
const nearEnd = 300;

type Props = Asking<'words'> & { readonly text: string; readonly onWrite: (text: string) => void };

export function OwnWords({ card, words, busy, problem, text, onWrite, onAnswer }: Props): JSX.Element {
  const [tried, setTried] = useState(false);
  const [picture, setPicture] = useState(false);
  const latest = useRef(text);
  latest.current = text;
  const over = text.length - card.longest;
  const empty = text.trim() === '';
  const mistake = picture ? words.noImage : over > 0 ? fill(words.tooLong, { count: over }) : tried ? (empty ? words.noWords : problemText(problem)) : undefined;
  const send = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    if (!busy && !empty && over <= 0) onAnswer({ text });
    else document.querySelector<HTMLTextAreaElement>('#words')?.focus();
  };
  const refusePictures = (event: Event, data: DataTransfer | null): void => {
    const hasPicture = data !== null && [...data.items].some((item) => item.kind === 'file');
    if (hasPicture) event.preventDefault();
    setPicture(hasPicture);
  };
  return (
    <Question ask={card.ask}>
      <form class="form" onSubmit={send} noValidate>
        <p id="words-hint" class="hint">
          {card.hint}
        </p>
        <label class="for-readers" for="words">
          {words.words}
        </label>
        <textarea
          id="words"
          dir="auto"
          rows={4}
          value={text}
          autoComplete="off"
          aria-describedby="words-hint words-mistake"
          aria-invalid={mistake !== undefined}
          onInput={(event) => {
            onWrite(event.currentTarget.value);
            setTried(false);
            setPicture(false);
          }}
          onPaste={(event) => refusePictures(event, event.clipboardData)}
          onDrop={(event) => refusePictures(event, event.dataTransfer)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
          }}
        />
        {over <= 0 && over > -nearEnd && <p class="hint">{fill(words.left, { count: -over })}</p>}
        <Mistake id="words-mistake" text={mistake} />
        <Speak language={card.language} words={words} onHeard={(heard) => onWrite(latest.current.trim() === '' ? heard : `${latest.current.trimEnd()} ${heard}`)} />
        <button type="submit" class="primary big" aria-disabled={busy}>
          {words.send}
        </button>
      </form>
    </Question>
  );
}

function Speak({
  language,
  words,
  onHeard,
}: {
  readonly language: 'fr' | 'en';
  readonly words: Asking<'words'>['words'];
  readonly onHeard: (text: string) => void;
}): JSX.Element | null {
  const [running, setRunning] = useState<Dictation>();
  const [failed, setFailed] = useState(false);
  useEffect(() => () => running?.stop(), [running]);
  if (!canDictate()) return null;
  const toggle = (): void => {
    setFailed(false);
    if (running) {
      running.stop();
      setRunning(undefined);
      return;
    }
    setRunning(
      dictate(language, {
        onText: onHeard,
        onEnd: () => setRunning(undefined),
        onFailure: () => {
          setFailed(true);
          setRunning(undefined);
        },
      }),
    );
  };
  return (
    <div class="speak">
      <button type="button" class="secondary" aria-pressed={running !== undefined} onClick={toggle}>
        <Icon name="microphone" /> {running ? words.dictating : words.dictate}
      </button>
      <p class="hint" role="status">
        {failed ? words.dictateFailed : words.dictateNote}
      </p>
    </div>
  );
}
