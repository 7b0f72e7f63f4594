/** The doctor's console: sign-in, board, or the case in hand; and the ring over all of them. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Availability } from '../../src/contract/staff.ts';
import { useStore } from '../client/store.ts';
import { filled } from '../client/wording.ts';
import type { CallMedia } from '../consultation/call-media.ts';
import { Heading } from '../consultation/screen-parts.tsx';
import { BoardScreen } from './board-screen.tsx';
import { CaseScreen } from './case-screen.tsx';
import type { CaseSession } from './case-session.ts';
import type { ConsoleSession, ConsoleState } from './console-session.ts';
import { OfferDialog } from './offer-dialog.tsx';
import { modeOf, offerKey, ringOf, type Ring } from './ring.ts';
import type { RingPermissions } from './ring-settings.tsx';
import { sessionEndToTell } from './session-end.ts';
import { shortcutOf } from './shortcuts.ts';
import { SignInScreen } from './sign-in-screen.tsx';
import type { DoctorWords } from './words.ts';
import '../consultation/consultation.css';
import './doctor.css';

export type ConsoleProps = {
  readonly session: ConsoleSession;
  readonly words: DoctorWords;
  readonly language: 'fr' | 'en';
  readonly mediaFor: (opened: CaseSession) => CallMedia;
  readonly permissions: RingPermissions;
  /** Told on every change of what rings, for sound, title and notification. */
  readonly onRing: (ring: Ring, state: ConsoleState) => void;
  readonly time: (at: string | number) => string;
  readonly date: (at: string) => string;
  readonly now?: () => number;
};

const tick = 250;

export function ConsoleApp(props: ConsoleProps) {
  const { session, words, onRing, now = Date.now } = props;
  const state = useStore(session);
  const [clock, setClock] = useState(now());
  const offer = state.snapshot?.offer;
  useEffect(() => {
    if (!offer) return undefined;
    const timer = setInterval(() => setClock(now()), tick);
    setClock(now());
    return () => clearInterval(timer);
  }, [offer && offerKey(offer)]);
  const ring = ringOf({
    mode: state.snapshot ? modeOf(state.snapshot) : 'off',
    offer: offer && { key: offerKey(offer), expiresAt: Date.parse(offer.expiresAt) },
    answered: state.answered,
    now: clock + state.skew,
    pageVisible: document.visibilityState === 'visible',
  });
  useEffect(() => onRing(ring, state), [ring.ringing, ring.ringing && ring.secondsLeft, state.snapshot?.waiting.total]);
  useEffect(() => {
    if (ring.ringing && offer) session.shown(offer);
  }, [ring.ringing && ring.key]);
  useShortcuts(props, state, ring);
  return (
    <div class="dc">
      <StatusBar {...props} state={state} />
      <Screen {...props} state={state} />
      {ring.ringing && offer && (
        <OfferDialog
          key={ring.key}
          offer={offer}
          secondsLeft={ring.secondsLeft}
          now={clock + state.skew}
          busy={state.busy === 'accept'}
          words={words}
          onAccept={() => void session.accept(offer)}
          onDecline={(reason) => void session.decline(offer, reason)}
        />
      )}
    </div>
  );
}

function Screen({ session, words, mediaFor, permissions, time, date, state, now = Date.now }: ConsoleProps & { readonly state: ConsoleState }) {
  switch (state.step) {
    case 'looking':
      return (
        <section class="dc-sign-in">
          <Heading>{words.signInTitle}</Heading>
          <p role="status">{words.looking}</p>
        </section>
      );
    case 'signed-out':
      return <SignInScreen state={state} words={words} />;
    case 'unreachable':
      return (
        <section class="dc-sign-in">
          <Heading>{words.unreachable}</Heading>
          <p>{words.unreachableText}</p>
          <button class="cs-button cs-primary" type="button" onClick={() => void session.begin(undefined)}>
            {words.tryAgain}
          </button>
        </section>
      );
    case 'ready':
      return state.case ? (
        <Case key={state.case.id} opened={state.case} words={words} mediaFor={mediaFor} time={time} date={date} now={() => now() + state.skew} onDone={session.closeCase} />
      ) : (
        <BoardScreen state={state} session={session} words={words} time={time} permissions={permissions} />
      );
  }
}

function Case({
  opened,
  words,
  mediaFor,
  time,
  date,
  now,
  onDone,
}: Pick<ConsoleProps, 'words' | 'mediaFor' | 'time' | 'date'> & { readonly opened: CaseSession; readonly now: () => number; readonly onDone: () => void }) {
  const state = useStore(opened);
  const media = useMemo(() => mediaFor(opened), [opened]);
  return <CaseScreen state={state} session={opened} media={media} words={words} time={time} date={date} now={now} onDone={onDone} />;
}

/** Always in sight: in touch or not, on call or not, how many wait; the session's end early enough. */
function StatusBar({ session, words, language, state, time, now = Date.now }: ConsoleProps & { readonly state: ConsoleState }) {
  const { snapshot, contact } = state;
  const other = language === 'fr' ? 'en' : 'fr';
  const languageSwitch = (
    <a class="cs-link" href={`?lang=${other}`} lang={other} hrefLang={other}>
      {words.otherLanguage}
    </a>
  );
  if (state.step !== 'ready') return <header class="dc-bar">{languageSwitch}</header>;
  const availability: Availability = snapshot?.availability ?? 'off';
  const endsAt = sessionEndToTell(state.session, { now: now() + state.skew, inHand: snapshot?.current !== undefined });
  return (
    <header class="dc-bar">
      <p class={`dc-contact dc-contact-${contact.kind}`} role={contact.kind === 'lost' ? 'alert' : 'status'}>
        {contact.kind === 'lost' ? filled(words.contactLost, { time: time(contact.since) }) : contact.kind === 'live' ? words.contactLive : words.contactPolling}
      </p>
      <p class={`dc-duty-now dc-duty-${availability}`}>{words.availabilities[availability]}</p>
      <p>
        {words.waitingTitle} <b class="dc-count">{snapshot?.waiting.total ?? 0}</b>
      </p>
      {endsAt !== undefined && <p role="status">{filled(words.sessionEnds, { time: time(endsAt) })}</p>}
      {/* A consultation is not interrupted for it. */}
      {!state.case && languageSwitch}
      <button class="cs-link" type="button" onClick={() => void session.signOut()}>
        {words.signOut}
      </button>
    </header>
  );
}

function useShortcuts({ session, mediaFor }: Pick<ConsoleProps, 'session' | 'mediaFor'>, state: ConsoleState, ring: Ring): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const name = shortcutOf(event);
      if (name === undefined) return;
      event.preventDefault();
      const offer = state.snapshot?.offer;
      const media = state.case && mediaFor(state.case);
      switch (name) {
        case 'accept':
          if (ring.ringing && offer) void session.accept(offer);
          return;
        case 'decline':
          if (ring.ringing && offer) void session.decline(offer, 'busy');
          return;
        case 'summary':
          return focusOn('#dc-summary');
        case 'note':
          return focusOn('#dc-note');
        case 'write':
          return focusOn('#cs-write');
        case 'mute':
          return void media?.setMicrophone(media.state().microphone !== 'on');
        case 'camera':
          return void media?.setCamera(media.state().camera !== 'on');
        case 'end':
          return state.case?.show('end');
        case 'help': {
          const list = document.querySelector<HTMLDetailsElement>('#dc-shortcuts');
          if (list) list.open = !list.open;
          return focusOn('#dc-shortcuts summary');
        }
      }
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [state, ring.ringing]);
}

function focusOn(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}
