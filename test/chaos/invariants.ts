/** What must hold after every fault: nobody without an owner and a deadline, nobody twice, nothing said that is not written. */
import { createOperatorStore } from '../../src/adapters/postgres/operator-store.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { verifyAudit } from '../../src/record/audit.ts';
import type { House } from './house.ts';

const live = `c.state not in ('ended', 'sent-to-emergency', 'withdrawn', 'escalated')`;

const checks: Readonly<Record<string, string>> = {
  'a live consultation has a deadline that is still to come, or only just over': `select c.id::text, c.state from consultations c where ${live} and (c.deadline_at is null or c.deadline_at < clock_timestamp() - interval '15 seconds')`,
  'an offered consultation has its live offer': `select c.id::text from consultations c where c.state = 'offered' and not exists (select from offers o where o.consultation_id = c.id and o.epoch = c.epoch and o.state = 'pending')`,
  'a consultation has one live offer at most': `select consultation_id::text from offers where state in ('pending', 'accepted') group by 1 having count(*) > 1`,
  'a doctor has one live offer at most': `select doctor_id::text from offers where state in ('pending', 'accepted') group by 1 having count(*) > 1`,
  'a doctor has one consultation in hand at most': `select doctor_id::text from consultations where state in ('accepted', 'connecting', 'in-call', 'interrupted', 'phone-fallback') group by 1 having count(*) > 1`,
  'every offer was sent to its console': `select o.id::text from offers o where not exists (select from staff_events e where e.type = 'offer' and e.ref = o.id)`,
  'nobody waits twice the target without an escalation': `select c.id::text from consultations c where c.state in ('waiting', 'offered') and c.ladder_step = 'queue' and clock_timestamp() > c.queued_at + 2 * greatest(c.due_at - c.queued_at, interval '60 seconds')`,
  'every state that was reached is written down': `select c.id::text from consultations c where not exists (select from consultation_events e where e.consultation_id = c.id and e.state = c.state)`,
};

/** @returns what does not hold, in words; empty when all is well. */
export async function broken(house: Pick<House, 'query' | 'databaseUrl'>): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [name, text] of Object.entries(checks)) {
    const rows = await house.query(text);
    if (rows.length > 0) found.push(`not so: ${name} (${rows.length}): ${JSON.stringify(rows.slice(0, 3))}`);
  }
  const database = openDatabase(house.databaseUrl);
  try {
    const operator = createOperatorStore(database.owner);
    const { faults } = await verifyAudit(operator.auditRows(), await operator.auditHeads());
    for (const fault of faults) found.push(`not so: the audit chain holds: ${fault.what}`);
  } finally {
    await database.close();
  }
  return found;
}
