/**
 * Payloads sealed per encounter: AES-256-GCM, a random 96-bit nonce, and as additional data the place where the row
 * stands, so that a row moved elsewhere does not open.
 * Layout: version byte 1, nonce (12), ciphertext, tag (16).
 */

const version = 1;
const nonceBytes = 12;
const keyBytes = 32;

/** AES-256-GCM with one key, over text as UTF-8; `ciphertext` ends with its 16-byte tag. `decrypt` throws when anything was changed. */
export type SealKey = {
  readonly encrypt: (nonce: Bytes, place: string, plaintext: string) => Bytes | Promise<Bytes>;
  readonly decrypt: (nonce: Bytes, place: string, ciphertext: Bytes) => string | Promise<string>;
};
/** A runtime's own implementation: all of them read what any of them wrote. */
export type Cipher = (raw: Bytes) => SealKey | Promise<SealKey>;
type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** WebCrypto, which every runtime has. */
export async function webCipher(raw: Bytes): Promise<SealKey> {
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    encrypt: async (iv, place, plaintext) => new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(place) }, key, utf8.encode(plaintext))),
    decrypt: async (iv, place, ciphertext) => fromUtf8.decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: utf8.encode(place) }, key, ciphertext)),
  };
}

export function newDataKey(): Bytes {
  return crypto.getRandomValues(new Uint8Array(keyBytes));
}

/** @param place where the row stands: table, row, encounter. */
export async function seal(key: SealKey, place: string, plaintext: string): Promise<Bytes> {
  const nonce = newNonce();
  const sealed = await key.encrypt(nonce, place, plaintext);
  const out = new Uint8Array(1 + nonceBytes + sealed.length);
  out[0] = version;
  out.set(nonce, 1);
  out.set(sealed, 1 + nonceBytes);
  return out;
}

// Drawn many at a time: asking the system for twelve bytes costs as much as sealing.
const pool = new Uint8Array(nonceBytes * 256);
let used = pool.length;

function newNonce(): Bytes {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += nonceBytes;
  return pool.slice(used - nonceBytes, used);
}

/** @throws when the row was changed, or stands in another place than the one it was sealed for. */
export async function open(key: SealKey, place: string, sealed: Uint8Array): Promise<string> {
  if (sealed[0] !== version) throw new Error('sealed with an unknown version');
  const bytes = new Uint8Array(sealed);
  return key.decrypt(bytes.slice(1, 1 + nonceBytes), place, bytes.slice(1 + nonceBytes));
}

export function turnPlace(encounterId: string, seq: number): string {
  return `turns|${seq}|${encounterId}`;
}
