/** `npm run rules:feedback`: where doctors ended otherwise than the rules said, for the review of the rules. */
import { sql } from 'kysely';
import { openAs } from '../consultation/sealed.ts';
import { readConfig } from '../platform/config.ts';
import { openBase, type Base } from '../platform/service.ts';
import { openStored } from '../record/encounter-records.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = `npm run rules:feedback [-- --site demo] [--most 50] [--reveal]   without --reveal: what differed, not what was written; every look is audited`;

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { site: { type: 'string' }, most: { type: 'string' }, reveal: { type: 'boolean' } }, usage);
  if (words.length > 0) throw new UsageError(`"${words[0] ?? ''}" is one word too many`, usage);
  const most = Number(values.most ?? 50);
  if (!Number.isInteger(most) || most < 1 || most > 1000) throw new UsageError(`--most "${values.most ?? ''}" is not a number from 1 to 1000`, usage);
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    const rows = await feedback(base, values.site, most);
    for (const row of rows) {
      const reason = values.reveal === true ? await reasonOf(base, row) : '';
      process.stdout.write(
        `${[row.at.toISOString(), row.site_id, row.encounter_id, `${row.ours} -> ${row.theirs}`, row.ruleset_hash.slice(0, 12), reason].filter(Boolean).join('  ')}\n`,
      );
    }
    if (rows.length === 0) process.stdout.write('no doctor has ended otherwise than the rules said\n');
    return 0;
  } finally {
    await base.close();
  }
});

type Row = {
  readonly site_id: string;
  readonly consultation_id: string;
  readonly encounter_id: string;
  readonly ruleset_hash: string;
  readonly ours: string;
  readonly theirs: string;
  readonly at: Date;
  readonly payload: Buffer;
};

async function feedback({ database }: Base, site: string | undefined, most: number): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select * from rules_feedback where ${site ?? null}::text is null or site_id = ${site ?? null} order by at desc limit ${most}`.execute(
    database.owner,
  );
  return rows;
}

async function reasonOf({ operator, keys }: Base, row: Row): Promise<string> {
  const stored = await operator.read(row.encounter_id);
  if (!stored?.wrappedKey) return '(erased)';
  await operator.note(row.encounter_id, 'rules-feedback', Date.now());
  const { key } = await openStored({ keys }, { site: row.site_id, encounterId: row.encounter_id, capabilityHash: new Uint8Array(0) }, stored);
  return (await openAs(key, 'feedback', row.consultation_id, row.encounter_id, row.payload)).reason;
}
