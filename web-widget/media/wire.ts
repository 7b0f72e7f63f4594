/** What a call's media hears of the service and says to it: events in order and once, signals to the other side in order, heartbeats. */
import type { ConsultationEvent } from '../../src/contract/consultation.ts';
import type { CallApi } from '../client/consultation-api.ts';
import { readEvents } from '../client/event-stream.ts';

export type Wire = {
  /** Signals of the present epoch that came before are told first: the other side may have been quicker. */
  readonly listen: (heard: (event: ConsultationEvent) => void) => () => void;
  /** Delivered in order; tried again until the service has it, or says that the epoch is over. */
  readonly send: (epoch: number, payload: Readonly<Record<string, unknown>>) => void;
  readonly stop: () => void;
};

const pollMs = 1000;
const retryMs = 1000;
/** Longer than the service's sign of life. */
const silenceMs = 25_000;
/** A stream that was asked for while the network was cut may wait long after it is back: what was missed is asked for instead. */
const openMs = 4000;

export function createWire(api: Pick<CallApi, 'changes' | 'events' | 'signal'>): Wire {
  const stopping = new AbortController();
  const { signal } = stopping;
  const listeners = new Set<(event: ConsultationEvent) => void>();
  let seq = 0;
  let signals: readonly ConsultationEvent[] = [];
  const hear = (event: ConsultationEvent): void => {
    // What both the stream and a poll bring counts once.
    if (event.seq <= seq) return;
    seq = event.seq;
    if (event.type === 'signal') signals = [...signals.filter((kept) => kept.epoch === event.epoch), event];
    for (const heard of listeners) heard(event);
  };

  const stream = async (): Promise<void> => {
    const one = new AbortController();
    const end = (): void => one.abort();
    signal.addEventListener('abort', end, { once: true });
    let heardAt = Date.now();
    const watch = setInterval(() => {
      if (Date.now() - heardAt > silenceMs) one.abort();
    }, 5000);
    const opening = setTimeout(end, openMs);
    try {
      const response = await api.events(String(seq), one.signal);
      clearTimeout(opening);
      if (!response.ok || !(response.headers.get('Content-Type') ?? '').startsWith('text/event-stream')) return;
      await readEvents(response, {
        heard: () => (heardAt = Date.now()),
        // The form is our own service's, held by its tests to the contract.
        found: ({ data }) => hear(JSON.parse(data) as ConsultationEvent),
      });
    } catch {
      // Cut off: what was missed is asked for by its number.
    } finally {
      clearTimeout(opening);
      clearInterval(watch);
      signal.removeEventListener('abort', end);
    }
  };
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      await stream();
      if (signal.aborted) return;
      const missed = await api.changes(seq).catch(() => undefined);
      for (const event of missed?.events ?? []) hear(event);
      await pause(missed?.more === true ? 0 : pollMs, signal);
    }
  };

  let sending: Promise<void> = Promise.resolve();
  const deliver = async (epoch: number, payload: Readonly<Record<string, unknown>>): Promise<void> => {
    const turnId = crypto.randomUUID();
    while (!signal.aborted) {
      try {
        await api.signal({ turnId, epoch, payload });
        return;
      } catch (error) {
        // Refused: the epoch is over, or the call is. Whoever it was for has left.
        if (isRefused(error)) return;
        await pause(retryMs, signal);
      }
    }
  };

  void run();
  return {
    listen: (heard) => {
      for (const event of signals) heard(event);
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    send: (epoch, payload) => void (sending = sending.then(() => deliver(epoch, payload))),
    stop: () => stopping.abort(),
  };
}

/** The service answered, and said no: asking again changes nothing. */
export function isRefused(error: unknown): boolean {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500 && error.status !== 429;
}

/** Ends early when the signal says so. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) return done();
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
