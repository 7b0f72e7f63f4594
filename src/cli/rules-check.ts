/** `npm run rules:check`: reads the rules and runs every proof. */
import { BrokenRulesError, loadRules } from '../platform/rules.ts';
import { proveAll } from '../triage/prove.ts';
import { readFlags, runCommand } from './flags.ts';

await runCommand(async () => {
  const { words } = readFlags(process.argv.slice(2), {}, 'npm run rules:check -- [folder]');
  const [folder] = words;
  let rules;
  try {
    rules = await loadRules(folder);
  } catch (error) {
    if (!(error instanceof BrokenRulesError)) throw error;
    process.stderr.write(`${error.message}\n\n${error.problems.length} problems. docs/writing-rules.md explains each.\n`);
    return 1;
  }
  let broken = 0;
  for (const { proof, findings } of proveAll(rules)) {
    process.stdout.write(`${findings.length === 0 ? 'proved' : 'BROKEN'}  ${proof.name}: ${proof.claim}\n`);
    for (const finding of findings) process.stdout.write(`    ${finding.place.file}:${finding.place.line}: ${finding.what}\n`);
    broken += findings.length;
  }
  const { pathways, findings } = rules.ruleset;
  const drafts = pathways.filter((pathway) => pathway.status === 'draft').length;
  process.stdout.write(
    `${pathways.length} pathways (${drafts} drafts), ${findings.length} findings, ruleset ${rules.hash.slice(0, 12)}; ${broken === 0 ? 'all proofs hold' : `${broken} problems`}\n`,
  );
  return broken === 0 ? 0 : 1;
});
