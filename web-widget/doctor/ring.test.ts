import { describe, expect, it } from 'vitest';
import { ringOf, titleOf, type ConsoleMode } from './ring.ts';

const offer = { key: 'c1:2', expiresAt: 20_000 };
const ring = (mode: ConsoleMode, more: Partial<Parameters<typeof ringOf>[0]> = {}) => ringOf({ mode, offer, answered: new Set(), now: 0, pageVisible: true, ...more });

describe('a doctor is rung', () => {
  it('while on call, with the seconds that are left', () => {
    expect(ring('on-call', { now: 4_200 })).toEqual({ ringing: true, key: 'c1:2', notify: false, secondsLeft: 16 });
  });

  it('by a notification too when the page is hidden', () => {
    expect(ring('on-call', { pageVisible: false })).toMatchObject({ notify: true });
  });

  it.each(['off', 'break', 'in-call'] as const)('never when %s', (mode) => {
    expect(ring(mode)).toEqual({ ringing: false });
  });

  it('no longer once it is answered or too late', () => {
    expect(ring('on-call', { answered: new Set(['c1:2']) })).toEqual({ ringing: false });
    expect(ring('on-call', { now: 20_000 })).toEqual({ ringing: false });
  });

  it('and the tab says so, seconds first', () => {
    const words = { title: 'Relais', ringingTitle: 'Patient waiting' };
    expect(titleOf(ring('on-call'), words, 3)).toBe('(20) Patient waiting');
    expect(titleOf(ring('off'), words, 3)).toBe('(3) Relais');
  });
});
