/** Site files from the disk, checked. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readSite } from '../adapters/site-files/read-site.ts';
import type { Site } from '../contract/site.ts';
import { describeProblem, type ContentProblem } from '../shared/content-file.ts';
import { codeOf, StartError } from './data-folder.ts';

const builtIn = fileURLToPath(new URL('sites/demo.yaml', import.meta.url));

/** What is wrong in a site's file, a problem a line. */
export class BrokenSiteError extends Error {
  constructor(problems: readonly ContentProblem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.name = 'BrokenSiteError';
  }
}

/** @throws BrokenSiteError naming every line and mend; StartError when there is no such file. */
export async function readSiteFile(path: string): Promise<Site> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new StartError(`${path} cannot be read (${codeOf(error)}). Give the path of a site's file.`);
  });
  const { site, problems } = readSite({ path, text });
  if (!site) throw new BrokenSiteError(problems);
  return site;
}

/** The site that the service comes with, to be tried at once. */
export async function builtInSite(): Promise<Site> {
  return readSiteFile(builtIn);
}
