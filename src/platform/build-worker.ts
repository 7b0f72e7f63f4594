/** What the Worker's bundle takes in besides the sources: the checked rules as one text, and the files of its assets. */
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buildPages, builtFolder } from './build-pages.ts';
import { canonicalJson } from '../triage/content-hash.ts';
import { loadRules } from './rules.ts';

/** Stays out of the assets: packed copies, which the edge makes by itself, and the rules, which are in the bundle. */
const notServed = ['*.br', '*.gz', '/worker', '.assetsignore'];
const reference = ['swagger-ui.css', 'swagger-ui-bundle.js'];

/** @throws BrokenRulesError, BrokenPagesError. */
export async function buildWorkerParts(folder: string = builtFolder): Promise<{ readonly rulesetHash: string }> {
  const [rules] = await Promise.all([loadRules(), buildPages(folder)]);
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  await Promise.all([mkdir(join(folder, 'worker'), { recursive: true }), mkdir(join(folder, 'reference'), { recursive: true })]);
  await Promise.all([
    replace(join(folder, 'worker', 'ruleset.txt'), canonicalJson(rules.ruleset)),
    writeFile(join(folder, '.assetsignore'), `${notServed.join('\n')}\n`),
    ...reference.map((name) => copyFile(join(swagger, name), join(folder, 'reference', name))),
  ]);
  return { rulesetHash: rules.hash };
}

/** At once: someone else may be bundling it at this moment. */
async function replace(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}`;
  await writeFile(beside, text);
  await rename(beside, path);
}
