/** What a ring does outside the page's own content: sound, the tab's title, a notification. */
import type { Ringer } from '../client/ringer.ts';
import type { ConsoleState } from './console-session.ts';
import { titleOf, type Ring } from './ring.ts';
import type { DoctorWords } from './words.ts';

export function createAlerts({
  ringer,
  words,
  notify = showNotification,
}: {
  readonly ringer: Ringer;
  readonly words: DoctorWords;
  readonly notify?: typeof showNotification;
}): (ring: Ring, state: ConsoleState) => void {
  let notified: string | undefined;
  let close: (() => void) | undefined;
  return (ring, state) => {
    document.title = titleOf(ring, words, state.snapshot?.waiting.total ?? 0);
    if (!ring.ringing) {
      ringer.stop();
      close?.();
      close = undefined;
      return;
    }
    ringer.start();
    if (!ring.notify || notified === ring.key) return;
    notified = ring.key;
    const offer = state.snapshot?.offer;
    // Urgency only: a notification is read by whoever passes the screen.
    close = notify(words.ringingTitle, offer?.urgencyWords ?? '', ring.key);
  };
}

function showNotification(title: string, body: string, tag: string): (() => void) | undefined {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted') return undefined;
  const shown = new Notification(title, { body, tag, requireInteraction: true });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
  });
  return () => shown.close();
}
