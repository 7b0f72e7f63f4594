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

  it('a cut says nothing of the picture', () => {
    expect(over(['lost', 'lost', 'lost', 'lost', 'lost', 'unknown']).link).toEqual(strongLink);
  });
});
