/** `npm run build:worker`: what the Worker's bundle takes in; wrangler runs it before it bundles. */
import { BrokenPagesError } from '../platform/build-pages.ts';
import { buildWorkerParts } from '../platform/build-worker.ts';
import { runCommand } from './flags.ts';

await runCommand(async () => {
  try {
    const { rulesetHash } = await buildWorkerParts();
    process.stdout.write(`Worker parts built: ruleset ${rulesetHash.slice(0, 12)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof BrokenPagesError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
});
