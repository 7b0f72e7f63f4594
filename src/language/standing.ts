/** How a mention stands in its sentence: said to be there, denied, in doubt, or not about this person now. */
import { affirmedAfter, beginsStatement, deniedAfter, deniedBefore, deniedWithin, wordsFrom, type Mention, type Surroundings } from './denial.ts';
import { subjects, turns } from './denial-words.ts';
import { smallWords } from './small-words.ts';
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
  /^(?:last (?:year|winter|summer|spring|autumn|christmas)|(?:years?|yrs) (?:ago|back)|used to|when i was (?:a|younger|little|young|small|\d+)\b|in the past|(?:in|en) (?:19|20)\d\d|(?:an|annee|hiver|ete|printemps|automne) (?:dernier|derniere|passe|passee)|(?:il )?y a (?:\w+ )?(?:ans|annees)|quand j etais (?:petite?|jeune|enfant|gamine?|ado)|autrefois|dans le passe)\b/;
/** What makes of "two years ago" the beginning of something that goes on, or a likeness to it. */
const goesOn =
  /\b(?:since|started|start|starting|began|begun|from|like|same|similar|again|worse|still|commence\w*|debut\w*|depuis|comme|pareil\w*|meme|encore|nouveau|toujours|now|maintenant)\b/;
const fear =
  /^(?:(?:scared|afraid|frightened|terrified|worried) (?:of|that|it|its|this|to|about (?:having|getting|catching|a|an)|(?:i|im|ill|id|ive) (?:might|may|could|will|would|am|going|gonna|end|get|have got|be|m))\b|(?:peur|crains|crainte|craint) (?:de|d|que|qu)\b|in case\b|au cas\b)/;
const kin = new Set(
  'father mother dad mum mom brother sister uncle aunt grandfather grandmother grandad grandma nan husband wife pere mere papa maman frere soeur oncle tante grand mari femme cousin cousine neighbour voisin voisine friend ami amie'.split(
    ' ',
  ),
);
const kinPast = /^(?:had|died|has had|a eu|avait|est mort\w*|est decede\w*|a fait|en est mort\w*)\b/;
const animals = new Set('dog dogs puppy cat cats kitten rabbit hamster horse chien chienne chiens chiot chat chatte chats chaton lapin hamster cheval'.split(' '));
/** "The dog tore a piece out of his cheek" is no illness of the dog. */
const attacks = /^(?:bit|bites|bitten|ripp\w*|tore|torn|attack\w*|maul\w*|scratch\w*|kick\w*|trampl\w*|mord\w*|arrach\w*|griff\w*|attaqu\w*|dechir\w*|pietin\w*)$/;
/** "This medicine may cause confusion", "ce médicament peut-il donner des convulsions ?". */
const possible =
  /^(?:(?:may|can|could|might|would|does|do|will) (?:\w+ ){0,3}?(?:cause|causes|lead to|give|trigger|bring on)|(?:peut|peuvent|pourrait|pourraient|risque de|va t) (?:\w+ )?(?:causer|donner|provoquer|entrainer|declencher)|(?:leaflet|label|packet|instructions|notice|etiquette) (?:says|say|mentions|lists|warns|talks|parle|dit|mentionne|indique|previent)|(?:side effects?|effets? (?:secondaires?|indesirables?)) (?:include|includes|are|listed|like|comme|sont|possibles))\b/;
/** "My mother had chest pain this morning" is no history. */
export const recently =
  /\b(?:now|today|tonight|yesterday|just|this (?:morning|afternoon|evening)|last night|(?:minutes?|mins?|hours?|days?|weeks?) ago|since|maintenant|aujourd hui|aujourdhui|hier|ce (?:matin|soir|midi)|cette (?:nuit|apres)|vient|depuis|(?:il )?y a (?:\w+ )?(?:minutes?|heures?|jours?|semaines?))\b/;
/** "History of chest pain", "antécédents d'AVC"; "a three day history of" is what there is now. */
const ownHistory = /^(?:(?:history|hx|h o) of (?!present)|pmh|past (?:medical )?history|antecedents?|atcd)\b/;
const lacking = /^(?:no|without|sans|aucune?|pas|de|d)$/;
const historyEnds =
  /^(?:present\w*|complain\w*|came|comes|coming|now|who|admitted|develop\w*|found|brought|was|were|is|has|had|having|with|today|this|here|se|consulte\w*|vient|viens|avec|qui|a|ai|est|maintenant|adresse\w*|hospitalis\w*|admise?)$/;
const familyHistory = /^(?:family (?:history|hx)|fhx?|antecedents? familiaux|antecedents? familial|atcd fam\w*)\b/;
const timedHistory = /\b(?:hours?|hrs?|h|days?|d|weeks?|wks?|months?|recent|short|current|present|acute)$/;
/** What someone was told to do "if it gets worse" is no sign that it did. */
const advice = /^(?:seek|call|return|come|go|get|contact|see|consult\w*|appele[rz]|rappele[rz]|reveni[rz]|revenez|contacte[rz]|alle[rz]|reconsulte[rz]|advised|told|dit)\b/;
const conditional = /^(?:if|should|en cas|s|si)\b/;
const asksForAdvice = /\b(?:should i|do i|must i|shall i|can i|dois je|faut il|je dois|dois j|est ce que je)\b/;
const fearReach = 6;
const possibleReach = 9;
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
  if (leave.past !== true && (isPast(tokens, mention) || isUnderHistory(tokens, mention, ownHistory))) return 'aside';
  if (isHistoryOfKin(tokens, mention) || isUnderHistory(tokens, mention, familyHistory) || isUnderAdvice(tokens, mention)) return 'aside';
  if (isOfAnimal(tokens, mention)) return 'aside';
  if (isPossible(tokens, mention)) return 'doubted';
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
  return saysAgo(tokens, last);
}

/** "... two years ago", after the mention and of it. */
function saysAgo(tokens: readonly Token[], last: number): boolean {
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
    const isPastOfKin = kinPast.test(wordsFrom(tokens, at + 1, 4)) || (at === first - 1 && saysAgo(tokens, last));
    if (kin.has(tokens[at]?.word ?? '') && isPastOfKin) return !recently.test(wordsFrom(tokens, start, last - start + 8));
  }
  return false;
}

/** "The dog had a seizure": nothing but small words stands between. */
function isOfAnimal(tokens: readonly Token[], { first }: Mention): boolean {
  if (attacks.test(tokens[first]?.word ?? '')) return false;
  for (let at = first - 1; at >= 0 && !beginsSentence(tokens[at + 1]) && tokens[at + 1]?.after !== 'comma'; at -= 1) {
    const word = tokens[at]?.word ?? '';
    if (animals.has(word)) return at < first - 1;
    if (!smallWords.has(word) && word !== 'fait') return false;
  }
  return false;
}

/** What a medicine or an illness could do is asked about, not told. */
function isPossible(tokens: readonly Token[], { first }: Mention): boolean {
  for (let at = first - 1; at >= Math.max(0, first - possibleReach) && !beginsSentence(tokens[at + 1]); at -= 1) {
    const word = tokens[at]?.word ?? '';
    if (turns.has(word) && word !== 'cause') return false;
    if (possible.test(wordsFrom(tokens, at, 7))) return true;
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

/** Where the clause of a word ends. */
function clauseEnd(tokens: readonly Token[], last: number): number {
  let end = last + 1;
  while (end < Math.min(tokens.length, last + 6) && tokens[end]?.after === 'space') end += 1;
  return end;
}

/** Stands in a list that begins with "history of". */
function isUnderHistory(tokens: readonly Token[], { first, last }: Mention, heading: RegExp): boolean {
  for (let at = first - 1; at >= Math.max(0, first - farthest) && tokens[at + 1]?.after !== 'stop'; at -= 1) {
    const word = tokens[at]?.word ?? '';
    if (turns.has(word) || historyEnds.test(word) || beginsStatement(tokens, at)) return false;
    if (!heading.test(wordsFrom(tokens, at, 3))) continue;
    const before = tokens[at - 1]?.word ?? '';
    if (timedHistory.test(before) || lacking.test(before)) return false;
    return !recently.test(wordsFrom(tokens, at, clauseEnd(tokens, last) - at));
  }
  return false;
}

/** "Seek care if there is confusion, fever or vomiting"; but not "should I call if my chest hurts?". */
function isUnderAdvice(tokens: readonly Token[], { first }: Mention): boolean {
  let condition: number | undefined;
  for (let at = first - 1; at >= Math.max(0, first - farthest); at -= 1) {
    if (condition === undefined) {
      if (beginsSentence(tokens[at + 1]) || (subjects.has(tokens[at]?.word ?? '') && !conditional.test(tokens[at - 1]?.word ?? ''))) return false;
      if (conditional.test(wordsFrom(tokens, at, 2))) condition = at;
    } else {
      if (advice.test(tokens[at]?.word ?? '')) return !asksForAdvice.test(wordsFrom(tokens, Math.max(0, at - 3), Math.min(4, at + 1)));
      if (beginsSentence(tokens[at + 1])) return false;
    }
  }
  return false;
}
