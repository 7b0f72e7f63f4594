/** Key-encryption keys held by this process: 32 bytes each, by id. The last one given wraps; all of them unwrap. */
import type { KeyWrapper } from '../../record/key-wrapper.ts';

export type LocalKey = { readonly id: string; readonly bytes: Uint8Array<ArrayBuffer> };

const nonceBytes = 12;

/** @param setting `id:base64`, several separated by commas; checked before. */
export function keysFrom(setting: string): readonly LocalKey[] {
  return setting.split(',').map((item) => {
    const [id = '', key = ''] = item.split(':');
    return { id, bytes: Uint8Array.from(atob(key), (letter) => letter.codePointAt(0) ?? 0) };
  });
}

/** @throws when no key is given or one has not 32 bytes. */
export async function createLocalKeyWrapper(keys: readonly LocalKey[]): Promise<KeyWrapper> {
  const current = keys.at(-1);
  if (!current) throw new Error('no key-encryption key');
  const imported = new Map<string, CryptoKey>();
  for (const { id, bytes } of keys) {
    if (bytes.length !== 32) throw new Error(`key-encryption key "${id}" must have 32 bytes`);
    imported.set(id, await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']));
  }
  const keyFor = (id: string): CryptoKey => {
    const key = imported.get(id);
    if (!key) throw new Error(`key-encryption key "${id}" is not at hand`);
    return key;
  };
  return {
    keyId: current.id,
    wrap: async (dataKey) => {
      const iv = crypto.getRandomValues(new Uint8Array(nonceBytes));
      const wrapped = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, keyFor(current.id), dataKey));
      const out = new Uint8Array(nonceBytes + wrapped.length);
      out.set(iv);
      out.set(wrapped, nonceBytes);
      return out;
    },
    unwrap: async (keyId, wrapped) => new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: wrapped.slice(0, nonceBytes) }, keyFor(keyId), wrapped.slice(nonceBytes))),
  };
}
