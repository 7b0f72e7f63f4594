/**
 * Calls in real browsers that are cut or freeze, on the real service, through a real LiveKit and from browser to browser at the same
 * time. What each of the two reads meanwhile, that they meet again by themselves, and that the record holds.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import type { BrowserServer, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { broken } from '../chaos/invariants.ts';
import { desktop, phone } from '../support/browser.ts';
import { figuresOf, seeAndHearEachOther } from '../support/call-figures.ts';
import { freePort, run, untilReady, type Running } from '../support/child.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { livekitMissing, startLivekit, type TestLivekit } from '../support/livekit-server.ts';
import { networksMissing, openNetworks, type OwnNetwork, type OwnNetworks } from '../support/own-network.ts';
import { missing } from '../support/servers.ts';
import { acceptAndOpen, connectTo, doctorOnCall, inTheWaitingRoom, noticeOn, openCallBrowser, pageIn, smallCamera, unplugMicrophone } from './call-people.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** In continuous integration nothing may be wanting: there it fails instead of being passed over. */
const lacking = process.env['CI'] === undefined ? (missing.browser ?? livekitMissing ?? networksMissing) : undefined;

const ways = ['livekit', 'direct'] as const;
type Way = (typeof ways)[number];
const names = { livekit: 'Lucie Caron', direct: 'Denis Caron' } as const satisfies Record<Way, string>;

type Pair = { readonly patient: Page; readonly doctor: Page; readonly network: OwnNetwork };
type House = { readonly url: string; readonly database: TestDatabase; readonly service: Running };

let networks: OwnNetworks;
let livekit: TestLivekit;
const houses = new Map<Way, House>();
const browsers: BrowserServer[] = [];
/** Each doctor's, so that it can be frozen whole. */
const doctorsBrowsers = new Map<Way, BrowserServer>();
const pairs = new Map<Way, Pair>();

beforeAll(async () => {
  if (lacking !== undefined) return;
  for (const reason of [missing.browser, livekitMissing, networksMissing]) if (reason !== undefined) throw new Error(reason);
  networks = await openNetworks();
  livekit = await startLivekit(networks.address);
  for (const way of ways) houses.set(way, await openHouse(way));
  await Promise.all(ways.map(meetIn));
});
afterAll(async () => {
  await Promise.all(browsers.map((browser) => browser.kill()));
  for (const { service, database } of houses.values()) {
    service.process.kill('SIGTERM');
    await service.ended;
    await database.drop();
  }
  await livekit?.stop();
  await networks?.close();
});
beforeEach(({ skip }) => {
  if (lacking !== undefined) skip(lacking);
});

async function openHouse(way: Way): Promise<House> {
  const database = await cloneDatabase();
  const port = String(await freePort());
  const media = way === 'direct' ? { LIVEKIT_LOCAL: 'no' } : { LIVEKIT_URL: livekit.url, LIVEKIT_API_KEY: livekit.apiKey, LIVEKIT_API_SECRET: livekit.apiSecret };
  const environment = { DATABASE_URL: database.url, RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`, HOST: networks.address, PORT: port, ...media };
  const service = await untilReady(run('src/platform/node.ts', { environment }), `http://${networks.address}:${port}`);
  return { url: `http://127.0.0.1:${port}`, database, service };
}

/** A patient in a network of their own and a doctor, in their call. */
async function meetIn(way: Way): Promise<void> {
  const house = houseOf(way);
  const network = await networks.make();
  const open = async (within?: OwnNetwork): Promise<BrowserServer> => {
    // Few and small pictures: two calls on a small machine.
    const server = await openCallBrowser({ fps: 5, machineAt: networks.address, ...(within ? { within } : {}) });
    browsers.push(server);
    return server;
  };
  const [ofPatient, ofDoctor] = await Promise.all([open(network), open()]);
  doctorsBrowsers.set(way, ofDoctor);
  const [patient, doctor] = await Promise.all([pageIn(await connectTo(ofPatient), phone), pageIn(await connectTo(ofDoctor), desktop)]);
  await Promise.all([smallCamera(patient), smallCamera(doctor)]);
  await Promise.all([inTheWaitingRoom(patient, house, names[way]), doctorOnCall(doctor, house, 'de garde')]);
  expect(await acceptAndOpen(doctor)).toBe(names[way]);
  await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
  await meet(way, patient, doctor);
  expect(await wayOf(way)).toBe(way);
  pairs.set(way, { patient, doctor, network });
}

function houseOf(way: Way): House {
  const house = houses.get(way);
  if (!house) throw new Error(`there is no service for ${way}`);
  return house;
}

function pairOf(way: Way): Pair {
  const pair = pairs.get(way);
  if (!pair) throw new Error(`nobody is in a call (${way})`);
  return pair;
}

/** Pictures decoded and sound heard on both sides, from now on; how long that took. */
async function meet(way: Way, ...pages: readonly Page[]): Promise<number> {
  const explain = async (): Promise<unknown> => ({
    screens: await Promise.all(pages.map(noticeOn)),
    figures: await Promise.all(pages.map(figuresOf)),
    record: await query(way, 'select state, epoch, media, patient_media, doctor_media from consultations'),
  });
  return seeAndHearEachOther(pages, { explain });
}

/** How many pictures of the call still arrive, at either of the two, while one looks. A line that was given up meanwhile no longer counts. */
async function picturesArriving({ patient, doctor }: Pair): Promise<number> {
  const frames = async (): Promise<readonly number[]> => (await Promise.all([figuresOf(patient), figuresOf(doctor)])).map((figures) => figures.frames);
  const before = await frames();
  await wait(1500);
  return (await frames()).reduce((sum, after, index) => sum + Math.max(0, after - (before[index] ?? 0)), 0);
}

const patientReads = { own: 'Votre connexion se rétablit', doctor: 'La connexion de votre médecin se rétablit' } as const;
const weakLink = 'Connexion faible';
const doctorReads = 'La connexion du patient se rétablit';
/** A frightened person should know soon; on a busy machine a little later. */
const readWithinMs = 8000;
const backWithinMs = 10_000;
/** A cut that has outlasted every timeout: both come back from the start, on a busy machine by the phone. */
const long = 60;

type Told = { readonly patient: boolean; readonly doctor: boolean; readonly phone: boolean; readonly text: boolean };
const allTold: Told = { patient: true, doctor: true, phone: true, text: true };
type Cut = { readonly arrived: number; readonly told: Told | undefined; readonly back: 'in time' | 'by phone' | 'late' };

/** What a cut of so long did. Short ones are over before anyone needs to be told. */
async function cutFor(way: Way, seconds: number): Promise<Cut> {
  const pair = pairOf(way);
  const begun = Date.now();
  const until = (second: number): Promise<void> => wait(Math.max(0, begun + second * 1000 - Date.now()));
  await pair.network.cut();
  await wait(1000);
  let arrived = await picturesArriving(pair);
  let told: Told | undefined;
  if (seconds > 5) {
    await Promise.all([reads(pair.patient, patientReads.own), reads(pair.doctor, doctorReads)]);
    tell(`${way}: cut for ${seconds} s, both had read of it after ${Date.now() - begun} ms`);
    await until(seconds - 3);
    // At the end of it: neither has been given up.
    told = await toldIn(pair);
    arrived += await picturesArriving(pair);
  }
  await until(seconds);
  await pair.network.mend();
  const back = await backAfter(way, pair, `cut for ${seconds} s`);
  return { arrived, told, back: back === 'late' && seconds > long && (await phoneAtHand(pair)) ? 'by phone' : back };
}

/** A way to each other without pictures: the patient is told to expect the phone, the doctor has it at hand, and both can write. */
async function toldIn({ patient, doctor, ...pair }: Pair): Promise<Told> {
  const [patientsNotice, doctorsNotice] = await Promise.all([noticeOn(patient), noticeOn(doctor)]);
  const writing = await Promise.all([patient, doctor].map((page) => page.locator('#cs-write').isVisible()));
  return {
    patient: patientsNotice.includes(patientReads.own),
    doctor: doctorsNotice.includes(doctorReads),
    phone: patientsNotice.includes('Gardez votre téléphone près de vous') && (await phoneAtHand({ patient, doctor, ...pair })),
    text: writing.every(Boolean),
  };
}

async function phoneAtHand({ doctor }: Pair): Promise<boolean> {
  return (await doctor.locator('.cs-stage').getByRole('button', { name: 'Téléphoner' }).count()) === 1;
}

async function reads(page: Page, words: string): Promise<void> {
  await page.getByText(words).first().waitFor({ timeout: readWithinMs });
}

async function backAfter(way: Way, { patient, doctor }: Pair, what: string): Promise<'in time' | 'late'> {
  try {
    const took = await meet(way, patient, doctor);
    tell(`${way}: ${what}, they met again ${took} ms after it was over`);
    return took < backWithinMs ? 'in time' : 'late';
  } catch (error) {
    tell(`${way}: ${what}: ${error instanceof Error ? error.message : String(error)}`);
    return 'late';
  }
}

/** What the patient reads meanwhile, and whether they are back in time. */
async function freezeDoctorFor(way: Way, seconds: number): Promise<{ readonly read: string; readonly back: 'in time' | 'late' }> {
  const pair = pairOf(way);
  const group = -(doctorsBrowsers.get(way)?.process().pid ?? Number.NaN);
  const begun = Date.now();
  let read: string;
  process.kill(group, 'SIGSTOP');
  try {
    await reads(pair.patient, patientReads.doctor);
    tell(`${way}: doctor's browser frozen, the patient had read of it after ${Date.now() - begun} ms`);
    await wait(Math.max(0, begun + seconds * 1000 - Date.now()));
    read = await noticeOn(pair.patient);
  } finally {
    process.kill(group, 'SIGCONT');
  }
  return { read, back: await backAfter(way, pair, `doctor's browser frozen for ${seconds} s`) };
}

/** Less than sound and picture need, and enough for the sound. */
const narrowKilobits = 110;

type Narrow = { readonly pictures: number; readonly sound: boolean; readonly patient: string; readonly doctor: string };

/** On a line too narrow for both, once the picture was given up: what comes, is heard and read. Then there is room again, and they must meet. */
async function narrowed(way: Way): Promise<Narrow> {
  const { patient, doctor, network } = pairOf(way);
  await network.narrow(narrowKilobits);
  await patient.getByText(weakLink).first().waitFor({ timeout: 60_000 });
  await patient.locator('.cs-own').waitFor({ state: 'hidden', timeout: 60_000 });
  // What was on its way may still arrive.
  await wait(2000);
  const before = await figuresOf(doctor);
  await wait(3000);
  const after = await figuresOf(doctor);
  const [ofPatient, ofDoctor] = await Promise.all([noticeOn(patient), noticeOn(doctor)]);
  await network.widen();
  // After twenty good seconds; the other's picture, should it have been given up as well, comes as a bad moment in between.
  const took = await seeAndHearEachOther([doctor], { within: 60_000, explain: () => noticeOn(doctor) });
  tell(`${way}: at ${narrowKilobits} kbit/s the patient's sound alone went on; their picture was back ${took} ms after there was room again`);
  return { pictures: after.frames - before.frames, sound: after.energy > before.energy, patient: ofPatient, doctor: ofDoctor };
}

describe.concurrent('a call that is on', () => {
  it('through LiveKit: the patient’s network is cut for 5, 25 and 84 seconds; both read it, and they meet again by themselves', async () => {
    expect(await cutFor('livekit', 5)).toEqual({ arrived: 0, told: undefined, back: 'in time' });
    expect(await cutFor('livekit', 25)).toEqual({ arrived: 0, told: allTold, back: 'in time' });
    expect(await cutFor('livekit', 84)).toEqual({ arrived: 0, told: allTold, back: expect.stringMatching(/^(?:in time|by phone)$/) });
  });

  it('from browser to browser: the doctor’s browser is frozen, the patient’s network cut for 5, 25 and 84 seconds; they meet again by themselves', async () => {
    expect(await freezeDoctorFor('direct', 25)).toEqual({ read: expect.stringContaining(patientReads.doctor), back: 'in time' });
    expect(await cutFor('direct', 5)).toEqual({ arrived: 0, told: undefined, back: 'in time' });
    expect(await cutFor('direct', 25)).toEqual({ arrived: 0, told: allTold, back: 'in time' });
    expect(await cutFor('direct', 84)).toEqual({ arrived: 0, told: allTold, back: expect.stringMatching(/^(?:in time|by phone)$/) });
  });
});

it('through LiveKit, on a line too narrow for both, the picture is given up and the sound stays; both read it, and the picture comes back by itself', async () => {
  const read = { patient: expect.stringContaining(weakLink), doctor: expect.stringMatching(new RegExp(`${weakLink}|Pas d’image du patient`)) };
  expect(await narrowed('livekit')).toEqual({ pictures: 0, sound: true, ...read });
});

it.each(ways)('a doctor without a camera on whose microphone is unplugged: the patient reads that no sound comes, and not of a lost connection (%s)', async (way) => {
  const { patient, doctor } = pairOf(way);
  await doctor.getByRole('button', { name: 'Couper la caméra' }).click();
  await unplugMicrophone(doctor);
  await reads(patient, 'son micro ne répond pas');
  // Longer than a browser, or the service, takes to call a line dead.
  await wait(15_000);
  const read = await noticeOn(patient);
  expect(read).toContain('son micro ne répond pas');
  expect(read).not.toContain('se rétablit');
});

function tell(line: string): void {
  process.stdout.write(`      ${line}\n`);
}

/** As it stands in the record. */
async function query<Row extends pg.QueryResultRow>(way: Way, text: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: houseOf(way).database.url });
  await client.connect();
  try {
    return (await client.query<Row>(text, [...values])).rows;
  } finally {
    await client.end();
  }
}

async function wayOf(way: Way): Promise<string | undefined> {
  const [row] = await query<{ kind: string }>(way, `select media->>'kind' as kind from consultations`);
  return row?.kind;
}

it.each(ways)('after all of it nobody is lost, nobody is twice, and what was said is written (%s)', async (way) => {
  const house: Parameters<typeof broken>[0] = { query: (text, values) => query(way, text, values), databaseUrl: houseOf(way).database.url };
  await expect.poll(() => broken(house), { timeout: 20_000, interval: 1000 }).toEqual([]);
  // It goes on with the doctor who accepted, in one consultation, by the way that it had.
  const rows = await query(
    way,
    `select c.state, c.media->>'kind' as kind, count(o.id)::int as accepted from consultations c join offers o on o.consultation_id = c.id and o.state = 'accepted' and o.doctor_id = c.doctor_id group by c.id`,
  );
  expect(rows).toEqual([{ state: 'in-call', kind: way, accepted: 1 }]);
});
