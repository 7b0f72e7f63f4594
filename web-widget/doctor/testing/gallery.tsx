/** Every screen of the doctor's console, one at a time, for the tests that look at them: `?screen=…&lang=…`. */
import { render } from 'preact';
import { createStore } from '../../client/store.ts';
import { callFixture } from '../../consultation/testing/fixtures.ts';
import type { CallState } from '../../consultation/call-media.ts';
import { startCase, type CaseSession, type CaseState } from '../case-session.ts';
import { ConsoleApp } from '../console-app.tsx';
import { startConsole, type ConsoleSession, type ConsoleState } from '../console-session.ts';
import type { RingPermissions } from '../ring-settings.tsx';
import { doctorWords } from '../words.ts';
import { doctorViewFixture, offerFixture, sessionFixture, snapshotFixture, summaryFixture } from './fixtures.ts';
import '../../style/page.css';

type Language = 'fr' | 'en';
type Scene = { readonly state: Partial<ConsoleState>; readonly case?: Partial<CaseState>; readonly call?: Partial<CallState>; readonly permissions?: Partial<RingPermissions> };

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;
const done = async (): Promise<boolean> => true;
const now = Date.parse('2026-11-27T18:05:02.000Z');

const ready = (lang: Language, change: Partial<ConsoleState> = {}): Partial<ConsoleState> => ({
  step: 'ready',
  session: sessionFixture(lang),
  snapshot: snapshotFixture(lang),
  contact: { kind: 'live' },
  ...change,
});
const opened = (lang: Language, change: Partial<CaseState> = {}): Partial<CaseState> => {
  const view = change.view ?? doctorViewFixture(lang);
  return { view, summary: summaryFixture(lang), note: { kind: 'kept', kept: view.note, text: view.note.text }, contact: { kind: 'live' }, entered: true, ...change };
};

const scenes = {
  'signed-out': () => ({ state: { step: 'signed-out', options: { link: true, oidc: { name: 'Pro Santé Connect', startUrl: '/v1/staff/oidc' } } } }),
  'link-used': () => ({ state: { step: 'signed-out', signedOut: 'link-used', options: { link: true } } }),
  unreachable: () => ({ state: { step: 'unreachable' } }),
  board: (lang) => ({ state: ready(lang) }),
  'board-off': (lang) => ({
    state: ready(lang, { missed: true, snapshot: snapshotFixture(lang, { availability: 'off', waiting: { total: 0, byUrgency: [] }, doctorsOnCall: 0, recent: [] }) }),
    permissions: { sound: false, notifications: 'default', device: 'on' },
  }),
  'board-lost': (lang) => ({ state: ready(lang, { contact: { kind: 'lost', since: now - 20_000 } }) }),
  'board-to-phone': (lang) => ({ state: ready(lang, { snapshot: snapshotFixture(lang, { inHand: [{ alarmId: 'a', name: 'Anne Le Goff', phone: '06 39 98 12 34' }] }) }) }),
  'board-alarm': (lang) => ({
    state: ready(lang, {
      snapshot: snapshotFixture(lang, {
        alarms: [
          {
            id: 'a1',
            consultationId: 'c9',
            step: 'supervisor',
            urgency: 'emergency',
            waitingSince: '2026-11-27T17:30:00.000Z',
            dueAt: '2026-11-27T18:00:00.000Z',
            raisedAt: '2026-11-27T18:01:00.000Z',
            words: lang === 'fr' ? 'Attend depuis 35 minutes, aucun médecin ne répond.' : 'Waiting for 35 minutes, no doctor answers.',
            state: 'waiting',
            contacts: [
              { step: 'desk', words: lang === 'fr' ? 'Accueil' : 'Reception desk', phone: '+33 1 99 00 12 01' },
              { step: 'supervisor', words: lang === 'fr' ? 'Médecin responsable' : 'Doctor in charge', phone: '+33 1 99 00 12 02' },
            ],
          },
        ],
      }),
    }),
  }),
  ringing: (lang) => ({ state: ready(lang, { snapshot: snapshotFixture(lang, { offer: offerFixture(lang, { raised: true }) }) }) }),
  accepted: (lang) => ({
    state: ready(lang),
    case: opened(lang, { entered: false, view: doctorViewFixture(lang, { state: 'accepted', messages: [], incidents: [], note: { version: 0, text: '' } }) }),
  }),
  'in-call': (lang) => ({ state: ready(lang), case: opened(lang) }),
  'patient-lost': (lang) => ({
    state: ready(lang),
    case: opened(lang, { view: doctorViewFixture(lang, { state: 'interrupted', presence: [{ side: 'patient', standing: 'lost' }] }) }),
    call: { remoteSound: false, remotePicture: false },
  }),
  'note-conflict': (lang) => ({
    state: ready(lang),
    case: opened(lang, {
      note: {
        kind: 'conflict',
        kept: { text: 'a', version: 1 },
        text: 'Brûlures mictionnelles, fièvre 39.',
        theirs: { text: 'Brûlures mictionnelles depuis 2 jours.', version: 4 },
      },
    }),
  }),
  'not-suitable': (lang) => ({ state: ready(lang), case: opened(lang, { panel: 'not-suitable' }) }),
  'by-phone': (lang) => ({ state: ready(lang), case: opened(lang, { view: doctorViewFixture(lang, { state: 'phone-fallback', moves: ['phone-failed', 'end', 'hand-back'] }) }) }),
  ending: (lang) => ({ state: ready(lang), case: opened(lang, { panel: 'end' }) }),
  ended: (lang) => ({
    state: ready(lang),
    case: opened(lang, {
      view: doctorViewFixture(lang, {
        state: 'ended',
        documents: [{ id: 'd1', kind: 'report', title: lang === 'fr' ? 'Compte rendu' : 'Report', createdAt: '2026-11-27T18:30:00.000Z', href: '/v1/x' }],
        moves: [],
      }),
    }),
  }),
} as const satisfies Record<string, (language: Language) => Scene>;

const asked = new URLSearchParams(location.search);
const language: Language = asked.get('lang') === 'en' ? 'en' : 'fr';
const name = asked.get('screen') ?? 'board';
document.documentElement.lang = language;
document.documentElement.dataset['scenes'] = Object.keys(scenes).join(' ');

function caseOf(change: Partial<CaseState>): CaseSession {
  // Screens of a case never call the call's routes themselves: the media do.
  const call = {} as CaseSession['call'];
  return {
    ...createStore<CaseState>({ ...startCase, ...change }),
    id: 'c1',
    call,
    enter: nothing,
    show: nothing,
    type: nothing,
    choose: nothing,
    move: done,
    write: later,
    addDocument: done,
    retry: nothing,
    stop: nothing,
  };
}

function sessionOf(scene: Scene): ConsoleSession {
  return {
    ...createStore<ConsoleState>({ ...startConsole, ...scene.state, case: scene.case && caseOf(scene.case) }),
    begin: later,
    setAvailability: later,
    shown: nothing,
    accept: later,
    decline: later,
    openCase: nothing,
    closeCase: nothing,
    takeOver: later,
    phoned: later,
    signOut: later,
    stop: nothing,
  };
}

const scene: Scene | undefined = name in scenes ? scenes[name as keyof typeof scenes](language) : undefined;
const place = document.querySelector('#app');
const format = (options: Intl.DateTimeFormatOptions) => (at: string | number) => new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(at));
if (scene && place) {
  const media = callFixture(scene.call ?? {});
  render(
    <ConsoleApp
      session={sessionOf(scene)}
      words={doctorWords[language]}
      language={language}
      mediaFor={() => media}
      permissions={{ sound: true, notifications: 'granted', unlock: later, tryRing: nothing, allowNotifications: later, device: 'off', turnDevice: later, ...scene.permissions }}
      onRing={nothing}
      time={format({ hour: '2-digit', minute: '2-digit' })}
      date={format({ day: 'numeric', month: 'short', year: 'numeric' })}
      now={() => now}
    />,
    place,
  );
}
