/** `npm run rules:explain -- <pathway>`: a pathway in words; `rules:draw` writes it as a picture. */
import { writeFile } from 'node:fs/promises';
import { loadRules } from '../platform/rules.ts';
import { isLanguage } from '../shared/language.ts';
import { describePathway } from '../triage/describe.ts';
import { drawPathway } from '../triage/draw.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = 'npm run rules:explain -- <pathway> [--lang fr|en]; npm run rules:draw -- <pathway> [--lang fr|en] [--out file.svg]';

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { lang: { type: 'string' }, draw: { type: 'boolean' }, out: { type: 'string' } }, usage);
  const language = values.lang ?? 'en';
  if (!isLanguage(language)) throw new UsageError(`--lang "${language}" is not known`, 'use fr or en');
  const { ruleset, pathwayOf } = await loadRules();
  const [id] = words;
  const pathway = id === undefined ? undefined : pathwayOf.get(id)?.pathway;
  if (!pathway) throw new UsageError(id === undefined ? 'which pathway?' : `there is no pathway "${id}"`, `one of: ${[...pathwayOf.keys()].join(', ')}`);
  if (values.draw !== true) {
    process.stdout.write(`${describePathway(ruleset, pathway, language)}\n`);
    return 0;
  }
  const svg = drawPathway(ruleset, pathway, language);
  if (values.out === undefined) process.stdout.write(`${svg}\n`);
  else {
    await writeFile(values.out, svg);
    process.stdout.write(`${values.out}\n`);
  }
  return 0;
});
