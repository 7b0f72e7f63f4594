/** Sound first: when the link stays poor, or is poor for half the time, our own picture is given up, and tried again once it has been good for a while. */
export type WeakLink = {
  readonly givenUp: boolean;
  readonly poorSince: number | undefined;
  readonly goodSince: number | undefined;
  /** Of late, how long each look stands for. */
  readonly looks: readonly Look[];
};
type Look = { readonly at: number; readonly ms: number; readonly poor: boolean };

export const strongLink: WeakLink = { givenUp: false, poorSince: undefined, goodSince: undefined, looks: [] };

const giveUpAfterMs = 6000;
const tryAgainAfterMs = 20_000;
/** By turns: poor for half of this. */
const turnsMs = 16_000;
/** Of these, so much must have been seen: a link is not judged by its first moments. */
const seenEnoughMs = 13_000;
/** A page that slept, or a line that was cut for longer, has not been looked at meanwhile. */
const mostPerLookMs = 5000;

export function afterSample(link: WeakLink, quality: 'good' | 'poor' | 'lost' | 'unknown', now: number): WeakLink {
  // Nothing arrives at all: that is the connection's affair, and says nothing of the picture. What it loses is not counted by turns.
  if (quality !== 'poor' && quality !== 'good') return { ...link, looks: [] };
  const poor = quality === 'poor';
  const last = link.looks.at(-1)?.at ?? now;
  const before = now - last > mostPerLookMs ? [] : link.looks;
  const looks = [...before, { at: now, ms: before.length === 0 ? 0 : now - last, poor }].filter(({ at }) => at > now - turnsMs);
  if (!poor) {
    const goodSince = link.goodSince ?? now;
    const again = link.givenUp && now - goodSince >= tryAgainAfterMs;
    return { givenUp: link.givenUp && !again, poorSince: undefined, goodSince, looks };
  }
  const poorSince = link.poorSince ?? now;
  return { givenUp: link.givenUp || now - poorSince >= giveUpAfterMs || isPoorByTurns(looks), poorSince, goodSince: undefined, looks };
}

function isPoorByTurns(looks: readonly Look[]): boolean {
  const sum = (of: readonly Look[]): number => of.reduce((total, { ms }) => total + ms, 0);
  const seen = sum(looks);
  return seen >= seenEnoughMs && sum(looks.filter(({ poor }) => poor)) * 2 >= seen;
}
