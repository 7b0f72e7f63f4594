/**
 * Rings a doctor's device while the console is closed: shows what was pushed, that someone waits and nothing about whom, and opens
 * the console. It answers no request and keeps nothing.
 */
type Extendable = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Pushed = Extendable & { readonly data: { readonly json: () => unknown } | null };
type Pressed = Extendable & { readonly notification: Notification };
type Window = { readonly url: string; readonly focus: () => Promise<unknown> };
declare const registration: ServiceWorkerRegistration;
declare const clients: { readonly matchAll: (options: object) => Promise<readonly Window[]>; readonly openWindow: (address: string) => Promise<unknown> };

const consoleAddress = '/doctor';

addEventListener('push', (event) => {
  const { title, body } = wordsIn((event as Pushed).data);
  // One at a time: a second one takes the place of the first, and is heard as well.
  const options = { body, tag: 'relais-ring', renotify: true, requireInteraction: true };
  (event as Pushed).waitUntil(registration.showNotification(title, options));
});

addEventListener('notificationclick', (event) => {
  (event as Pressed).notification.close();
  (event as Pressed).waitUntil(openConsole());
});

async function openConsole(): Promise<unknown> {
  const windows = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const open = windows.find((each) => new URL(each.url).pathname === consoleAddress);
  return open ? open.focus() : clients.openWindow(consoleAddress);
}

/** A push that cannot be read rings all the same. */
function wordsIn(data: Pushed['data']): { readonly title: string; readonly body: string } {
  try {
    const { title, body } = (data?.json() ?? {}) as { title?: unknown; body?: unknown }; // as our own service writes it, checked below
    return { title: typeof title === 'string' ? title : 'Relais', body: typeof body === 'string' ? body : '' };
  } catch {
    return { title: 'Relais', body: '' };
  }
}
