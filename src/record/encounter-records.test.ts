import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOperatorStore } from '../adapters/postgres/operator-store.ts';
import { cloneDatabase, type TestDatabase } from '../../test/support/database.ts';
import { openingEvents, testKeys, testRecords, told } from '../../test/support/encounters.ts';
import { verifyAudit } from './audit.ts';
import { openStored, type EncounterRecords } from './encounter-records.ts';

let database: TestDatabase;
let records: EncounterRecords;
/** As another instance: it remembers nothing. */
let elsewhere: EncounterRecords;

beforeAll(async () => {
  database = await cloneDatabase();
  records = await testRecords(database);
  elsewhere = await testRecords(database, { most: 0, forMs: 0 });
});
afterAll(async () => database.drop());

async function opened(site = 'demo'): Promise<{ readonly encounterId: string; readonly capability: string; readonly site: string }> {
  return { ...(await records.open({ site, rulesetHash: 'hash', turnId: randomUUID(), events: openingEvents, at: Date.now() })), site };
}

describe('an encounter', () => {
  it('is read back by another instance as it was written', async () => {
    const mine = await opened();
    await records.append({ encounter: await records.load(mine), turnId: randomUUID(), events: told('mal à la gorge'), at: 5 });
    const loaded = await elsewhere.load(mine);
    expect(loaded.turns.map((turn) => turn.events)).toEqual([openingEvents, told('mal à la gorge')]);
  });

  it('opens once for one turn id', async () => {
    const turnId = randomUUID();
    await records.open({ site: 'demo', rulesetHash: 'hash', turnId, events: openingEvents, at: 1 });
    await expect(records.open({ site: 'demo', rulesetHash: 'hash', turnId, events: openingEvents, at: 1 })).rejects.toMatchObject({ code: 'invalid-input', field: 'turnId' });
  });

  it.each([
    ['a wrong capability', async (mine: Awaited<ReturnType<typeof opened>>) => ({ ...mine, capability: (await opened()).capability })],
    ['a wrong id', async (mine: Awaited<ReturnType<typeof opened>>) => ({ ...mine, encounterId: randomUUID() })],
    ['another site', async (mine: Awaited<ReturnType<typeof opened>>) => ({ ...mine, site: 'elsewhere' })],
    ['something that is no id', async (mine: Awaited<ReturnType<typeof opened>>) => ({ ...mine, encounterId: "' or 1=1" })],
  ])('is not found with %s, remembered or not', async (_name, change) => {
    const mine = await opened();
    const wrong = await change(mine);
    await expect(records.load(wrong)).rejects.toMatchObject({ code: 'not-found' });
    await expect(elsewhere.load(wrong)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('keeps one row of a turn that is sent twenty times at once', async () => {
    const mine = await opened();
    const encounter = await elsewhere.load(mine);
    const turnId = randomUUID();
    const results = await Promise.all(Array.from({ length: 20 }, () => elsewhere.append({ encounter, turnId, events: told('une fois'), at: 2 })));
    expect(results.filter((result) => result === 'appended')).toHaveLength(1);
    expect(results.filter((result) => result === 'repeated')).toHaveLength(19);
    expect((await elsewhere.load(mine)).turns).toHaveLength(2);
  });

  it('lets one of two different turns at the same place win and tells the other', async () => {
    const mine = await opened();
    const encounter = await elsewhere.load(mine);
    const results = await Promise.allSettled(['a', 'b'].map((text) => elsewhere.append({ encounter, turnId: randomUUID(), events: told(text), at: 2 })));
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'stale-turn' });
  });

  it('cannot be read any more once it has been erased, and says so to its holder only', async () => {
    const mine = await opened();
    await createOperatorStore(database.owner).erase(mine.encounterId, 9);
    await expect(elsewhere.load(mine)).rejects.toMatchObject({ code: 'ended' });
    await expect(elsewhere.load({ ...mine, capability: (await opened()).capability })).rejects.toMatchObject({ code: 'not-found' });
    await expect(records.append({ encounter: await records.load(mine), turnId: randomUUID(), events: told('encore'), at: 10 })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('turns of many people at once', () => {
  it('are each kept with their own encounter, from two instances and two sites, and the audit chain holds', async () => {
    const others = await testRecords(database, { most: 0, forMs: 0 });
    const people = await Promise.all(Array.from({ length: 60 }, (_, n) => opened(n % 2 === 0 ? 'demo' : 'elsewhere')));
    for (let round = 0; round < 3; round += 1) {
      await Promise.all(
        people.map(async (mine, n) => {
          const instance = n % 3 === 0 ? others : elsewhere;
          await instance.append({ encounter: await instance.load(mine), turnId: randomUUID(), events: told(`${n}-${round}`), at: round });
        }),
      );
    }
    for (const [n, mine] of people.entries()) {
      const { turns } = await elsewhere.load(mine);
      expect(turns.slice(1).map((turn) => turn.events)).toEqual([0, 1, 2].map((round) => told(`${n}-${round}`)));
    }
    const operator = createOperatorStore(database.owner);
    expect((await verifyAudit(operator.auditRows(), await operator.auditHeads())).faults).toEqual([]);
  });

  it('are kept although one among them cannot be', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => opened()));
    const results = await Promise.allSettled(
      people.map(async (mine, n) => {
        const encounter = await elsewhere.load(mine);
        // A turn id that PostgreSQL refuses: an exception inside the statement, not a result.
        return elsewhere.append({ encounter, turnId: n === 3 ? 'no uuid' : randomUUID(), events: told('ok'), at: 1 });
      }),
    );
    expect(results.map((result) => result.status)).toEqual(people.map((_, n) => (n === 3 ? 'rejected' : 'fulfilled')));
    for (const [n, mine] of people.entries()) expect((await elsewhere.load(mine)).turns).toHaveLength(n === 3 ? 1 : 2);
  });
});

describe('what is stored', () => {
  it('holds no word of the patient anywhere in the database', async () => {
    const mine = await opened();
    const canary = 'canari-jaune-4711';
    await records.append({
      encounter: await records.load(mine),
      turnId: randomUUID(),
      events: told(canary),
      at: 3,
      summary: { state: 'triaged', urgency: 'routine' },
      uncovered: ['cough'],
    });
    const { rows } = await sql<{ table_name: string }>`select table_name from information_schema.tables where table_schema = 'public'`.execute(database.owner);
    for (const { table_name } of rows) {
      const dump = await sql<{ row: string }>`select t::text as row from ${sql.table(table_name)} t`.execute(database.owner);
      const text = dump.rows.map((row) => row.row).join('\n');
      expect(text.includes(canary) || text.includes(Buffer.from(canary).toString('hex')), table_name).toBe(false);
      expect(text.includes(mine.capability), table_name).toBe(false);
    }
  });

  it('does not open when a row is moved to another encounter, or to another place in its own', async () => {
    const [mine, other] = [await opened(), await opened()];
    const operator = createOperatorStore(database.owner);
    const [stored, foreign] = [await operator.read(mine.encounterId), await operator.read(other.encounterId)];
    const turn = stored?.turns[0];
    if (!stored || !foreign || !turn) throw new Error('not stored');
    const { subject } = await records.load(mine);
    const keys = await testKeys();
    await expect(openStored({ keys }, subject, { ...foreign, turns: [turn] })).rejects.toThrow();
    await expect(openStored({ keys }, subject, { ...stored, turns: [{ ...turn, seq: 1 }] })).rejects.toThrow();
    await expect(openStored({ keys }, subject, stored)).resolves.toBeDefined();
  });

  it('is written once: turns and audit refuse to be changed, even by their owner', async () => {
    await opened();
    await expect(sql`update turns set kinds = '{}'`.execute(database.owner)).rejects.toThrow(/written once/);
    await expect(sql`delete from audit`.execute(database.owner)).rejects.toThrow(/written once/);
  });
});

describe('row-level security', () => {
  it.each(['encounters', 'turns', 'encounter_summaries', 'uncovered_complaints', 'audit_heads'])('gives nothing of %s to a query without a subject', async (table) => {
    await opened();
    const { rows } = await sql`select * from ${sql.table(table)}`.execute(database.app);
    expect(rows).toEqual([]);
  });

  it('gives a query that forgets its where only the rows of its own subject', async () => {
    const [mine] = [await opened(), await opened()];
    const ids = await database.app.transaction().execute(async (tx) => {
      await sql`select set_subject('demo', ${mine.encounterId})`.execute(tx);
      return tx.selectFrom('turns').select('encounter_id').execute();
    });
    expect(ids).toEqual([{ encounter_id: mine.encounterId }]);
  });

  it.each(['select * from audit', 'select * from rulesets', 'delete from turns', 'update encounters set wrapped_key = null', 'create table x (y int)'])(
    'refuses "%s" to the role that requests run as',
    async (statement) => {
      await expect(sql.raw(statement).execute(database.app)).rejects.toThrow(/permission denied/);
    },
  );

  it('refuses a row written for another encounter than the subject', async () => {
    const [mine, other] = [await opened(), await opened()];
    const forged = database.app.transaction().execute(async (tx) => {
      await sql`select set_subject('demo', ${mine.encounterId})`.execute(tx);
      await tx
        .insertInto('turns')
        .values({ site_id: 'demo', encounter_id: other.encounterId, seq: 9, turn_id: randomUUID(), at: new Date(), kinds: [], payload: Buffer.from([1]) })
        .execute();
    });
    await expect(forged).rejects.toThrow(/row-level security/);
  });
});

describe('the audit chain', () => {
  it('holds over everything that was done, erasure included', async () => {
    const operator = createOperatorStore(database.owner);
    const mine = await opened();
    await operator.erase(mine.encounterId, 4);
    const { checked, faults } = await verifyAudit(operator.auditRows(), await operator.auditHeads());
    expect(faults).toEqual([]);
    expect(checked).toBeGreaterThan(10);
  });

  it.each([
    [
      'a changed entry',
      `update audit set entry = replace(entry, '"seq":0', '"seq":7') where (site_id, lane, n) in (select site_id, lane, n from audit where entry like '%"seq":0%' limit 1)`,
      /was changed/,
    ],
    [
      'a flipped byte of a hash',
      `update audit set hash = set_byte(hash, 3, get_byte(hash, 3) # 1) where (site_id, lane, n) in (select site_id, lane, n from audit where n = 1 limit 1)`,
      /was changed|does not follow/,
    ],
    ['a removed entry', `delete from audit where (site_id, lane, n) in (select site_id, lane, n from audit where n = 1 limit 1)`, /is missing|the chain ends/],
    [
      'a cut end',
      `delete from audit a where n = (select max(n) from audit b where b.site_id = a.site_id and b.lane = a.lane) and lane = (select min(lane) from audit)`,
      /the chain ends/,
    ],
  ])('shows %s', async (_name, tampering, says) => {
    const clone = await cloneDatabase();
    try {
      const own = await testRecords(clone);
      for (let n = 0; n < 40; n += 1) await own.open({ site: 'demo', rulesetHash: 'hash', turnId: randomUUID(), events: openingEvents, at: n });
      await sql`alter table audit disable trigger audit_written_once`.execute(clone.owner);
      await sql.raw(tampering).execute(clone.owner);
      const operator = createOperatorStore(clone.owner);
      const { faults } = await verifyAudit(operator.auditRows(), await operator.auditHeads());
      expect(faults.map((fault) => fault.what).join('; ')).toMatch(says);
    } finally {
      await clone.drop();
    }
  });
});
