/** Every screen of an interpreter, one at a time, for the tests that look at them in a real browser: `?screen=…&lang=…`. */
import { render } from 'preact';
import type { InterpreterView } from '../../../src/contract/interpreter.ts';
import { createStore } from '../../client/store.ts';
import '../../consultation/consultation.css';
import type { CallState } from '../../consultation/call-media.ts';
import { callFixture } from '../../consultation/testing/fixtures.ts';
import '../../style/page.css';
import { InterpreterApp } from '../interpreter-app.tsx';
import { startInterpreter, type InterpreterSession, type InterpreterState } from '../interpreter-session.ts';
import { interpreterWords } from '../words.ts';

type Scene = { readonly state: Partial<InterpreterState>; readonly call?: Partial<CallState> };

const view: InterpreterView = {
  standing: 'in',
  name: 'Leïla Haddad',
  site: { fr: 'Hôpital de démonstration', en: 'Demonstration hospital' },
  doctor: { name: 'Claire Morvan', title: 'Dr' },
  call: {
    consultationId: '00000000-0000-4000-8000-000000000001',
    state: 'in-call',
    epoch: 3,
    seq: 9,
    presence: [
      { side: 'patient', standing: 'here' },
      { side: 'doctor', standing: 'here' },
      { side: 'interpreter', standing: 'here' },
    ],
  },
};
const inCall = (call: Partial<CallState>): Scene => ({ state: { step: 'in-call', view }, call: { encrypted: false, ...call } });

const scenes = {
  looking: { state: {} },
  'no-link': { state: { step: 'no-link' } },
  'link-used': { state: { step: 'link-used' } },
  name: { state: { step: 'name' } },
  'name-mistake': { state: { step: 'name' } },
  'name-trouble': { state: { step: 'name', trouble: { title: '404', detail: '…', reference: 'r-1' } } },
  waiting: { state: { step: 'waiting', view } },
  'waiting-lost': { state: { step: 'waiting', view, contact: { kind: 'lost', since: 0 } } },
  ready: { state: { step: 'ready', view } },
  call: inCall({}),
  'call-connecting': inCall({ connection: 'connecting', remoteSound: false, remotePicture: false }),
  'call-refused': inCall({ connection: 'connecting', remoteSound: false, remotePicture: false, camera: 'refused', microphone: 'refused' }),
  'call-microphone-refused': inCall({ microphone: 'refused' }),
  'call-no-media': inCall({ kind: 'phone', connection: 'closed', remoteSound: false, remotePicture: false }),
  'call-weak': inCall({ quality: 'poor' }),
  left: { state: { step: 'left', view } },
  over: { state: { step: 'over' } },
} as const satisfies Record<string, Scene>;

const asked = new URLSearchParams(location.search);
const language = asked.get('lang') === 'en' ? 'en' : 'fr';
const name = asked.get('screen') ?? 'waiting';
document.documentElement.lang = language;
document.documentElement.dataset['scenes'] = Object.keys(scenes).join(' ');

const nothing = (): void => undefined;
const later = async (): Promise<void> => undefined;
const sessionOf = (state: Partial<InterpreterState>): InterpreterSession => ({
  ...createStore<InterpreterState>({ ...startInterpreter, ...state }),
  begin: later,
  arrive: later,
  enter: nothing,
  leave: nothing,
});

const scene: Scene | undefined = name in scenes ? scenes[name as keyof typeof scenes] : undefined;
const place = document.querySelector('#app');
if (scene && place) {
  const media = callFixture(scene.call ?? {});
  render(<InterpreterApp session={sessionOf(scene.state)} words={interpreterWords[language]} otherLanguage={language === 'fr' ? 'en' : 'fr'} media={() => media} />, place);
  if (name === 'name-mistake') place.querySelector<HTMLButtonElement>('button[type=submit]')?.click();
}
