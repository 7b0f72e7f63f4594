/** Whether the line is dead: sound had come, and for a while nothing arrives at all. A browser says so itself, but seconds later. */
import type { Sample } from './samples.ts';

export type Arrivals = { readonly packets: number; readonly lastAt: number | undefined; readonly since: number | undefined };

export const nothingYet: Arrivals = { packets: 0, lastAt: undefined, since: undefined };

const silentAfterMs = 3000;
/** A first sound may take a moment longer than the way into the call. */
const unheardAfterMs = 5000;

/** Sound is sent without a break, muted or not. Whoever has never sent any is not missed. */
export function afterLook({ packets, lastAt, since }: Arrivals, { audioPackets, packetsReceived }: Pick<Sample, 'audioPackets' | 'packetsReceived'>, now: number): Arrivals {
  const more = packetsReceived > packets && (audioPackets > 0 || lastAt !== undefined);
  return { packets: packetsReceived, lastAt: more ? now : lastAt, since: since ?? now };
}

export function isSilent({ lastAt }: Arrivals, now: number): boolean {
  return lastAt !== undefined && now - lastAt >= silentAfterMs;
}

/** Joined for a while, and no sound has ever come: no microphone there, or none that is allowed. */
export function isUnheard({ lastAt, since }: Arrivals, now: number): boolean {
  return lastAt === undefined && since !== undefined && now - since >= unheardAfterMs;
}
