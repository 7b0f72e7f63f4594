import { render } from 'preact';
import { useEffect } from 'preact/hooks';
import { createAsk } from '../client/ask.ts';
import { createRinger } from '../client/ringer.ts';
import { createStaffApi } from '../client/staff-api.ts';
import { createStore, useStore } from '../client/store.ts';
import { trustOwnFilesOnly } from '../client/trusted-addresses.ts';
import type { CallMedia } from '../consultation/call-media.ts';
import { createCallMedia } from '../media/call.ts';
import { forgetEnded } from '../media/key-store.ts';
import '../style/page.css';
import { createAlerts } from './alerts.ts';
import { createCaseSession, type CaseSession } from './case-session.ts';
import { ConsoleApp } from './console-app.tsx';
import { createConsoleSession } from './console-session.ts';
import { noteStates } from './note-keeper.ts';
import { createDeviceRinging, type DeviceRing } from './ring-device.ts';
import { doctorWords } from './words.ts';

trustOwnFilesOnly();
const language = document.documentElement.lang === 'en' ? 'en' : 'fr';
const words = doctorWords[language];
const api = createStaffApi(createAsk({ language: () => language, headers: () => ({ 'X-Relais-As': 'doctor' }) }));
const session = createConsoleSession({ api, words, openCase: (id) => createCaseSession({ id, api, words }) });
const ringer = createRinger();
const alerts = createAlerts({ ringer, words });
const allowed = createStore<{ sound: boolean; notifications: NotificationPermission | 'none'; device: DeviceRing }>({
  sound: false,
  notifications: notificationsNow(),
  device: 'none',
});
const ringing = createDeviceRinging({
  worker: 'serviceWorker' in navigator && 'PushManager' in window ? ringWorker : undefined,
  ask: () => Notification.requestPermission(),
  permission: () => (typeof Notification === 'undefined' ? 'denied' : Notification.permission),
  send: api.push,
  changed: (device) => allowed.set({ device, notifications: notificationsNow() }),
});

// The call of a case is one, however often the screen is drawn again.
const media = new WeakMap<CaseSession, CallMedia>();
function mediaFor(opened: CaseSession): CallMedia {
  const made = media.get(opened) ?? createCallMedia(opened.call, `doctor ${opened.id}`);
  media.set(opened, made);
  return made;
}

function notificationsNow(): NotificationPermission | 'none' {
  return typeof Notification === 'undefined' ? 'none' : Notification.permission;
}

/** It answers for this page alone, and only rings: `ring-worker.ts`. */
async function ringWorker(): Promise<ServiceWorkerRegistration> {
  const scope = '/doctor';
  await navigator.serviceWorker.register('/ring.js', { scope });
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (!registration) throw new Error('no worker');
  if (registration.active) return registration;
  await new Promise<void>((done) => (registration.installing ?? registration.waiting)?.addEventListener('statechange', () => registration.active && done()));
  return registration;
}

async function turnDevice(pushKey: string | undefined): Promise<void> {
  await (pushKey === undefined ? ringing.turnOff() : ringing.turnOn(pushKey));
}

async function unlock(): Promise<void> {
  allowed.set({ sound: await ringer.unlock() });
}

function tryRing(): void {
  ringer.start();
  setTimeout(ringer.stop, 1_000);
}

async function allowNotifications(): Promise<void> {
  await Notification.requestPermission();
  allowed.set({ notifications: notificationsNow() });
}

function Page() {
  const { sound, notifications, device } = useStore(allowed);
  const { session: who } = useStore(session);
  useEffect(() => void ringing.look(who?.pushKey), [who?.staff.id]);
  return (
    <ConsoleApp
      session={session}
      words={words}
      language={language}
      mediaFor={mediaFor}
      permissions={{ sound, notifications, device, unlock, tryRing, allowNotifications, turnDevice }}
      onRing={alerts}
      time={format({ hour: '2-digit', minute: '2-digit' })}
      date={format({ day: 'numeric', month: 'short', year: 'numeric' })}
    />
  );
}

function format(options: Intl.DateTimeFormatOptions): (at: string | number) => string {
  const clock = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', options);
  return (at) => clock.format(new Date(at));
}

/** The one-time link stands behind the #: it was never sent to a server, and leaves the address at once. */
function linkInAddress(): string | undefined {
  const link = new URLSearchParams(location.hash.slice(1)).get('link') ?? undefined;
  if (location.hash !== '') history.replaceState(null, '', location.pathname + location.search);
  return link;
}

// The first tap anywhere lets the ring be heard.
addEventListener('pointerdown', () => void unlock(), { once: true });
addEventListener('keydown', () => void unlock(), { once: true });
addEventListener('beforeunload', (event) => {
  const note = session.get().case?.get().note;
  if (note && noteStates[note.kind].warnOnLeave) event.preventDefault();
});

const place = document.querySelector('#app');
if (place) {
  place.replaceChildren();
  render(<Page />, place);
  void session.begin(linkInAddress());
  void forgetEnded();
}
