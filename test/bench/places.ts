/**
 * Finding a place among 100,000 made-up ones, hours and typed addresses included, on the PostgreSQL of this project: a directory of a
 * whole country, imported as an operator would, then asked from towns and fields, by day and by night.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { migrate } from '../../src/adapters/postgres/migrate.ts';
import { createPlaceDirectory } from '../../src/adapters/postgres/place-directory.ts';
import { settleDirectory, withDirectoryWriter } from '../../src/adapters/postgres/place-import.ts';
import { createSiteStore } from '../../src/adapters/postgres/site-store.ts';
import { importDirectory, type RawFeature } from '../../src/care/directory-import.ts';
import { createPlaceFinder } from '../../src/care/find-places.ts';
import type { Need } from '../../src/care/wanted.ts';
import type { PlacesRequest } from '../../src/contract/places.ts';
import { claimDataFolder } from '../../src/platform/data-folder.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { demoSite } from '../support/sites.ts';
import { quantile, reportTime } from './measure.ts';

const many = 100_000;
const asked = 1500;
const mostMs = 5;
const start = Date.parse('2026-11-23T00:00:00Z');

export async function benchPlaces(): Promise<boolean> {
  const path = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  await chmod(path, 0o755);
  const postgres = await startEmbeddedPostgres(await claimDataFolder(path));
  try {
    return await measure(postgres.url);
  } finally {
    await postgres.stop();
    await rm(path, { recursive: true, force: true });
  }
}

async function measure(url: string): Promise<boolean> {
  const database = openDatabase(url);
  try {
    // The migrator takes any schema.
    await migrate(database.owner as never);
    await createSiteStore(database.owner).putFirst(demoSite, start);
    const began = performance.now();
    let highest = 0;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 50);
    const before = process.memoryUsage().rss;
    const report = await withDirectoryWriter(database.owner, { site: demoSite.id, source: 'bench' }, (writer) =>
      importDirectory(writer, { features: features(), country: 'FR', now: start, retireMany: true }),
    );
    await settleDirectory(database.owner);
    clearInterval(watch);
    const seconds = (performance.now() - began) / 1000;
    process.stdout.write(`places: ${report.added} imported in ${seconds.toFixed(0)} s, ${report.addresses} addresses, ${Math.round((highest - before) / 1e6)} MB at most\n`);
    const finder = createPlaceFinder(createPlaceDirectory(database.appPool));
    const ask = async (near: PlacesRequest['near'], at: number): Promise<number> => {
      const from = performance.now();
      await finder.find({ site: demoSite.id, language: 'fr', need: pick(needs), contacts: [], near, leavesAt: at });
      return performance.now() - from;
    };
    const times = { position: [] as number[], address: [] as number[] };
    for (let turn = -200; turn < asked; turn += 1) {
      const at = start + Math.floor(random() * 14 * 24 * 60) * 60_000;
      const town = pick(towns);
      const position = await ask(random() < 0.2 ? { lat: 43 + random() * 7, lon: -1 + random() * 7 } : { lat: town.lat + spread(), lon: town.lon + spread() }, at);
      const address = await ask(
        { text: pick([town.postcode, town.name, `${Math.ceil(random() * 40)} ${street(Math.floor(random() * 40))} ${town.name}`, `${street(3)} ${town.postcode}`]) },
        at,
      );
      if (turn < 0) continue;
      times.position.push(position);
      times.address.push(address);
    }
    return [
      reportTime({
        name: `places by position among ${many}, 95th percentile`,
        milliseconds: quantile(times.position, 0.95),
        atMost: mostMs,
        median: quantile(times.position, 0.5),
      }),
      reportTime({
        name: `places by typed address among ${many}, 95th percentile`,
        milliseconds: quantile(times.address, 0.95),
        atMost: mostMs,
        median: quantile(times.address, 0.5),
      }),
    ].every(Boolean);
  } finally {
    await database.close();
  }
}

/** The same country at every run. */
let seed = 20_261_123;
function random(): number {
  seed = (seed + 0x6d_2b_79_f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
function pick<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new RangeError('nothing to pick from');
  return list[Math.floor(random() * list.length)] ?? first;
}
/** Most near the middle. */
function spread(): number {
  return (random() + random() - 1) * 0.06;
}

const needs: readonly Need[] = (['emergency', 'same-day', 'same-day', 'routine', 'pharmacy', 'pharmacy'] as const).flatMap((urgency) =>
  [false, true].map((examined): Need => ({ urgency, examined, via: [], region: 'FR', ageDays: examined ? 400 : 14_000, sex: 'female', pathways: [] })),
);

type Town = { readonly name: string; readonly postcode: string; readonly lat: number; readonly lon: number };
const syllables = ['mar', 'lou', 'ver', 'tin', 'bel', 'sau', 'cour', 'gran', 'mon', 'fon', 'roc', 'val'];
const towns: readonly Town[] = Array.from({ length: 900 }, (_, at): Town => {
  const name = `${syllables[at % 12] ?? ''}${syllables[Math.floor(at / 12) % 12] ?? ''}${syllables[Math.floor(at / 144) % 12] ?? ''}ville`;
  return { name, postcode: String(10_000 + at * 97), lat: 43 + random() * 7, lon: -1 + random() * 7 };
});
const street = (at: number): string => `rue ${syllables[at % 12] ?? ''}${syllables[(at * 5 + 3) % 12] ?? ''}${syllables[(at * 7) % 12] ?? ''}`;

function hours(): string {
  const open = 8 + Math.floor(random() * 3);
  const noon = 12 + Math.floor(random() * 2);
  const half = pick(['00', '15', '30', '45']);
  const shut = 17 + Math.floor(random() * 4);
  return pick([
    `Mo-Fr ${String(open).padStart(2, '0')}:${half}-${noon}:30,14:00-${shut}:${half}; Sa 09:00-12:30; PH off`,
    `Mo-Sa ${String(open).padStart(2, '0')}:00-${shut}:${half}; PH off`,
    `Mo-Fr ${String(open).padStart(2, '0')}:${half}-${shut}:00`,
  ]);
}

/** Of a thousand: how many of each kind, and how many of them never shut. */
const kinds: readonly (readonly [number, Record<string, string>, number])[] = [
  [300, { amenity: 'pharmacy' }, 0.02],
  [420, { amenity: 'doctors' }, 0],
  [110, { amenity: 'dentist' }, 0],
  [60, { healthcare: 'physiotherapist' }, 0],
  [40, { healthcare: 'midwife' }, 0],
  [30, { amenity: 'clinic', 'healthcare:speciality': 'urgent' }, 0.2],
  [20, { 'relais:kind': 'out-of-hours-gp' }, 0.3],
  [12, { amenity: 'hospital', emergency: 'yes' }, 1],
  [4, { amenity: 'hospital', emergency: 'yes', 'healthcare:speciality': 'paediatrics' }, 1],
  [4, { amenity: 'hospital', 'healthcare:speciality': 'maternity' }, 1],
];

async function* features(): AsyncGenerator<RawFeature> {
  for (let number = 1; number <= many; number += 1) {
    const town = pick(towns);
    let left = random() * 1000;
    const [, tags, always] = kinds.find(([share]) => (left -= share) < 0) ?? kinds[0] ?? [0, {}, 0];
    const properties = {
      ...tags,
      name: `Lieu ${number}`,
      phone: '+33 1 99 00 00 00',
      opening_hours: random() < always ? '24/7' : hours(),
      'addr:housenumber': String(Math.ceil(random() * 40)),
      'addr:street': street(Math.floor(random() * 40)),
      'addr:postcode': town.postcode,
      'addr:city': town.name,
    };
    const coordinates = [town.lon + spread(), town.lat + spread()];
    yield { number, line: number + 1, text: JSON.stringify({ type: 'Feature', id: `bench/${number}`, properties, geometry: { type: 'Point', coordinates } }) };
  }
}
