/**
 * Where everyone waits at a site, read at most once a second whoever asks: what one look costs does not grow with the queue.
 * An instance that serves one request at a time and ends (Workers) reads it each time.
 */
type Order = { readonly places: ReadonlyMap<string, number>; readonly doctors: number };
type Waits = { readonly lowMs: number; readonly highMs: number; readonly n: number };
type Kept<T> = { readonly at: number; readonly value: Promise<T> };

export type QueueMemory = {
  /** @param now the database's clock, milliseconds. */
  readonly order: (site: string, now: number, read: () => Promise<Order>) => Promise<Order>;
  readonly waits: (site: string, now: number, read: () => Promise<Waits>) => Promise<Waits>;
};

const orderMs = 1000;
const waitsMs = 10_000;

export function createQueueMemory(): QueueMemory {
  const orders = new Map<string, Kept<Order>>();
  const waits = new Map<string, Kept<Waits>>();
  return {
    order: (site, now, read) => kept(orders, { site, now, forMs: orderMs, read }),
    waits: (site, now, read) => kept(waits, { site, now, forMs: waitsMs, read }),
  };
}

async function kept<T>(
  memory: Map<string, Kept<T>>,
  { site, now, forMs, read }: { readonly site: string; readonly now: number; readonly forMs: number; readonly read: () => Promise<T> },
): Promise<T> {
  const known = memory.get(site);
  if (known && now - known.at < forMs && now >= known.at) return known.value;
  const value = read();
  memory.set(site, { at: now, value });
  try {
    return await value;
  } catch (error) {
    memory.delete(site);
    throw error;
  }
}
