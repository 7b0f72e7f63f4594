/** A doctor is there: one tap opens the call. Also after a reload in mid-call, and after hanging up. */
import type { PatientSession, PatientState } from './patient-session.ts';
import { may } from './patient-screens.ts';
import { ContactLine, Heading, TroubleBox } from './screen-parts.tsx';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export function ReadyScreen({
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
  const { view, hungUp } = state;
  if (!view) return null;
  const name = view.doctor && `${view.doctor.title} ${view.doctor.name}`.trim();
  const open = (): void => {
    if (hungUp && may(view, 'rejoin')) void session.comeBack();
    else session.enter();
  };
  return (
    <section class="cs-screen" aria-labelledby="consultation-heading">
      <Heading>{hungUp ? words.hungUp : name ? filled(words.accepted, { name }) : words.acceptedUnnamed}</Heading>
      <ContactLine contact={state.contact} number={view.phone?.number} words={words} time={time} />
      <TroubleBox trouble={state.trouble} words={words} />
      {view.text.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <button class="cs-button cs-primary cs-large" type="button" onClick={open}>
        {hungUp || view.state === 'in-call' || view.state === 'interrupted' ? words.comeBack : words.enter}
      </button>
      {view.deadline && <p class="cs-quiet">{view.deadline.words}</p>}
      {may(view, 'prefer-phone') && (
        <button class="cs-link" type="button" onClick={() => void session.move({ move: 'prefer-phone' })}>
          {words.callMe}
        </button>
      )}
    </section>
  );
}
