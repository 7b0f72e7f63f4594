/** Brings a database up to this code; refuses one that is newer. */
import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations/index.ts';

export class DatabaseTooNewError extends Error {
  constructor(unknown: string) {
    super(`the database has been migrated by a newer version of Relais (${unknown})`);
    this.name = 'DatabaseTooNewError';
  }
}

/** Serialised by the migrator's own lock: several instances may start at once. @throws DatabaseTooNewError, or the database's error. */
export async function migrate(db: Kysely<never>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const missing = error instanceof Error ? /previously executed migration (\S+) is missing/.exec(error.message)?.[1] : undefined;
  throw missing === undefined ? error : new DatabaseTooNewError(missing);
}
