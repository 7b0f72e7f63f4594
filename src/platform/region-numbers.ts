/** The emergency numbers of every region, for what must work before and without the service: the loader. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const regionForm = z.object({
  id: z.string(),
  name: z.object({ fr: z.string(), en: z.string() }),
  emergency: z.array(z.object({ number: z.string() })).min(1),
});

type RegionNumbers = Readonly<Record<string, { readonly name: z.infer<typeof regionForm>['name']; readonly numbers: readonly string[] }>>;

/** Read by themselves: the whole ruleset takes longer than the build. `rules:check` has the whole form of these files. */
export async function regionNumbers(rulesFolder: string): Promise<RegionNumbers> {
  const folder = join(rulesFolder, 'regions');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).toSorted();
  const regions = await Promise.all(names.map(async (name) => regionForm.parse(parse(await readFile(join(folder, name), 'utf8')))));
  return Object.fromEntries(regions.map((region) => [region.id, { name: region.name, numbers: region.emergency.slice(0, 2).map((item) => item.number) }]));
}
