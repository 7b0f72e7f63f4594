/** The ring on the screen: whom, how urgent, since when, and twenty seconds to say yes. It takes the focus and gives it back. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Offer } from '../../src/contract/staff.ts';
import type { DeclineReason } from '../client/staff-api.ts';
import { filled } from '../client/wording.ts';
import type { DoctorWords } from './words.ts';

const reasons = ['busy', 'not-my-field', 'language', 'knows-the-patient', 'technical', 'other'] as const satisfies readonly DeclineReason[];

export function OfferDialog({
  offer,
  secondsLeft,
  now,
  busy,
  words,
  onAccept,
  onDecline,
}: {
  readonly offer: Offer;
  readonly secondsLeft: number;
  /** The server's clock. */
  readonly now: number;
  readonly busy: boolean;
  readonly words: DoctorWords;
  readonly onAccept: () => void;
  readonly onDecline: (reason: DeclineReason) => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const accept = useRef<HTMLButtonElement>(null);
  const [declining, setDeclining] = useState(false);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    accept.current?.focus();
    return () => element?.close();
  }, []);
  const minutes = Math.max(0, Math.floor((now - Date.parse(offer.waitingSince)) / 60_000));
  return (
    <dialog
      class="dc-offer"
      ref={dialog}
      aria-labelledby="dc-offer-title"
      data-offer={offer.id}
      // Escape must not make an offer vanish unanswered: it asks why.
      onCancel={(event) => {
        event.preventDefault();
        setDeclining(true);
      }}
    >
      <h1 id="dc-offer-title">{words.offerTitle}</h1>
      <p class="dc-offer-who">
        {offer.age}, {offer.sex}
      </p>
      <p class={`dc-urgency dc-urgency-${offer.urgency}`}>
        <b>{offer.urgencyWords}</b>
        <span>
          {words.seenBy} {offer.deadline.words}
        </span>
      </p>
      <p>
        {words.waitingFor} <b>{filled(words.minutes, { count: minutes })}</b>
        {offer.raised && <strong class="dc-raised"> {words.raised}</strong>}
      </p>
      <h2>{words.offerWords}</h2>
      <blockquote class="dc-words" lang={offer.language}>
        {offer.words || words.noWords}
      </blockquote>
      {offer.because.length > 0 && (
        <>
          <h2>{words.offerWhy}</h2>
          <ul>
            {offer.because.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <p class="cs-quiet">
        {[words.speaks[offer.language], offer.interpreter && filled(words.interpreter, { language: offer.interpreter }), offer.phoneOnly && words.phoneOnly]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <div class="dc-countdown">
        <progress max={20} value={secondsLeft} aria-hidden="true" />
        <span role="timer">{filled(words.secondsLeft, { count: secondsLeft })}</span>
      </div>
      {declining ? (
        <div role="group" aria-label={words.declineWhy}>
          <p>{words.declineWhy}</p>
          <div class="cs-actions">
            {reasons.map((reason, at) => (
              <button class="cs-button" type="button" key={reason} ref={at === 0 ? (button) => button?.focus() : null} onClick={() => onDecline(reason)}>
                {words.declineReasons[reason]}
              </button>
            ))}
            <button class="cs-button cs-primary" type="button" onClick={onAccept}>
              {words.accept}
            </button>
          </div>
        </div>
      ) : (
        <div class="cs-actions">
          <button class="cs-button cs-primary cs-large" type="button" ref={accept} aria-disabled={busy} aria-keyshortcuts="Alt+A" onClick={onAccept}>
            {busy ? words.accepting : words.accept}
          </button>
          <button class="cs-button cs-large" type="button" aria-keyshortcuts="Alt+R" onClick={() => setDeclining(true)}>
            {words.decline}
          </button>
        </div>
      )}
    </dialog>
  );
}
