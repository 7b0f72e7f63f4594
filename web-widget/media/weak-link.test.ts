import { describe, expect, it } from 'vitest';
import { afterSample, strongLink, type WeakLink } from './weak-link.ts';

type Quality = Parameters<typeof afterSample>[1];

/** One look every two seconds. */
function over(qualities: readonly Quality[], start: WeakLink = strongLink, from = 0): { readonly link: WeakLink; readonly now: number } {
  let link = start;
  let now = from;
  for (const quality of qualities) {
    link = afterSample(link, quality, now);
    now += 2000;
  }
  return { link, now };
}

describe('a link that is too weak for both', () => {
  it('a short bad moment costs nobody their picture', () => {
    expect(over(['good', 'poor', 'poor', 'good', 'poor', 'poor', 'good']).link.givenUp).toBe(false);
  });

  it('after six bad seconds the picture is given up and the voice stays', () => {
    expect(over(['poor', 'poor', 'poor']).link.givenUp).toBe(false);
    expect(over(['poor', 'poor', 'poor', 'poor']).link.givenUp).toBe(true);
  });

  it('the picture comes back after twenty good seconds, and not before', () => {
    const { link, now } = over(['poor', 'poor', 'poor', 'poor']);
    expect(
      over(
        Array.from({ length: 10 }, () => 'good' as const),
        link,
        now,
      ).link.givenUp,
    ).toBe(true);
    expect(
      over(
        Array.from({ length: 11 }, () => 'good' as const),
        link,
        now,
      ).link.givenUp,
    ).toBe(false);
  });

  it('one bad moment in between begins the count anew', () => {
    const { link, now } = over(['poor', 'poor', 'poor', 'poor']);
    const mixed: Quality[] = [...Array.from({ length: 8 }, () => 'good' as const), 'poor', ...Array.from({ length: 8 }, () => 'good' as const)];
    expect(over(mixed, link, now).link.givenUp).toBe(true);
  });

  it('that is poor and good by turns loses its picture within sixteen seconds or so, whichever comes first', () => {
    for (const start of ['poor', 'good'] as const) {
      const turns = Array.from({ length: 10 }, (_, look): Quality => ((look % 2 === 0) === (start === 'poor') ? 'poor' : 'good'));
      expect(over(turns.slice(0, 6)).link.givenUp).toBe(false);
      expect(over(turns).link.givenUp).toBe(true);
    }
  });

  it('long good and then by turns, it loses its picture as well', () => {
    const good = Array.from({ length: 30 }, (): Quality => 'good');
    expect(over([...good, 'poor', 'poor', 'good', 'poor', 'good', 'poor', 'good', 'poor']).link.givenUp).toBe(true);
  });

  it('a hiccup now and then, or one of four seconds, takes nobody’s picture', () => {
    const now = Array.from({ length: 60 }, (_, look): Quality => (look % 3 === 0 ? 'poor' : 'good'));
    expect(over(now).link.givenUp).toBe(false);
    const once = Array.from({ length: 60 }, (_, look): Quality => (look === 20 || look === 21 ? 'poor' : 'good'));
    expect(over(once).link.givenUp).toBe(false);
  });

  it('looked at more often it is judged by the time that was poor, not by the looks', () => {
    let link = strongLink;
    for (let now = 0; now < 14_000; now += 2000) link = afterSample(link, 'good', now);
    for (let now = 14_000; now < 17_200; now += 400) link = afterSample(link, 'poor', now);
    expect(link.givenUp).toBe(false);
  });

  it('a page that slept between two poor moments has not seen what was between', () => {
    expect(afterSample(afterSample(afterSample(strongLink, 'poor', 0), 'good', 2000), 'poor', 60_000).givenUp).toBe(false);
  });

  it('that is cut again and again for some seconds keeps its picture: what a cut loses is not the picture’s doing', () => {
    const cuts = Array.from({ length: 8 }, (): Quality[] => ['lost', 'lost', 'poor', 'poor', 'good']).flat();
    expect(over(cuts).link.givenUp).toBe(false);
    let link = strongLink;
    // Not looked at while it is away.
    for (let cut = 0; cut < 8; cut += 1)
      for (const [look, quality] of (['poor', 'good', 'poor', 'good'] as const).entries()) link = afterSample(link, quality, cut * 14_000 + look * 2000);
    expect(link.givenUp).toBe(false);
  });

  it('a cut says nothing of the picture', () => {
    expect(over(['lost', 'lost', 'lost', 'lost', 'lost', 'unknown']).link).toEqual(strongLink);
  });
});
