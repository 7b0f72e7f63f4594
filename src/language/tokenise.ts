/** A text as words without case or accents, each knowing where it stands in the original. */

export type Token = {
  /** Small letters without accents; digits as they are. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What stands between this word and the one before. `answer`: a colon, a question mark or a dash, as in "fever: no". */
  readonly after: 'space' | 'comma' | 'answer' | 'stop';
};

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:[.,]\d+)?/gu;
/** English contractions lose their apostrophe ("can't" = "cant"); French elisions are words of their own ("j'ai"). */
const contraction = /^(?:t|s|ve|m|ll|re|d)$/;
const apostrophe = /^['’ʼ`´]$/;

export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of text.matchAll(wordPattern)) {
    const between = text.slice(end, match.index);
    const word = plain(match[0]);
    const last = tokens.at(-1);
    end = match.index + match[0].length;
    if (word === '') continue;
    if (last && apostrophe.test(between) && joins(last.word, word)) {
      // "she od'd" is no "odd".
      tokens[tokens.length - 1] = { ...last, word: last.word === 'od' && word === 'd' ? 'oded' : last.word + word, end };
      continue;
    }
    tokens.push({ word, start: match.index, end, after: gapOf(between) });
  }
  return tokens;
}

function joins(before: string, after: string): boolean {
  return (contraction.test(after) && before.length > 1 && before !== 'qu' && before !== 'jusqu') || (before === 'aujourd' && after === 'hui');
}

function gapOf(between: string): Token['after'] {
  if (/[.!;…\n\r•|]/u.test(between)) return 'stop';
  if (/[?:=]|\s[-–—]\s|—/u.test(between)) return 'answer';
  return /[,(/)،、，]/u.test(between) ? 'comma' : 'space';
}

/** A new sentence begins at this word. */
export function beginsSentence(token: Token | undefined): boolean {
  return token === undefined || token.after === 'stop' || token.after === 'answer';
}

/** Small letters, no accents, no ligatures. */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').normalize('NFD').replaceAll(/\p{M}/gu, '');
}
