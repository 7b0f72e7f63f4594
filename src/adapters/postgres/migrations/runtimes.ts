/** What an instance that owns nothing needs besides the record: the rules by their hash, and whether the database is prepared for it. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  // Requests may fetch one by its hash and add one, never list or change them; a body that does not have its hash is refused as it is read.
  `create function save_ruleset(p_hash text, p_body text) returns void language sql security definer set search_path from current as $$
     insert into rulesets (hash, body) values (p_hash, p_body) on conflict (hash) do nothing $$`,
  `create function load_ruleset(p_hash text) returns text language sql stable security definer set search_path from current as $$
     select body from rulesets where hash = p_hash $$`,
  `grant select on kysely_migration to relais_app`,
];

export const runtimesMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
