/** Which places of patterns a word fits: equal places are one, so that each word of a text is looked up once for all patterns. */
import type { Place } from './pattern.ts';

export type PlaceIndex = {
  /** The one place that stands for all equal ones. */
  readonly shared: (place: Place) => Place;
  /** For each word of a text, as its spellings, the places that it fits. */
  readonly fitting: (words: readonly (readonly string[])[]) => readonly ReadonlySet<Place>[];
};

const prefixKey = 3;

export function createPlaceIndex(): PlaceIndex {
  const known = new Map<string, Place>();
  const byWord = new Map<string, Place[]>();
  const byPrefix = new Map<string, { readonly prefix: string; readonly place: Place }[]>();
  const shared = (place: Place): Place => {
    const key = `${place.exact.join('|')}/${place.prefixes.join('|')}`;
    const same = known.get(key);
    if (same) return same;
    known.set(key, place);
    for (const word of new Set(place.exact)) push(byWord, word, place);
    for (const prefix of new Set(place.prefixes)) push(byPrefix, prefix.slice(0, prefixKey), { prefix, place });
    return place;
  };
  const fitting: PlaceIndex['fitting'] = (words) => {
    const seen = new Map<string, ReadonlySet<Place>>();
    return words.map((spellings) => {
      const [word = ''] = spellings;
      const before = seen.get(word);
      if (before) return before;
      const places = new Set<Place>();
      for (const spelling of spellings) {
        for (const place of byWord.get(spelling) ?? []) places.add(place);
        for (const { prefix, place } of byPrefix.get(spelling.slice(0, prefixKey)) ?? []) if (spelling.startsWith(prefix)) places.add(place);
      }
      seen.set(word, places);
      return places;
    });
  };
  return { shared, fitting };
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list) list.push(item);
  else map.set(key, [item]);
}
