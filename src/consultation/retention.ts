/** What the handover keeps for a while only. The record itself (encounters, consultations, messages, papers, audit) is not touched. */
const hour = 3_600_000;

export type Retention = { readonly signalsMs: number; readonly noticesMs: number; readonly outboxMs: number; readonly staffEventsMs: number; readonly accessMs: number };

/** `accessMs`: links, sessions and interpreters, counted from when they open nothing any more. */
export const retention: Retention = { signalsMs: 24 * hour, noticesMs: 30 * 24 * hour, outboxMs: 30 * 24 * hour, staffEventsMs: 7 * 24 * hour, accessMs: 24 * hour };

const everyMs = 10 * 60_000;
const mostAtOnce = 1000;

/**
 * @param remove takes away what is older, and gives how much of one kind it was at most.
 * @param now only to wait between two looks: what is old is told by the database's clock.
 * @returns a step of the sweep: every ten minutes, and again at once while there is more than one bite.
 */
export function createRemoval(remove: (ages: Retention, most: number) => Promise<number>, now: () => number = () => performance.now()): () => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (now() < nextAt) return;
    const removed = await remove(retention, mostAtOnce);
    nextAt = removed < mostAtOnce ? now() + everyMs : now();
  };
}
