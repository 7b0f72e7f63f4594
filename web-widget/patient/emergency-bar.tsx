/** The emergency numbers, always in sight: the same that the page was served with (`src/http/pages/opening-card.ts`). */
import type { JSX } from 'preact';
import type { Card } from '../../src/contract/card.ts';
import type { OpeningWords } from '../../src/contract/page.ts';
import { Icon } from './icons.tsx';

type Emergency = Card['emergency'];

export function EmergencyBar({ emergency, words, onLeave }: { readonly emergency: Emergency; readonly words: OpeningWords; readonly onLeave: () => void }): JSX.Element {
  return (
    <div class="bar">
      <strong class="bar-ask">
        <Icon name="phone" />
        <span>{words.danger}</span>
      </strong>
      <ul class="bar-numbers">
        {emergency.numbers.map((item) => (
          <li key={item.number}>
            <a href={telephone(item.number)} aria-label={`${item.number}, ${item.use}`} title={item.use}>
              {item.number}
            </a>
          </li>
        ))}
      </ul>
      <details class="bar-silent">
        <summary aria-label={words.cannotSpeak}>SMS</summary>
        <div class="bar-panel">
          <p>{words.cannotSpeak}</p>
          <NoVoice emergency={emergency} />
        </div>
      </details>
      <button type="button" class="leave" data-early="leave" title={words.leaveHint} onClick={onLeave}>
        <Icon name="leave" />
        <span>{words.leave}</span>
      </button>
    </div>
  );
}

/** Ways to call for help without a voice. */
export function NoVoice({ emergency }: { readonly emergency: Emergency }): JSX.Element {
  return (
    <ul class="no-voice">
      {emergency.noVoice.map((item) => (
        <li key={item.label}>
          <strong>{item.label}</strong>
          <span>
            <SilentContact contact={item.contact} /> {item.how}
          </span>
        </li>
      ))}
    </ul>
  );
}

function SilentContact({ contact }: { readonly contact: string }): JSX.Element {
  if (/^[\d ]+$/.test(contact)) return <a href={`sms:${dialled(contact)}`}>{contact}</a>;
  return (
    <a href={`https://${contact}`} target="_blank" rel="noreferrer noopener">
      {contact}
    </a>
  );
}

export function telephone(number: string): string {
  return `tel:${dialled(number)}`;
}

function dialled(number: string): string {
  return number.replace(/[^\d+]/g, '');
}
