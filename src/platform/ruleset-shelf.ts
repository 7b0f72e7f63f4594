/** The rules of new encounters, and of those still running on older ones: kept in the database by their hash. */
import type { ActiveRules, RulesetShelf } from '../conversation/conversation.ts';
import type { OperatorStore } from '../record/record-store.ts';
import { compileRuleset } from '../triage/compile.ts';
import type { Ruleset } from '../triage/ruleset.ts';

export async function stockShelf(
  current: ActiveRules,
  store: Pick<OperatorStore, 'saveRuleset' | 'loadRuleset'>,
  activate: (rules: ActiveRules['rules']) => ActiveRules,
): Promise<RulesetShelf> {
  await store.saveRuleset(current.rules.hash, JSON.stringify(current.rules.ruleset));
  const older = new Map<string, ActiveRules>();
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
