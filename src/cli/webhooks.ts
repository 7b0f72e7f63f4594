/** `npm run webhooks -- list|replay`: what sites were told of their consultations, and telling it again. */
import { sql } from 'kysely';
import { readConfig } from '../platform/config.ts';
import { openBase, type Base } from '../platform/service.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = `npm run webhooks -- list [--site demo] [--most 50]
npm run webhooks -- replay --since 2026-11-27T08:00:00Z [--site demo]   tells it all again, each with the same id`;

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { site: { type: 'string' }, most: { type: 'string' }, since: { type: 'string' } }, usage);
  const [verb, more] = words;
  if (verb !== 'list' && verb !== 'replay') throw new UsageError(verb === undefined ? 'what should be done?' : `"${verb}" is not known`, usage);
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many`, usage);
  const since = new Date(values.since ?? Number.NaN);
  if (verb === 'replay' && Number.isNaN(since.getTime())) throw new UsageError('--since is needed, as a moment', usage);
  const most = Number(values.most ?? 50);
  if (!Number.isInteger(most) || most < 1 || most > 1000) throw new UsageError(`--most "${values.most ?? ''}" is not a number from 1 to 1000`, usage);
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    if (verb === 'list') return await list(base, values.site, most);
    const { rows } = await sql<{ n: string }>`with again as (
        update outbox set done_at = null, attempts = 0, failed = null, next_at = clock_timestamp()
        where channel = 'webhook' and made_at >= ${since} and (${values.site ?? null}::text is null or site_id = ${values.site ?? null}) returning id
      ) select count(*) as n from again`.execute(base.database.owner);
    process.stdout.write(`${rows[0]?.n ?? '0'} will be told again\n`);
    return 0;
  } finally {
    await base.close();
  }
});

async function list({ database }: Base, site: string | undefined, most: number): Promise<number> {
  const { rows } = await sql<{ key: string; site_id: string; made_at: Date; done_at: Date | null; attempts: number; failed: string | null; move: string }>`
    select key, site_id, made_at, done_at, attempts, failed, body->>'move' as move from outbox
    where channel = 'webhook' and (${site ?? null}::text is null or site_id = ${site ?? null}) order by id desc limit ${most}`.execute(database.owner);
  for (const row of rows) {
    const state = row.failed === 'no-way' ? 'no address' : row.done_at === null ? `waits after ${row.attempts} attempts` : (row.failed ?? 'arrived');
    process.stdout.write(`${[row.made_at.toISOString(), row.site_id, row.move, row.key, state].join('  ')}\n`);
  }
  return 0;
}
