/** Who the words are about, when they say so: a parent writes "my son", an adult child "maman". */
import { ageInDays, type AgeUnit } from '../triage/quantity.ts';
import { wordsFrom } from './denial.ts';
import { foldText } from './folded-text.ts';
import { amount, numberSource } from './number-words.ts';
import type { About } from './reading.ts';
import { recently } from './standing.ts';
import { beginsSentence, type Token } from './tokenise.ts';

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
const children = set(
  'son daughter baby babies bb toddler newborn infant kid kiddo child boy girl fils fille bebe enfant nourrisson nouveau petit petite gamin gamine ado garcon fiston filleule filleul loulou bambin teenager teen grandson granddaughter',
);
const relatives = set(
  `mum mom mother mummy dad daddy father husband wife partner grandmother grandfather nan nana grandad grandpa grandma gran brother sister friend neighbour neighbor boyfriend girlfriend fiance fiancee uncle aunt
  auntie cousin flatmate roommate colleague pere mere papa maman mari femme epouse conjoint compagnon compagne copain copine mamie papi papy grand frere soeur ami amie voisin voisine oncle tante collegue colocataire
  belle`,
);
const owners = set('my our mon ma notre');
const bare = set('maman papa mamie papi papy mum dad baby bebe bb nourrisson newborn infant toddler');
const firstPerson = /^(?:i|im|ive|j|je|jai|jsuis)$/;
const bodyVerbs = /^(?:have|feel|felt|got|hurt|ai|suis|me|sens|tousse|respire|vomis|cant|look|keep|fainted|fell|started|woke|vomited|threw|coughed|saigne|tremble|mal)$/;
/** "My husband says I look pale": the writer is the patient. */
const reports =
  /^(?:says?|said|thinks?|thought|told|tells|noticed|reckons|wants|insists|keeps|made|makes|is worried|dit|a dit|pense|trouve|insiste|m a|me|veut|a remarque|s inquiete)\b/;
const history = /^(?:had|died|a eu|avait|est mort|est decede|a fait)\b/;
const unit = String.raw`(years?|yrs?|yo|y|ans?|months?|mths?|mos?|mois|weeks?|wks?|semaines?|days?|jours?)(?![a-z])`;
/** An age beside the person: "my 3 month old", "ma fille de deux ans", "my dad (80)", "he is 4 years old". */
const ageBefore = new RegExp(String.raw`(?<![a-z\d])(${numberSource})[\s-]*${unit}[\s-]*(?:old)?\s*(?:and a half\s*)?(?:[a-z]+\s)?$`);
const ageAfter = new RegExp(String.raw`^[\s,(]*(?:is |aged |age |of |a |est age de |est agee de |agee? de |de |d'|who is |turned |just )*(${numberSource})[\s-]*${unit}`);
const ageOfDuration = /(?:for|since|depuis|past|last|il y a)\s*$/;
/** "My 3 month old has a fever": the child is left unsaid. */
const unsaid = new RegExp(String.raw`(?<![a-z])(?:my|our)\s+(${numberSource})[\s-]*(?:${unit}[\s-]*old|(yo|mo)(?![a-z]))`);
const adultDays = ageInDays(18, 'y');

export function aboutWhom(text: string, tokens: readonly Token[]): About | undefined {
  const self = writesOfSelf(tokens);
  const unborn = tokens.some((token) => /^(?:pregnan\w*|enceinte|grossesse|pushing|waters)$/.test(token.word));
  for (const [at, token] of tokens.entries()) {
    const child = children.has(token.word);
    if ((!child && !relatives.has(token.word)) || (unborn && /^(?:baby|babies|bebe|bb|enfant|child)$/.test(token.word))) continue;
    const owned = isOwned(tokens, at);
    // "ma fille m'a passé son rhume", "my husband has a cold and I have...": the writer is the patient.
    if (!owned || self || reports.test(wordsFrom(tokens, at + 1, 3)) || isHistory(tokens, at)) continue;
    return {
      who: child ? 'child' : 'someone-else',
      ageDays: ageBeside(text, token),
      span: { start: token.start, end: token.end, quote: text.slice(token.start, token.end) },
    };
  }
  return self ? undefined : unsaidChild(text);
}

/** "my son", "my little girl", "I have a son", "maman". */
function isOwned(tokens: readonly Token[], at: number): boolean {
  const before = [1, 2, 3].map((back) => tokens[at - back]?.word ?? '');
  const [one = '', two = ''] = before;
  return bare.has(tokens[at]?.word ?? '') || before.some((word) => owners.has(word)) || (/^(?:an?|une?)$/.test(one) && /^(?:have|got|ai)$/.test(two));
}

function writesOfSelf(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => firstPerson.test(token.word) && bodyVerbs.test(tokens[at + 1]?.word ?? '') && !speaksOfOther(tokens, at + 2));
}

/** "I have a son who...", "I have my mum here". */
function speaksOfOther(tokens: readonly Token[], at: number): boolean {
  return tokens.slice(at, at + 3).some((token) => children.has(token.word) || relatives.has(token.word));
}

/** "my father had a heart attack at 50" is history of the family; "my father had a fall this morning" is not. */
function isHistory(tokens: readonly Token[], at: number): boolean {
  if (!history.test(wordsFrom(tokens, at + 1, 3))) return false;
  let end = at + 1;
  while (end < tokens.length && !beginsSentence(tokens[end])) end += 1;
  return !recently.test(wordsFrom(tokens, at, end - at));
}

const window = 40;

function ageBeside(text: string, token: Token): number | undefined {
  const before = foldText(text.slice(Math.max(0, token.start - window), token.start)).folded;
  const after = foldText(text.slice(token.end, token.end + window)).folded;
  const match = ageAfter.exec(after) ?? ageBefore.exec(before);
  if (!match || (match.index > 0 && ageOfDuration.test(before.slice(0, match.index)))) return undefined;
  return daysOf(match[1] ?? '', match[2] ?? 'y');
}

function unsaidChild(text: string): About | undefined {
  const { folded, spanOf } = foldText(text);
  const match = unsaid.exec(folded);
  if (!match) return undefined;
  const ageDays = daysOf(match[1] ?? '', match[2] ?? match[3] ?? 'y');
  return { who: ageDays !== undefined && ageDays < adultDays ? 'child' : 'someone-else', ageDays, span: spanOf(match.index, match.index + match[0].length) };
}

const oldest = 122;

function daysOf(number: string, unitWord: string): number | undefined {
  const days = ageInDays(Math.floor(amount(number)), unitOf(unitWord));
  return Number.isFinite(days) && days <= ageInDays(oldest, 'y') ? days : undefined;
}

function unitOf(word: string): AgeUnit {
  if (/^(?:mo|mth)/.test(word)) return 'm';
  if (/^(?:w|sem)/.test(word)) return 'w';
  return /^(?:d|j)/.test(word) ? 'd' : 'y';
}
