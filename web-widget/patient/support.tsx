/** People to talk to, beside the questions: for a child alone, a person in crisis, someone who is hurt. */
import type { JSX } from 'preact';
import type { OutcomeView, Support } from '../../src/contract/card.ts';
import { telephone } from './emergency-bar.tsx';
import { Icon } from './icons.tsx';
import { fill, type PatientWords } from './words.ts';

export function SupportBox({ support, words, open }: { readonly support: Support; readonly words: PatientWords; readonly open: boolean }): JSX.Element {
  return (
    <details class={`support support-${support.reason}`} open={open}>
      <summary>
        <Icon name="heart" /> {support.title}
      </summary>
      {support.text.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Contacts contacts={support.contacts} words={words} />
    </details>
  );
}

export function Contacts({ contacts, words }: { readonly contacts: OutcomeView['contacts']; readonly words: PatientWords }): JSX.Element | null {
  if (contacts.length === 0) return null;
  return (
    <ul class="contacts">
      {contacts.map((contact) => (
        <li key={`${contact.number} ${contact.name}`}>
          <a class="number" href={telephone(contact.number)} aria-label={fill(words.call, { number: contact.number })}>
            {contact.number}
          </a>
          <span>
            {contact.name}
            {contact.hours && <small> {contact.hours}.</small>}
            {contact.fallback && contact.fallback !== contact.number && <small> {fill(words.otherwise, { number: contact.fallback })}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}
