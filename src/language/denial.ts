/**
 * Whether a denial in the same sentence is about a mention. The nearest denial decides; where it may belong to something else
 * ("no fever, chest pain", "haven't slept chest pain", "no relief from my headache") it does not count: a denial that is
 * missed is asked about, a danger that is taken for denied is not.
 */
import { smallWords } from './small-words.ts';
import { beginsSentence, type Token } from './tokenise.ts';

export type Mention = {
  readonly first: number;
  readonly last: number;
  /** The words that the phrase itself asks for, "cant" in "cant breathe" among them. */
  readonly own: ReadonlySet<number>;
};
export type Verdict = 'denied' | 'doubted';

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** These deny the verb or the adjective that follows them. */
const verbal = set('not never dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt aint dnt jamais pas');
/** These deny the things that follow them. */
const nominal = set('no without denies denied deny denying nor neither none non zero nil nope aucun aucune ni sans absence nie nient');
const listDeniers = set('denies denied deny denying nie nient');
const misspeltPas = set('pa aps oas psa');
const closers = set('or nor ou ni');
/** Where a denial ends. */
export const turns = set(
  'but however although though yet except mais sauf excepte cependant pourtant toutefois hormis because cuz coz bc car parce depuis since cause due only seulement while whereas alors instead plutot',
);
const subjects = set('i im ive he she hes shes it its we they youre j je il elle ils elles ca c cest jai');
const possessives = set('my mon ma mes');
/** "my headache", "this pain", "ce mal de ventre": it is there, whatever is denied of it. */
const definite = set('my our his this that these those mon ma mes ce cet cette ces');
/** A clause about the mention may hang on these: "I don't think I have a fever". */
const opinions = set('think thinks believe feel like say says said that pense crois penses dirais impression que qu');
/** Words that let a denial pass on to what follows. */
const carriers = set(
  `have has had having got get getting been be being any a an eu de d du un une avoir feel feels felt feeling notice noticed noticing see seen seeing think believe experience experienced experiencing suffer
  suffered suffering suffers seem seems look looks looking appear appears become develop developed show shows showing complain complaining complained report reported give gives really actually even currently particularly
  especially much many too very at all sign signs symptom symptoms episode episodes problem problems issue issues trouble troubles history kind of evidence presence known recent other obvious
  remarque remarquee senti sens sent ressens ressent ressenti semble pense crois impression vu vue note plaint plains constate tout signe signes symptome symptomes probleme problemes souci soucis antecedent
  antecedents episode notion argument vraiment spécialement specialement particulierement autre autres`,
);
/** Things whose lack says nothing about the mention. */
const otherThings = set(
  `appetite energy sleep food medication medications meds medicine medicines painkiller painkillers tablet tablets paracetamol ibuprofen doliprane antibiotic antibiotics treatment work school money insurance doctor gp
  appointment thermometer idea clue reason warning doubt matter way choice luck relief improvement change changes effect difference better worse good help helps helping working works touches touch answer position
  traitement medicament medicaments medecin docteur appetit energie sommeil force forces raison effet effets resultat amelioration changement argent mutuelle choix moyen rendez position soulage soulagement marche`,
);
/** "no better", "pas mieux", "never had a headache like this": the denial is of something else. */
const notDenials: readonly RegExp[] = [
  /^(?:no|not|pas|never|jamais|isnt|aint|doesnt|dont|didnt|hasnt|havent|wasnt) (?:\w+ ){0,2}(?:better|mieux|improv\w*|amelior\w*|chang\w*|passe\w*|eas\w*|going|goes|go|gone|help\w*|work\w*|stop\w*|arret\w*|cess\w*|sleep\w*|slept|dorm\w*|well|good|great|right|ok|okay|normal\w*|myself|bien|bon|top|forme|relief|reliev\w*|soulag\w*|calm\w*|shift\w*|budg\w*|settl\w*|leav\w*|let|lache\w*|part|partir|parti|baiss\w*|descend\w*|tomb\w*|diminu\w*|disparai\w*)\b/,
  /^(?:not|pas) (?:only|just|merely|simply|seulement|que|qu|juste|uniquement)\b/,
  /^(?:no|sans|aucun) (?:doubt|doute|arret|cesse|relache|stop|end|treve|interruption)\b/,
  /^(?:no|non|nope) (?:i|im|ive|he|she|hes|shes|it|its|my|j|je|jai|il|elle|ca|c|cest|mon|ma|mes|mais|but|the|this|there|actually|wait|attendez|attends|en fait)\b/,
  /^sans (?:raison|prevenir|pouvoir|savoir|succes|effet|amelioration|resultat|soulagement)\b/,
  /^(?:no|without) (?:reason|warning|success|effect|relief|luck|result|let|sleep|sleeping|stopping)\b/,
  /^(?:not|pas|dont|doesnt|didnt|aucune|no) (?:\w+ ){0,2}?(?:sure|certain|sur|sure|know|sais|idee|idea|clue|clear|understand|comprends|comprend) (?:exactly |really |trop |vraiment |de )?(?:what|why|how|when|where|who|pourquoi|comment|ce|quoi|d ou|ou|quand|depuis|the cause)\b/,
  /^(?:no|aucune) (?:idea|idee|clue)\b/,
];
const unlikeBefore =
  /\b(?:like (?:this|that|it)|this (?:bad|badly|much|strong|severe)|as bad|so (?:bad|much|strong)|such|before|until (?:now|today|this)|in my life|comme (?:ca|cela|celle|celui|aujourd)|pareil\w*|tel|telle|aussi|autant|si (?:mal|fort)|avant|jusqu|auparavant|de ma vie)\b/;
const notQuite =
  /^(?:pas|plus|jamais) (?:mal|bien|mieux|que|qu|seulement|trop|beaucoup|tout le|souvent|toujours|encore|normal\w*|comme|assez|fort|vite|tellement|d habitude|facil\w*|pire|plus|moins)\b/;

/** Other words of weight that a denial may reach over, and those that may stand between it and the mention. */
const reach = 6;
const mostUnknown = 3;
const longestItem = 4;
const statement = set('since for started start began is are was has have got feel depuis avec est suis commence fait when quand after apres now maintenant today yesterday hier');

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
export function deniedBefore(tokens: readonly Token[], mention: Mention, spoken: ReadonlySet<number>): Verdict | undefined {
  let weighed = 0;
  let joined = 0;
  for (let at = mention.first - 1; at >= 0; at -= 1) {
    if (beginsSentence(tokens[at + 1])) return undefined;
    const word = wordAt(tokens, at);
    if (tokens[at + 1]?.after === 'comma' || word === 'and' || word === 'et' || word === 'with' || word === 'avec') joined += 1;
    if (turns.has(word) || beginsStatement(tokens, at)) return undefined;
    // Right before the mention it denies even where another phrase has it: "not pregnant", "sans fievre".
    if ((!spoken.has(at) || at + 1 === mention.first) && isDenier(tokens, at)) return judge(tokens, at, mention, joined > 0);
    if (word.length > 2) weighed += 1;
    if (weighed > reach && joined === 0) return undefined;
  }
  return undefined;
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
  return /^(?:de|d|du|aucune?|rien)$/.test(wordAt(tokens, at + 1)) || /^(?:ai|a|as|ont|n|ne|avait|avais|eu|est|suis)$/.test(before);
}

function judge(tokens: readonly Token[], at: number, mention: Mention, joined: boolean): Verdict | undefined {
  const word = wordAt(tokens, at);
  const rest = wordsFrom(tokens, at, 8);
  const startsOwn = at + 1 === mention.first;
  if (isDoubled(tokens, at)) return undefined;
  if (!startsOwn && !isCoordinated(tokens, mention.first) && (notDenials.some((pattern) => pattern.test(rest)) || rest.startsWith('pas mal d'))) return undefined;
  if (doubts.test(rest)) return 'doubted';
  if (isDefinite(tokens, at, mention.first)) return undefined;
  if ((word === 'never' || word === 'jamais') && unlikeBefore.test(sentenceAfter(tokens, mention.last))) return undefined;
  if (word === 'plus') return more(tokens, at, mention);
  if (joined && !carriesOn(tokens, at, mention)) return undefined;
  if (joined || coordinated(tokens, at, mention.first)) return 'denied';
  return reaches(tokens, at, mention.first) ? 'denied' : undefined;
}

/** "no relief from my headache", "not slept with this awful headache"; but "it is not my chest". */
function isDefinite(tokens: readonly Token[], at: number, first: number): boolean {
  const close = wordAt(tokens, first - 1);
  if (definite.has(close)) return at < first - 2;
  return !smallWords.has(close) && !carriers.has(close) && definite.has(wordAt(tokens, first - 2)) && at < first - 3;
}

const doubts = /^(?:not|pas|dont|doesnt|aucune) (?:\w+ ){0,1}?(?:sure|certain|certaine|sur|sure|know|sais|idee|clear)\b/;

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
  for (let next = mention.last + 1; next < tokens.length && !beginsSentence(tokens[next]); next += 1) {
    const word = wordAt(tokens, next);
    if (closers.has(word)) return true;
    length = tokens[next]?.after === 'comma' ? 1 : length + 1;
    if (length > longestItem || statement.has(word) || turns.has(word) || subjects.has(word)) return false;
  }
  return false;
}

/** Nothing between a denial and the mention takes the denial for itself. */
function reaches(tokens: readonly Token[], at: number, first: number): boolean {
  let open = nominal.has(wordAt(tokens, at)) || misspeltPas.has(wordAt(tokens, at)) || wordAt(tokens, at) === 'longer' || wordAt(tokens, at) === 'negative';
  let unknown = 0;
  for (const { word } of tokens.slice(at + 1, first)) {
    if (carriers.has(word) || /(?:ly|ment)$/.test(word)) open = true;
    else if (otherThings.has(word)) return false;
    else if (!smallWords.has(word) && !opinions.has(word)) unknown += 1;
    if (unknown > (open ? mostUnknown : 0)) return false;
  }
  return true;
}

function sentenceAfter(tokens: readonly Token[], last: number): string {
  let end = last + 1;
  while (end < tokens.length && !beginsSentence(tokens[end])) end += 1;
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
