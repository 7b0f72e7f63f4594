/**
 * One real PostgreSQL for a test run: TEST_DATABASE_URL, else the embedded one (which TEST_EMBEDDED=yes asks for all the
 * same); a migrated template to clone from.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createSiteStore } from '../../src/adapters/postgres/site-store.ts';
import { claimDataFolder } from '../../src/platform/data-folder.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { testSites } from './sites.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

export const template = 'relais_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_EMBEDDED'] === 'yes' ? undefined : process.env['TEST_DATABASE_URL'];
  const server = given === undefined ? await startServer() : { url: given, stop: async () => {} };
  await makeTemplate(server.url);
  project.provide('postgresUrl', server.url);
  return server.stop;
}

async function startServer(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'relais-test-'));
  await chmod(path, 0o755);
  const folder = await claimDataFolder(path);
  const postgres = await startEmbeddedPostgres(folder);
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await admin.query(`drop database if exists ${template} with (force)`);
  await admin.query(`create database ${template}`);
  await admin.end();
  const database = openDatabase(databaseUrl(url, template));
  // The migrator takes any schema.
  await migrate(database.owner as never);
  for (const site of testSites) await createSiteStore(database.owner).put(site, Date.now());
  await database.close();
}

export function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
