/** How words are set: French spacing, numbers in one piece, values in their places. */

/** French typography: no line begins with a "?" or ends with a "«", and apostrophes are curved. */
export function inFrenchType<T>(words: T): T {
  // The same form with other characters.
  return JSON.parse(
    JSON.stringify(words)
      .replace(/ ([?!:;»])/g, '\u00a0$1')
      .replace(/« /g, '«\u00a0')
      .replace(/'/g, '’'),
  ) as T;
}

/** A number is read as one word: it does not break over two lines. */
export function unbroken(number: string): string {
  return number.replace(/ /g, '\u00a0');
}

/** `{name}` replaced by its value; every name must be given. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
