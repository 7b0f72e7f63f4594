/** A code that a person reads out or types: eight signs, none of which looks like another. The first four find it, the last four prove it. */

/** No I, L, O, U: they are read as 1, 1, 0, V. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const half = 4;

export type ShortCode = { readonly handle: string; readonly secret: string };

export function newShortCode(random: (array: Uint8Array<ArrayBuffer>) => Uint8Array = (array) => crypto.getRandomValues(array)): ShortCode {
  const bytes = new Uint8Array(2 * half);
  random(bytes);
  // 256 is a multiple of 32: every sign is as likely as any other.
  const drawn = Array.from(bytes, (byte) => signs[byte % signs.length] ?? '0');
  return { handle: drawn.slice(0, half).join(''), secret: drawn.slice(half).join('') };
}

/** As a person typed it: small letters, spaces and dashes, O for 0, I or L for 1. Undefined for what cannot be a code. */
export function readShortCode(typed: string): ShortCode | undefined {
  const text = typed
    .toUpperCase()
    .replace(/[\s\-–—.]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
    .replaceAll('U', 'V');
  if (text.length !== 2 * half || Array.from(text).some((sign) => !signs.includes(sign))) return undefined;
  return { handle: text.slice(0, half), secret: text.slice(half) };
}

export function writeShortCode({ handle, secret }: ShortCode): string {
  return `${handle}-${secret}`;
}
