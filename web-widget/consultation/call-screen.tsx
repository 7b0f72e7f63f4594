/** The patient's call: the doctor's picture first, four large switches, text below, and always a way on when something fails. */
import { useEffect } from 'preact/hooks';
import { filled } from '../client/wording.ts';
import type { CallMedia } from './call-media.ts';
import { CallStage, useCall } from './call-stage.tsx';
import { callViewOf, type CallNotice } from './call-view.ts';
import { messageWordsOf } from './message-words.ts';
import { MessagesPanel } from './messages-panel.tsx';
import { may } from './patient-screens.ts';
import type { PatientSession, PatientState } from './patient-session.ts';
import { Heading, TroubleBox } from './screen-parts.tsx';
import type { ConsultationWords } from './words.ts';

export function CallScreen({
  state,
  session,
  words,
  media,
}: {
  readonly state: PatientState;
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly media: CallMedia;
}) {
  const call = useCall(media);
  const { view } = state;
  useEffect(() => {
    void media.start({ camera: true, microphone: true });
    return media.stop;
  }, [media]);
  if (!view) return null;
  const seen = callViewOf({ state: view.state, presence: view.presence, call, contact: state.contact, side: 'patient' });
  return (
    <section class="cs-screen cs-call" aria-labelledby="consultation-heading">
      <Heading>{view.doctor ? `${view.doctor.title} ${view.doctor.name}`.trim() : view.headline}</Heading>
      <TroubleBox trouble={state.trouble} words={words} />
      {view.interpreter && <p role="status">{filled(words.interpreterHere, { name: view.interpreter.name })}</p>}
      <CallStage
        media={media}
        view={seen}
        words={words}
        notice={seen.notice && <Notice notice={seen.notice} words={words} phoneWords={call.phoneWords} media={media} session={session} state={state} />}
      >
        <button class="cs-switch cs-hang-up" type="button" onClick={() => void session.hangUp()}>
          <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="currentColor">
            <path d="M12 9c-4 0-7 1.200-8.500 3-.7.900-.6 2.300 0 3.200.5.700 1.400.8 2.100.4l2-1.200c.5-.3.7-.8.6-1.400l-.1-1a11 11 0 0 1 7.800 0l-.1 1c-.1.600.1 1.100.6 1.400l2 1.200c.7.400 1.600.3 2.100-.4.600-.900.700-2.300 0-3.200C19 10.200 16 9 12 9Z" />
          </svg>
          <span>{words.hangUp}</span>
        </button>
      </CallStage>
      <MessagesPanel
        messages={state.messages}
        unsent={state.unsent}
        sending={state.busy === 'message'}
        words={messageWordsOf(words)}
        onWrite={(text) => void session.write(text)}
      />
    </section>
  );
}

type NoticeProps = {
  readonly notice: CallNotice;
  readonly words: ConsultationWords;
  readonly phoneWords: string | undefined;
  readonly media: CallMedia;
  readonly session: PatientSession;
  readonly state: PatientState;
};

const noticeWords = {
  'own-contact-lost': 'restoringOwn',
  'own-reconnecting': 'restoringOwn',
  'other-lost': 'restoringDoctor',
  'no-media': 'noMedia',
  refused: 'refusedTitle',
  'microphone-refused': 'microphoneRefused',
  'no-microphone': 'noMicrophone',
  connecting: 'connecting',
  'waiting-for-other': 'waitingDoctor',
  'sound-blocked': 'tapForSound',
  'weak-link': 'poorLink',
  'no-sound': 'noSound',
  'no-picture': 'noPicture',
} as const satisfies Record<CallNotice, keyof ConsultationWords>;

function Notice({ notice, words, phoneWords, media, session, state }: NoticeProps) {
  const phone = state.view && may(state.view, 'prefer-phone');
  return (
    <>
      <p>
        <strong>{words[noticeWords[notice]]}</strong>
      </p>
      {(notice === 'own-contact-lost' || notice === 'own-reconnecting') && <p>{words.restoringOwnText}</p>}
      {notice === 'no-media' && <p>{phoneWords ?? words.noMediaText}</p>}
      {(notice === 'refused' || notice === 'microphone-refused') && (
        <>
          <p>{words.refusedText}</p>
          <div class="cs-actions">
            <button class="cs-button cs-primary" type="button" onClick={() => void media.start({ camera: true, microphone: true })}>
              {words.tryAgain}
            </button>
            {notice === 'refused' && (
              <button class="cs-button" type="button" onClick={() => void media.start({ camera: false, microphone: true })}>
                {words.withoutCamera}
              </button>
            )}
          </div>
        </>
      )}
      {phone && (notice === 'no-media' || notice === 'refused' || notice === 'microphone-refused' || notice === 'no-microphone' || notice === 'weak-link') && (
        <button class="cs-button" type="button" onClick={() => void session.move({ move: 'prefer-phone' })}>
          {words.callMe}
        </button>
      )}
    </>
  );
}
