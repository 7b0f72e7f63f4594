/** What an instance that owns nothing needs besides the record: the rules by their hash, and whether the database is prepared for it. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // Not about a person; a body that does not have its hash is refused as it is read.
  `create policy everyone on rulesets to relais_app using (true) with check (true)`,
  `grant select, insert on rulesets to relais_app`,
  `grant select on kysely_migration to relais_app`,
];

export const runtimesMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
