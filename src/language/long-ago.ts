/** How long ago something is said to have been: "accouché il y a 6 mois", "six months ago I had a baby". */
import { wordsFrom, type Mention } from './denial.ts';
import { timesAgo } from './durations.ts';
import { foldText } from './folded-text.ts';
import { smallWords, timeWords } from './small-words.ts';
import { beginsSentence, type Token } from './tokenise.ts';

export type TimeAgo = { readonly first: number; readonly last: number; readonly hours: number };

/** Other words that may stand between what was and when it was. */
const mostBetween = 3;
/** Beyond these another thing is told, or another time. */
const breaks =
  /^(?:and|et|but|mais|then|puis|hier|avant|yesterday|today|aujourdhui|tonight|now|maintenant|just|last|recently|recemment|i|j|je|we|he|il|she|elle|they|ils|elles|it|ca)$/;
/** "On m'a opéré" is someone who did it; "surgery on my knee" is not. */
const frenchOn = /^on (?:m|l|t|a|est|nous|lui|avait)(?: |$)/;
const possessive = /^(?:my|our|mon|ma|mes|notre)$/;
const ofWhom = /^(?:to|of|on|with|de|d)$/;

/** Every "so long ago" of a text, by its words. */
export function timesIn(text: string, tokens: readonly Token[]): readonly TimeAgo[] {
  const { folded, spanOf } = foldText(text);
  return timesAgo(folded).flatMap(({ start, end, hours }) => {
    const span = spanOf(start, end);
    const first = tokens.findIndex((token) => token.end > span.start);
    const last = tokens.findLastIndex((token) => token.start < span.end);
    return first === -1 || last < first ? [] : [{ first, last, hours }];
  });
}

/** The mention with the time that is said of it, where that is longer ago than so many hours. */
export function longAgo(tokens: readonly Token[], mention: Mention, times: readonly TimeAgo[], hours: number): Mention | undefined {
  const beside = times.filter((time) => isBeside(tokens, mention, time));
  if (beside.length === 0 || beside.some((time) => time.hours <= hours)) return undefined;
  return { ...mention, first: Math.min(mention.first, ...beside.map((time) => time.first)), last: Math.max(mention.last, ...beside.map((time) => time.last)) };
}

function isBeside(tokens: readonly Token[], mention: Mention, time: TimeAgo): boolean {
  if (time.first <= mention.last && time.last >= mention.first) return true;
  if (time.first > mention.last) return reaches(tokens, mention.last, time.first, mostBetween);
  // "I stopped the pill six months ago I gave birth yesterday": a time before it is of it only where the sentence begins.
  return (
    (time.first === 0 || beginsSentence(tokens[time.first])) &&
    tokens.slice(time.last + 1, mention.first + 1).every(({ word, after }, at) => after === 'space' && (smallWords.has(word) || time.last + 1 + at === mention.first))
  );
}

function reaches(tokens: readonly Token[], from: number, to: number, most: number): boolean {
  let between = 0;
  for (let at = from + 1; at <= to; at += 1) {
    const { word = '', after } = tokens[at] ?? {};
    if (after !== 'space') return false;
    if (at === to) return between <= most;
    if (breaks.test(word) || frenchOn.test(wordsFrom(tokens, at, 2)) || (possessive.test(word) && !ofWhom.test(tokens[at - 1]?.word ?? ''))) return false;
    if (!smallWords.has(word) && !timeWords.has(word) && !/^\d+$/.test(word)) between += 1;
  }
  return false;
}
