/** Finds a person again without keeping who it is: a key made from the key of keys. */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { LocalKey } from '../adapters/keys/local-key-wrapper.ts';

/** Of the first key, which stays when others are put after it: a person is found again after a change of keys. @throws without a key. */
export function personIndexKeyFrom([first]: readonly LocalKey[]): Uint8Array {
  if (!first) throw new RangeError('there is no key of keys');
  return hkdf(sha256, first.bytes, undefined, new TextEncoder().encode('relais person index'), 32);
}
