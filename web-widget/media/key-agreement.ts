/** A key for the two of a call that the service in between never holds: each side's key pair lives in its page, for one epoch. */

export type KeyPair = { readonly publicKey: string; readonly agree: (otherPublicKey: string) => Promise<ArrayBuffer> };

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** @param room names the call and the epoch: a key of one is never that of another. */
export async function createKeyPair(room: string): Promise<KeyPair> {
  // The private half cannot be taken out of the browser's keeping.
  const pair = await crypto.subtle.generateKey(curve, false, ['deriveBits']);
  const own = toText(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey: own,
    agree: async (theirs) => {
      const other = await crypto.subtle.importKey('raw', fromText(theirs), curve, false, []);
      const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, pair.privateKey, 256);
      const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
      // Both public keys are part of it, in an order that both know.
      const salt = await crypto.subtle.digest('SHA-256', new TextEncoder().encode([own, theirs].sort().join('|')));
      return crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info: new TextEncoder().encode(`relais call ${room}`) }, base, 256);
    },
  };
}

function toText(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
