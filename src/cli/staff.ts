/** `npm run staff -- add|list|link|off`: who may answer at a site. */
import { randomUUID } from 'node:crypto';
import { createStaffRoster, type StaffRoster } from '../adapters/postgres/staff-roster.ts';
import { readConfig } from '../platform/config.ts';
import { openBase } from '../platform/service.ts';
import { readFlags, runCommand, UsageError } from './flags.ts';

const usage = `npm run staff -- add "Alix Durand" [--title Dr] [--role doctor|supervisor|desk] [--site demo] [--language fr|en] [--issuer URL --subject SUB]
npm run staff -- list [--site demo]
npm run staff -- link ID [--service http://127.0.0.1:8787]   a link that signs them in, once, within 12 hours
npm run staff -- off ID                                      takes them off: sessions and links end at once`;

const roles = ['doctor', 'supervisor', 'desk'] as const;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const text = { type: 'string' } as const;
type Values = Readonly<Partial<Record<'title' | 'role' | 'site' | 'language' | 'issuer' | 'subject' | 'service', string | undefined>>>;

await runCommand(async () => {
  const { values, words } = readFlags(process.argv.slice(2), { title: text, role: text, site: text, language: text, issuer: text, subject: text, service: text }, usage);
  const [verb, what, more] = words;
  if (verb === undefined || !['add', 'list', 'link', 'off'].includes(verb)) throw new UsageError(verb === undefined ? 'what should be done?' : `"${verb}" is not known`, usage);
  if (more !== undefined) throw new UsageError(`"${more}" is one word too many`, 'put a name in quotes');
  if ((verb === 'link' || verb === 'off') && !uuid.test(what ?? '')) throw new UsageError('the id of someone on the roster is needed', '"npm run staff -- list" shows them');
  const newcomer = verb === 'add' ? readNewcomer(what, values) : undefined;
  const base = await openBase(readConfig(process.env), { join: true });
  try {
    const roster = createStaffRoster(base.database.owner);
    if (newcomer)
      return await add(
        roster,
        newcomer,
        (await base.sites.list()).map((site) => site.id),
      );
    if (verb === 'list') {
      for (const item of await roster.list(values.site))
        print(
          [
            item.id,
            item.site,
            item.role,
            [item.title, item.name].filter(Boolean).join(' '),
            item.active ? item.availability : 'taken off',
            item.federated ? 'identity provider' : 'links only',
          ].join('  '),
        );
      return 0;
    }
    if (verb === 'off') {
      const done = await roster.off(what ?? '');
      print(done ? `${what ?? ''} is taken off` : `${what ?? ''} is not on the roster, or was taken off before`);
      return done ? 0 : 1;
    }
    const link = await roster.link(what ?? '');
    if (link === undefined) {
      print(`${what ?? ''} is not on the roster`);
      return 1;
    }
    print(`${(values.service ?? 'http://127.0.0.1:8787').replace(/\/$/, '')}/doctor#link=${link}`);
    return 0;
  } finally {
    await base.close();
  }
});

type Newcomer = Parameters<StaffRoster['add']>[0];

function readNewcomer(name: string | undefined, values: Values): Newcomer {
  const trimmed = (name ?? '').trim();
  if (trimmed.length < 2 || trimmed.length > 120) throw new UsageError('a name of 2 to 120 characters is needed', usage);
  const role = roles.find((item) => item === (values.role ?? 'doctor'));
  if (!role) throw new UsageError(`--role "${values.role ?? ''}" is not known`, `one of ${roles.join(', ')}`);
  const language = values.language ?? 'fr';
  if (language !== 'fr' && language !== 'en') throw new UsageError(`--language "${language}" is not spoken here`, 'fr or en');
  const { issuer, subject } = values;
  if ((issuer === undefined) !== (subject === undefined)) throw new UsageError('--issuer and --subject go together', 'give both, or neither');
  if (issuer !== undefined && !URL.canParse(issuer)) throw new UsageError('--issuer is not an address', 'write it as the identity provider has it');
  return {
    id: randomUUID(),
    site: values.site ?? 'demo',
    name: trimmed,
    title: values.title ?? (role === 'doctor' || role === 'supervisor' ? 'Dr' : ''),
    role,
    language,
    ...(issuer !== undefined && subject !== undefined ? { identity: { issuer, subject } } : {}),
  };
}

async function add(roster: StaffRoster, newcomer: Newcomer, sites: readonly string[]): Promise<number> {
  if (!sites.includes(newcomer.site)) throw new UsageError(`there is no site "${newcomer.site}"`, `one of ${sites.join(', ')}`);
  const added = await roster.add(newcomer);
  print(added ? newcomer.id : 'this identity is on the roster already');
  return added ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
