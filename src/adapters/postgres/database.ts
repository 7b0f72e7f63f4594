/** Two connections to one database: requests run as a role that owns nothing; migrations and operators as the owner. */
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

export type Database = {
  readonly app: Kysely<Tables>;
  /** The same connections as `app`'s, for statements that are prepared once by name. */
  readonly appPool: pg.Pool;
  readonly owner: Kysely<Tables>;
  readonly close: () => Promise<void>;
};

/** @param onError an idle connection was lost (its error's name only): the pool replaces it. */
export function openDatabase(url: string, { poolSize = 10, onError }: { readonly poolSize?: number; readonly onError?: (name: string) => void } = {}): Database {
  const pool = (size: number, options?: string): pg.Pool => {
    const made = new pg.Pool({ connectionString: url, max: size, connectionTimeoutMillis: 5000, ...(options === undefined ? {} : { options }) });
    made.on('error', (error) => onError?.(error.name));
    // The pool hears only of idle connections: one that is cut while it is used would otherwise end the process. Its query fails, and says so.
    made.on('connect', (client) => client.on('error', (error) => onError?.(error.name)));
    return made;
  };
  const appPool = pool(poolSize, '-c role=relais_app');
  const app = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: appPool }) });
  const owner = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool(2) }) });
  const close = async (): Promise<void> => {
    await Promise.all([app.destroy(), owner.destroy()]);
    // Kysely ends only a pool that it has used itself.
    if (!appPool.ended) await appPool.end();
  };
  return { app, appPool, owner, close };
}
