/** The ruleset of this installation: read, checked and compiled, with its lexicon. */
import { fileURLToPath } from 'node:url';
import { readRuleFiles } from '../adapters/rule-files/read-rule-files.ts';
import { compileRuleset, type CompiledRuleset } from '../triage/compile.ts';
import { describeProblem, readRuleset, type RuleProblem } from '../triage/read-ruleset.ts';

export const rulesFolder = fileURLToPath(new URL('../../triage-rules', import.meta.url));

export class BrokenRulesError extends Error {
  readonly problems: readonly RuleProblem[];
  constructor(problems: readonly RuleProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'BrokenRulesError';
    this.problems = problems;
  }
}

/** @throws BrokenRulesError naming every file, line and mend. */
export async function loadRules(folder: string = rulesFolder): Promise<CompiledRuleset> {
  const reading = readRuleset(await readRuleFiles(folder));
  if (!reading.ruleset) throw new BrokenRulesError(reading.problems);
  return compileRuleset(reading.ruleset);
}
