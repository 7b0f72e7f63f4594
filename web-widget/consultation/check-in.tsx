/** "How are you now?": asked by the clock while a person waits. Worse runs the rules again. */
import type { PatientSession, PatientState } from './patient-session.ts';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export function CheckIn({
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
  const checkIn = state.view?.checkIn;
  if (state.thanked)
    return (
      <p class="cs-card" role="status">
        {words.thanked}
      </p>
    );
  if (!checkIn) return null;
  if (!checkIn.due) return <p class="cs-quiet">{filled(words.checkInAt, { time: time(Date.parse(checkIn.at)) })}</p>;
  const answer = (feeling: 'same' | 'better' | 'worse'): void => void session.move({ move: 'check-in', feeling });
  return (
    <fieldset class="cs-card cs-check-in">
      <legend>{checkIn.ask}</legend>
      <div class="cs-actions">
        <button class="cs-button" type="button" onClick={() => answer('same')}>
          {words.same}
        </button>
        <button class="cs-button" type="button" onClick={() => answer('better')}>
          {words.better}
        </button>
        <button class="cs-button cs-danger" type="button" onClick={() => answer('worse')}>
          {words.worseAnswer}
        </button>
      </div>
    </fieldset>
  );
}
