/** An honest wait: a range, from the place in the queue, who is on call and how long others have waited lately. Pure. */
import type { Language } from '../shared/language.ts';
import { fill, handoverWords } from './words.ts';

const minute = 60_000;
/** What a consultation takes, short and long, until there is experience. */
const shortCall = 6 * minute;
const longCall = 15 * minute;
const enough = 8;

export type WaitRange = { readonly fromMinutes: number; readonly toMinutes: number; readonly words: string };

export function waitRange({
  place,
  doctors,
  recent,
  waited = 0,
  language,
}: {
  readonly place: number;
  /** On call, busy or not; at least one. */
  readonly doctors: number;
  readonly recent: { readonly lowMs: number; readonly highMs: number; readonly n: number };
  /** Already, milliseconds. */
  readonly waited?: number;
  readonly language: Language;
}): WaitRange {
  const rounds = (place - 1) / doctors;
  const byPlace = { low: Math.floor(rounds) * shortCall, high: Math.max(2 * minute, Math.ceil(place / doctors) * longCall) };
  // Lately, less what has been waited: it may widen what the place says, and never promises less than it.
  const low = recent.n >= enough ? Math.max(byPlace.low, Math.min(recent.lowMs - waited, byPlace.high)) : byPlace.low;
  const high = recent.n >= enough ? Math.max(byPlace.high, recent.highMs - waited) : byPlace.high;
  const fromMinutes = Math.max(0, Math.floor(low / minute));
  const toMinutes = Math.max(fromMinutes + 1, Math.ceil(high / minute));
  const words = handoverWords(language);
  return { fromMinutes, toMinutes, words: toMinutes <= 3 ? words.waitShort : fill(words.wait, { from: String(fromMinutes), to: String(toMinutes) }) };
}
