/** Whether the line is dead: sound had come, and for a while nothing arrives at all. A browser says so itself, but seconds later. */
import type { Sample } from './samples.ts';

export type Arrivals = { readonly packets: number; readonly lastAt: number | undefined };

export const nothingYet: Arrivals = { packets: 0, lastAt: undefined };

const silentAfterMs = 3000;

/** Sound is sent without a break, muted or not. Whoever has never sent any is not missed. */
export function afterLook({ packets, lastAt }: Arrivals, { audioPackets, packetsReceived }: Pick<Sample, 'audioPackets' | 'packetsReceived'>, now: number): Arrivals {
  const more = packetsReceived > packets && (audioPackets > 0 || lastAt !== undefined);
  return { packets: packetsReceived, lastAt: more ? now : lastAt };
}

export function isSilent({ lastAt }: Arrivals, now: number): boolean {
  return lastAt !== undefined && now - lastAt >= silentAfterMs;
}
