/** One screen, one number, what to do until help is there. Nothing else. */
import type { JSX } from 'preact';
import type { Card } from '../../../src/contract/card.ts';
import { NoVoice, telephone } from '../emergency-bar.tsx';
import { Icon, UrgencyShape } from '../icons.tsx';
import { fill, type PatientWords } from '../words.ts';

type Props = {
  readonly card: Extract<Card, { kind: 'emergency' }>;
  readonly words: PatientWords;
  readonly busy: boolean;
  readonly onHappening: (happening: boolean) => void;
  readonly onBack: () => void;
};

export function EmergencyScreen({ card, words, busy, onHappening, onBack }: Props): JSX.Element {
  return (
    <section class="emergency-now" aria-labelledby="ask">
      <div class="emergency-head">
        <UrgencyShape urgency="ambulance" />
        <h1 id="ask" tabIndex={-1}>
          {card.headline}
        </h1>
      </div>
      <a class="call" href={telephone(card.call.number)}>
        <Icon name="phone" />
        <span>{fill(words.callNow, { number: card.call.number })}</span>
      </a>
      {card.confirm && (
        <div class="confirm">
          <h2>{card.confirm.ask}</h2>
          <ul>
            {card.confirm.items.map((item) => (
              <li key={item.id}>
                <strong>{item.label}</strong> {item.plain}
              </li>
            ))}
          </ul>
          <div class="confirm-answers">
            <button type="button" class="choice" aria-disabled={busy} onClick={() => !busy && onHappening(true)}>
              {card.confirm.yes}
            </button>
            <button type="button" class="choice" aria-disabled={busy} onClick={() => !busy && onHappening(false)}>
              {card.confirm.no}
            </button>
          </div>
        </div>
      )}
      <h2>{words.meanwhile}</h2>
      <ul class="meanwhile">
        {[...card.do, ...card.outcome.avoid].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <details class="silent">
        <summary>
          <Icon name="message" /> {words.cannotSpeak}
        </summary>
        <NoVoice emergency={card.emergency} />
      </details>
      {!card.confirm && (
        <button type="button" class="link" aria-disabled={busy} onClick={() => !busy && onBack()}>
          {words.mistake}
        </button>
      )}
    </section>
  );
}
