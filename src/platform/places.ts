/** Directories of places: files brought into the database, the made-up region of the demo, hours worked out in time. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql, type Kysely } from 'kysely';
import { BrokenFileError, cutFeatures } from '../adapters/geojson/feature-stream.ts';
import { hoursRunningOut, saveRefreshed, settleDirectory, withDirectoryWriter } from '../adapters/postgres/place-import.ts';
import type { Tables } from '../adapters/postgres/tables.ts';
import { horizon, importDirectory, refreshedHours, TooManyRetiredError, type ImportReport } from '../care/directory-import.ts';
import type { Country } from '../care/place.ts';
import { codeOf, StartError } from './data-folder.ts';

export type FileImport = {
  readonly file: string;
  readonly site: string;
  /** What the file replaces: all that came before under this name. Its own name when not given. */
  readonly source?: string | undefined;
  readonly country: Country;
  readonly retireMany?: boolean;
  /** Reads and reports, and leaves the directory as it was. */
  readonly dryRun?: boolean;
  readonly now?: number;
};

/** From here on PostgreSQL's own housekeeping is not waited for. */
const manyPlaces = 5000;

class DryRun extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('dry run');
    this.report = report;
  }
}

/** @throws StartError in one line: no such site, a file that cannot be read or is cut short, too many places gone. Then nothing was changed. */
export async function importPlaces(owner: Kysely<Tables>, request: FileImport): Promise<ImportReport> {
  const { file, site, country, retireMany = false, dryRun = false, now = Date.now() } = request;
  const known = await owner.selectFrom('sites').select('id').where('id', '=', site).executeTakeFirst();
  if (!known) throw new StartError(`There is no site "${site}". "npm run site -- list" shows those that there are.`);
  const opened = await open(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  const stream = opened.createReadStream({ encoding: 'utf8', highWaterMark: 256 * 1024 });
  try {
    const report = await withDirectoryWriter(owner, { site, source: request.source ?? basename(file) }, async (writer) => {
      const done = await importDirectory(writer, { features: cutFeatures(stream), country, now, retireMany });
      if (dryRun) throw new DryRun(done);
      return done;
    });
    if (report.added + report.changed + report.returned + report.retired >= manyPlaces) await settleDirectory(owner);
    return report;
  } catch (error) {
    if (error instanceof DryRun) return error.report;
    if (error instanceof BrokenFileError) throw new StartError(`${file}, ${error.message}. Nothing was changed.`);
    if (error instanceof TooManyRetiredError) throw new StartError(`${file}: ${error.message}.`);
    if (error instanceof Error && 'syscall' in error && error.syscall === 'read') throw unreadable(file, error);
    throw error;
  } finally {
    stream.destroy();
  }
}

function unreadable(file: string, error: unknown): StartError {
  return new StartError(`${file} cannot be read (${codeOf(error)}). Give the path of a GeoJSON file.`);
}

const demoFile = fileURLToPath(new URL('../care/demo-region.geojson', import.meta.url));

/** The made-up region, for a site that has no place yet. Gives whether it was brought. */
export async function ensureDemoPlaces(owner: Kysely<Tables>, site: string, now = Date.now()): Promise<boolean> {
  const { rows } = await sql`select from places where site_id = ${site} limit 1`.execute(owner);
  if (rows.length > 0) return false;
  await importPlaces(owner, { file: demoFile, site, source: 'demo-region', country: 'FR', now });
  return true;
}

const dayMs = 86_400_000;
/** Worked out anew when fewer days than this are known. */
const leastDays = 60;

/** Gives how many hours were worked out anew. @param least all that are known for fewer days than that. */
export async function refreshHours(owner: Kysely<Tables>, { now = Date.now(), least = leastDays }: { readonly now?: number; readonly least?: number } = {}): Promise<number> {
  const keys = await hoursRunningOut(owner, Math.floor(now / dayMs) + Math.min(least, horizon - 2));
  let count = 0;
  for (const site of new Set(keys.map((key) => key.site))) {
    const hours = refreshedHours(
      keys.filter((key) => key.site === site),
      now,
    );
    await saveRefreshed(owner, site, hours);
    count += hours.length;
  }
  return count;
}

/** Looks at start and once a day that opening hours are known for the weeks to come. */
export function keepHoursKnown(owner: Kysely<Tables>, onError: (name: string) => void): { readonly stop: () => Promise<void> } {
  const look = async (): Promise<void> => {
    await refreshHours(owner).catch((error: unknown) => onError(error instanceof Error ? error.name : 'unknown'));
  };
  let looking = look();
  const timer = setInterval(() => {
    looking = look();
  }, dayMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await looking;
    },
  };
}
