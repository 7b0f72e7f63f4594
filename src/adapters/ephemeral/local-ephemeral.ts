/** The in-process twin of Redis: for one instance only. */
import type { Ephemeral } from '../../shared/ephemeral.ts';

const mostCounts = 50_000;

export function createLocalEphemeral(now: () => number = Date.now, most: number = mostCounts): Ephemeral {
  // In the order in which they began.
  const counts = new Map<string, { count: number; readonly until: number }>();
  const listeners = new Map<string, Set<(message: string) => void>>();
  return {
    increment: async (key, windowMs) => {
      const known = counts.get(key);
      if (known && known.until > now()) {
        known.count += 1;
        return known.count;
      }
      counts.delete(key);
      // The oldest makes room: a flood of keys costs neither memory nor time.
      const [oldest] = counts.keys();
      if (counts.size >= most && oldest !== undefined) counts.delete(oldest);
      counts.set(key, { count: 1, until: now() + windowMs });
      return 1;
    },
    publish: async (channel, message) => {
      for (const listener of listeners.get(channel) ?? []) listener(message);
    },
    subscribe: async (channel, listener) => {
      const set = listeners.get(channel) ?? new Set();
      listeners.set(channel, set.add(listener));
      return async () => {
        set.delete(listener);
        if (set.size === 0 && listeners.get(channel) === set) listeners.delete(channel);
      };
    },
    close: async () => {
      counts.clear();
      listeners.clear();
    },
  };
}
