/** What a typed address means: the one place it can be, or those it may be. */
import type { FoundAddress, NearPlace, PlaceDirectory, Search } from './directory.ts';
import { nearlySame, readAddress, spellingsOf } from './address-words.ts';
import type { Point } from './place.ts';

export type Origin = Point & { readonly label: string; readonly kind: 'device' | 'address' | 'street' | 'postcode' | 'town'; readonly postcode: string | undefined };

export type Located = {
  readonly origin: Origin | undefined;
  /** What lies nearest to it, where that is known already. */
  readonly nearest?: readonly NearPlace[] | undefined;
  readonly maybe: readonly string[];
  readonly outcome: 'found' | 'several' | 'unknown';
};

const earthRadius = 6_371_000;
/** Two readings nearer to each other than this are one for our purpose. */
const samePlace = 3000;
const mostOffered = 5;
/** Of the words typed, how much must be found again. */
const leastLikeness = 0.6;
/** Another reading that far behind the best is worth offering. */
const nearlyAsGood = 0.25;

export async function locate(directory: Pick<PlaceDirectory, 'addresses'>, site: string, text: string, search: Search): Promise<Located> {
  const typed = readAddress(text);
  if (typed.words.length === 0) return { origin: undefined, maybe: [], outcome: 'unknown' };
  const spellings = typed.words.flatMap(spellingsOf);
  const distinct = [...new Set(spellings)];
  // Below that an address cannot be like enough. Two words that a slip makes one may be the same word of an address.
  const least = distinct.length < spellings.length ? 1 : Math.ceil(typed.words.length * leastLikeness);
  const found = await directory.addresses({ site, words: typed.words, spellings: distinct, number: typed.number, least, search });
  const ranked = found
    .map((entry) => ({ entry, likeness: likenessOf(typed.words, entry) }))
    .filter((item) => item.likeness >= leastLikeness)
    .toSorted((a, b) => b.likeness - a.likeness);
  const [best] = ranked;
  if (!best) return { origin: undefined, maybe: [], outcome: 'unknown' };
  const close = ranked.filter((item) => best.likeness - item.likeness <= nearlyAsGood).map((item) => item.entry);
  const others = apart(close).slice(1, mostOffered + 1);
  const rivals = ranked.filter((item) => best.likeness - item.likeness < 0.02 && metresBetween(item.entry, best.entry) > samePlace);
  // As good a match in two towns: a guess would send someone the wrong way.
  if (rivals.length > 0)
    return {
      origin: undefined,
      maybe: apart(ranked.map((item) => item.entry))
        .slice(0, mostOffered)
        .map((entry) => entry.label),
      outcome: 'several',
    };
  return { origin: originOf(best.entry, typed.number), nearest: best.entry.nearest, maybe: others.map((entry) => entry.label), outcome: 'found' };
}

function originOf(entry: FoundAddress, number: string | undefined): Origin {
  const { lat, lon, postcode } = entry;
  if (entry.exact && number !== undefined) return { lat, lon, postcode, kind: 'address', label: `${number} ${entry.label}` };
  return { lat, lon, postcode, kind: entry.kind, label: entry.label };
}

/** How much of what was typed is there, a slip counting a little less; then, how little else there is. */
function likenessOf(typed: readonly string[], entry: FoundAddress): number {
  let matched = 0;
  const used = new Set<string>();
  for (const word of typed) {
    const same = entry.words.find((other) => other === word) ?? entry.words.find((other) => !/\d/.test(word) && nearlySame(other, word));
    if (same === undefined) continue;
    used.add(same);
    matched += same === word ? 1 : 0.9;
  }
  return matched / typed.length - (entry.words.length - used.size) * 0.01 - (entry.kind === 'street' ? 0.005 : 0);
}

function apart(entries: readonly FoundAddress[]): readonly FoundAddress[] {
  const kept: FoundAddress[] = [];
  for (const entry of entries) if (kept.every((other) => other.label !== entry.label && metresBetween(other, entry) > samePlace)) kept.push(entry);
  return kept;
}

/** As the crow flies. */
export function metresBetween(a: Point, b: Point): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const height = Math.sin(radians(b.lat - a.lat) / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(height)));
}
