import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlaceDirectory } from '../../src/adapters/postgres/place-directory.ts';
import type { PlaceDirectory } from '../../src/care/directory.ts';
import { createPlaceFinder, type FindRequest, type PlaceFinder } from '../../src/care/find-places.ts';
import type { Need } from '../../src/care/wanted.ts';
import type { PlacesView, PlaceView } from '../../src/contract/places.ts';
import { ensureDemoPlaces } from '../../src/platform/places.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let finder: PlaceFinder;
beforeAll(async () => {
  database = await cloneDatabase();
  // Worked out from the day of the import on: the moments of these tests lie within the year that follows it.
  await ensureDemoPlaces(database.owner, 'demo', Date.parse('2026-11-20T00:00:00Z'));
  finder = createPlaceFinder(createPlaceDirectory(database.appPool));
});
afterAll(async () => database.drop());

const contacts = [{ number: '15', name: 'Doctor on the phone', fallback: '112' }];
const adult: Need = { urgency: 'same-day', examined: true, via: [], region: 'FR', ageDays: 40 * 365.25, sex: 'female', pathways: [] };
const lighthouse = { lat: 46.62, lon: -4.05 };

async function places(need: Partial<Need>, at: string, more: Partial<FindRequest> = {}): Promise<PlacesView> {
  const found = await finder.find({ site: 'demo', language: 'en', need: { ...adult, ...need }, contacts, near: lighthouse, leavesAt: Date.parse(at), ...more });
  if (!found) throw new Error('no place is offered');
  return found;
}
const tuesdayNoon = '2026-11-24T13:00:00+01:00';
const named = (view: PlacesView, part: string): PlaceView | undefined => view.places.find((place) => place.name.includes(part));

describe('a woman with cystitis, at lunch on a Tuesday', () => {
  it('is shown the pharmacies that may treat her and are open when she gets there, not the nearer one that is shut until two', async () => {
    const view = await places({ urgency: 'pharmacy', pathways: ['uti-female'] }, tuesdayNoon);
    expect(view.places.map((place) => place.name)).toEqual(['Pharmacie du Marché', "Pharmacie de l'Océan (de garde)", 'Pharmacie des Cordiers']);
    expect(view.notes.join()).toContain('without a prescription');
    expect(view.places[0]).toMatchObject({ distance: { words: '300 m' }, travel: { by: 'foot' }, openOnArrival: 'yes', openWords: 'Until 20:00' });
  });

  it('of 70 is not promised what pharmacists may not do at that age', async () => {
    expect((await places({ urgency: 'pharmacy', pathways: ['uti-female'], ageDays: 70 * 365.25 }, tuesdayNoon)).notes).toEqual([]);
  });

  it('gets a link to the place alone: nothing in it says where she is', async () => {
    const [place] = (await places({ urgency: 'pharmacy' }, tuesdayNoon)).places;
    expect(place?.directions).toEqual({
      geo: expect.stringMatching(/^geo:46\.62/),
      web: expect.stringMatching(/^https:\/\/www\.openstreetmap\.org\/directions\?to=46\.62\d+%2C-4\.04\d+$/),
    });
  });

  it('reads it in French', async () => {
    const view = await places({ urgency: 'pharmacy' }, tuesdayNoon, { language: 'fr' });
    expect(view).toMatchObject({
      title: 'Pharmacies',
      places: [{ openWords: 'Jusqu’à 20:00', hoursToday: 'Aujourd’hui : 08:00 à 20:00', distance: { words: '300 m' } }, {}, {}],
    });
  });
});

describe('hours', () => {
  it('count on arrival: a pharmacy that shuts while one is on the way is not said to be open', async () => {
    // 20 minutes on foot away, open until 19:00.
    const before = await places({ urgency: 'pharmacy' }, '2026-11-24T18:10:00+01:00');
    const late = await places({ urgency: 'pharmacy' }, '2026-11-24T18:50:00+01:00');
    expect([named(before, 'Cordiers')?.openOnArrival, named(late, 'Cordiers')?.openOnArrival]).toEqual(['yes', undefined]);
  });

  it('that end soon after arrival say so, and to call first', async () => {
    expect(named(await places({ urgency: 'pharmacy' }, '2026-11-24T18:35:00+01:00'), 'Cordiers')).toMatchObject({
      openOnArrival: 'call-first',
      openWords: 'Closes at 19:00, soon after you would arrive',
    });
  });

  it('that cross midnight hold on both sides of it, and not beyond', async () => {
    const at = async (time: string): Promise<string | undefined> => named(await places({ urgency: 'pharmacy' }, time), 'Océan')?.openOnArrival;
    // Saturday 08:30 to 24:00, then Sunday all day, then shut until Monday 08:30.
    expect([await at('2026-11-28T23:50:00+01:00'), await at('2026-11-29T00:10:00+01:00'), await at('2026-11-29T23:10:00+01:00'), await at('2026-11-30T00:10:00+01:00')]).toEqual([
      'yes',
      'yes',
      'yes',
      undefined,
    ]);
  });

  it('of a public holiday are those of the country where the place is', async () => {
    const open = async (at: string, near: FindRequest['near'], region: 'FR' | 'UK'): Promise<readonly string[]> =>
      (await places({ urgency: 'pharmacy', region }, at, { near })).places.filter((place) => place.openOnArrival === 'yes').map((place) => place.name);
    const saltmere = { lat: 54.62, lon: 1.62 };
    // Wednesday 14 July 2027 is a holiday in France alone, Monday 31 May in England alone.
    expect(await open('2027-07-14T11:00:00+02:00', lighthouse, 'FR')).toEqual(["Pharmacie de l'Océan (de garde)"]);
    expect(await open('2027-07-14T11:00:00+01:00', saltmere, 'UK')).toEqual(['Saltmere Pharmacy', 'Harbour Late Pharmacy']);
    expect(await open('2027-05-31T11:00:00+02:00', lighthouse, 'FR')).toContain('Pharmacie du Marché');
    expect(await open('2027-05-31T11:00:00+01:00', saltmere, 'UK')).toEqual(['Harbour Late Pharmacy']);
  });

  it('follow the clocks as they change: an opening at nine is at nine on both sides', async () => {
    const opens = async (at: string): Promise<string | undefined> => (await places({ urgency: 'pharmacy' }, at)).none?.next?.nextOpening?.at;
    // Clocks go forward in the night to Sunday 28 March 2027; the Monday after, the first opens at 08:00.
    expect(await opens('2027-03-27T01:00:00+01:00')).toBe('2027-03-27T07:00:00.000Z');
    expect(await opens('2027-03-30T01:00:00+02:00')).toBe('2027-03-30T06:00:00.000Z');
  });

  it('that nobody wrote down are said to be unknown, after those that are known', async () => {
    const view = await places({}, tuesdayNoon, { near: { lat: 46.7, lon: -3.96 } });
    expect(named(view, 'Fontaine')).toMatchObject({ openOnArrival: 'call-first', openWords: 'Hours not known' });
    expect(view.places.at(-1)?.name).toContain('Fontaine');
  });
});

describe('at two in the morning', () => {
  const night = '2026-11-24T02:00:00+01:00';

  it('someone for the pharmacy is told plainly that none is open, which opens first, and who answers now', async () => {
    const view = await places({ urgency: 'pharmacy' }, night);
    expect(view.places).toEqual([]);
    expect(view.none).toMatchObject({
      words: 'No place of this kind near you is open when you could be there. To call now, day and night: 15.',
      nextWords: 'The next one to open is Pharmacie du Marché, today at 08:00.',
      next: { name: 'Pharmacie du Marché', openOnArrival: 'no' },
    });
    expect(view.outOfHours[0]?.number).toBe('15');
  });

  it('someone who must be examined is shown who comes and who is open', async () => {
    const view = await places({}, night);
    expect(view.places.slice(0, 2).map((place) => [place.kind, place.openOnArrival])).toEqual([
      ['visiting-doctor', 'yes'],
      ['emergency-department', 'yes'],
    ]);
    expect(view.places[0]).not.toHaveProperty('distance');
  });
});

describe('who is sent where', () => {
  const kinds = async (need: Partial<Need>, at = tuesdayNoon): Promise<string | undefined> => (await places(need, at)).places[0]?.kind;

  it.each([
    ['an adult in an emergency', { urgency: 'emergency' }, 'emergency-department'],
    ['a child in an emergency', { urgency: 'emergency', ageDays: 400 }, 'childrens-emergency-department'],
    ['a pregnant woman in an emergency', { urgency: 'emergency', via: ['maternity'] }, 'maternity'],
    ['someone with an eye emergency', { urgency: 'emergency', via: ['eye'] }, 'eye-care'],
    ['someone in a crisis', { via: ['mental-health-crisis'] }, 'mental-health-crisis'],
    ['someone with an injured ankle, to where an X-ray is nearest', { pathways: ['lower-limb-injury'] }, 'urgent-care'],
    ['someone whose eye hurts', { via: ['eye'] }, 'eye-care'],
    ['someone who may be seen by video', { examined: false }, 'video'],
    ['someone for whom the doctor can wait', { urgency: 'routine' }, 'gp'],
    ['someone for the midwife', { urgency: 'routine', via: ['midwife'] }, 'midwife'],
    ['someone for the physiotherapist', { urgency: 'routine', via: ['physio'] }, 'physiotherapist'],
    ['someone who looks after it at home', { urgency: 'self-care' }, 'pharmacy'],
  ] as const)('%s', async (_who, need, kind) => {
    expect(await kinds(need)).toBe(kind);
  });

  it('nobody for whom an ambulance comes', async () => {
    expect(
      await finder.find({ site: 'demo', language: 'en', need: { ...adult, urgency: 'ambulance' }, contacts, near: lighthouse, leavesAt: Date.parse(tuesdayNoon) }),
    ).toBeUndefined();
  });

  it('a tooth that hurts on a Saturday night waits for the dentist on duty, and is told who answers', async () => {
    expect((await places({ via: ['dental'] }, '2026-11-28T20:00:00+01:00')).none).toMatchObject({
      nextWords: 'The next one to open is Cabinet dentaire des Tamaris (garde du dimanche), tomorrow at 09:00.',
    });
  });
});

describe('a typed address', () => {
  const origin = async (text: string): Promise<string | undefined> => (await places({}, tuesdayNoon, { near: { text } })).origin?.label;

  it.each([
    ['99310', '99310 Port-Lierre'],
    ['99 310', '99310 Port-Lierre'],
    ['port lierre', 'Port-Lierre'],
    ['PORT-LIEREE', 'Port-Lierre'],
    ['12 r. du phare', '12 rue du Phare, 99310 Port-Lierre'],
    ['quai des dentelieres, Port Lierre', 'quai des Dentellières, 99310 Port-Lierre'],
    ['rue de la gare 99320', 'rue de la Gare, 99320 Saint-Aubrac-sur-Lierre'],
    ['ste aubaine', 'rue Sainte-Aubaine, 99310 Port-Lierre'],
    ['zx1 2ab', 'ZX1 2AB Saltmere'],
    ['ZX12AB', 'ZX1 2AB Saltmere'],
    ['saltmere high st', 'High Street, ZX1 1AA Saltmere'],
  ])('"%s" is %s', async (text, label) => {
    expect(await origin(text)).toBe(label);
  });

  it('that is in two towns is asked about, not guessed', async () => {
    const view = await places({}, tuesdayNoon, { near: { text: 'rue de la Gare' } });
    expect(view).not.toHaveProperty('origin');
    expect(view.maybe.map((item) => item.label)).toEqual(['rue de la Gare, 99310 Port-Lierre', 'rue de la Gare, 99320 Saint-Aubrac-sur-Lierre']);
    expect(await origin(view.maybe[1]?.text ?? '')).toBe('rue de la Gare, 99320 Saint-Aubrac-sur-Lierre');
  });

  it.each(['nowhere at all', '12', '🙂', "'; drop table places; --", '%', 'x'.repeat(200), 'a b c d e f g h i j k l m n o p q r s t u v w x y z'])(
    '"%s" is not found: how to be found is said, and whom to call',
    async (text) => {
      const view = await places({}, tuesdayNoon, { near: { text } });
      expect(view).toMatchObject({ places: [], none: { words: expect.stringContaining('We do not find this address') }, outOfHours: [{ number: '15' }] });
    },
  );
});

describe('a typed address and what lies near it', () => {
  const directory = (): PlaceDirectory => createPlaceDirectory(database.appPool);
  const near = { text: '12 rue du phare port lierre' };
  const request: FindRequest = { site: 'demo', language: 'en', need: adult, contacts, near, leavesAt: Date.parse(tuesdayNoon) };

  it('come in one trip, as they come in two', async () => {
    const { addresses, nearest } = directory();
    let trips = 0;
    const counted: PlaceDirectory = { addresses: async (asked) => (trips++, addresses(asked)), nearest: async (asked) => (trips++, nearest(asked)) };
    const once = await createPlaceFinder(counted).find(request);
    const apart: PlaceDirectory = { addresses: async (asked) => (await addresses(asked)).map((address) => ({ ...address, nearest: undefined })), nearest };
    expect([once, trips]).toEqual([await createPlaceFinder(apart).find(request), 1]);
  });

  it('are those of the address that is meant, where another seemed likelier at first', async () => {
    const { addresses, nearest } = directory();
    const misled: PlaceDirectory = {
      addresses: async (asked) => [
        { kind: 'town', label: 'Phareville', words: ['phare', 'x', 'y'], postcode: undefined, lat: 0, lon: 0, exact: false, nearest: [] },
        ...(await addresses(asked)).map((address) => ({ ...address, nearest: undefined })),
      ],
      nearest,
    };
    expect(await createPlaceFinder(misled).find(request)).toEqual(await finder.find(request));
  });
});

describe('the map', () => {
  it('holds where one is and every place shown', async () => {
    const { map, places: shown } = await places({ urgency: 'pharmacy' }, tuesdayNoon);
    if (!map) throw new Error('no map');
    for (const { lat, lon } of [lighthouse, ...shown]) expect(lat > map.south && lat < map.north && lon > map.west && lon < map.east).toBe(true);
  });
});

describe('far from everything', () => {
  it('someone is told that the list ends, and whom to call', async () => {
    const view = await places({ urgency: 'pharmacy' }, tuesdayNoon, { near: { lat: 10, lon: 10 } });
    expect(view).toMatchObject({ places: [], none: { words: 'No place of this kind is in our list within 60 km. To call now, day and night: 15.' } });
  });

  it.each([
    { lat: 90, lon: 180 },
    { lat: -90, lon: -180 },
    { lat: 0, lon: 0 },
  ])('at the end of the world ($lat, $lon) as well', async (near) => {
    expect((await places({ urgency: 'emergency' }, tuesdayNoon, { near })).places).toEqual([]);
  });
});

describe('a directory', () => {
  it('is seen by its own site alone', async () => {
    const elsewhere = await places({ urgency: 'pharmacy' }, tuesdayNoon, { site: 'elsewhere' });
    expect(elsewhere.places).toEqual([]);
    expect((await places({}, tuesdayNoon, { site: 'elsewhere', near: { text: '99310' } })).origin).toBeUndefined();
  });

  it.each(['places', 'place_hours', 'gazetteer', 'gazetteer_numbers', 'gazetteer_words', 'gazetteer_spellings'])(
    'stays closed to a request that forgets its where: %s',
    async (table) => {
      const client = await database.appPool.connect();
      try {
        const count = async (): Promise<number> => Number((await client.query<{ n: string }>(`select count(*) as n from ${table}`)).rows[0]?.n);
        await client.query('begin');
        await client.query("select set_config('app.site', 'elsewhere', true)");
        const foreign = await count();
        await client.query("select set_config('app.site', 'demo', true)");
        expect([foreign, (await count()) > 0]).toEqual([0, true]);
        await client.query('rollback');
      } finally {
        client.release();
      }
    },
  );

  it.each(['insert into places default values', "update places set name = 'x'", 'delete from places', 'truncate gazetteer'])(
    'is read, never written, by requests: %s',
    async (statement) => {
      await expect(database.appPool.query(statement)).rejects.toThrow(/permission denied/);
    },
  );
});
