/** What a phone must load before anything can be done, against its budget. Part of `npm run check`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { builtFolder, buildPages } from '../platform/build-pages.ts';
import { openBuiltPages } from '../platform/built-pages.ts';

const kB = 1000;
await buildPages();
const { patient } = await (await openBuiltPages(builtFolder)).manifest();

const loads = [
  { what: 'loader of a host page', most: 4 * kB, files: ['embed.js'] },
  {
    what: "first load of the patient's page",
    most: 40 * kB,
    files: [patient.script, ...patient.imports, ...patient.styles].flatMap((name) => (name === undefined ? [] : [`assets/${name}`])),
  },
];
for (const { what, most, files } of loads) {
  const sizes = await Promise.all(files.map(async (name) => (await readFile(join(builtFolder, `${name}.gz`))).length));
  const size = sizes.reduce((sum, each) => sum + each, 0);
  const within = size <= most;
  process.stdout.write(`${within ? 'ok  ' : 'OVER'} ${what}: ${(size / kB).toFixed(1)} kB of ${most / kB} kB, gzipped\n`);
  if (!within) process.exitCode = 1;
}
