/**
 * When a place is open, minute by minute, in UTC: worked out when the directory is imported, so that a query only looks up bits.
 * A day is one of a few patterns; a pattern is 1440 bits (bit n of the day: byte n / 8, from its lowest bit, as `get_bit` of PostgreSQL has it).
 */
export type OpenTimes = {
  /** Days since the epoch. */
  readonly firstDay: number;
  /** The pattern of each day from the first. */
  readonly days: Uint8Array;
  readonly open: Uint8Array;
  /** Open perhaps: by appointment, or an end that nobody wrote down. */
  readonly maybe: Uint8Array;
};

export type OpenState = 'open' | 'maybe' | 'shut' | 'unknown';

const minuteMs = 60_000;
export const minutesADay = 1440;
export const patternBytes = minutesADay / 8;

export function stateAt(times: OpenTimes, at: number): OpenState {
  return stateOfMinute(times, Math.floor(at / minuteMs));
}

function stateOfMinute({ firstDay, days, open, maybe }: OpenTimes, minute: number): OpenState {
  const day = Math.floor(minute / minutesADay) - firstDay;
  const pattern = days[day];
  if (day < 0 || pattern === undefined) return 'unknown';
  const bit = pattern * minutesADay + (minute % minutesADay);
  const mask = 1 << (bit & 7);
  if (((open[bit >> 3] ?? 0) & mask) !== 0) return 'open';
  return ((maybe[bit >> 3] ?? 0) & mask) !== 0 ? 'maybe' : 'shut';
}

/** The first moment from `at` on, and before `until`, that is in one of these states. */
export function firstMoment(times: OpenTimes, states: readonly OpenState[], at: number, until: number): number | undefined {
  const last = Math.ceil(until / minuteMs);
  for (let minute = Math.floor(at / minuteMs); minute < last;) {
    if (states.includes(stateOfMinute(times, minute))) return Math.max(at, minute * minuteMs);
    // Eight minutes at once where they are all alike: a night is 90 looks.
    minute += (minute & 7) === 0 && alikeFrom(times, minute) ? 8 : 1;
  }
  return undefined;
}

/** Whether the eight minutes of a byte are in one state. A day begins with a byte, as the epoch does. */
function alikeFrom({ firstDay, days, open, maybe }: OpenTimes, minute: number): boolean {
  const day = Math.floor(minute / minutesADay) - firstDay;
  const pattern = days[day];
  if (day < 0 || pattern === undefined) return true;
  const at = (pattern * minutesADay + (minute % minutesADay)) >> 3;
  const opens = open[at] ?? 0;
  return opens === 255 || (opens === 0 && ((maybe[at] ?? 0) === 0 || maybe[at] === 255));
}

export type Run = { readonly from: number; readonly to: number; readonly state: 'open' | 'maybe' };

/** Every stretch between two moments in which it is open, or perhaps. */
export function runsBetween(times: OpenTimes, from: number, to: number): readonly Run[] {
  const runs: Run[] = [];
  let at = from;
  while (at < to) {
    const state = stateAt(times, at);
    const others = (['open', 'maybe', 'shut', 'unknown'] as const).filter((other) => other !== state);
    const end = firstMoment(times, others, at, to) ?? to;
    if (state === 'open' || state === 'maybe') runs.push({ from: at, to: end, state });
    at = end;
  }
  return runs;
}

/** How far ahead it is known. Milliseconds since the epoch. */
export function knownUntil({ firstDay, days }: OpenTimes): number {
  return (firstDay + days.length) * minutesADay * minuteMs;
}
