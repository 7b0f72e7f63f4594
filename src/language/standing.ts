/** How a mention stands in its sentence: said to be there, denied, in doubt, or not about this person now. */
import { affirmedAfter, beginsStatement, deniedAfter, deniedBefore, deniedWithin, wordsFrom, type Mention, type Surroundings } from './denial.ts';
import { turns } from './denial-words.ts';
import { beginsSentence, type Token } from './tokenise.ts';

/** `doubted`: not known, feared or asked about: a complaint to open, never an answer. */
export type Standing = 'affirmed' | 'denied' | 'doubted' | 'aside';

export type Leave = {
  /** The finding is about the past itself: "had a clot two years ago" is there now. */
  readonly past?: boolean;
  /** Fear of it is a sign of it: "I'm scared I'm going to hurt myself". */
  readonly fear?: boolean;
  /** It has a time of its own, which is not how long the complaint has lasted. */
  readonly time?: boolean;
};

const ago =
  /^(?:last (?:year|winter|summer|spring|autumn|christmas)|(?:years?|yrs) (?:ago|back)|used to|when i was (?:a|younger|little|young|small|\d+)\b|in the past|(?:an|annee|hiver|ete|printemps|automne) (?:dernier|derniere|passe|passee)|(?:il )?y a (?:\w+ )?(?:ans|annees)|quand j etais (?:petite?|jeune|enfant|gamine?|ado)|autrefois|dans le passe)\b/;
/** What makes of "two years ago" the beginning of something that goes on, or a likeness to it. */
const goesOn =
  /\b(?:since|started|start|starting|began|begun|from|like|same|similar|again|worse|still|commence\w*|debut\w*|depuis|comme|pareil\w*|meme|encore|nouveau|toujours|now|maintenant)\b/;
const fear =
  /^(?:(?:scared|afraid|frightened|terrified|worried) (?:of|that|it|its|this|to|(?:i|im|ill|id|ive) (?:might|may|could|will|would|am|going|gonna|end|get|have got|be|m))\b|(?:peur|crains|crainte|craint) (?:de|d|que|qu)\b|in case\b|au cas\b)/;
const kin = new Set(
  'father mother dad mum mom brother sister uncle aunt grandfather grandmother grandad grandma nan husband wife pere mere papa maman frere soeur oncle tante grand mari femme cousin cousine neighbour voisin voisine friend ami amie'.split(
    ' ',
  ),
);
const kinPast = /^(?:had|died|has had|a eu|avait|est mort\w*|est decede\w*|a fait|en est mort\w*)\b/;
/** "My mother had chest pain this morning" is no history. */
export const recently =
  /\b(?:now|today|tonight|yesterday|just|this (?:morning|afternoon|evening)|last night|(?:minutes?|mins?|hours?|days?) ago|since|maintenant|aujourd hui|aujourdhui|hier|ce (?:matin|soir|midi)|cette (?:nuit|apres)|vient|depuis|(?:il )?y a (?:\w+ )?(?:minutes?|heures?|jours?))\b/;
const fearReach = 6;
/** Words beyond which a time or a relative is no longer about the mention. */
const farthest = 25;

const alone: Surroundings = { spoken: new Set(), mentions: [] };

/** Everything that tells how a mention stands. */
export function standingOf(tokens: readonly Token[], mention: Mention, options: { readonly leave?: Leave; readonly around?: Surroundings } = {}): Standing {
  const { leave = {}, around = alone } = options;
  if (!affirmedAfter(tokens, mention.last)) {
    if (deniedWithin(tokens, mention)) return 'aside';
    const verdict = deniedAfter(tokens, mention, around.spoken) ?? deniedBefore(tokens, mention, around);
    if (verdict) return verdict;
  }
  if (leave.past !== true && isPast(tokens, mention)) return 'aside';
  if (isHistoryOfKin(tokens, mention)) return 'aside';
  return leave.fear !== true && isFeared(tokens, mention) ? 'doubted' : 'affirmed';
}

/** Where the statement that holds the mention begins. */
function statementStart(tokens: readonly Token[], first: number): number {
  let at = first;
  while (at > Math.max(0, first - farthest) && !beginsSentence(tokens[at]) && !beginsStatement(tokens, at) && !turns.has(tokens[at - 1]?.word ?? '')) at -= 1;
  return at;
}

function isPast(tokens: readonly Token[], { first, last }: Mention): boolean {
  for (let at = first - 1; at >= Math.max(0, first - farthest) && !breaks(tokens, at + 1); at -= 1) {
    if (ago.test(wordsFrom(tokens, at, 6))) return !goesOn.test(wordsFrom(tokens, at, last - at));
    if (beginsStatement(tokens, at) && !/^(?:i|j|je)$/.test(tokens[at]?.word ?? '')) break;
  }
  for (let at = last + 1; at < Math.min(tokens.length, last + farthest) && !breaks(tokens, at) && !turns.has(tokens[at]?.word ?? ''); at += 1) {
    if (ago.test(wordsFrom(tokens, at, 6))) return !goesOn.test(wordsFrom(tokens, last + 1, at - last - 1));
  }
  return false;
}

/** A comma, an "and" or the end of the sentence stands before this word. */
function breaks(tokens: readonly Token[], at: number): boolean {
  return beginsSentence(tokens[at]) || tokens[at]?.after === 'comma' || /^(?:and|et)$/.test(tokens[at]?.word ?? '');
}

function isHistoryOfKin(tokens: readonly Token[], { first, last }: Mention): boolean {
  const start = statementStart(tokens, first);
  for (let at = first - 1; at >= start; at -= 1) {
    if (kin.has(tokens[at]?.word ?? '') && kinPast.test(wordsFrom(tokens, at + 1, 4))) return !recently.test(wordsFrom(tokens, start, last - start + 8));
  }
  return false;
}

function isFeared(tokens: readonly Token[], { first }: Mention): boolean {
  for (let at = first - 1; at >= Math.max(0, first - fearReach) && !beginsSentence(tokens[at + 1]); at -= 1) {
    if (turns.has(tokens[at]?.word ?? '') || tokens[at + 1]?.after === 'comma') return false;
    if (fear.test(wordsFrom(tokens, at, 4))) return !/^(?:my|this|these|mon|ma|mes|ce|cet|cette|ces)$/.test(tokens[first - 1]?.word ?? '');
  }
  return false;
}
