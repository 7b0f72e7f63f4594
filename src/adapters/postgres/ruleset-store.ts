/** Rulesets by their hash, for encounters that are pinned to one. */
import { sql, type Kysely } from 'kysely';
import type { OperatorStore } from '../../record/record-store.ts';
import type { Tables } from './tables.ts';

export type RulesetStore = Pick<OperatorStore, 'saveRuleset' | 'loadRuleset'>;

export function createRulesetStore(db: Kysely<Tables>): RulesetStore {
  return {
    saveRuleset: async (hash, body) => {
      await sql`select save_ruleset(${hash}, ${body})`.execute(db);
    },
    loadRuleset: async (hash) => {
      const { rows } = await sql<{ body: string | null }>`select load_ruleset(${hash}) as body`.execute(db);
      return rows[0]?.body ?? undefined;
    },
  };
}
