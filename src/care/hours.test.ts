import { describe, expect, it } from 'vitest';
import { calendarOf } from './calendar.ts';
import { compileHours, holidaysOf } from './hours.ts';
import { firstMoment, knownUntil, runsBetween, stateAt, type OpenTimes } from './open-times.ts';
import type { Calendar } from './place.ts';

const somewhere = { lat: 46, lon: 2 };
const rennes = calendarOf('FR', '35000', somewhere);
const strasbourg = calendarOf('FR', '67000', somewhere);
const edinburgh = calendarOf('UK', 'EH1 1AA', somewhere);
const london = calendarOf('UK', 'N1 1AA', somewhere);
const firstDay = Date.parse('2026-11-01T00:00:00Z') / 86_400_000;

function timesOf(text: string, calendar: Calendar = rennes, days = 400): OpenTimes {
  const compiled = compileHours(text, calendar, firstDay, days);
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled.times;
}
const states = (times: OpenTimes, ...at: string[]): string => at.map((moment) => stateAt(times, Date.parse(moment))).join(' ');

describe('a pharmacy with a lunch break', () => {
  const times = timesOf('Mo-Fr 08:30-12:30,14:00-19:30; Sa 09:00-12:30; PH off');

  it('is open to the minute, on the clock of its town', () => {
    expect(states(times, '2026-11-24T08:29:59+01:00', '2026-11-24T08:30+01:00', '2026-11-24T12:29+01:00', '2026-11-24T12:30+01:00', '2026-11-24T14:00+01:00')).toBe(
      'shut open open shut open',
    );
  });

  it('is shut on Armistice Day and open the day after', () => {
    expect(states(times, '2026-11-11T10:00+01:00', '2026-11-12T10:00+01:00')).toBe('shut open');
  });

  it('is unknown beyond what was worked out, never shut or open', () => {
    expect(states(times, '2026-10-31T10:00+01:00', '2029-01-10T10:00+01:00')).toBe('unknown unknown');
    expect(knownUntil(times)).toBe(Date.parse('2027-12-06T00:00:00Z'));
  });

  it('opens next on Monday, seen from Saturday afternoon', () => {
    const from = Date.parse('2026-11-28T15:00:00+01:00');
    expect(new Date(firstMoment(times, ['open'], from, from + 7 * 86_400_000) ?? 0).toISOString()).toBe('2026-11-30T07:30:00.000Z');
  });
});

describe('public holidays', () => {
  const dates = (calendar: Calendar, year: number): readonly string[] =>
    [...holidaysOf(calendar, Date.parse(`${year}-01-01T00:00:00Z`) / 86_400_000, 365)]
      .map((day) => new Date(day * 86_400_000).toISOString())
      .filter((day) => day.startsWith(String(year)))
      .map((day) => day.slice(5, 10))
      .toSorted();

  it('of France in 2027, Easter and Whitsun among them', () => {
    expect(dates(rennes, 2027)).toEqual(['01-01', '03-29', '05-01', '05-06', '05-08', '05-17', '07-14', '08-15', '11-01', '11-11', '12-25']);
  });

  it('of Alsace and the Moselle are two more: Good Friday and 26 December', () => {
    expect(dates(strasbourg, 2027).filter((day) => !dates(rennes, 2027).includes(day))).toEqual(['03-26', '12-26']);
    expect(calendarOf('FR', '57000', somewhere).state).toBe('Moselle');
  });

  it('of Scotland are not those of England', () => {
    expect(dates(edinburgh, 2027)).toContain('01-04');
    expect(dates(edinburgh, 2027)).not.toContain('03-29');
    expect(dates(london, 2027)).toContain('03-29');
  });

  it('hold where a place lies, when it has no postcode', () => {
    expect(calendarOf('FR', undefined, { lat: 48.58, lon: 7.75 }).state).toBe('Bas-Rhin');
    expect(calendarOf('FR', undefined, { lat: 48.1, lon: -1.7 }).state).not.toBe('Bas-Rhin');
  });

  it.each([
    ['97100', 'America/Guadeloupe'],
    ['97400', 'Indian/Reunion'],
    ['97600', 'Indian/Mayotte'],
  ])('and clocks of %s are its own', (postcode, zone) => {
    expect(calendarOf('FR', postcode, somewhere).zone).toBe(zone);
  });

  it('open the doctor on duty, through the night before and after', () => {
    const times = timesOf('Mo-Fr 20:00-24:00; Sa 12:00-24:00; Su,PH 08:00-24:00');
    expect(states(times, '2026-12-25T03:00+01:00', '2026-12-25T09:00+01:00', '2026-12-26T11:00+01:00', '2026-12-26T12:00+01:00')).toBe('shut open shut open');
  });
});

describe('hours that cross midnight', () => {
  const times = timesOf('Mo-Th 20:00-08:00; Fr 20:00-24:00; Sa,Su,PH 00:00-24:00');

  it('are one stretch', () => {
    expect(states(times, '2026-11-24T19:59+01:00', '2026-11-24T23:59+01:00', '2026-11-25T00:00+01:00', '2026-11-25T07:59+01:00', '2026-11-25T08:00+01:00')).toBe(
      'shut open open open shut',
    );
    expect(runsBetween(times, Date.parse('2026-11-24T12:00+01:00'), Date.parse('2026-11-25T12:00+01:00'))).toEqual([
      { from: Date.parse('2026-11-24T20:00+01:00'), to: Date.parse('2026-11-25T08:00+01:00'), state: 'open' },
    ]);
  });

  it('may end after midnight on one day only', () => {
    const late = timesOf('Sa 22:00-02:00');
    expect(states(late, '2026-11-28T21:59+01:00', '2026-11-28T23:00+01:00', '2026-11-29T01:59+01:00', '2026-11-29T02:00+01:00', '2026-11-29T22:30+01:00')).toBe(
      'shut open open shut shut',
    );
  });
});

describe('the nights when clocks change', () => {
  // 28 March 2027: 02:00 becomes 03:00. 31 October 2027: 03:00 becomes 02:00.
  it('shift no opening', () => {
    const times = timesOf('Mo-Su 09:00-18:00');
    expect(states(times, '2027-03-27T08:00Z', '2027-03-28T07:00Z', '2027-03-28T06:59Z', '2027-10-30T07:00Z', '2027-10-31T08:00Z', '2027-10-31T07:59Z')).toBe(
      'open open shut open open shut',
    );
    expect(states(timesOf('Mo-Su 09:00-18:00', london), '2027-03-28T08:00Z', '2027-03-27T09:00Z', '2027-10-31T09:00Z')).toBe('open open open');
  });

  it('never make a place seem open that is not: it shuts at the first half past two, and opens at the second', () => {
    expect(states(timesOf('Mo-Su 00:00-02:30'), '2027-10-31T00:29Z', '2027-10-31T00:30Z', '2027-10-31T01:15Z')).toBe('open shut shut');
    expect(states(timesOf('Mo-Su 02:30-06:00'), '2027-10-31T00:45Z', '2027-10-31T01:29Z', '2027-10-31T01:30Z')).toBe('shut shut open');
  });

  it('do not shut what never shuts', () => {
    const from = Date.parse('2027-10-01T00:00Z');
    expect(firstMoment(timesOf('24/7'), ['shut', 'maybe', 'unknown'], from, from + 40 * 86_400_000)).toBeUndefined();
  });
});

describe('hours in words', () => {
  it.each([
    ['Mo-Fr 09:00-12:00 "sur rendez-vous"', 'maybe'],
    ['Mo-Fr 09:00+', 'maybe'],
    ['Mo-Fr 08:00-20:00 || "call"', 'open'],
    ['week 1-53/2 Tu 09:00-12:00', 'shut'],
    ['Nov-Feb Mo-Fr 09:00-12:00', 'open'],
    ['off', 'shut'],
    ['24/7', 'open'],
  ])('"%s" on a Tuesday at ten in November: %s', (text, state) => {
    expect(stateAt(timesOf(text), Date.parse('2026-11-24T10:00+01:00'))).toBe(state);
  });

  it('of school holidays are known as far as their calendar goes', () => {
    const times = timesOf('Mo-Fr 09:00-12:00; SH off', rennes, 1500);
    expect(times.days.length).toBeGreaterThan(20);
    expect(times.days.length).toBeLessThan(1500);
  });

  it.each(['Mo-Fr 25:00-30:00', 'on demande', '', 'x'.repeat(2000), 'Mo-Fr sunrise-sunset', '((((', '2020'])(
    'that say nothing are refused in words, or never open: "%s"',
    (text) => {
      const compiled = compileHours(text, rennes, firstDay, 60);
      const neverOpen = 'times' in compiled && compiled.times.open.every((byte) => byte === 0);
      expect(neverOpen || ('problem' in compiled && compiled.problem.startsWith('opening_hours '))).toBe(true);
    },
  );

  it('come out the same by the short way of a plain week and by the long way of every day', () => {
    // A month range that covers the year says nothing, and keeps the text from the short way.
    for (const text of ['Mo-Fr 08:30-12:30,14:00-19:30; Sa 09:00-12:30; PH off', 'Mo-Th 20:00-08:00; Fr 20:00-24:00; Sa,Su,PH 00:00-24:00', 'Tu-Sa 10:00-02:00; PH 12:00-20:00']) {
      const short = timesOf(text);
      const long = timesOf(text.replaceAll(/(^|; )(?=[A-Z])/g, '$1Jan-Dec '));
      expect({ text, same: sameMinutes(short, long) }).toEqual({ text, same: true });
    }
  });
});

function sameMinutes(a: OpenTimes, b: OpenTimes): boolean {
  const until = Math.min(knownUntil(a), knownUntil(b));
  for (let at = firstDay * 86_400_000; at < until; at += 15 * 60_000) if (stateAt(a, at) !== stateAt(b, at)) return false;
  return true;
}
