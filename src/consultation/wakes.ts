/** Wakes whoever waits for a change: at once through Redis or this process, and at the latest a second later by looking. */
import type { Ephemeral } from '../shared/ephemeral.ts';

const channel = 'consultation-changed';

export type Wakes = {
  /** Tells all instances that these streams changed. Nobody listening is no error, and a lost message costs a second. */
  readonly tell: (streams: readonly string[]) => void;
  /** Calls back at each change of a stream, until it is stopped. */
  readonly listen: (stream: string, wake: () => void) => () => void;
  /** Wakes the listeners of this instance alone: what was found by looking. */
  readonly poke: (streams: readonly string[]) => void;
  readonly stop: () => Promise<void>;
};

export function createWakes(ephemeral: Pick<Ephemeral, 'publish' | 'subscribe'>): Wakes {
  const listeners = new Map<string, Set<() => void>>();
  const wake = (streams: readonly string[]): void => {
    for (const stream of streams) for (const listener of listeners.get(stream) ?? []) listener();
  };
  // From the first listener on. Until it listens, and whenever it cannot, looking every second does.
  let subscribed: Promise<(() => Promise<void>) | undefined> | undefined;
  return {
    tell: (streams) => {
      wake(streams);
      void ephemeral.publish(channel, streams.join(',')).catch(() => {});
    },
    listen: (stream, listener) => {
      subscribed ??= ephemeral.subscribe(channel, (message) => wake(message.split(','))).catch(() => undefined);
      const set = listeners.get(stream) ?? new Set();
      listeners.set(stream, set.add(listener));
      return () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(stream) === set) listeners.delete(stream);
      };
    },
    poke: wake,
    stop: async () => {
      const stop = await subscribed;
      await stop?.();
    },
  };
}
