/**
 * Calls through a real LiveKit in real browsers: how long from the token to the other's first decoded picture, against a page with
 * LiveKit's own client alone on the same server, in turns; and how long after a cut of five seconds picture and sound are back.
 */
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { createLivekitRooms } from '../../src/adapters/livekit/livekit-rooms.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { buildPages } from '../../src/platform/build-pages.ts';
import { openHouse } from '../chaos/house.ts';
import { acceptAndOpen, connectTo, doctorOnCall, endedByDoctor, inTheWaitingRoom, openCallBrowser, pageIn, smallCamera, type House } from '../e2e/call-people.ts';
import { desktop, phone } from '../support/chromium.ts';
import { firstPictureAfterToken, keepLines, markToken, seeAndHearEachOther } from '../support/call-figures.ts';
import { livekitMissing, startLivekit, type TestLivekit } from '../support/livekit-server.ts';
import { networksMissing, openNetworks, type OwnNetwork } from '../support/own-network.ts';
import { missing } from '../support/servers.ts';
import { quantile, report, reportTime } from './measure.ts';

const rounds = 5;
const cuts = 3;

export async function benchCalls(): Promise<boolean> {
  const lacking = missing.browser ?? livekitMissing ?? networksMissing;
  if (lacking !== undefined) {
    process.stdout.write(`calls: ${lacking}\n`);
    return true;
  }
  await buildPages();
  const networks = await openNetworks();
  const livekit = await startLivekit(networks.address);
  const house = await openHouse({
    instances: 1,
    redis: false,
    settings: { HOST: '0.0.0.0', TRUST_PROXY: 'no', LIVEKIT_URL: livekit.url, LIVEKIT_API_KEY: livekit.apiKey, LIVEKIT_API_SECRET: livekit.apiSecret },
  });
  const database = openDatabase(house.databaseUrl);
  const bare = await serveBarePage();
  const network = await networks.make();
  const servers = await Promise.all([network, undefined].map((within) => openCallBrowser({ fps: 5, machineAt: networks.address, ...(within ? { within } : {}) })));
  try {
    const [patients, doctors] = await Promise.all(servers.map(connectTo));
    if (!patients || !doctors) throw new Error('there are two browsers');
    const place: House = { url: house.urls[0] ?? '', database };
    return await measure({ patients, doctors, place, bare: bare.url, livekit, network });
  } finally {
    await Promise.all(servers.map((server) => server.kill()));
    await bare.close();
    await database.close();
    await house.close();
    await livekit.stop();
    await networks.close();
  }
}

type Stage = {
  readonly patients: Browser;
  readonly doctors: Browser;
  readonly place: House;
  readonly bare: string;
  readonly livekit: TestLivekit;
  readonly network: OwnNetwork;
};
/** A first meeting of two who have both pressed the button, and one who comes back to the other after a reload. */
type Times = { readonly meeting: number; readonly return: number };

async function measure(stage: Stage): Promise<boolean> {
  const ours: Times[] = [];
  const bare: Times[] = [];
  const encrypted: Times[] = [];
  let back: readonly number[] = [];
  const doctor = await smallPage(stage.doctors, desktop);
  await doctorOnCall(doctor, stage.place, 'de garde');
  // The first of each loads what the browsers keep from then on: it does not count.
  for (let round = 0; round <= rounds; round += 1) {
    bare.push(await bareCall(stage, false));
    encrypted.push(await bareCall(stage, true));
    const last = round === rounds;
    const { times, patient } = await ourCall(stage, doctor);
    ours.push(times);
    if (last) back = await afterCuts(stage, [patient, doctor]);
    await endedByDoctor(doctor);
    await patient.context().close();
  }
  const met = (['meeting', 'return'] as const).map((kind) => {
    const [ofOurs = 0, ofBare = 0, ofEncrypted = 0] = [ours, bare, encrypted].map((times) =>
      quantile(
        times.slice(1).map((each) => each[kind]),
        0.5,
      ),
    );
    process.stdout.write(
      `      token to the first picture, ${kind}: ${ofOurs.toFixed(0)} ms, bare client ${ofBare.toFixed(0)} ms (medians of ${rounds}); with its own encryption and a key from the start ${ofEncrypted.toFixed(0)} ms, ours to that ${(ofOurs / ofEncrypted).toFixed(2)}\n`,
    );
    return report({ name: `token to the first decoded picture against a bare LiveKit client, ${kind}`, value: ofOurs / ofBare, atMost: 1.2 });
  });
  met.push(reportTime({ name: `picture and sound back after a cut of 5 s, worst of ${cuts}`, milliseconds: Math.max(...back), median: quantile(back, 0.5), atMost: 10_000 }));
  return met.every(Boolean);
}

async function smallPage(browser: Browser, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const page = await pageIn(browser, viewport);
  await smallCamera(page);
  return page;
}

async function ourCall({ patients, place }: Stage, doctor: Page): Promise<{ readonly times: Times; readonly patient: Page }> {
  const patient = await smallPage(patients, phone);
  await markToken(patient);
  await inTheWaitingRoom(patient, place, 'Lucie Caron');
  await acceptAndOpen(doctor);
  await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
  const meeting = await firstPictureAfterToken(patient);
  await seeAndHearEachOther([patient, doctor], { explain: async () => 'a call of ours' });
  await patient.reload();
  await patient.getByRole('button', { name: /(?:Revenir à|Commencer) l’appel/ }).click();
  const again = await firstPictureAfterToken(patient);
  await seeAndHearEachOther([patient, doctor], { explain: async () => 'a call of ours after a reload' });
  return { times: { meeting, return: again }, patient };
}

async function bareCall({ patients, doctors, bare, livekit }: Stage, encrypted: boolean): Promise<Times> {
  const rooms = createLivekitRooms([livekit]);
  const [server = ''] = rooms.servers;
  const room = { server, room: randomUUID() };
  await rooms.open({ ...room, mostParticipants: 2 });
  const contexts: BrowserContext[] = [];
  const open = async (browser: Browser): Promise<Page> => {
    const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
    contexts.push(context);
    const page = await context.newPage();
    await keepLines(page);
    await page.goto(bare);
    return page;
  };
  const join = async (page: Page, side: 'patient' | 'doctor'): Promise<void> => {
    await page.waitForFunction(() => 'ready' in globalThis);
    const { url, token } = await rooms.admit({ ...room, identity: side, side, forSeconds: 120 });
    await page.evaluate(
      ([to, by, closed]) => (globalThis as unknown as { join: (url: string, token: string, encrypted: boolean) => Promise<void> }).join(to, by, closed), // by the bare page
      [url, token, encrypted] as const,
    );
  };
  const [patient, doctor] = await Promise.all([open(patients), open(doctors)]);
  await Promise.all([patient, doctor].map((page) => page.evaluate(() => (globalThis as unknown as { ready: Promise<void> }).ready))); // by the bare page
  const [meeting] = await Promise.all([firstPictureAfterToken(patient), join(patient, 'patient'), join(doctor, 'doctor')]);
  await seeAndHearEachOther([patient, doctor], { explain: async () => 'a bare call' });
  await patient.reload();
  const [again] = await Promise.all([firstPictureAfterToken(patient), join(patient, 'patient')]);
  await Promise.all(contexts.map((context) => context.close()));
  await rooms.close(room);
  return { meeting, return: again };
}

async function afterCuts({ network }: Stage, pages: readonly Page[]): Promise<readonly number[]> {
  const took: number[] = [];
  for (let cut = 0; cut < cuts; cut += 1) {
    await network.cut();
    await wait(5000);
    await network.mend();
    took.push(await seeAndHearEachOther(pages, { explain: async () => 'after a cut' }));
    await wait(3000);
  }
  return took;
}

async function serveBarePage(): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const bundled = async (entry: string): Promise<string> => {
    const options = { bundle: true, write: false, minify: true, format: 'esm', logLevel: 'silent' } as const;
    const { outputFiles } = await build({ entryPoints: [new URL(entry, import.meta.url).pathname], ...options });
    return outputFiles[0]?.text ?? '';
  };
  const scripts: Readonly<Record<string, string>> = {
    '/page.js': await bundled('bare-call-page.ts'),
    '/worker.js': await bundled('../../web-widget/media/livekit/encryption-worker.ts'),
  };
  const server = createServer((request, response) => {
    const script = scripts[request.url ?? ''];
    if (script !== undefined) response.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script);
    else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>bare</title><body><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '0.0.0.0', done));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
