/** AES-256-GCM by Node itself: the same bytes as WebCrypto's, without a trip to another thread for a few hundred of them. */
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { SealKey } from '../../record/sealing.ts';

const algorithm = 'aes-256-gcm';
const tagBytes = 16;

export function nodeCipher(raw: Uint8Array<ArrayBuffer>): SealKey {
  const key = createSecretKey(raw);
  return {
    encrypt: (nonce, place, plaintext) => {
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(place));
      const body = cipher.update(plaintext, 'utf8');
      cipher.final();
      const sealed = new Uint8Array(body.length + tagBytes);
      sealed.set(body);
      sealed.set(cipher.getAuthTag(), body.length);
      return sealed;
    },
    decrypt: (nonce, place, ciphertext) => {
      const tagAt = ciphertext.length - tagBytes;
      const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(place)).setAuthTag(ciphertext.subarray(tagAt));
      const body = decipher.update(ciphertext.subarray(0, tagAt));
      decipher.final();
      return body.toString('utf8');
    },
  };
}
