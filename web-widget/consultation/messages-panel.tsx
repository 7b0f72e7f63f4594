/** What is written during a call. It goes through our record, not through the media: it survives the picture. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Message, Side } from '../../src/contract/consultation.ts';

export type MessageWords = {
  readonly messages: string;
  readonly noMessages: string;
  readonly write: string;
  readonly send: string;
  readonly notSent: string;
  readonly from: Readonly<Record<Side, string>>;
};

export function MessagesPanel({
  messages,
  unsent,
  sending,
  words,
  onWrite,
}: {
  readonly messages: readonly Message[];
  readonly unsent: string | undefined;
  readonly sending: boolean;
  readonly words: MessageWords;
  readonly onWrite: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const failed = unsent !== undefined && !sending;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages.length]);
  // What could not be sent comes back to where it was typed.
  useEffect(() => {
    if (failed && text === '') setText(unsent);
  }, [failed]);
  const send = (): void => {
    const ready = text.trim();
    if (ready === '' || sending) return;
    onWrite(ready);
    setText('');
  };
  return (
    <section class="cs-messages" aria-label={words.messages}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls: a keyboard must reach it */}
      <div class="cs-message-list" ref={list} role="log" tabIndex={0} aria-label={words.messages}>
        {messages.length === 0 && <p class="cs-quiet">{words.noMessages}</p>}
        <ol>
          {messages.map((message) => (
            <li key={message.seq} class={`cs-message cs-from-${message.from}`}>
              <b>{words.from[message.from]}</b> <span>{message.text}</span>
            </li>
          ))}
        </ol>
      </div>
      {failed && (
        <p class="cs-mistake" role="alert">
          {words.notSent}
        </p>
      )}
      <form
        class="cs-write"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <label class="cs-sr" for="cs-write">
          {words.write}
        </label>
        <input id="cs-write" type="text" autocomplete="off" maxLength={2000} placeholder={words.write} value={text} onInput={(event) => setText(event.currentTarget.value)} />
        <button class="cs-button" type="submit" aria-disabled={sending || text.trim() === ''}>
          {words.send}
        </button>
      </form>
    </section>
  );
}
