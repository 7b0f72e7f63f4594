/** Addresses as people type them: without accents, abbreviated, with a slip of the finger. */

const abbreviations: Readonly<Record<string, string>> = {
  av: 'avenue',
  ave: 'avenue',
  bd: 'boulevard',
  bld: 'boulevard',
  blvd: 'boulevard',
  r: 'rue',
  pl: 'place',
  sq: 'square',
  imp: 'impasse',
  all: 'allee',
  ch: 'chemin',
  chem: 'chemin',
  rte: 'route',
  fg: 'faubourg',
  fbg: 'faubourg',
  qu: 'quai',
  rd: 'road',
  ln: 'lane',
  cl: 'close',
  cres: 'crescent',
  gdns: 'gardens',
  // "St" is a saint and a street: all of them become one word.
  street: 'st',
  saint: 'st',
  sainte: 'st',
  ste: 'st',
};

/** Words that half of all addresses have: they tell nothing, and are the first that people leave out. */
const common = new Set(
  'rue avenue boulevard place square impasse allee chemin route faubourg quai cours passage st road lane close court crescent gardens terrace way de du des la le les l d et sur sous aux au en the of and bis ter'.split(
    ' ',
  ),
);

const mostWords = 12;

export function folded(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordsOf(text: string): readonly string[] {
  return folded(text)
    .split(' ')
    .filter(Boolean)
    .map((word) => (Object.hasOwn(abbreviations, word) ? (abbreviations[word] ?? word) : word));
}

/** The words that an address is found by; all of them where every one is common. */
export function significantWords(text: string): readonly string[] {
  const words = [...new Set(wordsOf(text))];
  const telling = words.filter((word) => !common.has(word));
  return (telling.length > 0 ? telling : words).slice(0, mostWords);
}

export type TypedAddress = { readonly words: readonly string[]; readonly number: string | undefined; readonly postcode: string | undefined };

const frenchPostcode = /(?<!\d)(\d{2})\s?(\d{3})(?!\d)/;
const britishPostcode = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b/i;
const houseNumber = /(?<![\p{L}\d])(\d{1,4})\s?(bis|ter|quater|[a-d])?(?![\p{L}\d])/iu;

/** A postcode in one spelling: "99310", "ZX1 2AB". */
export function postcodeIn(text: string): string | undefined {
  const french = frenchPostcode.exec(text);
  if (french) return `${french[1] ?? ''}${french[2] ?? ''}`;
  const british = britishPostcode.exec(text);
  return british ? `${british[1] ?? ''} ${british[2] ?? ''}`.toUpperCase() : undefined;
}

export function readAddress(text: string): TypedAddress {
  const postcode = postcodeIn(text);
  const rest = postcode === undefined ? text : text.replace(frenchPostcode.test(text) ? frenchPostcode : britishPostcode, ' ');
  const number = houseNumber.exec(rest);
  const named = number ? rest.replace(number[0], ' ') : rest;
  const words = folded(named) === '' ? [] : significantWords(named);
  return { words: postcode === undefined ? words : [...words, ...postcodeWords(postcode)], number: number ? numberKey(number[0]) : undefined, postcode };
}

/** "12 Bis" and "12bis" are one house. */
export function numberKey(text: string): string {
  return folded(text).replaceAll(' ', '');
}

/** A British postcode is found by its first half as well: most people know that one. */
export function postcodeWords(postcode: string): readonly string[] {
  const [outward = '', inward] = postcode.toLowerCase().split(' ');
  return inward === undefined ? [outward] : [`${outward}${inward}`, outward];
}

/** What a stored word and a typed one have in common when one letter is missing, added, changed or swapped with its neighbour. */
export function spellingsOf(word: string): readonly string[] {
  if (word.length < 4 || /\d/.test(word)) return [word];
  const letters = Array.from(word);
  return [...new Set([word, ...letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''))])];
}

/** Whether one slip of the finger makes one of the other. */
export function nearlySame(a: string, b: string): boolean {
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 3) return false;
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1;
  const restA = a.slice(start);
  const restB = b.slice(start);
  if (a.length !== b.length) return a.length > b.length ? restA.slice(1) === restB : restB.slice(1) === restA;
  return restA.slice(1) === restB.slice(1) || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
}
