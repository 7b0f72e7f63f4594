import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSiteStore, loadSite } from '../../src/adapters/postgres/site-store.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { answer, openPatient, testService, upToGate } from '../support/service.ts';
import { demoSite, testSites } from '../support/sites.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => database.drop());

describe('sites in the database', () => {
  it('are read one at a time by requests, as they were put', async () => {
    const read = await Promise.all(testSites.map((site) => loadSite(database.appPool, site.id)));
    expect([read, await loadSite(database.appPool, 'nowhere')]).toEqual([testSites, undefined]);
  });

  it('say what putting them changed, and the shipped one never overwrites yours', async () => {
    const store = createSiteStore(database.owner);
    const site = { ...demoSite, id: 'south' };
    expect([await store.put(site, 1), await store.put(site, 2), await store.put({ ...site, region: 'UK' }, 3)]).toEqual(['added', 'unchanged', 'changed']);
    await store.putFirst(site, 4);
    expect((await store.list()).map((item) => `${item.id} ${item.region}`)).toEqual(['demo FR', 'elsewhere UK', 'south UK']);
  });

  it('that have a row but no settings are closed', async () => {
    await sql`insert into sites (id) values ('closed')`.execute(database.owner);
    expect(await loadSite(database.appPool, 'closed')).toBeUndefined();
    await createSiteStore(database.owner).putFirst({ ...demoSite, id: 'closed' }, 1);
    expect((await loadSite(database.appPool, 'closed'))?.id).toBe('closed');
  });
});

describe('two sites in one database', () => {
  it('see nothing of each other in any table, even by a query without a where', async () => {
    const service = testService({ records: await testRecords(database) });
    for (const site of ['demo', 'elsewhere']) {
      const patient = await openPatient(service, { site });
      if (site === 'demo') {
        await upToGate(service, patient);
        await answer(service, patient, { none: true });
      }
    }
    const { rows: tables } = await sql<{ name: string; guarded: boolean }>`
      select c.relname as name, c.relrowsecurity as guarded from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname = current_schema()
        and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'site_id' and not a.attisdropped)`.execute(database.owner);
    expect(tables.length).toBeGreaterThan(4);
    expect(tables.filter((table) => !table.guarded).map((table) => table.name)).toEqual([]);
    const seen: string[] = [];
    for (const { name } of tables) {
      const client = await database.appPool.connect();
      try {
        await client.query('begin');
        const { rows: grants } = await client.query<{ may: boolean }>('select has_table_privilege($1, $2) as may', [name, 'select']);
        if (grants[0]?.may !== true) continue;
        await client.query(`select set_config('app.site', 'elsewhere', true)`);
        const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${name} where site_id is distinct from 'elsewhere'`);
        if (rows[0]?.n !== 0) seen.push(name);
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
    expect(seen).toEqual([]);
  });

  it('read the settings of their own row only', async () => {
    const client = await database.appPool.connect();
    await client.query('begin');
    await client.query(`select set_config('app.site', 'elsewhere', true)`);
    const { rows } = await client.query<{ id: string }>('select id from sites');
    await client.query('rollback');
    client.release();
    expect(rows).toEqual([{ id: 'elsewhere' }]);
  });
});
