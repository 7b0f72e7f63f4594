/** A PostgreSQL of the operator's own: can it be used at all? */
import pg from 'pg';
import { codeOf, StartError } from './data-folder.ts';

const leastVersion = 150_000;

/** What DATABASE_URL has wrong, by the code of Node or PostgreSQL. */
const mends: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there: start the server, or correct the host and port of DATABASE_URL.',
  ENOTFOUND: 'There is no such host: correct the host of DATABASE_URL.',
  '28P01': 'Correct the user and password of DATABASE_URL.',
  '28000': 'Let the user of DATABASE_URL in on the server (pg_hba.conf), or give another.',
  '3D000': 'Create the database named at the end of DATABASE_URL, or correct its name.',
};

/** @throws StartError naming what to correct, never the address itself. */
export async function checkServer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  let version: number;
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    version = Number(rows[0]?.server_version_num);
  } catch (error) {
    const code = codeOf(error) === 'unknown error' ? 'no answer' : codeOf(error);
    throw new StartError(`The database cannot be used (${code}). ${mends[code] ?? 'Check DATABASE_URL and that its server answers.'}`);
  } finally {
    await client.end().catch(() => undefined);
  }
  if (version < leastVersion)
    throw new StartError(`The database is PostgreSQL ${Math.floor(version / 10_000)}; Relais needs ${leastVersion / 10_000} or later. Give another DATABASE_URL.`);
}
