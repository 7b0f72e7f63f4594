import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { dataFolder, run, startService, type Ended } from '../support/child.ts';

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

async function triage(args: readonly string[], input: readonly unknown[]): Promise<Ended> {
  return run('src/cli/triage.ts', { args, input: input.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n') }).ended;
}

const sprain = ['--json', '--lang', 'en', '--region', 'UK', '--who', 'me', '--age', '31y', '--sex', 'female', 'sprained my ankle, swollen but I can walk on it'];

describe('the conversation as JSON lines', () => {
  it('gives one card for each line, and loses nothing on a line that does not fit', async () => {
    const { out } = await triage(sprain, ['not json', { none: true, present: ['x'] }, { nonsense: 1 }, { none: true }, { confirm: true }]);
    const said = lines(out);
    expect(said.map((line) => line['kind'] ?? 'error')).toEqual(['gate', 'error', 'error', 'error', 'understood', 'checklist']);
    expect(said[1]).toMatchObject({ error: { code: 'invalid-input', reason: 'the line is not JSON' } });
  });

  it('plays many people in one process', async () => {
    const person = { who: 'me', age: { amount: 58, unit: 'y' }, sex: 'male', region: 'FR', text: "une gêne dans la poitrine qui serre depuis une heure, c'est sûrement rien" };
    const { out } = await triage(sprain, [{ none: true }, { new: person }, { none: true }, { happening: true }]);
    expect(lines(out).map((line) => line['kind'])).toEqual(['gate', 'understood', 'gate', 'emergency', 'emergency']);
  });

  it('ends with a code that is not zero when it was cut off before the outcome', async () => {
    expect((await triage(sprain, [{ none: true }])).code).toBe(1);
    const { code, out } = await triage(['--json', '--who', 'me', '--age', '58y', '--sex', 'male', '--region', 'FR', 'bonjour'], [{ present: ['blue-lips'] }]);
    expect([code, lines(out).at(-1)?.['kind']]).toEqual([0, 'emergency']);
  });

  it.each([
    [['--lang', 'de'], '--lang "de" is not known'],
    [['--age', 'old'], '--age "old" is not an age'],
    [['--colour'], "Unknown option '--colour'"],
  ])('says what is wrong with %j', async (args, reason) => {
    const { code, out, err } = await run('src/cli/triage.ts', { args }).ended;
    expect([code, out, err.split('\n')[0]]).toEqual([2, '', reason]);
  });
});

describe('the sites of an installation', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let file: string;
  const text = (changes: Readonly<Record<string, string>> = {}): string =>
    Object.entries({ id: 'north', region: 'FR', ...changes })
      .map(([key, value]) => `${key}: ${value}\n`)
      .join('') +
    'name: {fr: Hôpital Nord, en: North Hospital}\nlanguages: [en]\nallowed-origins: [https://north.example]\ncolours: {accent: "#0a5c7a", accent-on-dark: "#7fd0ee"}\n' +
    "exits: {pharmacy: true, gp: false, video: false}\ntexts: {operator: {fr: L'Hôpital Nord en répond., en: North Hospital answers for it.}}\n";
  const site = async (...args: readonly string[]): Promise<Ended> => run('src/cli/site.ts', { args, environment: { DATA_DIR: folder.path } }).ended;
  beforeAll(async () => {
    folder = await dataFolder();
    file = join(folder.path, 'north.yaml');
    await writeFile(file, text());
  });
  afterAll(async () => folder.remove());

  it('grow by a file while the service runs, which serves the new one within ten seconds and closes nothing', { timeout: 60_000 }, async () => {
    const service = await startService({ DATA_DIR: folder.path });
    const open = async (id: string): Promise<number> =>
      (
        await fetch(`${service.url}/v1/encounters`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Relais-Site': id, Origin: 'https://north.example' },
          body: JSON.stringify({ language: 'en', turnId: randomUUID() }),
        })
      ).status;
    const before = await open('north');
    const added = await site('add', file);
    const again = await site('add', file);
    await writeFile(file, text({ region: 'UK' }));
    const changed = await site('add', file);
    const listed = await site('list');
    const tag = await site('snippet', 'north', '--service', 'https://relais.example.org');
    let after = await open('north');
    for (let waited = 0; after !== 201 && waited < 12; waited += 1) {
      await new Promise((done) => setTimeout(done, 1000));
      after = await open('north');
    }
    service.process.kill('SIGINT');
    await service.ended;
    expect([before, after, [added, again, changed].map((ended) => ended.out)]).toEqual([404, 201, ['north: added\n', 'north: unchanged\n', 'north: changed\n']]);
    expect(listed.out).toMatch(
      /^demo  Demonstration hospital  FR  fr\+en  pharmacy\+gp\+video  no other web site\nnorth  North Hospital  UK  en  pharmacy  https:\/\/north\.example\n$/,
    );
    // The names that the loader reads; and a way on for pages where scripts are blocked.
    expect(tag.out.split('\n')).toEqual([
      '<script src="https://relais.example.org/embed.js" data-site="north" data-lang="en" data-region="UK" async></script>',
      '<a href="https://relais.example.org/p/north?lang=en" target="_blank" rel="noopener">Need care? Find out where to go</a>',
      '',
    ]);
  });

  it('are checked with file, line and mend, and nothing is put in place', async () => {
    await writeFile(file, text({ id: 'south', region: 'ES' }));
    for (const verb of ['check', 'add']) {
      const { code, out, err } = await site(verb, file);
      expect([code, out, err]).toEqual([1, '', `${file}:2: region: invalid option: expected one of "FR"|"UK"\n    mend: write one of: FR, UK\n`]);
    }
    expect((await site('list')).out).not.toContain('south');
  });

  it.each([
    [[], 2, 'what should be done?'],
    [['remove', 'north'], 2, '"remove" is not known'],
    [['add'], 2, "the path of a site's file is needed"],
    [['check', '/nowhere.yaml'], 1, "/nowhere.yaml cannot be read (ENOENT). Give the path of a site's file."],
    [['snippet', 'nowhere'], 1, 'there is no site "nowhere": npm run site -- list shows them'],
    [['snippet', 'demo', '--service', 'relais'], 2, '--service "relais" is not the address of a service'],
  ])('%j is answered with one line that helps', async (args, code, line) => {
    const ended = await site(...args);
    expect([ended.code, ended.out, ended.err.split('\n')[0]]).toEqual([code, '', line]);
  });
});

describe('the record, for an operator', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  let patient: { readonly encounterId: string; readonly capability: string; card: Card };
  let whileRunning: Ended;
  /** All that the service said on standard output and standard error. */
  let said: string;
  const words = 'mot-de-patient-4711';
  const command = async (...args: readonly string[]): Promise<Ended> => run('src/cli/encounter.ts', { args, environment: { DATA_DIR: folder.path } }).ended;

  beforeAll(async () => {
    folder = await dataFolder();
    const service = await startService({ DATA_DIR: folder.path });
    const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<unknown> => {
      const response = await fetch(`${service.url}${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path} answered ${response.status}`);
      return response.json();
    };
    patient = (await post('/v1/encounters', { language: 'fr', turnId: randomUUID() }, { 'X-Relais-Session': 'bearer' })) as typeof patient;
    const answers = [{ accept: true }, { choice: 'me' }, { amount: 58, unit: 'y' }, { choice: 'male' }, { choice: 'FR' }, { none: true }];
    for (const given of [...answers, { text: `${words} douleur qui serre la poitrine depuis une heure` }, { happening: true }]) {
      const turn = { action: 'answer', turnId: randomUUID(), card: patient.card.id, answer: given };
      ({ card: patient.card } = (await post(`/v1/encounters/${patient.encounterId}/turns`, turn, { Authorization: `Bearer ${patient.capability}` })) as { card: Card });
    }
    whileRunning = await command('list');
    service.process.kill('SIGINT');
    const { out, err } = await service.ended;
    said = out + err;
  }, 60_000);
  afterAll(async () => folder.remove());

  it('can be looked at beside the running service', () => {
    expect([whileRunning.code, whileRunning.out]).toEqual([0, expect.stringContaining(patient.encounterId)]);
  });

  it('comes from a service that said no word and no capability of the patient', () => {
    expect(patient.card.kind).toBe('emergency');
    expect(said).toContain('"event":"request"');
    for (const secret of [words, patient.capability, patient.encounterId]) expect(said).not.toContain(secret);
  });

  it('lists encounters with their urgency and no words', async () => {
    const { code, out } = await command('list');
    expect([code, out]).toEqual([0, expect.stringMatching(new RegExp(`^${patient.encounterId} .*ambulance`))]);
  });

  it('shows times and kinds, and the words only when asked to', async () => {
    expect((await command('show', patient.encounterId)).out).not.toContain(words);
    expect((await command('show', patient.encounterId, '--reveal')).out).toContain(words);
  });

  it('exports everything, and replays it to the same outcome', async () => {
    expect(JSON.parse((await command('export', patient.encounterId)).out)).toMatchObject({ id: patient.encounterId, turns: expect.any(Array) });
    const { code, out } = await command('replay', patient.encounterId);
    expect([
      code,
      out
        .trim()
        .split('\n')
        .every((line) => line.startsWith('same  shown ambulance')),
    ]).toEqual([0, true]);
  });

  it.each([
    [['show'], 'an encounter id is needed'],
    [['show', 'x'], 'an encounter id is needed'],
    [['burn'], '"burn" is not known'],
    [['list', '--most', 'all'], '--most "all" is not a number from 1 to 1000'],
  ])('says what is wrong with %j', async (args, reason) => {
    const { code, err } = await command(...args);
    expect([code, err.split('\n')[0]]).toEqual([2, reason]);
  });

  it('finds no fault in the audit chain, and every look in it', async () => {
    const { code, out } = await run('src/cli/audit-verify.ts', { environment: { DATA_DIR: folder.path } }).ended;
    expect([code, out]).toEqual([0, expect.stringMatching(/^\d+ entries checked, 0 faults/)]);
  });

  it('erases for good, only when it is meant', async () => {
    expect((await command('erase', patient.encounterId)).code).toBe(2);
    expect((await command('erase', patient.encounterId, '--yes')).code).toBe(0);
    const { code, out, err } = await command('show', patient.encounterId, '--reveal');
    expect([code, out, err.trim()]).toEqual([1, '', 'this encounter has been erased']);
    expect((await run('src/cli/audit-verify.ts', { environment: { DATA_DIR: folder.path } }).ended).code).toBe(0);
  });
});

describe('the places of a site', () => {
  let folder: Awaited<ReturnType<typeof dataFolder>>;
  beforeAll(async () => {
    folder = await dataFolder();
  });
  afterAll(async () => folder.remove());
  const places = (...args: string[]): Promise<{ code: number | null; out: string; err: string }> =>
    run('src/cli/places.ts', { args, environment: { DATA_DIR: folder.path } }).ended;

  it('are brought from a file, named where they are refused, and reported', async () => {
    const file = join(folder.path, 'north.geojson');
    const feature = (id: string, tags: Record<string, string>): string =>
      JSON.stringify({ type: 'Feature', id, properties: tags, geometry: { type: 'Point', coordinates: [-1.68, 48.11] } });
    await writeFile(
      file,
      `{"type": "FeatureCollection", "features": [\n${feature('a', { amenity: 'pharmacy', name: 'A', opening_hours: 'Mo-Sa 09:00-19:00' })},\n${feature('b', { amenity: 'pharmacy', phone: 'ask' })}\n]}`,
    );
    const brought = await places('import', file, '--site', 'demo');
    expect([brought.code, brought.err]).toEqual([1, '']);
    expect(brought.out).toContain('line 3, feature 2 (b): refused: phone is not a number; write it like +33 1 99 00 12 34\n');
    expect(brought.out).toContain('2 features: 1 added, 0 changed, 0 unchanged');
    expect((await places('list', '--site', 'demo')).out).toBe('a  pharmacy  A  -  -  Mo-Sa 09:00-19:00\n');
    expect((await places('report', '--site', 'demo')).out).toMatch(/^north\.geojson {2}pharmacy: 1 \(1 with hours\), 0 retired\nMissing: gp, /);
  }, 240_000);

  it.each([
    [[], 'what should be done?'],
    [['burn'], '"burn" is not known'],
    [['import'], 'a file is needed'],
    [['import', 'x.geojson'], '--site is needed: whose directory is it?'],
    [['list', '--site', 'a b'], '--site is not the id of a site'],
    [['list', 'x', '--site', 'demo'], '"x" is one word too many'],
    [['import', 'x', '--site', 'demo', '--region', 'DE'], '--region "DE" is not FR or UK'],
  ])('says what is wrong with %j', async (args, reason) => {
    const { code, err } = await places(...args);
    expect([code, err.split('\n')[0]]).toEqual([2, reason]);
  });
});
