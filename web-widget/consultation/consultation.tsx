/** The patient's side of a consultation as the patient's page holds it: loaded only when someone asks for a doctor. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Card, RegionId } from '../../src/contract/card.ts';
import type { Ask } from '../client/ask.ts';
import { createConsultationApi } from '../client/consultation-api.ts';
import { createRinger } from '../client/ringer.ts';
import { useStore } from '../client/store.ts';
import type { CallMedia } from './call-media.ts';
import { ConsultationApp } from './consultation-app.tsx';
import { openDocument } from './open-document.ts';
import { patientStates } from './patient-screens.ts';
import { createPatientSession, type PatientSession } from './patient-session.ts';
import { createDeviceTrial } from './try-devices.ts';
import { createCallMedia } from '../media/call.ts';
import { forgetEnded } from '../media/key-store.ts';
import { fetchAhead } from '../media/open-way.ts';
import { consultationWords } from './words.ts';

export type ConsultationProps = {
  readonly ask: Ask;
  readonly encounterId: string;
  readonly language: 'fr' | 'en';
  readonly region: RegionId;
  /** The rules were run again: this is what they ask or say now. The place in the queue is kept. */
  readonly onQuestions: (card: Card) => void;
  readonly onBack: () => void;
};

export function Consultation({ ask, encounterId, language, region, onQuestions, onBack }: ConsultationProps) {
  const latest = useRef({ language, onQuestions });
  latest.current = { language, onQuestions };
  const session = useMemo(() => {
    const api = createConsultationApi(ask, encounterId);
    const made = createPatientSession({ api, words: () => consultationWords[latest.current.language], onQuestions: (card) => latest.current.onQuestions(card) });
    return { made, media: mediaOf(made, api), trial: createDeviceTrial() };
  }, [ask, encounterId]);
  useEffect(() => {
    void session.made.look();
    return session.made.stop;
  }, [session]);
  useCalled(session.made);
  useKeysForgotten(session.made);
  useCallFetched(session.made);
  const clock = useMemo(() => new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { hour: '2-digit', minute: '2-digit' }), [language]);
  return (
    <ConsultationApp
      session={session.made}
      words={consultationWords[language]}
      region={region}
      media={session.media}
      trial={session.trial}
      time={(at) => clock.format(at)}
      onBack={onBack}
      onAgain={() => void session.made.askAgain()}
      onDocument={(href) => void openDocument(ask, href)}
    />
  );
}

/** The media of a call are made when it opens: a person who waits loads and opens nothing. */
function mediaOf(session: PatientSession, api: ReturnType<typeof createConsultationApi>): () => CallMedia {
  let made: { readonly id: string; readonly media: CallMedia } | undefined;
  return () => {
    const id = session.get().view?.id ?? '';
    if (made?.id !== id) made = { id, media: createCallMedia(api.call(id), nameOf(id)) };
    return made.media;
  };
}

/** Of this side of a call in this browser. */
function nameOf(id: string): string {
  return `patient ${id}`;
}

/** Once a doctor is there, what a call needs is fetched: nobody waits for it after their tap. */
function useCallFetched(session: PatientSession): void {
  const { view } = useStore(session);
  const near = view !== undefined && patientStates[view.state].screen === 'call';
  useEffect(() => {
    if (near && typeof RTCPeerConnection !== 'undefined') fetchAhead();
  }, [near]);
}

/** The keys of a call that ended while the page was closed go once the page knows. */
function useKeysForgotten(session: PatientSession): void {
  const { view } = useStore(session);
  const ended = view && patientStates[view.state].over ? view.id : undefined;
  useEffect(() => void forgetEnded(ended === undefined ? undefined : nameOf(ended)), [ended]);
}

/** A sound and a shake when the doctor is there; and the screen stays on while waiting, where the device lets us. */
function useCalled(session: PatientSession): void {
  const { view } = useStore(session);
  const state = view?.state;
  const ringer = useMemo(createRinger, []);
  useEffect(() => {
    // From the tap that asked for a doctor on, sound may be played.
    const unlock = (): void => void ringer.unlock();
    addEventListener('pointerdown', unlock, { once: true });
    return () => removeEventListener('pointerdown', unlock);
  }, [ringer]);
  useEffect(() => {
    if (state === undefined || !patientStates[state].calls) return undefined;
    ringer.start();
    navigator.vibrate?.([300, 200, 300]);
    const quiet = setTimeout(ringer.stop, 4_000);
    return () => {
      clearTimeout(quiet);
      ringer.stop();
    };
  }, [state]);
  const waits = state !== undefined && !patientStates[state].over;
  useEffect(() => {
    if (!waits || !('wakeLock' in navigator)) return undefined;
    let lock: WakeLockSentinel | undefined;
    const hold = (): void => {
      if (document.visibilityState !== 'visible') return;
      navigator.wakeLock.request('screen').then(
        (held) => (lock = held),
        // A device that saves its battery says no: the page works all the same.
        () => undefined,
      );
    };
    hold();
    document.addEventListener('visibilitychange', hold);
    return () => {
      document.removeEventListener('visibilitychange', hold);
      void lock?.release().catch(() => undefined);
    };
  }, [waits]);
}
