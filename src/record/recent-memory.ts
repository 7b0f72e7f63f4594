/** The last few things used, for a short time. */
export type RecentMemory<T> = { readonly get: (key: string) => T | undefined; readonly put: (key: string, value: T) => void; readonly drop: (key: string) => void };

export function createRecentMemory<T>({ most, forMs, now }: { readonly most: number; readonly forMs: number; readonly now: () => number }): RecentMemory<T> {
  // A Map keeps the order of insertion: the first entry is the one unused for longest.
  const entries = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (!entry || entry.until < now()) {
        entries.delete(key);
        return undefined;
      }
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    put: (key, value) => {
      if (most === 0) return;
      entries.delete(key);
      entries.set(key, { value, until: now() + forMs });
      if (entries.size > most)
        for (const oldest of entries.keys()) {
          entries.delete(oldest);
          break;
        }
    },
    drop: (key) => void entries.delete(key),
  };
}
