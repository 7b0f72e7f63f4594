/** What an operator does with the record, as the owner of the tables; every look and change is audited. */
import { sql, type Kysely } from 'kysely';
import type { AuditRow, OperatorStore } from '../../record/record-store.ts';
import { encounterFrom } from './record-store.ts';
import { createRulesetStore } from './ruleset-store.ts';
import type { Tables } from './tables.ts';

const auditPage = 2000;

export function createOperatorStore(owner: Kysely<Tables>): OperatorStore {
  const note = async (encounterId: string, action: string, at: number): Promise<void> => {
    await sql`select append_audit(e.site_id, e.id, ${JSON.stringify({ action, at, encounter: encounterId })}) from encounters e where e.id = ${encounterId}`.execute(owner);
  };
  return {
    note,
    list: async (site, most) => {
      let query = owner
        .selectFrom('encounters as e')
        .leftJoin('encounter_summaries as s', 's.encounter_id', 'e.id')
        .select(['e.id', 'e.site_id', 'e.opened_at', 'e.ruleset_hash', 'e.erased_at', 's.state', 's.urgency'])
        .select((part) =>
          part
            .selectFrom('turns as t')
            .whereRef('t.encounter_id', '=', 'e.id')
            .select((inner) => inner.fn.countAll<string>().as('n'))
            .as('turns'),
        )
        .orderBy('e.opened_at', 'desc')
        .limit(most);
      if (site !== undefined) query = query.where('e.site_id', '=', site);
      const rows = await query.execute();
      return rows.map((row) => ({
        id: row.id,
        site: row.site_id,
        openedAt: row.opened_at.getTime(),
        turns: Number(row.turns),
        state: row.erased_at ? 'erased' : (row.state ?? 'open'),
        urgency: row.urgency ?? undefined,
        rulesetHash: row.ruleset_hash,
        erasedAt: row.erased_at?.getTime(),
      }));
    },
    read: async (encounterId) => {
      const rows = await owner
        .selectFrom('encounters as e')
        .innerJoin('turns as t', 't.encounter_id', 'e.id')
        .where('e.id', '=', encounterId)
        .select(['e.site_id', 'e.ruleset_hash', 'e.key_id', 'e.wrapped_key', 't.seq', 't.turn_id', 't.at', 't.payload'])
        .orderBy('t.seq')
        .execute();
      return encounterFrom(rows[0]?.site_id ?? '', encounterId, rows);
    },
    erase: async (encounterId, at) => {
      const { rows } = await sql<{ id: string }>`with gone as (
          update encounters set wrapped_key = null, erased_at = ${new Date(at)} where id = ${encounterId} and wrapped_key is not null returning id, site_id
        ) select g.id, append_audit(g.site_id, g.id, ${JSON.stringify({ action: 'erased', at, encounter: encounterId })}) from gone g`.execute(owner);
      return rows.length > 0;
    },
    auditRows: () => auditRows(owner),
    auditHeads: async () => {
      const rows = await owner.selectFrom('audit_heads').selectAll().orderBy('site_id').orderBy('lane').execute();
      return rows.map((row) => ({ site: row.site_id, lane: row.lane, n: Number(row.n), hash: row.hash.toString('hex') }));
    },
    ...createRulesetStore(owner),
  };
}

async function* auditRows(owner: Kysely<Tables>): AsyncGenerator<AuditRow> {
  for (let site = '', lane = -1, n = 0; ;) {
    const { rows } = await sql<{ site_id: string; lane: number; n: string; previous: Buffer; hash: Buffer; entry: string }>`
      select * from audit where (site_id, lane, n) > (${site}, ${lane}, ${n}) order by site_id, lane, n limit ${auditPage}`.execute(owner);
    for (const row of rows) yield { site: row.site_id, lane: row.lane, n: Number(row.n), previous: row.previous.toString('hex'), hash: row.hash.toString('hex'), entry: row.entry };
    const last = rows.at(-1);
    if (!last) return;
    ({ lane } = last);
    site = last.site_id;
    n = Number(last.n);
  }
}
