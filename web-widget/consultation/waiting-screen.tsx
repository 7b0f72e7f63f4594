/** The waiting room: the place, an honest wait, what happens if nobody is free, and what the person can do meanwhile. */
import { useState } from 'preact/hooks';
import type { PatientView } from '../../src/contract/consultation.ts';
import { CheckIn } from './check-in.tsx';
import { CodePanel } from './code-panel.tsx';
import { DevicePanel } from './device-panel.tsx';
import type { PatientSession, PatientState } from './patient-session.ts';
import { may, placeWords } from './patient-screens.ts';
import { ContactLine, Heading, TroubleBox } from './screen-parts.tsx';
import type { DeviceTrial } from './try-devices.ts';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

type Props = {
  readonly state: PatientState;
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly time: (at: number) => string;
  readonly trial: DeviceTrial;
};

export function WaitingScreen({ state, session, words, time, trial }: Props) {
  const { view } = state;
  const [leaving, setLeaving] = useState(false);
  if (!view) return null;
  const number = view.phone?.number;
  return (
    <section class="cs-screen" aria-labelledby="consultation-heading">
      <Heading>{view.headline}</Heading>
      <ContactLine contact={state.contact} number={number} words={words} time={time} />
      <TroubleBox trouble={state.trouble} words={words} />
      {view.state === 'offered' && <p class="cs-ringing">{words.ringing}</p>}
      <Place view={view} words={words} />
      {view.text.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <CheckIn state={state} session={session} words={words} time={time} />
      <div class="cs-worse">
        <button class="cs-button cs-danger" type="button" aria-describedby="cs-worse-hint" onClick={() => void session.move({ move: 'check-in', feeling: 'worse' })}>
          {words.worse}
        </button>
        <p class="cs-hint" id="cs-worse-hint">
          {words.worseHint}
        </p>
      </div>
      <p>{words.keepOpen}</p>
      <details class="cs-more">
        <summary>{words.device}</summary>
        <DevicePanel trial={trial} words={words} />
      </details>
      <Ladder view={view} words={words} />
      <details class="cs-more">
        <summary>{words.code}</summary>
        <CodePanel state={state} session={session} words={words} time={time} />
      </details>
      {may(view, 'prefer-phone') && (
        <details class="cs-more">
          <summary>{words.preferPhone}</summary>
          <p>{words.preferPhoneText}</p>
          <button class="cs-button" type="button" onClick={() => void session.move({ move: 'prefer-phone' })}>
            {words.preferPhone}
          </button>
        </details>
      )}
      {may(view, 'leave') && !leaving && (
        <button class="cs-link" type="button" onClick={() => setLeaving(true)}>
          {words.leave}
        </button>
      )}
      {leaving && (
        <div class="cs-card" role="group" aria-label={words.leaveAsk}>
          <strong>{words.leaveAsk}</strong>
          <p>{words.leaveText}</p>
          <div class="cs-actions">
            <button class="cs-button" type="button" ref={(button) => button?.focus()} onClick={() => setLeaving(false)}>
              {words.leaveNo}
            </button>
            <button class="cs-button" type="button" onClick={() => void session.move({ move: 'leave' })}>
              {words.leaveYes}
            </button>
          </div>
        </div>
      )}
    </section>
  );
}

function Place({ view, words }: { readonly view: PatientView; readonly words: ConsultationWords }) {
  if (!view.queue) return null;
  const { headline, ahead } = placeWords(view.queue.place, words);
  return (
    <div class="cs-card cs-place">
      <p class="cs-place-number">{headline}</p>
      {ahead && <p>{ahead}</p>}
      <p class="cs-wait">{view.queue.wait ? filled(words.wait, { words: view.queue.wait.words }) : words.waitUnknown}</p>
      <p>{filled(words.seenBy, { words: view.dueAt.words })}</p>
    </div>
  );
}

function Ladder({ view, words }: { readonly view: PatientView; readonly words: ConsultationWords }) {
  const { ladder } = view;
  if (!ladder) return null;
  return (
    <div class="cs-ladder">
      <h2>{words.noRoom}</h2>
      <ol>
        <li>
          <strong>{words.now}</strong> {ladder.words}
        </li>
        {ladder.next && (
          <li>
            <strong>{ladder.next.atWords}</strong> {ladder.next.words}
          </li>
        )}
      </ol>
    </div>
  );
}
