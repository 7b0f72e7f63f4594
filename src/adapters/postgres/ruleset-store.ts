/** Rulesets by their hash, for encounters that are pinned to one. */
import type { Kysely } from 'kysely';
import type { OperatorStore } from '../../record/record-store.ts';
import type { Tables } from './tables.ts';

export type RulesetStore = Pick<OperatorStore, 'saveRuleset' | 'loadRuleset'>;

export function createRulesetStore(db: Kysely<Tables>): RulesetStore {
  return {
    saveRuleset: async (hash, body) => {
      await db
        .insertInto('rulesets')
        .values({ hash, body })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
    },
    loadRuleset: async (hash) => (await db.selectFrom('rulesets').where('hash', '=', hash).select('body').executeTakeFirst())?.body,
  };
}
