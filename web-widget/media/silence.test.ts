import { describe, expect, it } from 'vitest';
import { afterLook, isSilent, isUnheard, nothingYet, type Arrivals } from './silence.ts';

type Look = { readonly audioPackets: number; readonly packetsReceived: number };

/** One look a second. */
function silentAfter(looks: readonly Look[]): boolean {
  let arrivals: Arrivals = nothingYet;
  for (const [second, look] of looks.entries()) arrivals = afterLook(arrivals, look, second * 1000);
  return isSilent(arrivals, (looks.length - 1) * 1000);
}
const heard: Look = { audioPackets: 50, packetsReceived: 90 };
const gone: Look = { audioPackets: 0, packetsReceived: 0 };

describe('a line', () => {
  it('on which nothing comes for three seconds is silent', () => {
    expect(silentAfter([heard, heard, heard])).toBe(false);
    expect(silentAfter([heard, heard, heard, heard])).toBe(true);
  });

  it('whose other end took its tracks away is silent as well', () => {
    expect(silentAfter([heard, gone, gone, gone])).toBe(true);
  });

  it('on which the picture still comes is not, nor one that has come back', () => {
    expect(silentAfter([heard, heard, heard, { ...heard, packetsReceived: 91 }])).toBe(false);
    expect(silentAfter([heard, gone, gone, gone, { audioPackets: 1, packetsReceived: 1 }])).toBe(false);
  });

  it('on which no sound has ever come is waited for, not missed', () => {
    expect(silentAfter([gone, gone, gone, gone, gone])).toBe(false);
    const picture = { audioPackets: 0, packetsReceived: 40 };
    expect(silentAfter([picture, picture, picture, picture, picture])).toBe(false);
    const looked = afterLook(nothingYet, gone, 0);
    expect([isUnheard(looked, 4000), isUnheard(looked, 5000), isUnheard(afterLook(looked, heard, 1000), 9000), isUnheard(nothingYet, 9000)]).toEqual([false, true, false, false]);
  });

  it('that was not looked at for long is silent only if nothing came meanwhile: a page may have slept', () => {
    const before = afterLook(nothingYet, heard, 0);
    expect(isSilent(afterLook(before, { audioPackets: 600, packetsReceived: 900 }, 60_000), 60_000)).toBe(false);
  });
});
