/** A database of a test file's own, cloned from the migrated template. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '../../src/adapters/postgres/database.ts';
import { databaseUrl, template } from './postgres-server.ts';

export type TestDatabase = Database & { readonly url: string; readonly drop: () => Promise<void> };

export async function cloneDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `relais_${randomBytes(6).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  const url = databaseUrl(server, name);
  const database = openDatabase(url);
  return {
    ...database,
    url,
    drop: async () => {
      await database.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

/** Two clones of one template at the same moment refuse each other: then it is tried again. */
async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(url, 'postgres') });
  await client.connect();
  try {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await client.query(statement);
        return;
      } catch (error) {
        if (attempt >= 50 || !(error instanceof Error) || !/being accessed by other users/.test(error.message)) throw error;
        await new Promise((done) => setTimeout(done, 100));
      }
    }
  } finally {
    await client.end();
  }
}
