/** The ruleset of this installation: read, checked and compiled, with its lexicon. */
import { fileURLToPath } from 'node:url';
import { readRuleFiles } from '../adapters/rule-files/read-rule-files.ts';
import { compileRuleset, type CompiledRuleset } from '../triage/compile.ts';
import { codeOf, StartError } from './data-folder.ts';
import { describeProblem, type ContentProblem } from '../shared/content-file.ts';
import { readRuleset } from '../triage/read-ruleset.ts';

const rulesFolder = fileURLToPath(new URL('../../triage-rules', import.meta.url));

export class BrokenRulesError extends Error {
  readonly problems: readonly ContentProblem[];
  constructor(problems: readonly ContentProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'BrokenRulesError';
    this.problems = problems;
  }
}

/** The first problem and how many more there are, on one line. */
export function describeInOneLine({ problems }: BrokenRulesError): string {
  const [first] = problems;
  const words = first
    ? describeProblem(first)
        .split('\n')
        .map((line) => line.trim())
        .join('; ')
    : 'no reason given';
  return `The rules cannot be used: ${words}${problems.length > 1 ? `, and ${problems.length - 1} more` : ''}. "npm run rules:check" shows every problem.`;
}

/** @throws BrokenRulesError naming every file, line and mend; StartError when there is nothing to read. */
export async function loadRules(folder: string = rulesFolder): Promise<CompiledRuleset> {
  const files = await readRuleFiles(folder).catch((error: unknown) => {
    throw new StartError(`The rules in ${folder} cannot be read (${codeOf(error)}). Restore that folder.`);
  });
  if (files.length === 0) throw new StartError(`There are no rules in ${folder}. Restore that folder.`);
  const reading = readRuleset(files);
  if (!reading.ruleset) throw new BrokenRulesError(reading.problems);
  return compileRuleset(reading.ruleset);
}
