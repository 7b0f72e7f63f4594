/** What a patient holds instead of an account: 256 random bits; only their hash is kept. */
import { sha256 } from '@noble/hashes/sha2.js';

const bytes = 32;
const pattern = /^[A-Za-z0-9_-]{43}$/;

export type Capability = { readonly token: string; readonly hash: Uint8Array<ArrayBuffer> };

export function newCapability(random: (array: Uint8Array<ArrayBuffer>) => Uint8Array = (array) => crypto.getRandomValues(array)): Capability {
  const raw = new Uint8Array(bytes);
  random(raw);
  const token = toBase64Url(raw);
  return { token, hash: hashCapability(token) };
}

/** Whether a string can be a capability at all; anything else is refused before any look-up. */
export function isCapability(token: string): boolean {
  return pattern.test(token);
}

/** SHA-256 suffices: the token is 256 random bits, there is nothing to guess. */
export function hashCapability(token: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(sha256(new TextEncoder().encode(token)));
}

function toBase64Url(raw: Uint8Array): string {
  return btoa(String.fromCodePoint(...raw))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
