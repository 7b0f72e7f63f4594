/** The files of `triage-rules/` from a folder on disk. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ContentFile } from '../../shared/content-file.ts';

/** @throws the file system's error when the folder cannot be read. */
export async function readRuleFiles(folder: string): Promise<readonly ContentFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'));
  return Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(folder, path).split(sep).join('/'), text: await readFile(path, 'utf8') };
    }),
  );
}
