/** Who the words are about, when they say so: a parent writes "my son", an adult child "maman". */
import { ageInDays, type AgeUnit } from '../triage/quantity.ts';
import type { About } from './reading.ts';
import type { Token } from './tokenise.ts';

const children = new Set('son daughter baby toddler newborn infant kid child boy girl fils fille bebe enfant nourrisson nouveau petit petite gamin gamine ado garcon'.split(' '));
const relatives = new Set(
  'mum mom mother dad father husband wife partner grandmother grandfather nan grandad gran brother sister friend neighbour boyfriend girlfriend pere mere papa maman mari femme epouse conjoint compagnon compagne copain copine mamie papi grand frere soeur ami amie voisin voisine oncle tante'.split(
    ' ',
  ),
);
const owners = new Set('my our mon ma notre'.split(' '));
const bare = new Set('maman papa mamie papi mum dad baby bebe'.split(' '));
/** The writer speaks of their own body. */
const firstPerson = /^(?:i|im|ive|j|je|my|mon|ma|mes)$/;
const bodyVerbs = /^(?:have|feel|got|hurt|ai|suis|me|sens|tousse|respire|vomis|cant)$/;
const agePattern = /(\d{1,3})\s*-?\s*(years?|yrs?|yo|y|ans?|months?|mths?|mois|weeks?|wks?|semaines?|days?|jours?)\b/i;

export function aboutWhom(text: string, tokens: readonly Token[]): About | undefined {
  for (const [at, token] of tokens.entries()) {
    const child = children.has(token.word);
    if (!child && !relatives.has(token.word)) continue;
    const owned = owners.has(tokens[at - 1]?.word ?? '') || owners.has(tokens[at - 2]?.word ?? '') || bare.has(token.word);
    // "ma fille m'a passé son rhume", "my husband has a cold and I...": the writer may be the patient.
    if (!owned || (!child && writesOfSelf(tokens)) || isHistory(tokens, at)) continue;
    const age = agePattern.exec(text.slice(Math.max(0, token.start - 25), token.end + 25));
    return {
      who: child ? 'child' : 'someone-else',
      ageDays: age ? ageInDays(Number(age[1]), unitOf(age[2] ?? 'y')) : undefined,
      span: { start: token.start, end: token.end, quote: text.slice(token.start, token.end) },
    };
  }
  return undefined;
}

function writesOfSelf(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => firstPerson.test(token.word) && bodyVerbs.test(tokens[at + 1]?.word ?? ''));
}

/** "my father had a heart attack at 50": history of the family. */
function isHistory(tokens: readonly Token[], at: number): boolean {
  const after = tokens
    .slice(at + 1, at + 3)
    .map((token) => token.word)
    .join(' ');
  return /^(?:had|died|a eu|avait|est mort|est decede|a fait)\b/.test(after);
}

function unitOf(word: string): AgeUnit {
  const first = word.toLowerCase();
  if (/^(?:month|mth|moi)/.test(first)) return 'm';
  if (/^(?:week|wk|sem)/.test(first)) return 'w';
  return /^(?:day|jour)/.test(first) ? 'd' : 'y';
}
