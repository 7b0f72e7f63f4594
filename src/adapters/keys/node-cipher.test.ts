import { describe, expect, it } from 'vitest';
import { newDataKey, open, seal, turnPlace, webCipher, type Cipher } from '../../record/sealing.ts';
import { nodeCipher } from './node-cipher.ts';

const ciphers: Readonly<Record<string, Cipher>> = { node: nodeCipher, web: webCipher };
const place = turnPlace('3f1c', 4);
const words = 'j’ai mal au ventre 🤢';

describe.each(Object.keys(ciphers))('what %s sealed', (writer) => {
  const made = async (raw: Uint8Array<ArrayBuffer>, name: string): ReturnType<typeof webCipher> => (ciphers[name] ?? webCipher)(raw);

  it.each(Object.keys(ciphers))('opens with %s', async (reader) => {
    const raw = newDataKey();
    const sealed = await seal(await made(raw, writer), place, words);
    await expect(open(await made(raw, reader), place, sealed)).resolves.toBe(words);
  });

  it.each(Object.keys(ciphers))('does not open with %s when a byte was changed, or in another place, or with another key', async (reader) => {
    const raw = newDataKey();
    const sealed = await seal(await made(raw, writer), place, words);
    for (let at = 0; at < sealed.length; at += 7) {
      const changed = Uint8Array.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(open(await made(raw, reader), place, changed)).rejects.toThrow();
    }
    await expect(open(await made(raw, reader), turnPlace('3f1c', 5), sealed)).rejects.toThrow();
    await expect(open(await made(newDataKey(), reader), place, sealed)).rejects.toThrow();
  });

  it('differs each time, though the words are the same', async () => {
    const key = await made(newDataKey(), writer);
    const sealed = await Promise.all(Array.from({ length: 600 }, () => seal(key, place, words)));
    expect(new Set(sealed.map((bytes) => Buffer.from(bytes.subarray(1, 13)).toString('hex'))).size).toBe(600);
  });
});
