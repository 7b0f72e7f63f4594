import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlaceDirectory } from '../../src/adapters/postgres/place-directory.ts';
import { createPlaceFinder } from '../../src/care/find-places.ts';
import type { Need } from '../../src/care/wanted.ts';
import type { PlacesView } from '../../src/contract/places.ts';
import { ensureDemoPlaces } from '../../src/platform/places.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await ensureDemoPlaces(database.owner, 'demo', Date.parse('2026-11-20T00:00:00Z'));
});
afterAll(async () => database.drop());

const needs: readonly Need[] = [
  { urgency: 'pharmacy', examined: false, via: [], region: 'FR', ageDays: 12_000, sex: 'female', pathways: ['sore-throat'] },
  { urgency: 'same-day', examined: true, via: [], region: 'FR', ageDays: 12_000, sex: 'male', pathways: [] },
  { urgency: 'same-day', examined: false, via: ['dental'], region: 'UK', ageDays: 12_000, sex: 'male', pathways: [] },
  { urgency: 'emergency', examined: true, via: [], region: 'UK', ageDays: 300, sex: 'male', pathways: [] },
];
const nears = [
  { lat: 46.62, lon: -4.05 },
  { lat: 46.7, lon: -3.96 },
  { lat: 54.62, lon: 1.62 },
];

/** At uneven hours of eleven days, holidays among them, and beyond the days that are known. */
async function answers(): Promise<readonly (PlacesView | undefined)[]> {
  const finder = createPlaceFinder(createPlaceDirectory(database.appPool));
  const moments = [
    ...Array.from({ length: 40 }, (_, at) => Date.parse('2026-12-23T00:00:00Z') + at * 397 * 60_000),
    ...['2026-11-18T12:00:00Z', '2027-03-28T02:30:00+01:00', '2027-12-24T10:00:00Z', '2028-06-01T10:00:00Z'].map((text) => Date.parse(text)),
  ];
  const found: (PlacesView | undefined)[] = [];
  for (const leavesAt of moments)
    for (const need of needs) for (const near of nears) found.push(await finder.find({ site: 'demo', language: 'en', need, contacts: [], near, leavesAt }));
  return found;
}

describe('passing over who certainly is shut', () => {
  it('changes no answer that anyone gets, at any hour', async () => {
    const quick = await answers();
    await sql`update places set week = null`.execute(database.owner);
    const thorough = await answers();
    expect(quick).toEqual(thorough);
    expect([quick.some((view) => view?.none !== undefined), quick.some((view) => (view?.places.length ?? 0) > 2)]).toEqual([true, true]);
  }, 60_000);

  it('follows hours that are worked out anew', async () => {
    await sql`update place_hours set open_bits = decode(repeat('ff', length(open_bits)), 'hex'), maybe_bits = null`.execute(database.owner);
    const { rows } = await sql<{ week: string }>`select distinct week::text as week from places where hours_id is not null`.execute(database.owner);
    expect(rows.map((row) => row.week)).toEqual(['1'.repeat(168)]);
  });
});
