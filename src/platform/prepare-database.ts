/** What a database holds before anyone is served from it, besides its tables: the rules, the demo's places, opening hours for the weeks to come. */
import type { CompiledRuleset } from '../triage/compile.ts';
import { ensureDemoPlaces, refreshHours } from './places.ts';
import { keepRules } from './ruleset-shelf.ts';
import type { Base } from './service.ts';
import { builtInSite } from './site-files.ts';

/** Gives how many opening hours were worked out anew. */
export async function prepareDatabase(base: Base, rules: CompiledRuleset): Promise<number> {
  await keepRules({ rules }, base.operator);
  await ensureDemoPlaces(base.database.owner, (await builtInSite()).id);
  return refreshHours(base.database.owner);
}
