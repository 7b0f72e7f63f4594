/** No picture to be had, or not wanted: the doctor phones. By when, on which number, and text meanwhile. */
import { messageWordsOf } from './message-words.ts';
import { MessagesPanel } from './messages-panel.tsx';
import type { PatientSession, PatientState } from './patient-session.ts';
import { may } from './patient-screens.ts';
import { ContactLine, Heading, TroubleBox } from './screen-parts.tsx';
import { filled, unbroken } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export function PhoneScreen({
  state,
  session,
  words,
  time,
}: {
  readonly state: PatientState;
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly time: (at: number) => string;
}) {
  const { view } = state;
  if (!view) return null;
  const { phone } = view;
  return (
    <section class="cs-screen" aria-labelledby="consultation-heading">
      <Heading>{words.phoneTitle}</Heading>
      <ContactLine contact={state.contact} number={phone?.number} words={words} time={time} />
      <TroubleBox trouble={state.trouble} words={words} />
      {view.because && <p>{view.because}</p>}
      {phone && (
        <div class="cs-card cs-place">
          <p class="cs-place-number">{filled(words.phoneOn, { number: unbroken(phone.number) })}</p>
          {phone.callBy && <p>{filled(words.phoneBy, { words: phone.callBy.words })}</p>}
          <p>{phone.words}</p>
        </div>
      )}
      <p>{words.phoneKeep}</p>
      {view.text.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {view.deadline && <p class="cs-quiet">{view.deadline.words}</p>}
      {may(view, 'check-in') && (
        <button class="cs-button cs-danger" type="button" onClick={() => void session.move({ move: 'check-in', feeling: 'worse' })}>
          {words.worse}
        </button>
      )}
      <MessagesPanel
        messages={state.messages}
        unsent={state.unsent}
        sending={state.busy === 'message'}
        words={messageWordsOf(words)}
        onWrite={(text) => void session.write(text)}
      />
      {may(view, 'leave') && (
        <button class="cs-link" type="button" onClick={() => void session.move({ move: 'leave' })}>
          {words.leave}
        </button>
      )}
    </section>
  );
}
