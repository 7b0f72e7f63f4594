/** A lay phrase of the rules, read once: places in order, each with the words that fit it. */
import { smallWords, weightyInPhrases } from './small-words.ts';
import { tokenise } from './tokenise.ts';

export type Place = { readonly exact: readonly string[]; readonly prefixes: readonly string[] };
export type Pattern = {
  readonly places: readonly Place[];
  /** Written with a `~` before it: its words may come in any order. */
  readonly anyOrder: boolean;
  /** Written with "(over 8 w ago)" after it: it counts only where it is said to be longer ago than that; in hours. */
  readonly longerAgo?: number;
  /** Of one word of weight: it means something only as a set phrase ("out of it"), its words close together. */
  readonly setPhrase: boolean;
  readonly source: string;
};

/** What may stand after a phrase that explains another one away: "accouch* (over 8 w ago)". */
export const longerAgoMark = /\s*\(over (\d+) ([dwm]) ago\)$/;
const hoursPer: Readonly<Record<string, number>> = { d: 24, w: 168, m: 730 };

/** As most are: nothing to take apart. */
const plainWord = /^[a-z]+$/;

/** "mal|douleur poitrine|thorax", "vomi*"; undefined when no word of weight is left. */
export function readPattern(source: string): Pattern | undefined {
  const anyOrder = source.startsWith('~');
  const [, count, unit = ''] = longerAgoMark.exec(source) ?? [];
  const all = source.replace(longerAgoMark, '').replace(/^~/, '').trim().split(/\s+/).flatMap(placesOf);
  const weighty = all.filter((place) => !isSmall(place));
  // One word of weight alone says too little ("un peu mal" is not "mal"): then its small words count as well.
  const places = weighty.length > 1 ? weighty : all;
  return weighty.length > 0
    ? { places, anyOrder, setPhrase: weighty.length === 1 && places.length > 1, source, ...(count === undefined ? {} : { longerAgo: Number(count) * (hoursPer[unit] ?? 0) }) }
    : undefined;
}

/** One part of a pattern; an apostrophe makes several places of it. */
function placesOf(part: string): Place[] {
  const alternatives = part.split('|').map((alternative) => {
    const prefix = alternative.endsWith('*');
    const bare = alternative.replaceAll('*', '');
    return { prefix, words: plainWord.test(bare) ? [bare] : tokenise(bare).map((token) => token.word) };
  });
  const longest = Math.max(...alternatives.map((item) => item.words.filter((word) => !smallWords.has(word)).length));
  // "d'un coup" needs all its words: "un coup" is a blow.
  if (alternatives.length === 1 && (longest > 1 || (longest === 0 && (alternatives[0]?.words.length ?? 0) > 1))) {
    const [only] = alternatives;
    return (only?.words ?? []).map((word) => ({ exact: [word], prefixes: [] }));
  }
  const exact: string[] = [];
  const prefixes: string[] = [];
  for (const { prefix, words } of alternatives) {
    const word = words.findLast((item) => !smallWords.has(item)) ?? words.at(-1);
    if (word !== undefined) (prefix ? prefixes : exact).push(word);
  }
  return exact.length + prefixes.length > 0 ? [{ exact, prefixes }] : [];
}

function isSmall(place: Place): boolean {
  return place.prefixes.length === 0 && place.exact.every((word) => smallWords.has(word) && !weightyInPhrases.has(word));
}
