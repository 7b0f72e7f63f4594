/**
 * Keys for the two of a call that the service in between never holds. Each side has one key pair for one epoch (`call-keys.ts` says
 * where it is kept); what encrypts is made anew for every page that is opened with it.
 */

export type KeyPair = {
  readonly publicKey: string;
  readonly agree: (sessions: Sessions) => Promise<AgreedKeys>;
};

/** Which two pages speak: a page that is loaded again is another session, even with the pair of the one before. */
export type Sessions = { readonly own: string; readonly other: { readonly session: string; readonly key: string } };

/**
 * One key for each direction and session. The frames' nonces are made of the stream's random number, its clock and a counter: unlike
 * each other within a page, but drawn anew after a reload. So no key is ever used by two sessions, nor by both sides: no nonce can
 * meet itself, though the pair is kept; and what an earlier page sent cannot be played again to this one.
 */
export type AgreedKeys = { readonly sending: ArrayBuffer; readonly opening: ArrayBuffer };

const curve = { name: 'ECDH', namedCurve: 'P-256' } as const;

/** The private half cannot be taken out of the browser's keeping. */
export async function createKeyPair(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(curve, false, ['deriveBits']);
}

/** @param room names the epoch: a key of one is never that of another. */
export async function keyPairOf(pair: CryptoKeyPair, room: string): Promise<KeyPair> {
  const own = toText(await crypto.subtle.exportKey('raw', pair.publicKey));
  return {
    publicKey: own,
    agree: async (sessions) => {
      const theirs = sessions.other.key;
      const other = await crypto.subtle.importKey('raw', fromText(theirs), curve, false, []);
      const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: other }, pair.privateKey, 256);
      const base = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
      // Both public keys are part of it, in an order that both know.
      const salt = await crypto.subtle.digest('SHA-256', new TextEncoder().encode([own, theirs].sort().join('|')));
      const keyOf = async (key: string, session: string): Promise<ArrayBuffer> => {
        const info = new TextEncoder().encode(`relais call ${room} from ${key} in ${session}`);
        return crypto.subtle.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt, info }, base, 256);
      };
      const [sending, opening] = await Promise.all([keyOf(own, sessions.own), keyOf(theirs, sessions.other.session)]);
      return { sending, opening };
    },
  };
}

function toText(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

function fromText(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
