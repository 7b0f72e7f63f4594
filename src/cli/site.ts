/** `npm run site -- add|list|check|snippet`: the organisations that this installation serves. */
import { offeredExits, type Site } from '../contract/site.ts';
import { readConfig } from '../platform/config.ts';
import { openBase } from '../platform/service.ts';
import { BrokenSiteError, readSiteFile } from '../platform/site-files.ts';
import { RelaisError } from '../shared/errors.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = `npm run site -- check FILE                 whether a site's file can be used; changes nothing
npm run site -- add FILE                   puts it in place, or changes the site of that id; running services follow within 10 seconds
npm run site -- list
npm run site -- snippet ID [--service https://relais.example]   the tag that shows it in a page, and a plain link for pages where scripts are blocked`;

const verbs = new Set(['add', 'check', 'list', 'snippet']);

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { service: { type: 'string' } }, usage);
  const [verb, what, more] = words;
  if (verb === undefined || !verbs.has(verb)) throw new UsageError(verb === undefined ? 'what should be done?' : `"${verb}" is not known`, usage);
  if (more !== undefined || (verb === 'list' && what !== undefined)) throw new UsageError(`"${more ?? what ?? ''}" is one word too many`, usage);
  if (verb !== 'list' && what === undefined) throw new UsageError(verb === 'snippet' ? 'a site id is needed' : "the path of a site's file is needed", usage);
  const service = serviceOf(values.service);
  try {
    if (verb === 'check') {
      print(describe(await readSiteFile(what ?? '')));
      return 0;
    }
    const added = verb === 'add' ? await readSiteFile(what ?? '') : undefined;
    const base = await openBase(readConfig(process.env), { join: true });
    try {
      if (added) print(`${added.id}: ${await base.sites.put(added, Date.now())}`);
      else if (verb === 'list') for (const site of await base.sites.list()) print(describe(site));
      else print(snippet(siteIn(await base.sites.list(), what ?? ''), service));
      return 0;
    } finally {
      await base.close();
    }
  } catch (error) {
    if (!(error instanceof BrokenSiteError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function describe(site: Site): string {
  const offered = offeredExits(site);
  return [
    site.id,
    site.name.en,
    site.region,
    site.languages.join('+'),
    offered.length === 0 ? 'no exits' : offered.join('+'),
    site.allowedOrigins.length === 0 ? 'no other web site' : site.allowedOrigins.join(' '),
  ].join('  ');
}

function siteIn(sites: readonly Site[], id: string): Site {
  const site = sites.find((item) => item.id === id);
  if (!site)
    throw new RelaisError('not-found', { en: `there is no site "${id}": npm run site -- list shows them`, fr: `il n'y a pas de site « ${id} » : npm run site -- list les montre` });
  return site;
}

function serviceOf(given: string | undefined): string {
  if (given === undefined) return 'https://relais.example';
  const origin = URL.canParse(given) ? new URL(given).origin : 'null';
  if (origin !== given.replace(/\/$/, '')) throw new UsageError(`--service "${given}" is not the address of a service`, 'write it like https://relais.example');
  return origin;
}

/** The link carries nothing of the host page, and works where nothing else does: in a mail, on a page without scripts. */
function snippet(site: Site, service: string): string {
  const language = site.languages[0] ?? 'fr';
  const words = { fr: 'Besoin de soins ? Trouvez où aller', en: 'Need care? Find out where to go' } as const;
  return [
    `<script src="${service}/embed.js" data-site="${site.id}" data-lang="${language}" data-region="${site.region}" async></script>`,
    `<a href="${service}/p/${site.id}?lang=${language}" target="_blank" rel="noopener">${words[language]}</a>`,
  ].join('\n');
}
