/** `npm run audit:verify`: every entry of the audit chain, against the one before it. */
import { readConfig } from '../platform/config.ts';
import { openBase } from '../platform/service.ts';
import { verifyAudit } from '../record/audit.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = 'npm run audit:verify takes no words and no flags';

await runCommand(async () => {
  const [word] = readFlags(process.argv.slice(2), {}, usage).words;
  if (word !== undefined) throw new UsageError(`"${word}" is not known`, usage);
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    const { checked, faults } = await verifyAudit(base.operator.auditRows(), await base.operator.auditHeads());
    for (const fault of faults) process.stdout.write(`site ${fault.site}, lane ${fault.lane}, entry ${fault.n}: ${fault.what}\n`);
    process.stdout.write(`${checked} entries checked, ${faults.length} faults\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await base.close();
  }
});
