import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlaceDirectory } from '../../src/adapters/postgres/place-directory.ts';
import { createPlaceFinder, type PlaceFinder } from '../../src/care/find-places.ts';
import { outOfHoursFor, reachableNow } from '../../src/care/out-of-hours.ts';
import { ensureDemoPlaces } from '../../src/platform/places.ts';
import { loadRules } from '../../src/platform/rules.ts';
import { routingTags, urgencies } from '../../src/triage/outcome.ts';
import type { Region } from '../../src/triage/ruleset.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let finder: PlaceFinder;
let regions: readonly Region[];
beforeAll(async () => {
  database = await cloneDatabase();
  await ensureDemoPlaces(database.owner, 'demo', Date.parse('2026-11-20T00:00:00Z'));
  finder = createPlaceFinder(createPlaceDirectory(database.appPool));
  ({ regions } = (await loadRules()).ruleset);
});
afterAll(async () => database.drop());

const christmasNight = { FR: '2026-12-25T03:00:00+01:00', UK: '2026-12-25T03:00:00Z' } as const;
const town = { FR: { lat: 46.62, lon: -4.05 }, UK: { lat: 54.62, lon: 1.62 } } as const;

/** As the outcome shows them: those of its tags, then those of every outcome. */
function contactsOf(region: Region, via: readonly string[]): { readonly number: string; readonly name: string; readonly hours?: string; readonly fallback?: string }[] {
  const some = (list: Region['contacts']): ReturnType<typeof contactsOf> =>
    list.map(({ number, name, hours, fallback }) => ({ number, name: name.en, ...(hours ? { hours: hours.en } : {}), ...(fallback === undefined ? {} : { fallback }) }));
  return [...some(region.contacts.filter((contact) => contact.via.some((tag) => via.includes(tag)))), ...some(region.contacts.filter((contact) => contact.via.length === 0))];
}

describe('at three in the morning on Christmas Day', () => {
  it.each(['FR', 'UK'] as const)('everyone in %s, for every outcome and every way on, is told someone who answers then', async (id) => {
    const region = regions.find((item) => item.id === id);
    if (!region) throw new Error(`no region ${id}`);
    const silent: string[] = [];
    for (const urgency of urgencies.filter((item) => item !== 'ambulance')) {
      for (const examined of [true, false]) {
        for (const via of [[], ...routingTags.map((tag) => [tag])]) {
          for (const near of [town[id], { text: 'nowhere that we know' }]) {
            const view = await finder.find({
              site: 'demo',
              language: 'en',
              need: { urgency, examined, via, region: id, ageDays: 11_000, sex: 'female', pathways: [] },
              contacts: contactsOf(region, via),
              near,
              leavesAt: Date.parse(christmasNight[id]),
            });
            const number = view && reachableNow(view.outOfHours);
            const what = `${urgency} ${via.join()} ${JSON.stringify(near)}`;
            if (number === undefined || !/\d/.test(number)) silent.push(what);
            // Nothing is said to be open that shuts at night or on that day.
            for (const place of view?.places ?? [])
              if (place.openOnArrival === 'yes' && !nightAndDay.test(place.name) && !(id === 'UK' && /Out-of-hours/.test(place.name))) silent.push(`${what}: ${place.name}`);
            if (view?.none?.next && number !== undefined && !view.none.words.includes(number)) silent.push(`${what}: does not say ${number}`);
          }
        }
      }
    }
    expect(silent).toEqual([]);
  });
});

/** Of the made-up region, those that never shut. */
const nightAndDay = /urgences|psychiatrique|Maternité|Visites|\(de garde\)|A&E|Maternity|Crisis/;

describe('the number of the doctor on duty in France', () => {
  const contacts = [
    { number: '116 117', name: 'Doctor on duty', hours: 'Evenings' },
    { number: '15', name: 'Doctor on the phone' },
  ];

  it('is shown where it exists, and not where it is known not to', () => {
    const numbers = (postcode: string | undefined): readonly string[] => outOfHoursFor(contacts, 'FR', postcode).map((contact) => contact.number);
    expect([numbers('76000'), numbers('20200'), numbers('75011'), numbers(undefined)]).toEqual([['15', '116 117'], ['15', '116 117'], ['15'], ['15', '116 117']]);
  });
});
