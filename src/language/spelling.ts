/**
 * One wrong letter in a word of five letters or more is forgiven: words of the patterns, found through their deletions.
 * A word that a pattern knows as it is, or that is common, is never taken for another.
 */
import { commonWords } from './small-words.ts';

export type Spelling = { readonly nearest: (word: string) => readonly string[] };

const shortestForgiven = 5;
/** French without its apostrophes: "jarrive", "jetouffe", "lamoxicilline". */
const elided = /^(?:j|l|d|s|n|m|t|c|qu)([aeiouyh].{4,})$/;

/** @param prefixes beginnings that fit with any ending: "drool*" knows "drooling". */
export function createSpelling(vocabulary: Iterable<string>, prefixes: Iterable<string> = []): Spelling {
  const known = new Set(vocabulary);
  const beginnings = new Set(prefixes);
  const isBegun = (word: string): boolean => Array.from(word, (_, at) => word.slice(0, at + 1)).some((start) => start.length >= shortestForgiven && beginnings.has(start));
  const byDeletion = new Map<string, string[]>();
  for (const word of new Set([...known, ...beginnings])) {
    if (word.length < shortestForgiven) continue;
    for (const key of [word, ...deletions(word)]) {
      const list = byDeletion.get(key);
      if (list) list.push(word);
      else byDeletion.set(key, [word]);
    }
  }
  return {
    nearest: (word) => {
      if (word.length < shortestForgiven || known.has(word) || commonWords.has(word) || /\d/.test(word)) return [];
      const begun = isBegun(word);
      const found = new Set<string>();
      const rest = elided.exec(word)?.[1];
      if (rest !== undefined && known.has(rest)) found.add(rest);
      for (const key of [word, ...deletions(word)]) {
        for (const candidate of byDeletion.get(key) ?? []) {
          // A slip seldom changes the first letter; real words often differ by it.
          if (candidate[0] === word[0] && withinOneEdit(word, candidate) && (!begun || isPlural(word, candidate))) found.add(candidate);
        }
      }
      return [...found];
    },
  };
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
