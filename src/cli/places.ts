/** `npm run places -- import|check|list|report|refresh`: the directory of places of a site. */
import '../platform/utc.ts';
import { listPlaces, overviewOfPlaces } from '../adapters/postgres/place-import.ts';
import { placeKinds } from '../contract/places.ts';
import type { ImportReport } from '../care/directory-import.ts';
import { readConfig } from '../platform/config.ts';
import { importPlaces, refreshHours } from '../platform/places.ts';
import { openBase, type Base } from '../platform/service.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = `npm run places -- import FILE --site demo [--source NAME] [--region FR|UK] [--retire]
                                              GeoJSON with OpenStreetMap tags; replaces what came under that source (the file's name) before
npm run places -- check FILE --site demo      the same report, nothing changed
npm run places -- list --site demo            every place
npm run places -- report --site demo          how many of each kind, with hours, and which kinds are missing
npm run places -- refresh                     works out opening hours for the days to come`;

const verbs = new Set(['import', 'check', 'list', 'report', 'refresh']);
const verdicts = { refused: 'refused', 'without-hours': 'kept, its hours not known', 'left-out': 'left out' } as const;
const sitePattern = /^[a-z0-9-]{1,40}$/;

await runCommand(async () => {
  const options = { site: { type: 'string' }, source: { type: 'string' }, region: { type: 'string' }, retire: { type: 'boolean' } } as const;
  const { values, words } = readFlags(process.argv.slice(2), options, usage);
  const [verb, file, more] = words;
  if (verb === undefined || !verbs.has(verb)) throw new UsageError(verb === undefined ? 'what should be done?' : `"${verb}" is not known`, usage);
  if ((verb === 'import' || verb === 'check') && file === undefined) throw new UsageError('a file is needed', usage);
  if (more !== undefined || (file !== undefined && verb !== 'import' && verb !== 'check')) throw new UsageError(`"${more ?? file ?? ''}" is one word too many`, usage);
  if (verb !== 'refresh' && values.site === undefined) throw new UsageError('--site is needed: whose directory is it?', usage);
  if (values.site !== undefined && !sitePattern.test(values.site)) throw new UsageError('--site is not the id of a site', usage);
  if (values.source !== undefined && !/^[\w.-]{1,80}$/.test(values.source)) throw new UsageError('--source: 1 to 80 letters, digits, dots or dashes', usage);
  if (values.region !== undefined && values.region !== 'FR' && values.region !== 'UK') throw new UsageError(`--region "${values.region}" is not FR or UK`, usage);
  const country = values.region === 'UK' ? 'UK' : 'FR';
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    return await act(base, { verb, file: file ?? '', site: values.site ?? '', source: values.source, country, retire: values.retire === true });
  } finally {
    await base.close();
  }
});

type Call = { readonly verb: string; readonly file: string; readonly site: string; readonly source: string | undefined; readonly country: 'FR' | 'UK'; readonly retire: boolean };

async function act({ database: { owner } }: Base, { verb, file, site, source, country, retire }: Call): Promise<number> {
  switch (verb) {
    case 'import':
    case 'check': {
      const report = await importPlaces(owner, { file, site, source, country, retireMany: retire, dryRun: verb === 'check' });
      print(linesOf(report, verb === 'check'));
      return report.remarks.some((remark) => remark.kind === 'refused') ? 1 : 0;
    }
    case 'list':
      for await (const place of listPlaces(owner, site))
        print([[place.id, place.kind, place.name, place.address ?? '-', place.phone ?? '-', place.hours ?? 'hours not known'].join('  ')]);
      return 0;
    case 'report': {
      const rows = await overviewOfPlaces(owner, site);
      print(rows.map((row) => `${row.source}  ${row.kind}: ${row.live} (${row.withHours} with hours), ${row.retired} retired`));
      const missing = placeKinds.filter((kind) => !rows.some((row) => row.kind === kind && row.live > 0));
      print(missing.length === 0 ? ['No kind is missing.'] : [`Missing: ${missing.join(', ')}. People who need one are told whom to call instead.`]);
      return 0;
    }
    default:
      print([`${await refreshHours(owner, { least: Number.POSITIVE_INFINITY })} opening hours worked out`]);
      return 0;
  }
}

function linesOf(report: ImportReport, dryRun: boolean): readonly string[] {
  const { remarks } = report;
  const refused = remarks.filter((remark) => remark.kind === 'refused').length;
  return [
    ...remarks.map((remark) => `line ${remark.line}, feature ${remark.feature}${remark.id === undefined ? '' : ` (${remark.id})`}: ${verdicts[remark.kind]}: ${remark.why}`),
    ...(report.moreRemarks > 0 ? [`... and ${report.moreRemarks} more`] : []),
    `${report.features} features: ${report.added} added, ${report.changed} changed, ${report.unchanged} unchanged, ${report.returned} back, ${report.retired} retired; ${refused} refused, ${report.otherFeatures} of no use here; ${report.addresses} addresses known`,
    ...(dryRun ? ['Only looked: nothing was changed.'] : []),
  ];
}

function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}
