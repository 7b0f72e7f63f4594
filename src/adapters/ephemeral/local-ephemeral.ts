/** The in-process twin of Redis: for one instance only. */
import type { Ephemeral } from '../../shared/ephemeral.ts';

const mostCounts = 50_000;

export function createLocalEphemeral(now: () => number = Date.now): Ephemeral {
  const counts = new Map<string, { count: number; readonly until: number }>();
  const listeners = new Map<string, Set<(message: string) => void>>();
  return {
    increment: async (key, windowMs) => {
      const known = counts.get(key);
      if (known && known.until > now()) {
        known.count += 1;
        return known.count;
      }
      if (counts.size >= mostCounts) for (const [old, entry] of counts) if (entry.until <= now()) counts.delete(old);
      counts.set(key, { count: 1, until: now() + windowMs });
      return 1;
    },
    publish: async (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener(message);
    },
    subscribe: async (channel, listener) => {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return async () => void set.delete(listener);
    },
    close: async () => {
      counts.clear();
      listeners.clear();
    },
  };
}
