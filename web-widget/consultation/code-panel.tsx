/** A short code carries the place in the queue to another device. */
import type { PatientSession, PatientState } from './patient-session.ts';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export function CodePanel({
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
  if (!state.code)
    return (
      <button class="cs-button" type="button" onClick={() => void session.askCode()}>
        {words.codeGet}
      </button>
    );
  return (
    <div role="status">
      <p class="cs-code">{state.code.code}</p>
      <p>{filled(words.codeText, { time: time(Date.parse(state.code.until)), page: state.code.page })}</p>
    </div>
  );
}
