/** `npm run migrate`: prepares a database for this version: tables, the built-in site and its places, the rules, opening hours for the weeks to come. For those who do not start `npm start` on it: a Worker. */
import '../platform/utc.ts';
import { readConfig } from '../platform/config.ts';
import { prepareDatabase } from '../platform/prepare-database.ts';
import { loadRules } from '../platform/rules.ts';
import { openBase } from '../platform/service.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = 'npm run migrate takes no words and no flags; DATABASE_URL and RELAIS_KEK say which database';

await runCommand(async () => {
  const [word] = readFlags(process.argv.slice(2), {}, usage).words;
  if (word !== undefined) throw new UsageError(`"${word}" is not known`, usage);
  const rules = await loadRules();
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    const hours = await prepareDatabase(base, rules);
    process.stdout.write(`The database is prepared for this version; ruleset ${rules.hash.slice(0, 12)} is kept in it; opening hours worked out anew: ${hours}.\n`);
    return 0;
  } finally {
    await base.close();
  }
});
