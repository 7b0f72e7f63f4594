/** Sound first: when the link stays poor our own picture is given up, and tried again once it has been good for a while. */
export type WeakLink = { readonly givenUp: boolean; readonly poorSince: number | undefined; readonly goodSince: number | undefined };

export const strongLink: WeakLink = { givenUp: false, poorSince: undefined, goodSince: undefined };

const giveUpAfterMs = 6000;
const tryAgainAfterMs = 20_000;

export function afterSample(link: WeakLink, quality: 'good' | 'poor' | 'lost' | 'unknown', now: number): WeakLink {
  if (quality === 'poor') {
    const poorSince = link.poorSince ?? now;
    return { givenUp: link.givenUp || now - poorSince >= giveUpAfterMs, poorSince, goodSince: undefined };
  }
  if (quality === 'good') {
    const goodSince = link.goodSince ?? now;
    const again = link.givenUp && now - goodSince >= tryAgainAfterMs;
    return { givenUp: link.givenUp && !again, poorSince: undefined, goodSince };
  }
  // Nothing arrives at all: that is the connection's affair, and says nothing of the picture.
  return link;
}
