/** What a patient holds instead of an account: 256 random bits; only their hash is kept. */

const bytes = 32;
const pattern = /^[A-Za-z0-9_-]{43}$/;

export type Capability = { readonly token: string; readonly hash: Uint8Array<ArrayBuffer> };

export async function newCapability(random: (array: Uint8Array<ArrayBuffer>) => Uint8Array = (array) => crypto.getRandomValues(array)): Promise<Capability> {
  const raw = new Uint8Array(bytes);
  random(raw);
  const token = toBase64Url(raw);
  return { token, hash: await hashCapability(token) };
}

/** Whether a string can be a capability at all; anything else is refused before any look-up. */
export function isCapability(token: string): boolean {
  return pattern.test(token);
}

export async function hashCapability(token: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
}

function toBase64Url(raw: Uint8Array): string {
  return btoa(String.fromCodePoint(...raw))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
