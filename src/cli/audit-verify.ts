/** `npm run audit:verify`: every entry of the audit chain, against the one before it. */
import { readConfig } from '../platform/config.ts';
import { openBase } from '../platform/service.ts';
import { verifyAudit } from '../record/audit.ts';
import { runCommand } from './flags.ts';

await runCommand(async () => {
  const base = await openBase(readConfig(process.env));
  try {
    const { checked, faults } = await verifyAudit(base.operator.auditRows(), await base.operator.auditHeads());
    for (const fault of faults) process.stdout.write(`site ${fault.site}, lane ${fault.lane}, entry ${fault.n}: ${fault.what}\n`);
    process.stdout.write(`${checked} entries checked, ${faults.length} faults\n`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await base.close();
  }
});
