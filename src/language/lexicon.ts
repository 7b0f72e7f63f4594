/** Finds findings, complaints and values in a person's own words, in either language, without any model. */
import type { Language, WordList } from '../shared/language.ts';
import { aboutWhom } from './about.ts';
import { longAgo, timesIn } from './long-ago.ts';
import { deniesNext, isDenialWord, type Mention } from './denial.ts';
import { createPlaceIndex, type PlaceIndex } from './place-index.ts';
import { readPattern, type Pattern, type Place } from './pattern.ts';
import type { Proposal, Reading, RecognisedComplaint, Span } from './reading.ts';
import { englishOnly, frenchOnly, smallWords, timeWords } from './small-words.ts';
import { createSpelling, type Spelling } from './spelling.ts';
import { standingOf, type Leave } from './standing.ts';
import { beginsSentence, tokenise, type Token } from './tokenise.ts';
import { readValues } from './values.ts';

type Target = { readonly kind: 'finding'; readonly id: string; readonly leave: Leave } | { readonly kind: 'complaint'; readonly id: string; readonly covered: boolean };
/**
 * `except`: a phrase that means something else, though it holds one of the target's; a single word means it in its own language only: "vague" and
 * "malaise" are other things in English than in French.
 */
type Entry = { readonly pattern: Pattern; readonly target: Target; readonly except?: Language | 'any' };

export type Lexicon = {
  /** Patterns by a word that fits their first place; those that begin with an ending-free word by its first letters. */
  readonly byWord: ReadonlyMap<string, readonly Entry[]>;
  readonly byPrefix: ReadonlyMap<string, readonly Entry[]>;
  readonly spelling: Spelling;
  readonly places: PlaceIndex;
};

const prefixKey = 3;
/** Other words that may stand between two words of a pattern; an exception that stretched as far would explain other things away. */
const mostBetween = 3;
const mostBetweenInException = 1;
/** Small words do not count, but no phrase stretches for ever. */
const farthest = 10;
/** A set phrase hangs together: two words may stand between ("de la très forte fièvre"). */
const farthestInSetPhrase = 3;
/** Topics whose findings are about the past or about habits: "had a clot two years ago" is there now. */
const pastTopics = new Set(['history', 'medicines', 'events', 'pregnancy', 'mind']);
/** Topics that have a time of their own: "diabetic for 20 years". */
const timeTopics = new Set(['history', 'medicines', 'events', 'pregnancy']);
/** Topics where the fear of something is a sign of it: "scared I'm going to kill myself". */
const fearTopics = new Set(['mind', 'emergency', 'safeguarding']);

/** Beyond these another thing is said. */
const contrasts = new Set(['but', 'however', 'although', 'though', 'mais', 'cependant', 'pourtant', 'sauf', 'except']);

/** What of a ruleset the lexicon reads. */
export type LexiconContent = {
  readonly findings: readonly {
    readonly id: string;
    readonly topic: string;
    readonly words: Readonly<Record<Language, { readonly say: readonly string[]; readonly except?: readonly string[] }>>;
  }[];
  readonly pathways: readonly { readonly id: string; readonly opensOnPhrases: WordList }[];
  readonly uncovered: readonly { readonly id: string; readonly phrases: WordList }[];
};

export function compileLexicon(ruleset: LexiconContent): Lexicon {
  const byWord = new Map<string, Entry[]>();
  const byPrefix = new Map<string, Entry[]>();
  const vocabulary = new Set<string>();
  const prefixes = new Set<string>();
  const places = createPlaceIndex();
  const add = (phrases: readonly string[], target: Target, exceptIn?: Language): void => {
    for (const source of phrases) {
      const read = readPattern(source);
      const pattern = read && { ...read, places: read.places.map(places.shared) };
      const [first] = pattern?.places ?? [];
      if (!pattern || !first) continue;
      const entry: Entry = { pattern, target, ...(exceptIn ? { except: pattern.places.length === 1 ? exceptIn : 'any' } : {}) };
      for (const place of pattern.places) {
        for (const word of place.exact) vocabulary.add(word);
        for (const prefix of place.prefixes) prefixes.add(prefix);
      }
      for (const place of pattern.anyOrder ? pattern.places : [first]) {
        for (const word of place.exact) push(byWord, word, entry);
        for (const prefix of place.prefixes) push(byPrefix, prefix.slice(0, prefixKey), entry);
      }
    }
  };
  for (const finding of ruleset.findings) {
    const target: Target = {
      kind: 'finding',
      id: finding.id,
      leave: { past: pastTopics.has(finding.topic), fear: fearTopics.has(finding.topic), time: timeTopics.has(finding.topic) },
    };
    for (const language of ['fr', 'en'] as const) {
      const { say, except } = finding.words[language];
      add(say, target);
      add(except ?? [], target, language);
    }
  }
  for (const pathway of ruleset.pathways) {
    add([...pathway.opensOnPhrases.fr, ...pathway.opensOnPhrases.en], { kind: 'complaint', id: pathway.id, covered: true });
  }
  for (const item of ruleset.uncovered) add([...item.phrases.fr, ...item.phrases.en], { kind: 'complaint', id: item.id, covered: false });
  return { byWord, byPrefix, spelling: createSpelling(vocabulary, prefixes), places };
}

function push(map: Map<string, Entry[]>, key: string, entry: Entry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}

type Found = { readonly target: Target; readonly mention: Mention; readonly except?: Entry['except']; readonly longerAgo?: number | undefined };

/** Patterns of both languages are tried: people mix them. */
export function readWords(lexicon: Lexicon, text: string, language: Language): Reading {
  const tokens = tokenise(text);
  const written = languageOf(tokens) ?? language;
  const counted = [...mentionsIn(lexicon, tokens)].filter(
    ({ except, mention }) => except === undefined || ((except === 'any' || except === written) && !crossesComma(tokens, mention)),
  );
  const times = counted.some(({ longerAgo }) => longerAgo !== undefined) ? timesIn(text, tokens) : [];
  const all = counted.flatMap((item): Found[] => {
    const mention = item.longerAgo === undefined ? item.mention : longAgo(tokens, item.mention, times, item.longerAgo);
    return mention ? [{ ...item, mention }] : [];
  });
  const meantOtherwise = (item: Found): boolean =>
    all.some(
      (other) =>
        (other.except && isWithin(item.mention, other.mention) && (other.target === item.target || (item.target.kind === 'complaint' && isSmaller(item.mention, other.mention)))) ||
        (other.longerAgo !== undefined && other.target === item.target && holds(item.mention, other.mention)),
    );
  const found = all.filter((item) => !item.except && !meantOtherwise(item));
  const around = { spoken: spokenDenials(found, tokens), mentions: found.filter((item) => item.target.kind === 'finding').map((item) => item.mention) };
  const proposals = new Map<string, Proposal>();
  const complaints = new Map<string, RecognisedComplaint>();
  for (const { target, mention } of found) {
    const standing = standingOf(tokens, mention, { leave: target.kind === 'finding' ? target.leave : {}, around });
    const span = spanOf(text, tokens, mention.first, mention.last);
    if (target.kind === 'complaint') {
      // What is feared or in doubt is what the person comes for.
      if ((standing === 'affirmed' || standing === 'doubted') && !complaints.has(target.id)) complaints.set(target.id, { id: target.id, covered: target.covered, span });
      continue;
    }
    if (standing === 'aside' || standing === 'doubted') continue;
    const known = proposals.get(target.id);
    const value = standing === 'affirmed' ? 'present' : 'absent';
    // Said to be there and denied: the dangerous reading stays.
    if (!known || (known.value === 'absent' && value === 'present')) proposals.set(target.id, { finding: target.id, value, span, origin: 'lexicon' });
  }
  // What is too long ago to count keeps its time: "j'ai accouché il y a 6 mois" says nothing of how long the complaint has lasted.
  const ofThePast = [...found, ...all.filter((item) => item.longerAgo !== undefined)]
    .filter((item) => item.target.kind === 'finding' && item.target.leave.time === true)
    .map(({ mention }) => spanOf(text, tokens, mention.first, mention.last));
  for (const value of readValues(text, ofThePast)) proposals.set(value.finding, value);
  return { language, proposals: [...proposals.values()], complaints: [...complaints.values()], about: aboutWhom(text, tokens) };
}

/** The language that the small words are of, whatever the page is in: "j'ai fait un malaise" typed on an English page. */
function languageOf(tokens: readonly Token[]): Language | undefined {
  const french = tokens.filter(({ word }) => frenchOnly.has(word)).length;
  const english = tokens.filter(({ word }) => englishOnly.has(word)).length;
  if (french === english) return undefined;
  return french > english ? 'fr' : 'en';
}

/** What stands on both sides of a comma is two things: it explains nothing away ("de la fièvre, je suis jaune", "I can't see, is there a doctor"). */
function crossesComma(tokens: readonly Token[], { first, last }: Mention): boolean {
  return tokens.slice(first + 1, last + 1).some(({ after }) => after === 'comma');
}

function isWithin(inner: Mention, outer: Mention): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

/** "Since my operation" in "since my operation two years ago": the time is said of it, whatever else the phrase asks for before it. */
function holds(item: Mention, dated: Mention): boolean {
  return item.last <= dated.last && [...dated.own].every((at) => item.own.has(at));
}

/** "Fever" in "hay fever"; a complaint that has all the words of the exception is what they mean. */
function isSmaller(inner: Mention, outer: Mention): boolean {
  return inner.own.size < outer.own.size;
}

/** Denials that belong to a phrase ("no appetite", "pas uriné") deny nothing else. */
function spokenDenials(found: readonly Found[], tokens: readonly Token[]): ReadonlySet<number> {
  const spoken = new Set<number>();
  for (const { mention } of found) for (const at of mention.own) if (isDenialWord(tokens[at]?.word ?? '')) spoken.add(at);
  return spoken;
}

type Words = { readonly tokens: readonly Token[]; /** The places of patterns that each word fits. */ readonly fitting: readonly ReadonlySet<Place>[] };

function* mentionsIn(lexicon: Lexicon, tokens: readonly Token[]): Generator<Found> {
  const spellings = new Map<string, readonly string[]>();
  for (const { word } of tokens) if (!spellings.has(word)) spellings.set(word, [word, ...lexicon.spelling.nearest(word)]);
  const words = tokens.map((token) => spellings.get(token.word) ?? []);
  const fitting = lexicon.places.fitting(words);
  const somewhere = new Set(fitting.flatMap((places) => [...places]));
  const text = { tokens, fitting };
  // What a word can begin, once for each word that stands in the text.
  const begun = new Map<string, readonly Entry[]>();
  const beginning = (spelled: readonly string[]): readonly Entry[] => {
    const entries = new Set<Entry>();
    for (const word of spelled) {
      for (const list of [lexicon.byWord.get(word), lexicon.byPrefix.get(word.slice(0, prefixKey))]) {
        for (const entry of list ?? []) if (entry.pattern.places.every((place) => somewhere.has(place))) entries.add(entry);
      }
    }
    return [...entries];
  };
  for (const [at, spelled] of words.entries()) {
    const [word = ''] = spelled;
    const entries = begun.get(word) ?? beginning(spelled);
    begun.set(word, entries);
    for (const entry of entries) {
      const most = entry.except === undefined ? mostBetween : mostBetweenInException;
      const own = entry.pattern.anyOrder ? matchAround(entry.pattern, text, at, most) : matchFrom(entry.pattern, text, at, most);
      if (own) yield { target: entry.target, mention: { first: at, last: Math.max(...own), own }, except: entry.except, longerAgo: entry.pattern.longerAgo };
    }
  }
}

/** The places of a pattern that begins at a word, or undefined. */
function matchFrom(pattern: Pattern, { tokens, fitting }: Words, at: number, most: number): ReadonlySet<number> | undefined {
  const [first, ...rest] = pattern.places;
  if (!first || !fitting[at]?.has(first)) return undefined;
  const own = new Set([at]);
  let last = at;
  for (const [index, place] of rest.entries()) {
    let between = deniesNext(tokens[last]?.word ?? '') ? most : 0;
    let found: number | undefined;
    for (let next = last + 1; next < Math.min(tokens.length, last + farthest) && !beginsSentence(tokens[next]) && between <= most; next += 1) {
      // "it eases, probably not the food": a denial beyond a comma does not close a phrase.
      if (tokens[next]?.after === 'comma' && index === rest.length - 1 && place.exact.some(isDenialWord)) break;
      // "my hip hurts but I can walk" is no pain on walking.
      if (contrasts.has(tokens[next]?.word ?? '') && !fitting[next]?.has(place)) break;
      // "out of my eye, it came back" is not "out of it".
      if (pattern.setPhrase && (tokens[next]?.after === 'comma' || next > last + farthestInSetPhrase)) break;
      if (fitting[next]?.has(place)) {
        found = next;
        break;
      }
      if (!isPassedOver(tokens[next]?.word ?? '')) between += 1;
    }
    if (found === undefined) return undefined;
    own.add(found);
    last = found;
  }
  return own;
}

/** The places of a pattern whose words may come in any order, the first of them at this word. */
function matchAround(pattern: Pattern, { tokens, fitting }: Words, at: number, most: number): ReadonlySet<number> | undefined {
  const starts = pattern.places.filter((place) => fitting[at]?.has(place));
  for (const start of starts) {
    const left = new Set(pattern.places);
    left.delete(start);
    const own = new Set([at]);
    let between = 0;
    let last = at;
    let comma = false;
    for (let next = at + 1; left.size > 0 && next < Math.min(tokens.length, last + farthest) && !beginsSentence(tokens[next]) && between <= most; next += 1) {
      const word = tokens[next]?.word ?? '';
      comma ||= tokens[next]?.after === 'comma';
      // Two words on both sides of a comma say too little; a denial belongs to its own side.
      if (contrasts.has(word) || (comma && (pattern.places.length < 3 || (left.size === 1 && isDenialWord(word)) || isDenialWord(tokens[last]?.word ?? '')))) break;
      const found = [...left].find((place) => fitting[next]?.has(place));
      if (found) {
        left.delete(found);
        own.add(next);
        last = next;
        between = 0;
        comma = false;
      } else if (!isPassedOver(word)) between += 1;
    }
    if (left.size === 0) return own;
  }
  return undefined;
}

function isPassedOver(word: string): boolean {
  return smallWords.has(word) || timeWords.has(word) || /^\d+$/.test(word);
}

export function spanOf(text: string, tokens: readonly Token[], first: number, last: number): Span {
  const start = tokens[first]?.start ?? 0;
  const end = tokens[last]?.end ?? start;
  return { start, end, quote: text.slice(start, end) };
}
