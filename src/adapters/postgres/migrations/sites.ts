/** What a site is, in its row. Requests read the row of their own site only. */
import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const statements: readonly string[] = [
  `alter table sites add column settings jsonb, add column changed_at timestamptz`,
  `create function load_site(p_site text) returns jsonb language plpgsql as $$
   begin
     perform set_config('app.site', p_site, true);
     return (select settings from sites where id = p_site);
   end $$`,
];

export const sitesMigration: Migration = {
  up: async (db) => {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
