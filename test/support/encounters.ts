/** Records over a test database, with keys of the test's own. */
import { createLocalKeyWrapper } from '../../src/adapters/keys/local-key-wrapper.ts';
import { nodeCipher } from '../../src/adapters/keys/node-cipher.ts';
import { createRecordStore } from '../../src/adapters/postgres/record-store.ts';
import { createShortCodeStore } from '../../src/adapters/postgres/short-code-store.ts';
import { createEncounterRecords, type EncounterRecords } from '../../src/record/encounter-records.ts';
import type { EncounterEvent } from '../../src/record/events.ts';
import { createShortCodes, type ShortCodes } from '../../src/record/short-codes.ts';
import type { KeyWrapper } from '../../src/record/key-wrapper.ts';
import type { TestDatabase } from './database.ts';

export const testKey = { id: 'test-key', bytes: new Uint8Array(32).fill(7) };

export async function testKeys(): Promise<KeyWrapper> {
  return createLocalKeyWrapper([testKey]);
}

export async function testRecords(database: TestDatabase, memory?: { readonly most: number; readonly forMs: number }): Promise<EncounterRecords> {
  const records = createEncounterRecords({ store: createRecordStore(database.appPool), cipher: nodeCipher, keys: await testKeys(), ...(memory ? { memory } : {}) });
  databases.set(records, database);
  return records;
}

const databases = new WeakMap<EncounterRecords, TestDatabase>();

/** The database that these records are kept in; undefined for records that a test made by itself. */
export function databaseOf(records: EncounterRecords): TestDatabase | undefined {
  return databases.get(records);
}

export async function testCodes(database: TestDatabase): Promise<ShortCodes> {
  return createShortCodes({ store: createShortCodeStore(database.appPool), keys: await testKeys() });
}

export const openingEvents: readonly EncounterEvent[] = [{ kind: 'opened', language: 'fr', rulesetHash: 'hash', suggestedRegion: 'FR' }];

export function told(text: string): readonly EncounterEvent[] {
  return [{ kind: 'answered', step: { kind: 'told', text, language: 'fr', proposals: [], complaints: [], about: undefined } }];
}
