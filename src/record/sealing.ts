/**
 * Payloads sealed per encounter: AES-256-GCM through WebCrypto, a random 96-bit nonce, and as additional data the place
 * where the row stands, so that a row moved elsewhere does not open.
 * Layout: version byte 1, nonce (12), ciphertext with tag.
 */

const version = 1;
const nonceBytes = 12;
const keyBytes = 32;

export type SealKey = { readonly key: CryptoKey };

export function newDataKey(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(keyBytes));
}

export async function importDataKey(raw: Uint8Array<ArrayBuffer>): Promise<SealKey> {
  return { key: await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']) };
}

/** @param place where the row stands: table, row, encounter. */
export async function seal({ key }: SealKey, place: string, plaintext: string): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = crypto.getRandomValues(new Uint8Array(nonceBytes));
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(place) }, key, new TextEncoder().encode(plaintext));
  const out = new Uint8Array(1 + nonceBytes + sealed.byteLength);
  out[0] = version;
  out.set(nonce, 1);
  out.set(new Uint8Array(sealed), 1 + nonceBytes);
  return out;
}

/** @throws when the row was changed, or stands in another place than the one it was sealed for. */
export async function open({ key }: SealKey, place: string, sealed: Uint8Array): Promise<string> {
  if (sealed[0] !== version) throw new Error('sealed with an unknown version');
  const plaintext = await crypto.subtle.decrypt(
    { name: 'AES-GCM', iv: Uint8Array.from(sealed.subarray(1, 1 + nonceBytes)), additionalData: new TextEncoder().encode(place) },
    key,
    Uint8Array.from(sealed.subarray(1 + nonceBytes)),
  );
  return new TextDecoder().decode(plaintext);
}

export function turnPlace(encounterId: string, seq: number): string {
  return `turns|${seq}|${encounterId}`;
}
