import { describe, expect, it } from 'vitest';
import { sessionEndToTell } from './session-end.ts';

const at = (clock: string): string => `2026-11-27T${clock}:00.000Z`;
/** Signed in at 18:00, last used at 21:35. */
const session = { idleEndsAt: at('22:05'), endsAt: at('22:00'), warnAt: at('21:50') };
const told = (clock: string, inHand = false): string | undefined => sessionEndToTell(session, { now: Date.parse(at(clock)), inHand });

describe('a doctor whose session is about to end', () => {
  it('is told ten minutes before, with the time, so that they sign in again between two patients', () => {
    expect([told('21:49'), told('21:50'), told('21:59')]).toEqual([undefined, at('22:00'), at('22:00')]);
  });

  it('is told nothing in the middle of a consultation, and again once it is over', () => {
    expect([told('21:55', true), told('21:55')]).toEqual([undefined, at('22:00')]);
  });

  it('is not warned of the end for want of use while the console is open: that moment moves on', () => {
    const early = { idleEndsAt: at('19:00'), endsAt: at('22:00'), warnAt: at('18:50') };
    expect(sessionEndToTell(early, { now: Date.parse(at('18:55')), inHand: false })).toBeUndefined();
  });

  it('is told nothing before anyone is signed in', () => {
    expect(sessionEndToTell(undefined, { now: Date.parse(at('21:55')), inHand: false })).toBeUndefined();
  });
});
