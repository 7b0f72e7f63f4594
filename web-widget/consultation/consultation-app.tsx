/** The patient's side of a consultation: one screen at a time, each a projection of the session. */
import { useEffect } from 'preact/hooks';
import type { RegionId } from '../../src/contract/card.ts';
import { useStore } from '../client/store.ts';
import { AfterScreen } from './after-screen.tsx';
import type { CallMedia } from './call-media.ts';
import { CallScreen } from './call-screen.tsx';
import { ElsewhereScreen } from './elsewhere-screen.tsx';
import { screenOf, titleFor } from './patient-screens.ts';
import type { PatientSession } from './patient-session.ts';
import { PersonScreen } from './person-screen.tsx';
import { PhoneScreen } from './phone-screen.tsx';
import { ReadyScreen } from './ready-screen.tsx';
import { Heading, TroubleBox } from './screen-parts.tsx';
import { TermsScreen } from './terms-screen.tsx';
import type { DeviceTrial } from './try-devices.ts';
import { WaitingScreen } from './waiting-screen.tsx';
import type { ConsultationWords } from './words.ts';
import './consultation.css';

export type ConsultationAppProps = {
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly region: RegionId;
  /** Made when the call opens. */
  readonly media: () => CallMedia;
  readonly trial: DeviceTrial;
  /** A moment (ms since the epoch) as a clock time in the reader's language. */
  readonly time: (at: number) => string;
  readonly onBack: () => void;
  readonly onAgain: () => void;
  readonly onDocument: (href: string) => void;
};

export function ConsultationApp(props: ConsultationAppProps) {
  const { session, words } = props;
  const state = useStore(session);
  const title = state.view && titleFor(state.view, words);
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
  return (
    <div class="cs" lang={state.view?.language}>
      <Screen {...props} />
      <p class="cs-sr" role="status" aria-live="polite">
        {state.announcement}
      </p>
    </div>
  );
}

function Screen({ session, words, region, media, trial, time, onBack, onAgain, onDocument }: ConsultationAppProps) {
  const state = useStore(session);
  const { view } = state;
  switch (state.step) {
    case 'looking':
      return (
        <section class="cs-screen" aria-labelledby="consultation-heading">
          <Heading>{words.seeDoctor}</Heading>
          <p role="status">{words.loadingTerms}</p>
        </section>
      );
    case 'unreachable':
      return (
        <section class="cs-screen" aria-labelledby="consultation-heading">
          <Heading>{words.unreachable}</Heading>
          <p>{words.unreachableText}</p>
          <TroubleBox trouble={state.trouble} words={words} />
          <div class="cs-actions">
            <button class="cs-button cs-primary" type="button" onClick={() => void session.look()}>
              {words.tryAgain}
            </button>
            <button class="cs-button" type="button" onClick={onBack}>
              {words.backToOutcome}
            </button>
          </div>
        </section>
      );
    case 'terms':
      return <TermsScreen state={state} session={session} words={words} onBack={onBack} />;
    case 'person':
      return <PersonScreen state={state} session={session} words={words} region={region} now={new Date()} />;
    case 'live':
      break;
  }
  if (!view) return null;
  const screen = screenOf(view, state.entered);
  switch (screen) {
    case 'waiting':
      return <WaitingScreen state={state} session={session} words={words} time={time} trial={trial} />;
    case 'ready':
      return <ReadyScreen state={state} session={session} words={words} time={time} />;
    case 'call':
      return <CallScreen key={view.id} state={state} session={session} words={words} media={media()} />;
    case 'phone':
      return <PhoneScreen state={state} session={session} words={words} time={time} />;
    case 'after':
      return <AfterScreen view={view} words={words} onDocument={onDocument} />;
    case 'emergency':
    case 'left':
    case 'in-hand':
      return <ElsewhereScreen view={view} screen={screen} words={words} onDocument={onDocument} onBack={onBack} onAgain={onAgain} />;
  }
}
