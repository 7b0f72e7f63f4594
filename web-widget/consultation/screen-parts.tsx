/** Small pieces that several screens of a consultation share. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Contact } from '../client/live.ts';
import type { Trouble } from '../client/trouble.ts';
import { filled, unbroken } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

/** A screen's heading takes the focus when the screen appears, so that a screen reader starts there. */
export function Heading({ children, id = 'consultation-heading' }: { readonly children: ComponentChildren; readonly id?: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: false }), []);
  return (
    <h1 class="cs-heading" id={id} tabIndex={-1} ref={heading}>
      {children}
    </h1>
  );
}

export function TroubleBox({ trouble, words }: { readonly trouble: Trouble | undefined; readonly words: Pick<ConsultationWords, 'incident'> }) {
  if (!trouble) return null;
  return (
    <div class="cs-trouble" role="alert">
      <strong>{trouble.title}</strong>
      {trouble.detail && <p>{trouble.detail}</p>}
      {trouble.mend && <p>{trouble.mend}</p>}
      {trouble.reference && (
        <p class="cs-quiet">
          {words.incident} {trouble.reference}
        </p>
      )}
    </div>
  );
}

/** Whether what is shown is true now, and since when not. Always there, so that silence means something. */
export function ContactLine({
  contact,
  number,
  words,
  time,
}: {
  readonly contact: Contact;
  readonly number: string | undefined;
  readonly words: ConsultationWords;
  readonly time: (at: number) => string;
}) {
  if (contact.kind !== 'lost') return <p class="cs-contact cs-quiet">{contact.kind === 'live' ? words.upToDate : words.slower}</p>;
  const since = time(contact.since);
  return (
    <p class="cs-contact cs-contact-lost" role="status">
      {number ? filled(words.lost, { time: since, number: unbroken(number) }) : filled(words.lostNoNumber, { time: since })}
    </p>
  );
}

export function YesNo({
  name,
  legend,
  hint,
  value,
  mistake,
  words,
  onChange,
}: {
  readonly name: string;
  readonly legend: string;
  readonly hint?: string | undefined;
  readonly value: boolean | undefined;
  readonly mistake: string | undefined;
  readonly words: Pick<ConsultationWords, 'yes' | 'no'>;
  readonly onChange: (value: boolean) => void;
}) {
  return (
    <fieldset class="cs-question" id={`cs-${name}`} aria-describedby={[hint && `cs-${name}-hint`, mistake && `cs-${name}-error`].filter(Boolean).join(' ') || undefined}>
      <legend>{legend}</legend>
      {hint && (
        <p class="cs-hint" id={`cs-${name}-hint`}>
          {hint}
        </p>
      )}
      <Mistake name={name} text={mistake} />
      <div class="cs-choices">
        {[true, false].map((each) => (
          <label class="cs-choice" key={String(each)}>
            <input type="radio" name={`cs-${name}`} checked={value === each} onChange={() => onChange(each)} />
            <span>{each ? words.yes : words.no}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Mistake({ name, text }: { readonly name: string; readonly text: string | undefined }) {
  if (text === undefined) return null;
  return (
    <p class="cs-mistake" id={`cs-${name}-error`}>
      {text}
    </p>
  );
}

/** All mistakes of a page at its top, each a link to its field. It takes the focus when it appears. */
export function MistakeList({ mistakes, title }: { readonly mistakes: readonly { readonly name: string; readonly text: string }[]; readonly title: string }) {
  const box = useRef<HTMLDivElement>(null);
  const count = mistakes.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count > 0]);
  if (count === 0) return null;
  return (
    <div class="cs-trouble" role="alert" tabIndex={-1} ref={box}>
      <strong>{title}</strong>
      <ul>
        {mistakes.map(({ name, text }) => (
          <li key={name}>
            <a href={`#cs-${name}`} onClick={(event) => goTo(event, name)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function goTo(event: Event, name: string): void {
  event.preventDefault();
  const place = document.querySelector(`#cs-${name}`);
  const field = place?.matches('input, textarea') ? place : place?.querySelector('input, textarea');
  if (field instanceof HTMLElement) field.focus();
}
