/**
 * Keeps a screen true: an event only says that something changed, and the whole is fetched again. Where events cannot come
 * (an old proxy, a runtime without them) it is fetched every two seconds; and every ten even where they can, so that a lost event costs seconds.
 */
import { readEvents } from './event-stream.ts';

export type Contact =
  /** Events arrive. */
  | { readonly kind: 'live' }
  /** No events, but answers: slower. */
  | { readonly kind: 'polling' }
  /** Nothing answers since then: what is shown may be old, and the screen says so. */
  | { readonly kind: 'lost'; readonly since: number };

export type Live = { readonly contact: () => Contact; readonly refresh: () => Promise<void>; readonly stop: () => void };

const slow = 10_000;
const fast = 2_000;
/** Longer than the server's ping, shorter than a person's patience. */
const silence = 25_000;
const lostAfter = 5_000;

export function createLive({
  refresh,
  openStream,
  changed,
  now = Date.now,
  wait = (ms, signal) =>
    new Promise((done) => {
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', () => (clearTimeout(timer), done()), { once: true });
    }),
}: {
  /** Fetches the whole and shows it; rejects when there was no answer. */
  readonly refresh: () => Promise<void>;
  readonly openStream: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  readonly changed: (contact: Contact) => void;
  readonly now?: () => number;
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
}): Live {
  const stopping = new AbortController();
  const { signal } = stopping;
  let contact: Contact = { kind: 'polling' };
  let streaming = false;
  let lastAnswer = now();
  let running: Promise<void> | undefined;
  let again = false;

  const show = (next: Contact): void => {
    if (next.kind === contact.kind || signal.aborted) return;
    contact = next;
    changed(contact);
  };
  const settle = (): void => {
    if (now() - lastAnswer > lostAfter) show({ kind: 'lost', since: lastAnswer });
    else show({ kind: streaming ? 'live' : 'polling' });
  };

  /** One at a time; asked for during one, it runs once more after it. */
  const fetchWhole = (): Promise<void> => {
    if (running) {
      again = true;
      return running;
    }
    const once = async (): Promise<void> => {
      do {
        again = false;
        try {
          await refresh();
          lastAnswer = now();
        } catch {
          // No answer: how long it has been so is what the screen says.
        }
        settle();
      } while (again && !signal.aborted);
      running = undefined;
    };
    running = once();
    return running;
  };

  let wake = (): void => undefined;
  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      await fetchWhole();
      const pause = new AbortController();
      wake = () => pause.abort();
      await wait(streaming ? slow : fast, pause.signal);
    }
  };

  const listen = async (): Promise<void> => {
    let lastId: string | undefined;
    let failures = 0;
    while (!signal.aborted) {
      const one = new AbortController();
      const end = (): void => one.abort();
      signal.addEventListener('abort', end, { once: true });
      let heardAt = now();
      const watch = setInterval(() => {
        if (now() - heardAt > silence) one.abort();
      }, 5_000);
      try {
        const response = await openStream(lastId, one.signal);
        if (!response.ok || !(response.headers.get('Content-Type') ?? '').startsWith('text/event-stream')) throw new Error('no events here');
        streaming = true;
        failures = 0;
        void fetchWhole();
        await readEvents(response, {
          heard: () => {
            heardAt = now();
            lastAnswer = heardAt;
          },
          found: ({ id }) => {
            lastId = id ?? lastId;
            void fetchWhole();
          },
        });
      } catch {
        failures++;
      } finally {
        clearInterval(watch);
        signal.removeEventListener('abort', end);
        streaming = false;
        settle();
        // What the broken stream might have told is fetched at once.
        wake();
      }
      await wait(Math.min(30_000, 500 * 2 ** Math.min(failures, 6)), signal);
    }
  };

  const stop = (): void => {
    stopping.abort();
    wake();
  };
  void poll();
  void listen();
  return { contact: () => contact, refresh: fetchWhole, stop };
}
