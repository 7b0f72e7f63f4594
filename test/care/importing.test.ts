import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { createPlaceDirectory } from '../../src/adapters/postgres/place-directory.ts';
import type { ImportReport } from '../../src/care/directory-import.ts';
import { createPlaceFinder } from '../../src/care/find-places.ts';
import { importPlaces, refreshHours, type FileImport } from '../../src/platform/places.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await cloneDatabase();
  folder = await mkdtemp(join(tmpdir(), 'relais-places-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  for (const table of ['places', 'place_hours', 'gazetteer_spellings', 'gazetteer']) await sql.raw(`delete from ${table}`).execute(database.owner);
});

const now = Date.parse('2026-11-20T12:00:00Z');
type Tags = Record<string, string>;
type Feature = { readonly type: 'Feature'; readonly id?: unknown; readonly properties: unknown; readonly geometry: unknown };
const pharmacy = (id: string, tags: Tags = {}, lon = -1.68): Feature => ({
  type: 'Feature',
  id,
  properties: {
    amenity: 'pharmacy',
    name: `Pharmacie ${id}`,
    opening_hours: 'Mo-Sa 09:00-19:00',
    'addr:street': 'rue des Mouettes',
    'addr:postcode': '35000',
    'addr:city': 'Rennes',
    ...tags,
  },
  geometry: { type: 'Point', coordinates: [lon, 48.11] },
});

async function write(name: string, features: readonly unknown[]): Promise<string> {
  const file = join(folder, name);
  // Each feature on a line of its own: feature n stands on line n + 1.
  await writeFile(file, `{"type": "FeatureCollection", "features": [\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`);
  return file;
}
async function bring(features: readonly unknown[], more: Partial<FileImport> = {}, name = 'places.geojson'): Promise<ImportReport> {
  return importPlaces(database.owner, { file: await write(name, features), site: 'demo', country: 'FR', now, ...more });
}
const live = async (site = 'demo'): Promise<readonly string[]> => {
  const { rows } = await sql<{ id: string }>`select id from places where site_id = ${site} and retired_at is null order by id`.execute(database.owner);
  return rows.map((row) => row.id);
};
/** Everything that is kept, for "nothing changed". */
const everything = async (): Promise<unknown> => {
  const rows = await Promise.all(
    ['places', 'place_hours', 'gazetteer', 'gazetteer_numbers', 'gazetteer_words', 'gazetteer_spellings'].map(async (table) =>
      (await sql.raw<{ row: string; xmin: string }>(`select t::text as row, xmin::text from ${table} t order by 1`).execute(database.owner)).rows.map(
        (item) => `${item.xmin} ${item.row}`,
      ),
    ),
  );
  return rows;
};

describe('a directory file', () => {
  it('brought twice changes nothing the second time, not one row', async () => {
    const features = [
      pharmacy('node/1'),
      pharmacy('node/2', {}, -1.7),
      { ...pharmacy('node/3'), properties: { 'addr:street': 'rue du Port', 'addr:housenumber': '3', 'addr:city': 'Rennes' } },
    ];
    expect(await bring(features)).toMatchObject({ added: 2, changed: 0, unchanged: 0 });
    const before = await everything();
    expect(await bring(features)).toMatchObject({ added: 0, changed: 0, unchanged: 2, returned: 0, retired: 0, remarks: [] });
    expect(await everything()).toEqual(before);
  });

  it('changes what changed, retires what is gone and takes it back when it returns', async () => {
    await bring([pharmacy('a'), pharmacy('b', {}, -1.7)]);
    expect(await bring([pharmacy('a', { phone: '+33 1 99 00 00 01' })])).toMatchObject({ changed: 1, retired: 1 });
    expect(await live()).toEqual(['a']);
    expect(await bring([pharmacy('a', { phone: '+33 1 99 00 00 01' }), pharmacy('b', {}, -1.7)])).toMatchObject({ unchanged: 1, returned: 1, retired: 0 });
    expect(await live()).toEqual(['a', 'b']);
  });

  it('leaves alone what another file brought', async () => {
    await bring([pharmacy('a')], {}, 'pharmacies.geojson');
    expect(await bring([{ ...pharmacy('h'), properties: { amenity: 'hospital', emergency: 'yes', name: 'Hôpital' } }], {}, 'hospitals.geojson')).toMatchObject({
      added: 1,
      retired: 0,
    });
    expect(await live()).toEqual(['a', 'h']);
  });

  it('and the directory of one site never touch those of another', async () => {
    await bring([pharmacy('a')]);
    await bring([pharmacy('a', { name: 'Autre' })], { site: 'elsewhere' });
    await bring([], { site: 'elsewhere' });
    expect([await live(), await live('elsewhere')]).toEqual([['a'], []]);
  });

  it('that would retire most of what is there is not believed unless told to', async () => {
    const many = Array.from({ length: 30 }, (_, at) => pharmacy(`p${at}`, {}, -1 - at / 100));
    await bring(many);
    await expect(bring(many.slice(0, 5))).rejects.toThrow(/would retire 25 of 30 places: nothing was changed/);
    expect(await live()).toHaveLength(30);
    expect(await bring(many.slice(0, 5), { retireMany: true })).toMatchObject({ retired: 25 });
  });

  it('looked at first reports the same and changes nothing', async () => {
    expect(await bring([pharmacy('a')], { dryRun: true })).toMatchObject({ added: 1 });
    expect(await live()).toEqual([]);
  });

  it('cut short changes nothing, and says at which line', async () => {
    await bring([pharmacy('a')]);
    const file = await write('places.geojson', [pharmacy('b'), pharmacy('c', {}, -1.7)]);
    const { readFile } = await import('node:fs/promises');
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, -60));
    await expect(importPlaces(database.owner, { file, site: 'demo', country: 'FR', now })).rejects.toThrow(
      /line 3: the file ends within feature 2: it was cut short. Nothing was changed/,
    );
    expect(await live()).toEqual(['a']);
  });

  it('that is not there, or for a site that is not, is refused in one line', async () => {
    await expect(importPlaces(database.owner, { file: join(folder, 'none.geojson'), site: 'demo', country: 'FR' })).rejects.toThrow(/cannot be read \(ENOENT\)/);
    await expect(importPlaces(database.owner, { file: folder, site: 'demo', country: 'FR' })).rejects.toThrow(/cannot be read \(EISDIR\)/);
    await expect(bring([], { site: 'nowhere' })).rejects.toThrow(/There is no site "nowhere"/);
  });
});

describe('what cannot be used is named, with its line', () => {
  const at = (feature: Feature, geometry: unknown): Feature => ({ ...feature, geometry });
  it.each<readonly [string, unknown, RegExp]>([
    ['no geometry', at(pharmacy('x'), null), /no geometry; give it a Point/],
    [
      'a line for a pharmacy',
      at(pharmacy('x'), {
        type: 'LineString',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      }),
      /its geometry is a LineString/,
    ],
    ['latitude first, beyond the pole', at(pharmacy('x'), { type: 'Point', coordinates: [48.1, 148] }), /lies outside the world; write longitude first/],
    ['words for coordinates', at(pharmacy('x'), { type: 'Point', coordinates: ['48', '2'] }), /are not those of a Point; write numbers/],
    ['the middle of nowhere', at(pharmacy('x'), { type: 'Point', coordinates: [0, 0] }), /at 0, 0/],
    ['no id', pharmacy(''), /has no id/],
    ['an unknown kind', pharmacy('x', { 'relais:kind': 'wizard' }), /relais:kind "wizard" is not known; write one of pharmacy/],
    ['an unknown service', pharmacy('x', { 'relais:services': 'x-ray;magic' }), /relais:services "magic" is not known/],
    ['a telephone that is none', pharmacy('x', { phone: 'ask inside' }), /phone is not a number/],
    ['no feature', { hello: 'world' }, /not a feature/],
    ['a feature without tags', { type: 'Feature', id: 'x' }, /not a feature: properties/],
  ])('%s', async (_what, feature, why) => {
    const { remarks, added } = await bring([pharmacy('good'), feature]);
    expect({ added, remarks }).toEqual({ added: 1, remarks: [expect.objectContaining({ feature: 2, line: 3, kind: 'refused', why: expect.stringMatching(why) })] });
  });

  it('a duplicate by id, and one by name and spot, with the line of the first', async () => {
    const { remarks, added } = await bring([pharmacy('a'), pharmacy('a', { name: 'Another' }), pharmacy('c', { name: 'PHARMACIE  A' })]);
    expect(added).toBe(1);
    expect(remarks.map(({ line, why }) => [line, why])).toEqual([
      [3, 'a duplicate: the same id as feature 1 on line 2; keep one of them'],
      [4, 'a duplicate: the same kind and name at the same spot as feature 1 on line 2; keep one of them'],
    ]);
  });

  it('an id that another file of the site holds', async () => {
    await bring([pharmacy('a')], {}, 'one.geojson');
    expect((await bring([pharmacy('a')], {}, 'two.geojson')).remarks).toEqual([
      expect.objectContaining({ line: 2, kind: 'refused', why: expect.stringContaining('the file "one.geojson" has this id already') }),
    ]);
    expect(await live()).toEqual(['a']);
  });

  it('hours that do not parse: the place stays, and people are told to call first', async () => {
    const { remarks, added } = await bring([pharmacy('a', { opening_hours: 'Mo-Fr 25:00-30:00' })]);
    expect({ added, remarks }).toEqual({
      added: 1,
      remarks: [expect.objectContaining({ line: 2, id: 'a', kind: 'without-hours', why: expect.stringContaining('opening_hours does not parse') })],
    });
    const finder = createPlaceFinder(createPlaceDirectory(database.appPool));
    const need = { urgency: 'pharmacy', examined: false, via: [], region: 'FR', ageDays: 12_000, sex: 'male', pathways: [] } as const;
    const found = await finder.find({ site: 'demo', language: 'en', need, contacts: [], near: { text: 'rue des mouettes' }, leavesAt: now });
    expect(found?.places).toEqual([expect.objectContaining({ name: 'Pharmacie a', openOnArrival: 'call-first', openWords: 'Hours not known' })]);
  });

  it('a vet is left out and named; a bakery is left out without a word', async () => {
    const other = (tags: Tags): Feature => ({ ...pharmacy('x'), properties: tags });
    expect(await bring([other({ amenity: 'veterinary', healthcare: 'veterinary' }), other({ shop: 'bakery' })])).toMatchObject({
      added: 0,
      otherFeatures: 2,
      remarks: [{ line: 2, kind: 'left-out', why: 'nobody is sent to such a place: veterinary' }],
    });
  });
});

describe('OpenStreetMap tags', () => {
  it.each([
    [{ amenity: 'pharmacy' }, 'pharmacy'],
    [{ amenity: 'doctors' }, 'gp'],
    [{ amenity: 'doctors', 'healthcare:speciality': 'general' }, 'gp'],
    [{ amenity: 'doctors', 'healthcare:speciality': 'ophthalmology' }, 'eye-care'],
    [{ amenity: 'clinic', name: 'Maison médicale de garde du Port' }, 'out-of-hours-gp'],
    [{ healthcare: 'doctor', name: 'SOS Médecins Rennes' }, 'visiting-doctor'],
    [{ amenity: 'hospital', emergency: 'yes' }, 'emergency-department'],
    [{ amenity: 'hospital', emergency: 'yes', 'healthcare:speciality': 'paediatrics' }, 'childrens-emergency-department'],
    [{ amenity: 'hospital', 'healthcare:speciality': 'obstetrics' }, 'maternity'],
    [{ amenity: 'clinic', 'healthcare:speciality': 'urgent;radiology' }, 'urgent-care'],
    [{ healthcare: 'midwife' }, 'midwife'],
    [{ amenity: 'dentist' }, 'dentist'],
    [{ 'relais:kind': 'video' }, 'video'],
  ] as const)('%j is a place of kind %s', async (tags, kind) => {
    await bring([{ ...pharmacy('x'), properties: { name: 'X', ...tags } }]);
    const { rows } = await sql<{ kind: string }>`select kind from places`.execute(database.owner);
    expect(rows).toEqual([{ kind }]);
  });

  it.each([
    ['a hospital without emergencies', { amenity: 'hospital', emergency: 'no' }],
    ['a dermatologist', { amenity: 'doctors', 'healthcare:speciality': 'dermatology' }],
  ])('%s is nowhere to send people from here', async (_what, tags) => {
    expect(await bring([{ ...pharmacy('x'), properties: tags }])).toMatchObject({ added: 0 });
  });
});

describe('opening hours', () => {
  it('are worked out anew before what is known of them runs out, and then hold', async () => {
    await bring([pharmacy('a')]);
    const known = async (): Promise<number> =>
      Number((await sql<{ last: number }>`select first_day + length(days) as last from place_hours`.execute(database.owner)).rows[0]?.last);
    const first = await known();
    expect(await refreshHours(database.owner, { now })).toBe(0);
    const later = now + 350 * 86_400_000;
    expect(await refreshHours(database.owner, { now: later })).toBe(1);
    expect(await known()).toBe(first + 350);
  });
});
