/**
 * What a word may have been meant to be: a slip in a word of five letters or more, a short form, French without its
 * apostrophes. A word that a pattern knows as it is, or that is common, is never taken for another.
 */
import { shortForms } from './short-forms.ts';
import { commonWords } from './small-words.ts';
import { ordinaryWords } from './ordinary-words.ts';

export type Spelling = { readonly nearest: (word: string) => readonly string[] };

const shortestForgiven = 5;
/** In words this long two slips are forgiven. */
const longWord = 9;
/** French without its apostrophes: "jarrive", "jetouffe", "lamoxicilline". */
const elided = /^(?:j|l|d|s|n|m|t|c|qu)([aeiouyh].{4,})$/;

/** Spoken French drops the vowel before any letter: "jvais", "jsaigne", "jpeux". Only before a word that is known as it is. */
const clipped = /^j([bcdfgmpqrstv].{3,})$/;
/** French endings that sound the same: "j'arrive plus a respiré", "il est tomber". */
const alike = /^(.{3,})(?:er|ez|ee|e)$/;

/** @param prefixes beginnings that fit with any ending: "drool*" knows "drooling". */
export function createSpelling(vocabulary: Iterable<string>, prefixes: Iterable<string> = []): Spelling {
  const known = new Set(vocabulary);
  const beginnings = new Set(prefixes);
  const isBegun = (word: string): boolean => Array.from(word, (_, at) => word.slice(0, at + 1)).some((start) => start.length >= shortestForgiven && beginnings.has(start));
  const byDeletion = new Map<string, string[]>();
  const byLetters = new Map<string, string[]>();
  for (const word of new Set([...known, ...beginnings])) {
    if (word.length < shortestForgiven) continue;
    for (const key of [word, ...deletions(word)]) push(byDeletion, key, word);
    for (const key of new Set([jumbled(word), undoubled(word)])) push(byLetters, key, word);
  }
  const slips = (word: string): ReadonlySet<string> => {
    const begun = isBegun(word);
    const found = new Set<string>();
    const take = (candidate: string): void => {
      // A slip seldom changes the first letter; real words often differ by it.
      if (candidate[0] === word[0] && (!begun || isPlural(word, candidate))) found.add(candidate);
    };
    const shorter = deletions(word);
    for (const key of [word, ...shorter]) for (const candidate of byDeletion.get(key) ?? []) if (withinOneEdit(word, candidate)) take(candidate);
    for (const key of [jumbled(word), undoubled(word)]) for (const candidate of byLetters.get(key) ?? []) if (candidate.at(-1) === word.at(-1)) take(candidate);
    if (word.length >= longWord && found.size === 0) {
      for (const key of shorter) for (const candidate of byDeletion.get(key) ?? []) if (candidate.length >= longWord) take(candidate);
    }
    return found;
  };
  return {
    nearest: (word) => {
      const short = [...(shortForms.get(word) ?? []), ...stemOf(word, known), ...soundingAlike(word, known)];
      if (word.length < shortestForgiven || known.has(word) || commonWords.has(word) || ordinaryWords.has(word) || /\d/.test(word)) return short;
      const found = new Set([...short, ...slips(word)]);
      const rest = elided.exec(word)?.[1];
      const spoken = clipped.exec(word)?.[1];
      if (spoken !== undefined && known.has(spoken)) found.add(spoken);
      if (rest !== undefined && known.has(rest)) found.add(rest);
      else if (rest !== undefined && found.size === 0) for (const candidate of slips(rest)) found.add(candidate);
      return [...found];
    },
  };
}

/** "my neck's stiff", "poos": the word without its s. */
function stemOf(word: string, known: ReadonlySet<string>): readonly string[] {
  const stem = word.slice(0, -1);
  return word.endsWith('s') && stem.length >= 3 && !known.has(word) && known.has(stem) && !commonWords.has(word) ? [stem] : [];
}

/** The infinitive for the participle, and the other way round. */
function soundingAlike(word: string, known: ReadonlySet<string>): readonly string[] {
  const stem = alike.exec(word)?.[1];
  return stem === undefined ? [] : [`${stem}er`, `${stem}e`].filter((other) => other !== word && known.has(other));
}

function push(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key);
  if (list) list.push(word);
  else map.set(key, [word]);
}

/** The same letters between the same first and last: "tounge" for "tongue". */
function jumbled(word: string): string {
  return `${word.slice(0, 1)}${Array.from(word.slice(1, -1)).toSorted().join('')}${word.slice(-1)}`;
}

/** Doubled letters as one: "vommitting". */
function undoubled(word: string): string {
  return `=${word.replaceAll(/(.)\1+/g, '$1')}`;
}

function isPlural(word: string, candidate: string): boolean {
  return word === `${candidate}s` || candidate === `${word}s`;
}

function deletions(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/** One letter wrong, missing, too many, or two neighbours swapped. */
function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [restA, restB] = [a.slice(at), b.slice(at)];
  if (a.length === b.length) return restA.slice(1) === restB.slice(1) || (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0]);
  return a.length > b.length ? restA.slice(1) === restB : restA === restB.slice(1);
}
