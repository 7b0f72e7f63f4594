/** A text without case, accents or fancy apostrophes that remembers where each letter stood. */
import type { Span } from './reading.ts';

export type FoldedText = {
  readonly folded: string;
  readonly spanOf: (start: number, end: number) => Span;
  /** Where a place of the text stands in the folded one. */ readonly placeOf: (at: number) => number;
};

export function foldText(text: string): FoldedText {
  const places: number[] = [];
  let folded = '';
  for (let at = 0; at < text.length; at += 1) {
    const letter = fold(text.charAt(at));
    // A run of blanks counts as one: patterns stay fast whatever is pasted.
    if (letter === '' || (/\s/.test(letter) && /\s$/.test(folded))) continue;
    folded += letter;
    places.push(at);
  }
  places.push(text.length);
  const spanOf = (start: number, end: number): Span => {
    const from = places[start] ?? 0;
    let to = end > start ? (places[end - 1] ?? from) + 1 : from;
    // The marks that follow the last letter belong to it.
    while (/\p{M}/u.test(text.charAt(to))) to += 1;
    return { start: from, end: to, quote: text.slice(from, to) };
  };
  const placeOf = (at: number): number => {
    const found = places.findIndex((place) => place >= at);
    return found === -1 ? folded.length : found;
  };
  return { folded, spanOf, placeOf };
}

function fold(letter: string): string {
  if (/\p{M}/u.test(letter)) return '';
  if (/['’ʼ`´]/.test(letter)) return "'";
  if (/[\u00A0\u202F\u2009\t]/.test(letter)) return ' ';
  const [plain = letter] = letter.toLowerCase().normalize('NFD');
  return plain.length === 1 ? plain : letter;
}
