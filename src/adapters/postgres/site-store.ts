/** Sites in their table. Requests read one at a time as `relais_app`; an operator writes them as the owner. */
import { sql, type Kysely } from 'kysely';
import type pg from 'pg';
import { siteSchema, type Site } from '../../contract/site.ts';
import type { Tables } from './tables.ts';

/** @param pool connections that run as `relais_app`. @throws when what is kept cannot be read as a site by this version. */
export async function loadSite(pool: Pick<pg.Pool, 'query'>, id: string): Promise<Site | undefined> {
  const { rows } = await pool.query<{ settings: unknown }>({ name: 'load-site', text: 'select load_site($1) as settings', values: [id] });
  const settings = rows[0]?.settings;
  return settings === null || settings === undefined ? undefined : siteSchema.parse(settings);
}

export type SiteStore = {
  readonly put: (site: Site, at: number) => Promise<'added' | 'changed' | 'unchanged'>;
  /** Gives a site that has no settings yet these ones. */
  readonly putFirst: (site: Site, at: number) => Promise<void>;
  readonly list: () => Promise<readonly Site[]>;
};

export function createSiteStore(owner: Kysely<Tables>): SiteStore {
  return {
    put: async (site, at) => {
      const settings = JSON.stringify(site);
      const { rows } = await sql<{ before: boolean | null; same: boolean | null }>`
        with before as (select settings from sites where id = ${site.id}),
             written as (
               insert into sites (id, settings, changed_at) values (${site.id}, ${settings}::jsonb, ${new Date(at)})
               on conflict (id) do update set settings = excluded.settings, changed_at = excluded.changed_at
               where sites.settings is distinct from excluded.settings returning id
             )
        select (select settings is not null from before) as before, (select settings = ${settings}::jsonb from before) as same from (select count(*) from written) done`.execute(
        owner,
      );
      const [row] = rows;
      return row?.before === true ? (row.same === true ? 'unchanged' : 'changed') : 'added';
    },
    putFirst: async (site, at) => {
      await sql`insert into sites (id, settings, changed_at) values (${site.id}, ${JSON.stringify(site)}::jsonb, ${new Date(at)})
        on conflict (id) do update set settings = excluded.settings, changed_at = excluded.changed_at where sites.settings is null`.execute(owner);
    },
    list: async () => {
      const rows = await owner.selectFrom('sites').select('settings').where('settings', 'is not', null).orderBy('id').execute();
      return rows.map((row) => siteSchema.parse(row.settings));
    },
  };
}
