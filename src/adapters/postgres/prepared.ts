/** Whether a database can be worked with by someone who owns nothing in it: a Worker, which neither migrates nor may see past row-level security. */
import type pg from 'pg';
import { migrations } from './migrations/index.ts';

export type Preparedness = 'ready' | 'not-migrated' | 'owner' | 'away';

export async function preparedness(pool: Pick<pg.Pool, 'query'>): Promise<Preparedness> {
  try {
    const { rows: owners } = await pool.query<{ owns: boolean | null }>(
      `select bool_or(pg_has_role(current_user, c.relowner, 'usage')) as owns from pg_class c where c.oid = to_regclass('encounters')`,
    );
    const [owner] = owners;
    if (owner?.owns === null || owner?.owns === undefined) return 'not-migrated';
    if (owner.owns) return 'owner';
    const { rows } = await pool.query<{ name: string }>('select name from kysely_migration');
    const applied = new Set(rows.map((row) => row.name));
    return Object.keys(migrations).every((name) => applied.has(name)) ? 'ready' : 'not-migrated';
  } catch (error) {
    // 42501: the grants come with the migrations; 42P01: there is no such table yet.
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return code === '42501' || code === '42P01' ? 'not-migrated' : 'away';
  }
}
