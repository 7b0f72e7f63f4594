/** Numbers as people write them, on text without case or accents. */
const words: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fourteen: 14,
  fifteen: 15,
  eighteen: 18,
  twenty: 20,
  thirty: 30,
  couple: 2,
  few: 3,
  several: 4,
  half: 0.5,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  vingt: 20,
  trente: 30,
  dizaine: 10,
  quinzaine: 15,
  quelques: 3,
  plusieurs: 4,
  demi: 0.5,
};

const spelled = Object.keys(words)
  .sort((a, b) => b.length - a.length)
  .join('|');

/** Fits one number, in figures or in words; it holds no group of its own. */
export const numberSource = String.raw`(?:\d+(?:[.,]\d+)?|(?:un |une |a )?(?:${spelled})(?: an| of| de|-an)?)`;

/** The same before a unit: "3days" is one word, "adays" is none. */
export const numberThen = (group: boolean): string => {
  const open = group ? '(' : '(?:';
  return String.raw`${open}\d+(?:[.,]\d+)?(?=[\s-]*[a-z])|(?:(?:un |une |a )?(?:${spelled})(?: an| of| de|-an)?)(?=[\s-]))[\s-]*`;
};

/** NaN when it is no number after all. */
export function amount(text: string): number {
  const word = text
    .trim()
    .replace(/[ -](?:an|of|de)$/, '')
    .replace(/^(?:une?|a) (?=\S)/, '');
  return words[word] ?? Number(word.replace(',', '.'));
}

/** "38,5", "38.5", "38°5". */
export const decimal = (text: string): number => Number(text.replace(/[,°]/, '.'));
