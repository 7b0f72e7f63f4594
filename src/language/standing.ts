/** How a mention stands in its sentence: said to be there, denied, or not about this person now. */
import type { Token } from './tokenise.ts';

export type Standing = 'affirmed' | 'denied' | 'aside';

const deniers = new Set(
  'no not never without denies denied deny dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt nor neither none non negative pas aucun aucune ni sans jamais nul nulle point'.split(
    ' ',
  ),
);
/** Where a denial ends. */
const turns = new Set('but however although though yet except mais sauf excepte cependant pourtant toutefois hormis because car parce depuis since however'.split(' '));
/** "no better", "pas mieux": the denial is of something else. */
const notDenials: readonly RegExp[] = [
  /^(?:no|not|pas|never|jamais) (?:\w+ )?(?:better|mieux|improv\w*|ameliore\w*|chang\w*|change|passe|easing|eas\w*|going|help\w*|work\w*|stop\w*|arret\w*|cess\w*|sleep\w*|dorm\w*|dormi)\b/,
  /^(?:not|pas) (?:only|just|seulement|que|juste)\b/,
  /^(?:no|sans|aucun) (?:doubt|doute|arret|cesse|relache|stop|end)\b/,
  /^pas mal d/,
  /^(?:not|pas) (?:sans|without)\b/,
  /^sans (?:raison|prevenir|pouvoir|savoir)\b/,
  /^(?:no|without) (?:reason|warning)\b/,
];
const doubts = /^(?:not|pas|dont|sais pas|aucune) (?:tres |vraiment |really |too )?(?:sure|certain|sur|sure|know|si|idee|clear)\b/;
const agoPattern =
  /^(?:last (?:year|winter|summer|spring|autumn|christmas)|years? ago|(?:a )?few years ago|used to|when i was|in the past|(?:an|annee|hiver|ete|printemps|automne) (?:dernier|derniere|passe|passee)|il y a (?:\w+ )?(?:ans|annees)|y a (?:\w+ )?(?:ans|annees)|quand j etais|autrefois|dans le passe)\b/;
const fearPattern = /^(?:scared|afraid|worried|frightened|terrified|peur|crains|crainte|in case|au cas)\b/;
const kin = new Set(
  'father mother dad mum mom brother sister uncle aunt grandfather grandmother grandad grandma nan husband wife pere mere papa maman frere soeur oncle tante grand mari femme cousin cousine neighbour voisin voisine friend ami amie'.split(
    ' ',
  ),
);
const kinPast = /^(?:had|died|has had|a eu|avait|est mort\w*|est decede\w*|a fait|en est mort\w*)\b/;

const reach = 6;

/** Everything that tells how the words from `first` to `last` stand. `exemptPast`: the finding is about the past itself. */
export function standingOf(tokens: readonly Token[], first: number, last: number, exemptPast: boolean): Standing {
  const start = clauseStart(tokens, first);
  const clause = (from: number): string =>
    tokens
      .slice(from, from + 6)
      .map((token) => token.word)
      .join(' ');
  let denials = 0;
  let weighed = 0;
  for (let at = first - 1; at >= start && weighed <= reach; at -= 1) {
    const word = tokens[at]?.word ?? '';
    const rest = clause(at);
    if (turns.has(word)) break;
    if (doubts.test(rest)) return 'aside';
    if (isDenier(tokens, at) && !notDenials.some((pattern) => pattern.test(rest))) denials += 1;
    if (word.length > 2) weighed += 1;
  }
  if (denials % 2 === 1) return 'denied';
  if (deniedAfter(tokens, last)) return 'denied';
  const end = clauseEnd(tokens, last);
  for (let at = start; at <= end; at += 1) {
    if (at >= first && at <= last) continue;
    const rest = clause(at);
    if (!exemptPast && agoPattern.test(rest)) return 'aside';
    if (at < first && first - at <= 4 && fearPattern.test(rest)) return 'aside';
    if (at < first && kin.has(tokens[at]?.word ?? '') && kinPast.test(clause(at + 1))) return 'aside';
  }
  return 'affirmed';
}

function isDenier(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  if (deniers.has(word)) return true;
  const next = tokens[at + 1]?.word ?? '';
  const before = tokens[at - 1]?.word ?? '';
  // "plus de fièvre", "n'ai plus mal": no more; "de plus en plus", "plus mal": more.
  if (word === 'plus')
    return (['de', 'd', 'du', 'aucun', 'aucune', 'rien'].includes(next) && before !== 'de' && before !== 'en') || ['ai', 'n', 'ne', 'a', 'as', 'ont'].includes(before);
  return word === 'longer' && before === 'no';
}

/** "fever: no", "fièvre non", "toux absente". */
function deniedAfter(tokens: readonly Token[], last: number): boolean {
  const next = tokens[last + 1];
  if (!next) return false;
  if (/^(?:absente?s?|absent|negative?|negatif)$/.test(next.word)) return true;
  const following = tokens[last + 2];
  return /^(?:non|no|zero|aucune?)$/.test(next.word) && (following === undefined || following.after !== 'space');
}

/** A denial reaches back over a list ("no fever, cough or rash") but not over a new sentence. */
function clauseStart(tokens: readonly Token[], first: number): number {
  let at = first;
  while (at > 0) {
    const token = tokens[at];
    if (token?.after === 'stop' || turns.has(tokens[at - 1]?.word ?? '')) break;
    // After a comma a new statement begins when it has a subject of its own.
    if (token?.after === 'comma' && /^(?:i|im|ive|he|she|hes|shes|it|its|my|j|je|il|elle|on|ca|c|mon|ma|mes|now|maintenant|because)$/.test(token.word)) break;
    at -= 1;
  }
  return at;
}

function clauseEnd(tokens: readonly Token[], last: number): number {
  let at = last;
  while (at + 1 < tokens.length && tokens[at + 1]?.after !== 'stop' && !turns.has(tokens[at + 1]?.word ?? '')) at += 1;
  return at;
}
