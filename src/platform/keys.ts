/** The keys of keys of this installation, and whether they are the ones that its record was written with. */
import { keysFrom, type LocalKey } from '../adapters/keys/local-key-wrapper.ts';
import type { KeyWrapper } from '../record/key-wrapper.ts';
import type { OperatorStore } from '../record/record-store.ts';
import type { Config } from './config.ts';
import { sharedFolder, StartError, type DataFolder } from './data-folder.ts';
import { isMade } from './embedded-postgres.ts';

const fileName = 'key-encryption-key';

/** A key is made before there is anything to read with it, and never in place of one that is lost. */
export async function embeddedKeys(config: Config, folder: DataFolder): Promise<readonly LocalKey[]> {
  if (config.keyEncryptionKey !== undefined) return keysFrom(config.keyEncryptionKey);
  return [{ id: 'local', bytes: new Uint8Array(await folder.secret(fileName, 32, { mayMake: !(await isMade(folder)) })) }];
}

/** The key of the embedded mode as a setting, for what runs beside the process that holds the folder. */
export async function embeddedKeySetting(dataDir: string): Promise<string> {
  return `local:${(await sharedFolder(dataDir).secret(fileName, 32, { mayMake: false })).toString('base64')}`;
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
