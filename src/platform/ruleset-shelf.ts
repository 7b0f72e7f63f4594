/** The rules of new encounters, and of those still running on older ones: kept in the database by their hash. */
import type { ActiveRules, RulesetShelf } from '../conversation/conversation.ts';
import type { OperatorStore } from '../record/record-store.ts';
import { canonicalJson } from '../triage/content-hash.ts';
import { compileRuleset } from '../triage/compile.ts';
import type { Ruleset } from '../triage/ruleset.ts';

export type ShelfParts = {
  readonly current: ActiveRules;
  readonly store: Pick<OperatorStore, 'loadRuleset'>;
  readonly activate: (rules: ActiveRules['rules']) => ActiveRules;
  /** Those read before: plain data, which requests may share on every runtime. */
  readonly older?: Map<string, ActiveRules>;
};

/** Keeps the rules of new encounters, so that these can be replayed later; without the lines that they stand on. */
export async function keepRules({ rules }: Pick<ActiveRules, 'rules'>, store: Pick<OperatorStore, 'saveRuleset'>): Promise<void> {
  await store.saveRuleset(rules.hash, canonicalJson(rules.ruleset));
}

export function createShelf({ current, store, activate, older = new Map() }: ShelfParts): RulesetShelf {
  return {
    current,
    byHash: async (hash) => {
      if (hash === current.rules.hash) return current;
      const known = older.get(hash);
      if (known) return known;
      const body = await store.loadRuleset(hash);
      if (body === undefined) return undefined;
      // Written by us, whole, from a checked ruleset; its hash is checked again here.
      const rules = compileRuleset(JSON.parse(body) as Ruleset);
      if (rules.hash !== hash) return undefined;
      const active = activate(rules);
      older.set(hash, active);
      return active;
    },
  };
}
