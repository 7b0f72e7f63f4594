/** Every screen of the patient's side, one at a time, for the tests that look at them in a real browser: `?screen=…&lang=…`. */
import { render } from 'preact';
import { createStore } from '../../client/store.ts';
import { ConsultationApp } from '../consultation-app.tsx';
import type { CallState } from '../call-media.ts';
import type { DeviceCheck } from '../device-check.ts';
import type { PatientSession, PatientState } from '../patient-session.ts';
import { consultationWords } from '../words.ts';
import { callFixture, messagesFixture, stateFixture, termsFixture, trialFixture, viewFixture } from './fixtures.ts';
import '../../style/page.css';

type Language = 'fr' | 'en';
type Scene = { readonly state: Partial<PatientState>; readonly call?: Partial<CallState>; readonly trial?: Partial<DeviceCheck> };
const both = [
  { side: 'patient' as const, standing: 'here' as const },
  { side: 'doctor' as const, standing: 'here' as const },
];

const scenes = {
  looking: () => ({ state: {} }),
  unreachable: () => ({ state: { step: 'unreachable' } }),
  terms: (lang) => ({ state: { step: 'terms', terms: termsFixture(lang) } }),
  'terms-mistakes': (lang) => ({
    state: { step: 'terms', terms: termsFixture(lang, { asksAdult: true, doctorsOnCall: 0 }), tried: true, draft: { ...stateFixture({}).draft, otherLanguage: true } },
  }),
  'terms-child-alone': (lang) => ({
    state: { step: 'terms', terms: termsFixture(lang, { asksAdult: true }), draft: { ...stateFixture({}).draft, adultPresent: false, privatePlace: false } },
  }),
  'not-offered': (lang) => ({
    state: {
      step: 'terms',
      terms: termsFixture(lang, {
        offered: 'no',
        why: lang === 'fr' ? 'Il faut vous examiner de près : une caméra ne suffit pas.' : 'You need to be examined closely: a camera is not enough.',
        instead: [lang === 'fr' ? 'Allez à la maison médicale de garde avant 20:00.' : 'Go to the out-of-hours doctor before 20:00.'],
      }),
    },
  }),
  person: (lang) => ({ state: { step: 'person', terms: termsFixture(lang) } }),
  'person-mistakes': (lang) => ({
    state: { step: 'person', terms: termsFixture(lang), tried: true, draft: { ...stateFixture({}).draft, name: 'A', day: '30', month: '2', year: '1985' } },
  }),
  waiting: (lang) => ({ state: { step: 'live', view: viewFixture(lang, 'waiting') } }),
  'waiting-next': (lang) => ({
    state: {
      step: 'live',
      view: viewFixture(lang, 'offered', {
        queue: { place: 1, doctorsOnCall: 2, wait: { fromMinutes: 0, toMinutes: 5, words: lang === 'fr' ? 'moins de 5 minutes' : 'less than 5 minutes' } },
      }),
    },
  }),
  'waiting-lost': (lang) => ({ state: { step: 'live', view: viewFixture(lang, 'waiting'), contact: { kind: 'lost', since: Date.parse('2026-11-27T18:07:00Z') } } }),
  'waiting-check-in': (lang) => ({
    state: {
      step: 'live',
      view: viewFixture(lang, 'waiting', { checkIn: { at: '2026-11-27T18:20:00Z', due: true, ask: lang === 'fr' ? 'Comment allez-vous maintenant ?' : 'How are you now?' } }),
    },
  }),
  'waiting-nobody': (lang) => ({
    state: {
      step: 'live',
      view: viewFixture(lang, 'waiting', {
        queue: { place: 1, doctorsOnCall: 0 },
        ladder: {
          step: 'desk',
          words: lang === 'fr' ? "Aucun médecin n'est libre. L'accueil de l'hôpital est prévenu." : 'No doctor is free. The hospital desk has been told.',
          next: { at: '2026-11-27T18:45:00Z', atWords: lang === 'fr' ? 'À 18:45' : 'At 18:45', words: lang === 'fr' ? 'un médecin vous téléphone' : 'a doctor phones you' },
        },
      }),
    },
  }),
  'waiting-devices': (lang) => ({
    state: { step: 'live', view: viewFixture(lang, 'waiting') },
    trial: { camera: 'refused', microphone: 'works', speaker: 'playing', connection: 'slow' },
  }),
  ready: (lang) => ({ state: { step: 'live', view: viewFixture(lang, 'accepted') } }),
  'call-connecting': (lang) => ({
    state: { step: 'live', entered: true, view: viewFixture(lang, 'connecting') },
    call: { connection: 'connecting', remoteSound: false, remotePicture: false },
  }),
  call: (lang) => ({ state: { step: 'live', entered: true, messages: messagesFixture, view: viewFixture(lang, 'in-call', { presence: both }) } }),
  'call-doctor-lost': (lang) => ({
    state: { step: 'live', entered: true, view: viewFixture(lang, 'interrupted', { presence: [{ side: 'doctor', standing: 'lost' }] }) },
    call: { remoteSound: false, remotePicture: false },
  }),
  'call-weak': (lang) => ({ state: { step: 'live', entered: true, view: viewFixture(lang, 'in-call', { presence: both }) }, call: { quality: 'poor', remotePicture: false } }),
  'call-refused': (lang) => ({
    state: { step: 'live', entered: true, view: viewFixture(lang, 'connecting', { presence: both }) },
    call: { connection: 'connecting', remoteSound: false, camera: 'refused', microphone: 'refused' },
  }),
  'call-silent': (lang) => ({
    state: { step: 'live', entered: true, view: viewFixture(lang, 'in-call', { presence: both }) },
    call: { silent: true, answered: false, remoteSound: false, remotePicture: false },
  }),
  'call-no-sound': (lang) => ({ state: { step: 'live', entered: true, view: viewFixture(lang, 'in-call', { presence: both }) }, call: { remoteSound: false } }),
  'call-microphone-refused': (lang) => ({ state: { step: 'live', entered: true, view: viewFixture(lang, 'in-call', { presence: both }) }, call: { microphone: 'refused' } }),
  'call-no-media': (lang) => ({
    state: { step: 'live', entered: true, view: viewFixture(lang, 'in-call', { presence: both }) },
    call: { kind: 'phone', connection: 'failed', remoteSound: false },
  }),
  'hung-up': (lang) => ({ state: { step: 'live', hungUp: true, view: viewFixture(lang, 'interrupted') } }),
  phone: (lang) => ({
    state: {
      step: 'live',
      view: viewFixture(lang, 'phone-fallback', {
        phone: {
          number: '06 39 98 12 34',
          callBy: { at: '2026-11-27T18:50:00Z', words: lang === 'fr' ? "aujourd'hui à 18:50" : 'today at 18:50' },
          words: lang === 'fr' ? 'Dr Claire Morvan vous appelle.' : 'Dr Claire Morvan calls you.',
        },
      }),
    },
  }),
  after: (lang) => ({ state: { step: 'live', view: viewFixture(lang, 'ended') } }),
  emergency: (lang) => ({
    state: {
      step: 'live',
      view: viewFixture(lang, 'sent-to-emergency', {
        because: lang === 'fr' ? 'Le médecin veut que l’on vous examine tout de suite.' : 'The doctor wants you to be examined at once.',
      }),
    },
  }),
  left: (lang) => ({ state: { step: 'live', view: viewFixture(lang, 'withdrawn') } }),
  'in-hand': (lang) => ({ state: { step: 'live', view: viewFixture(lang, 'escalated') } }),
} as const satisfies Record<string, (language: Language) => Scene>;

const asked = new URLSearchParams(location.search);
const language: Language = asked.get('lang') === 'en' ? 'en' : 'fr';
const name = asked.get('screen') ?? 'waiting';
document.documentElement.lang = language;
document.documentElement.dataset['scenes'] = Object.keys(scenes).join(' ');

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;

function sessionOf(state: PatientState): PatientSession {
  return {
    ...createStore(state),
    edit: nothing,
    toPerson: nothing,
    toTerms: nothing,
    ask: later,
    move: later,
    askCode: later,
    enter: nothing,
    hangUp: later,
    comeBack: later,
    write: later,
    look: later,
    askAgain: later,
    stop: nothing,
  };
}

const scene: Scene | undefined = name in scenes ? scenes[name as keyof typeof scenes](language) : undefined;
const media = callFixture(scene?.call ?? {});
const place = document.querySelector('#app');
if (scene && place) {
  render(
    <ConsultationApp
      session={sessionOf(stateFixture(scene.state))}
      words={consultationWords[language]}
      region="FR"
      media={() => media}
      trial={trialFixture(scene.trial ?? {})}
      time={(at) => new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' }).format(at)}
      onBack={nothing}
      onAgain={nothing}
      onDocument={nothing}
    />,
    place,
  );
  if (name === 'waiting-devices') for (const part of document.querySelectorAll('details')) part.open = true;
}
