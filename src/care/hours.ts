/** `opening_hours` of OpenStreetMap -> open times in UTC, with the public holidays and the clock of the place. */
import openingHours from 'opening_hours';
import { momentOf } from './calendar.ts';
import { minutesADay, patternBytes, type OpenTimes } from './open-times.ts';
import type { Calendar } from './place.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Longer than any week with its exceptions; a text that long is not hours. */
const longest = 1000;

export type CompiledHours = { readonly times: OpenTimes } | { readonly problem: string };

/** A stretch on the place's own clock, in milliseconds as if that were UTC's. */
type WallRun = { readonly from: number; readonly to: number; readonly maybe: boolean };

/**
 * @param firstDay days since the epoch; @param count how many days to work out. School holidays end where their calendar ends.
 * The library reckons in the process's own clock: that must be UTC (`least-node.mjs`), else a night when clocks change would shift.
 */
export function compileHours(text: string, calendar: Calendar, firstDay: number, count: number): CompiledHours {
  if (new Date(2026, 0, 15).getTimezoneOffset() !== 0 || new Date(2026, 6, 15).getTimezoneOffset() !== 0) throw new Error('hours are worked out in UTC: start with TZ=UTC');
  if (text.length > longest) return { problem: `opening_hours is longer than ${longest} characters` };
  if (/\b(?:sunrise|sunset|dawn|dusk)\b/i.test(text)) return { problem: 'opening_hours follows the sun; write clock times' };
  try {
    const runs = wallRuns(text, calendar, firstDay - 1, count + 2);
    const times = bitsOf(runs.runs, calendar.zone, firstDay, Math.min(count, runs.knownDays - 2));
    return times.days.length === 0 ? { problem: 'opening_hours cannot be worked out for the coming days' } : { times };
  } catch (error) {
    return { problem: `opening_hours does not parse: ${reasonOf(error)}` };
  }
}

/** The library throws texts: its pointer to the place, without what comes after. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? '').slice(0, 160);
}

function parse(text: string, { country, state }: Calendar): openingHours {
  return new openingHours(text, { lat: 0, lon: 0, address: { country_code: country === 'UK' ? 'gb' : 'fr', state } });
}

function evaluate(hours: openingHours, firstDay: number, count: number): WallRun[] {
  return hours.getOpenIntervals(new Date(firstDay * dayMs), new Date((firstDay + count) * dayMs)).map(([from, to, maybe]) => ({ from: from.getTime(), to: to.getTime(), maybe }));
}

/** Weekdays, public holidays and clock times only: one week tells every other, but around a holiday. */
const weekly = /^(?:Mo|Tu|We|Th|Fr|Sa|Su|PH|off|closed|open|24\/7|"[^"]*"|[\d:,;\s-])+$/;

function wallRuns(text: string, calendar: Calendar, firstDay: number, count: number): { readonly runs: readonly WallRun[]; readonly knownDays: number } {
  const hours = parse(text, calendar);
  return weekly.test(text) ? { runs: weeklyRuns(hours, calendar, firstDay, count), knownDays: count } : monthlyRuns(hours, firstDay, count);
}

/** A month at a time: the calendars of school holidays end somewhere, and what is known before that counts. */
function monthlyRuns(hours: openingHours, firstDay: number, count: number): { readonly runs: readonly WallRun[]; readonly knownDays: number } {
  const runs: WallRun[] = [];
  for (let day = 0; day < count; day += 30) {
    try {
      runs.push(...evaluate(hours, firstDay + day, Math.min(30, count - day)));
    } catch (error) {
      if (day === 0) throw error;
      return { runs, knownDays: day };
    }
  }
  return { runs, knownDays: count };
}

function weeklyRuns(hours: openingHours, calendar: Calendar, firstDay: number, count: number): readonly WallRun[] {
  const holidays = holidaysOf(calendar, firstDay, count);
  const nearHoliday = (day: number): boolean => holidays.has(day - 1) || holidays.has(day) || holidays.has(day + 1);
  const plainWeek = weekWithout(nearHoliday, firstDay, count);
  if (plainWeek === undefined) return evaluate(hours, firstDay, count);
  const byWeekday = Array.from({ length: 7 }, (_, at): readonly WallRun[] => evaluate(hours, plainWeek + at, 1));
  const runs: WallRun[] = [];
  for (let day = firstDay; day < firstDay + count; day += 1) {
    if (nearHoliday(day)) runs.push(...evaluate(hours, day, 1));
    else {
      const at = (((day - plainWeek) % 7) + 7) % 7;
      const shift = (day - plainWeek - at) * dayMs;
      for (const run of byWeekday[at] ?? []) runs.push({ ...run, from: run.from + shift, to: run.to + shift });
    }
  }
  return runs;
}

/** The first day of seven in a row that no holiday touches. */
function weekWithout(nearHoliday: (day: number) => boolean, firstDay: number, count: number): number | undefined {
  for (let day = firstDay, free = 0; day < firstDay + count; day += 1) {
    free = nearHoliday(day) ? 0 : free + 1;
    if (free === 7) return day - 6;
  }
  return undefined;
}

const holidayMemory = new Map<string, ReadonlySet<number>>();

/** Public holidays of a calendar, as days since the epoch. */
export function holidaysOf(calendar: Calendar, firstDay: number, count: number): ReadonlySet<number> {
  const key = `${calendar.country} ${calendar.state} ${firstDay} ${count}`;
  const known = holidayMemory.get(key);
  if (known) return known;
  const days = new Set<number>();
  for (const run of evaluate(parse('PH 00:00-24:00', calendar), firstDay - 1, count + 2)) for (let at = run.from; at < run.to; at += dayMs) days.add(Math.floor(at / dayMs));
  if (holidayMemory.size > 200) holidayMemory.clear();
  holidayMemory.set(key, days);
  return days;
}

const mostPatterns = 256;

function bitsOf(runs: readonly WallRun[], zone: string, firstDay: number, count: number): OpenTimes {
  const first = firstDay * minutesADay;
  const open = new Uint8Array(Math.max(0, count) * patternBytes);
  const maybe = new Uint8Array(open.length);
  for (const run of runs) {
    // Where the clocks show a time twice, it opens at the later and closes at the earlier: never said open while it is shut.
    const from = Math.max(0, Math.ceil(momentOf(run.from, zone, 'later') / minuteMs) - first);
    const to = Math.min(open.length * 8, Math.floor(momentOf(run.to, zone, 'earlier') / minuteMs) - first);
    fill(run.maybe ? maybe : open, from, to);
  }
  return patternsOf(open, maybe, firstDay);
}

function fill(bits: Uint8Array, from: number, to: number): void {
  for (let bit = from; bit < to;) {
    const whole = (bit & 7) === 0 && to - bit >= 8;
    bits[bit >> 3] = whole ? 255 : (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    bit += whole ? 8 : 1;
  }
}

function patternsOf(open: Uint8Array, maybe: Uint8Array, firstDay: number): OpenTimes {
  const numbers = new Map<string, number>();
  const patterns: { readonly open: Uint8Array; readonly maybe: Uint8Array }[] = [];
  const days: number[] = [];
  for (let at = 0; at < open.length; at += patternBytes) {
    const pattern = { open: open.subarray(at, at + patternBytes), maybe: maybe.subarray(at, at + patternBytes) };
    const key = `${String.fromCharCode(...pattern.open)} ${String.fromCharCode(...pattern.maybe)}`;
    let number = numbers.get(key);
    if (number === undefined) {
      // Every day another: what is known ends here.
      if (patterns.length === mostPatterns) break;
      number = patterns.length;
      numbers.set(key, number);
      patterns.push(pattern);
    }
    days.push(number);
  }
  return { firstDay, days: Uint8Array.from(days), open: joined(patterns.map((item) => item.open)), maybe: joined(patterns.map((item) => item.maybe)) };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.length * patternBytes);
  for (const [at, part] of parts.entries()) all.set(part, at * patternBytes);
  return all;
}
