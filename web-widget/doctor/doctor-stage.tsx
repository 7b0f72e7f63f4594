/** The picture on the doctor's side: opened by a tap the first time, by itself after a reload. */
import { useEffect } from 'preact/hooks';
import { CallStage, useCall } from '../consultation/call-stage.tsx';
import { callNotices, callViewOf } from '../consultation/call-view.ts';
import { filled, unbroken } from '../client/wording.ts';
import type { CaseProps } from './case-props.ts';
import { fetchAhead } from '../media/open-way.ts';
import { doctorStates } from './doctor-states.ts';

export function DoctorStage({ state, session, media, words }: CaseProps) {
  const { view } = state;
  // Before the tap that opens the call.
  useEffect(fetchAhead, []);
  if (!view) return null;
  if (!state.entered)
    return (
      <div class="dc-join">
        <button class="cs-button cs-primary cs-large" type="button" onClick={session.enter}>
          {doctorStates[view.state].resumes ? words.rejoin : words.join}
        </button>
        <p>{words.joinText}</p>
        {view.deadline && <p>{view.deadline.words}</p>}
      </div>
    );
  return <OpenStage state={state} session={session} media={media} words={words} />;
}

function OpenStage({ state, session, media, words }: Pick<CaseProps, 'state' | 'session' | 'media' | 'words'>) {
  const call = useCall(media);
  useEffect(() => {
    void media.start({ camera: true, microphone: true });
    return media.stop;
  }, [media]);
  const { view } = state;
  if (!view) return null;
  const seen = callViewOf({ state: view.state, presence: view.presence, call, contact: state.contact, side: 'doctor' });
  return (
    <CallStage
      media={media}
      view={seen}
      words={words}
      notice={
        seen.notice && (
          <>
            <p>
              <strong>{filled(words.notices[seen.notice], { number: unbroken(view.patient.phone) })}</strong>
            </p>
            {(seen.notice === 'refused' || seen.notice === 'microphone-refused') && (
              <button class="cs-button" type="button" onClick={() => void media.start({ camera: true, microphone: true })}>
                {words.tryAgain}
              </button>
            )}
            {callNotices[seen.notice].offersPhone && view.moves.includes('phone') && (
              <button class="cs-button" type="button" onClick={() => session.show('phone')}>
                {words.byPhone}
              </button>
            )}
          </>
        )
      }
    />
  );
}
