/** The keys of keys of this installation, and whether they are the ones that its record was written with. */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { LocalKey } from '../adapters/keys/local-key-wrapper.ts';
import type { KeyWrapper } from '../record/key-wrapper.ts';
import type { OperatorStore } from '../record/record-store.ts';
import type { Config } from './config.ts';
import { StartError, type DataFolder } from './data-folder.ts';
import { isMade } from './embedded-postgres.ts';

const fileName = 'key-encryption-key';

/** @param setting `id:base64`, several separated by commas; checked before. */
export function keysFrom(setting: string): readonly LocalKey[] {
  return setting.split(',').map((item) => {
    const [id = '', key = ''] = item.split(':');
    return { id, bytes: new Uint8Array(Buffer.from(key, 'base64')) };
  });
}

/** A key is made before there is anything to read with it, and never in place of one that is lost. */
export async function embeddedKeys(config: Config, folder: DataFolder): Promise<readonly LocalKey[]> {
  if (config.keyEncryptionKey !== undefined) return keysFrom(config.keyEncryptionKey);
  return [{ id: 'local', bytes: new Uint8Array(await folder.secret(fileName, 32, { mayMake: !(await isMade(folder)) })) }];
}

const looked = 20;

/** @throws StartError when what was written last cannot be opened: going on would write a record that no one key reads. */
export async function checkKeys(operator: OperatorStore, keys: KeyWrapper, folder: DataFolder | undefined): Promise<void> {
  const newest = (await operator.list(undefined, looked)).find((item) => item.erasedAt === undefined);
  const stored = newest && (await operator.read(newest.id));
  if (!stored?.wrappedKey) return;
  try {
    await keys.unwrap(stored.keyId, new Uint8Array(stored.wrappedKey));
  } catch {
    const where = folder && stored.keyId === 'local' ? `${folder.path}/${fileName}, with no RELAIS_KEK given` : 'RELAIS_KEK';
    throw new StartError(
      `The record was written with the key "${stored.keyId}", which is not the one given. Give it in ${where}; to change keys put the new one after it ("${stored.keyId}:...,new:...").`,
    );
  }
}

/** Of the first key, which stays when others are put after it: a person is found again after a change of keys. */
export function personIndexKeyFrom([first]: readonly LocalKey[]): Uint8Array {
  if (!first) throw new StartError('there is no key of keys');
  return hkdf(sha256, first.bytes, undefined, new TextEncoder().encode('relais person index'), 32);
}
