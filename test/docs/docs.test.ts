import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { describeSettings } from '../../src/platform/config.ts';

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const pages = ['README.md', ...(await readdir(new URL('../../docs', import.meta.url))).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

describe('the documentation', () => {
  it('lists every setting as the code has it', async () => {
    expect(await read('docs/operations.md')).toContain(describeSettings());
  });

  it('gives a reason for every dependency, and for no other', async () => {
    const manifest = JSON.parse(await read('package.json')) as Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;
    const named = [...(await read('docs/dependencies.md')).matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    const used = [manifest.dependencies, manifest.devDependencies, manifest.optionalDependencies].flatMap((list) => Object.keys(list));
    expect(new Set(named)).toEqual(new Set(used));
  });

  it.each(pages)('%s names only commands and files that there are', async (page) => {
    const text = await read(page);
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const commands = [...text.matchAll(/npm run (?:-s )?([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    const links = [...text.matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => new URL(link, new URL(`../../${page}`, import.meta.url)));
    await expect(Promise.all(links.map((link) => readFile(link)))).resolves.toHaveLength(links.length);
  });
});
