/**
 * Whether a denial in the same sentence is about a mention. The nearest denial decides; where it may belong to something else
 * ("no fever, chest pain", "haven't slept chest pain", "no relief from my headache") it does not count: a denial that is
 * missed is asked about, a danger that is taken for denied is not.
 */
import {
  carriers,
  closers,
  definite,
  kinds,
  listDeniers,
  misspeltPas,
  nominal,
  notDenials,
  notQuite,
  opinions,
  otherThings,
  possessives,
  statement,
  subjects,
  turns,
  unlikeBefore,
  verbal,
} from './denial-words.ts';
import { smallWords } from './small-words.ts';
import { beginsSentence, type Token } from './tokenise.ts';

export type Mention = {
  readonly first: number;
  readonly last: number;
  /** The words that the phrase itself asks for, "cant" in "cant breathe" among them. */
  readonly own: ReadonlySet<number>;
};
export type Verdict = 'denied' | 'doubted';
/** What else the sentence holds. */
export type Surroundings = {
  /** Places of denials that belong to some phrase themselves ("no appetite") and deny nothing else. */
  readonly spoken: ReadonlySet<number>;
  readonly mentions: readonly Mention[];
};

/** Other words of weight that a denial may reach over, and those that may stand between it and the mention. */
const reach = 6;
const mostUnknown = 0;
/** A list is no longer than this. */
const farthest = 40;
const longestItem = 4;

const wordAt = (tokens: readonly Token[], at: number): string => tokens[at]?.word ?? '';
export const wordsFrom = (tokens: readonly Token[], at: number, count: number): string =>
  tokens
    .slice(at, at + count)
    .map((token) => token.word)
    .join(' ');

/** "no appetite" is said of the appetite itself: "no loss of appetite" is another matter. */
export function deniesNext(word: string): boolean {
  return /^(?:no|without|sans|aucune?)$/.test(word);
}

/** The words of a language that can deny, wherever they stand. */
export function isDenialWord(word: string): boolean {
  return verbal.has(word) || nominal.has(word) || word === 'plus' || word === 'cant' || word === 'cannot' || word === 'wont' || word === 'unable';
}

/** A statement of its own begins at this word: what stands before it is about something else. */
export function beginsStatement(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  const before = wordAt(tokens, at - 1);
  if (subjects.has(word)) return !opinions.has(before);
  return possessives.has(word) && (tokens[at]?.after === 'comma' || before === 'and' || before === 'et' || before === 'now' || before === 'maintenant');
}

/** A denial before the mention: "no fever", "je n'ai pas eu de fièvre", "denies fever, cough". */
export function deniedBefore(tokens: readonly Token[], mention: Mention, { spoken, mentions }: Surroundings): Verdict | undefined {
  let weighed = 0;
  let joined = 0;
  for (let at = mention.first - 1; at >= Math.max(0, mention.first - farthest); at -= 1) {
    if (beginsSentence(tokens[at + 1])) return undefined;
    const word = wordAt(tokens, at);
    if (tokens[at + 1]?.after === 'comma' || word === 'and' || word === 'et' || word === 'with' || word === 'avec') joined += 1;
    if (turns.has(word) || beginsStatement(tokens, at)) return undefined;
    // Right before the mention it denies even where another phrase has it: "not pregnant", "sans fievre".
    if ((!spoken.has(at) || at + 1 === mention.first) && isDenier(tokens, at)) {
      // "no fever sore throat": what it denies is the fever.
      const taken =
        joined === 0 && !coordinated(tokens, at, mention.first) && mentions.some((other) => other.first > at && other.last < mention.first && !isCarried(tokens, other));
      return taken ? undefined : judge(tokens, at, mention, joined > 0);
    }
    if (word.length > 2) weighed += 1;
    if (weighed > reach && joined === 0) return undefined;
  }
  return undefined;
}

/** "No sudden headache": its words only tell what kind. */
function isCarried(tokens: readonly Token[], { own }: Mention): boolean {
  return [...own].every((at) => carriers.has(wordAt(tokens, at)) || wordAt(tokens, at).endsWith('ly'));
}

function isDenier(tokens: readonly Token[], at: number): boolean {
  const word = wordAt(tokens, at);
  const next = wordAt(tokens, at + 1);
  if (word === 'plus') return isNoMore(tokens, at);
  if (word === 'longer') return wordAt(tokens, at - 1) === 'no';
  if (word === 'negative') return next === 'for';
  if (word === 'non') return next !== 'plus';
  if (misspeltPas.has(word)) return next === 'de' || next === 'd' || next === 'mal';
  return verbal.has(word) || nominal.has(word);
}

/** "plus de fièvre", "n'ai plus mal": no more. "de plus en plus de fièvre", "encore plus mal": more. */
function isNoMore(tokens: readonly Token[], at: number): boolean {
  const before = wordAt(tokens, at - 1);
  if (/^(?:de|en|encore|beaucoup|toujours|bien|fois|un|le|la|les|au|non|peu|tout)$/.test(before)) return false;
  // "plus de 39 de fievre", "depuis plus d'une heure": above it.
  if (/^(?:\d.*|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente)$/.test(wordAt(tokens, at + 2))) return false;
  return /^(?:de|d|du|aucune?|rien)$/.test(wordAt(tokens, at + 1)) || /^(?:ai|a|as|ont|n|ne|avait|avais|eu|est|suis)$/.test(before);
}

function judge(tokens: readonly Token[], at: number, mention: Mention, joined: boolean): Verdict | undefined {
  const word = wordAt(tokens, at);
  const rest = wordsFrom(tokens, at, 8);
  const startsOwn = at + 1 === mention.first;
  if (isDoubled(tokens, at)) return undefined;
  if (!startsOwn && !isCoordinated(tokens, mention.first) && (notDenials.some((pattern) => pattern.test(rest)) || rest.startsWith('pas mal d'))) return undefined;
  if (isDefinite(tokens, at, mention.first) || (joined && !carriesOn(tokens, at, mention))) return undefined;
  if (doubts.test(rest)) return 'doubted';
  if ((word === 'never' || word === 'jamais') && isFirstTime(tokens, at, mention)) return undefined;
  if (word === 'plus') return more(tokens, at, mention);
  if (joined || coordinated(tokens, at, mention.first)) return 'denied';
  return reaches(tokens, at, mention.first) ? 'denied' : undefined;
}

/** "no relief from my headache", "not slept with this awful headache"; but "it is not my chest". */
function isDefinite(tokens: readonly Token[], at: number, first: number): boolean {
  const close = wordAt(tokens, first - 1);
  if (definite.has(close)) return at < first - 2;
  return !smallWords.has(close) && !carriers.has(close) && definite.has(wordAt(tokens, first - 2)) && at < first - 3;
}

const doubts =
  /^(?:(?:not|pas|dont|doesnt|aucune) (?:\w+ ){0,1}?(?:sure|certain|certaine|sur|sure|know|sais|idee|clear)|pas (?:trop |vraiment |bien )?(?:si|s) (?:j|je|c|ca|il|elle|on|mon|ma|le|la|les|un|une))\b/;

/** "never had a headache like this", "never felt so breathless". */
function isFirstTime(tokens: readonly Token[], at: number, { first, last }: Mention): boolean {
  return /\b(?:so|such|as|aussi|si|autant|tellement)\b/.test(wordsFrom(tokens, at + 1, first - at - 1)) || unlikeBefore.test(sentenceAfter(tokens, last));
}

/** "not without", "can't deny", "jamais sans". */
function isDoubled(tokens: readonly Token[], at: number): boolean {
  return /^(?:without|sans|deny|denying|nie)$/.test(wordAt(tokens, at)) && /^(?:not|never|pas|jamais|cant|cannot|dont|wont)$/.test(wordAt(tokens, at - 1));
}

/** "plus de fièvre qu'hier" is more; "j'ai plus mal" without "ne" may be either. */
function more(tokens: readonly Token[], at: number, mention: Mention): Verdict | undefined {
  if (/^(?:que?)$/.test(wordAt(tokens, mention.last + 1))) return undefined;
  if (/^(?:de|d|du|aucune?|rien)$/.test(wordAt(tokens, at + 1))) return 'denied';
  return /\b(?:n|ne)\b/.test(wordsFrom(tokens, Math.max(0, at - 4), at - Math.max(0, at - 4))) ? 'denied' : 'doubted';
}

/** The nearest denial passes over an "or": "no fever or rash", "not vomiting or coughing". */
function coordinated(tokens: readonly Token[], at: number, first: number): boolean {
  return tokens.slice(at + 1, first).some((token) => closers.has(token.word));
}

/** "no skin changes or rashes". */
function isCoordinated(tokens: readonly Token[], first: number): boolean {
  const close = wordAt(tokens, first - 1);
  return closers.has(close) || (/^(?:any|de|d)$/.test(close) && closers.has(wordAt(tokens, first - 2)));
}

/** Over a comma or an "and" a denial carries on in a list that ends in "or", after "denies", and where French repeats its "de". */
function carriesOn(tokens: readonly Token[], at: number, mention: Mention): boolean {
  if (/^(?:de|d|any)$/.test(wordAt(tokens, mention.first - 1)) || closers.has(wordAt(tokens, mention.first - 1))) return true;
  if (listDeniers.has(wordAt(tokens, at))) return true;
  let length = 0;
  for (let next = mention.last + 1; next < Math.min(tokens.length, mention.last + farthest) && !beginsSentence(tokens[next]); next += 1) {
    const word = wordAt(tokens, next);
    if (closers.has(word)) return true;
    length = tokens[next]?.after === 'comma' ? 1 : length + 1;
    if (length > longestItem || statement.has(word) || turns.has(word) || subjects.has(word)) return false;
  }
  return false;
}

/** Nothing between a denial and the mention takes the denial for itself. */
function reaches(tokens: readonly Token[], at: number, first: number): boolean {
  const word = wordAt(tokens, at);
  let open = !verbal.has(word) || /^(?:de|d|du)$/.test(wordAt(tokens, at + 1));
  let unknown = 0;
  for (let next = at + 1; next < first; next += 1) {
    const between = wordAt(tokens, next);
    if (carriers.has(between) || between.endsWith('ly')) open = true;
    else if (otherThings.has(between)) return false;
    else if (!smallWords.has(between) && !opinions.has(between) && !isKind(tokens, next, first)) unknown += 1;
    if (unknown > (open ? mostUnknown : 0)) return false;
  }
  return true;
}

/** A word that only tells what kind: "lower back pain", "sensation de fievre"; any other may be what is denied ("no rash fever"). */
function isKind(tokens: readonly Token[], at: number, first: number): boolean {
  const next = wordAt(tokens, at + 1);
  return kinds.test(wordAt(tokens, at)) || (at + 1 < first && /^(?:de|d|du|of|with|in)$/.test(next));
}

function sentenceAfter(tokens: readonly Token[], last: number): string {
  let end = last + 1;
  while (end < Math.min(tokens.length, last + farthest) && !beginsSentence(tokens[end])) end += 1;
  return wordsFrom(tokens, last + 1, end - last - 1);
}

/** "my throat is not sore", "la tête ne fait pas mal": a denial inside the phrase that the phrase does not ask for. */
export function deniedWithin(tokens: readonly Token[], mention: Mention): boolean {
  const { first, last, own } = mention;
  for (const at of own) if (isDenialWord(wordAt(tokens, at))) return false;
  for (let at = first + 1; at < last; at += 1) {
    if (own.has(at) || !isDenier(tokens, at)) continue;
    let next = at + 1;
    while (next < last && !own.has(next) && (smallWords.has(wordAt(tokens, next)) || carriers.has(wordAt(tokens, next)))) next += 1;
    if (own.has(next)) return true;
  }
  return false;
}

/** "fever: no", "toux absente", "je ne tousse pas". */
export function deniedAfter(tokens: readonly Token[], mention: Mention, spoken: ReadonlySet<number>): Verdict | undefined {
  const next = tokens[mention.last + 1];
  if (!next || next.after === 'stop' || spoken.has(mention.last + 1)) return undefined;
  if (/^(?:absente?s?|absent|negatifs?|negative|neg)$/.test(next.word)) return 'denied';
  const following = tokens[mention.last + 2];
  const ends = following === undefined || following.after !== 'space';
  if (/^(?:non|no|nope|zero|aucune?|none|nil)$/.test(next.word)) return ends ? 'denied' : undefined;
  if (next.after !== 'space' || !/^(?:pas|plus|jamais)$/.test(next.word) || notQuite.test(wordsFrom(tokens, mention.last + 1, 4))) return undefined;
  const before = wordsFrom(tokens, Math.max(0, mention.first - 2), Math.min(2, mention.first));
  if (/\b(?:n|ne)(?: (?:me|m|te|t|se|s|y|en|lui))?$/.test(before)) return 'denied';
  return /\b(?:j|je|il|elle|on|ca|tu)$/.test(before) ? (next.word === 'plus' ? 'doubted' : 'denied') : undefined;
}

/** "cough yes", "toux : oui". */
export function affirmedAfter(tokens: readonly Token[], last: number): boolean {
  return tokens[last + 1]?.after !== 'stop' && /^(?:yes|oui|yep|yeah|ouais|positive?)$/.test(wordAt(tokens, last + 1));
}
