/** Two real browsers with made-up cameras and microphones see and hear each other: told by the numbers that the browsers count themselves. */
import { networkInterfaces } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLivekitRooms } from '../../../src/adapters/livekit/livekit-rooms.ts';
import type { MediaGrant, Side } from '../../../src/contract/consultation.ts';
import type { CallMedia, CallState } from '../../../web-widget/consultation/call-media.ts';
import { startCallBrowser, type CallBrowser } from '../../support/call-browser.ts';
import { figuresOf, keepLines, seeAndHearEachOther } from '../../support/call-figures.ts';
import { livekitMissing, startLivekit, type TestLivekit } from '../../support/livekit-server.ts';
import { missing } from '../../support/servers.ts';
import { startCallService, type CallService } from './call-service.ts';

const sides = ['patient', 'doctor'] as const;
type Pages = Readonly<Record<(typeof sides)[number], Page>>;

/** Four browsers' worth of pictures on a small machine. */
vi.setConfig({ testTimeout: 120_000 });

let patientBrowser: CallBrowser;
let doctorBrowser: CallBrowser;
let service: CallService;
let pages: Pages;
let livekit: TestLivekit | undefined;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  if (missing.browser !== undefined) return;
  [patientBrowser, doctorBrowser] = await Promise.all([startCallBrowser(), startCallBrowser()]);
  if (livekitMissing !== undefined) return;
  livekit = await startLivekit();
});
afterAll(async () => {
  await Promise.all([livekit?.stop(), patientBrowser?.close(), doctorBrowser?.close()]);
});
afterEach(async () => {
  for (const work of closing.splice(0).toReversed()) await work();
});

const ownAddresses = new Set(Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []));

/** mDNS names stand for this machine's own addresses. */
function isThisMachine(host: string): boolean {
  return ownAddresses.has(host) || host.endsWith('.local');
}

const direct = async (side: Side, epoch: number): Promise<MediaGrant> => ({ kind: 'direct', epoch, side, iceServers: [], role: side === 'doctor' ? 'offerer' : 'answerer' });

function running(): readonly TestLivekit[] {
  if (!livekit) throw new Error('LiveKit is not running');
  return [livekit];
}

/** Rooms of the first server that answers, one a epoch; without any, directly. */
function throughLivekit(servers: readonly TestLivekit[], e2ee: boolean) {
  const rooms = createLivekitRooms(servers);
  const made = new Map<number, Promise<{ readonly server: string; readonly room: string } | undefined>>();
  const make = async (): Promise<{ readonly server: string; readonly room: string } | undefined> => {
    for (const server of rooms.servers) {
      if (!(await rooms.answers(server))) continue;
      const room = { server, room: `c_${crypto.randomUUID()}` };
      await rooms.open({ ...room, mostParticipants: 2 });
      return room;
    }
    return undefined;
  };
  return {
    rooms,
    made,
    way: async (side: Side, epoch: number): Promise<MediaGrant> => {
      const opening = made.get(epoch) ?? make();
      made.set(epoch, opening);
      const room = await opening;
      if (!room) return direct(side, epoch);
      if (!(await rooms.answers(room.server))) {
        service.next();
        return service.way(side, epoch + 1);
      }
      const { url, token, expiresAt } = await rooms.admit({ ...room, identity: `${side[0]}_1_${epoch}`, side, forSeconds: 120 });
      return { kind: 'livekit', epoch, side, url, token, expiresAt: new Date(expiresAt).toISOString(), iceServers: [], e2ee };
    },
  };
}

async function open(way: CallService['way'], servers: readonly TestLivekit[] = livekit ? [livekit] : []): Promise<void> {
  service = await startCallService(
    way,
    servers.flatMap(({ url }) => [url, url.replace('ws', 'http')]),
  );
  closing.push(service.stop);
  const browsers = { patient: patientBrowser, doctor: doctorBrowser };
  const opened = await Promise.all(
    sides.map(async (side) => {
      const context = await browsers[side].newContext();
      closing.push(() => context.close());
      const page = await context.newPage();
      await keepLines(page);
      page.on('pageerror', (error) => process.stderr.write(`${side}: ${error.message}\n`));
      if (process.env['CALL_LOG']) page.on('console', (line) => process.stderr.write(`${side}: ${line.text()}\n`));
      await page.goto(`${service.url}/?side=${side}`);
      return page;
    }),
  );
  pages = { patient: opened[0] as Page, doctor: opened[1] as Page }; // one page a side, made above
}

const start = (page: Page, camera = true) =>
  page.evaluate((on) => (globalThis as unknown as { media: { start: (wanted: object) => Promise<void> } }).media.start({ camera: on, microphone: true }), camera);
const stop = (page: Page): Promise<void> => page.evaluate(() => (globalThis as unknown as { media: { stop: () => void } }).media.stop());
const stateOf = (page: Page): Promise<CallState> => page.evaluate(() => (globalThis as unknown as { media: { state: () => CallState } }).media.state());

/** What passed through the service. */
const greetings = (): readonly { readonly session: string; readonly key: string }[] =>
  service
    .signals()
    .map((text) => JSON.parse(text) as { readonly kind: string; readonly session: string; readonly key: string }) // as our own pages send it
    .filter(({ kind }) => kind === 'hello');

/** How many calls' keys this browser keeps. */
const keptKeys = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open('relais-call-keys');
        opening.addEventListener('error', () => failed(opening.error));
        opening.addEventListener('success', () => {
          const counting = opening.result.transaction('keys').objectStore('keys').count();
          counting.addEventListener('success', () => done(counting.result));
          opening.result.close();
        });
      }),
  );

/** Both pictures move and both voices sound, from now on. */
const meet = (): Promise<number> =>
  seeAndHearEachOther(
    sides.map((side) => pages[side]),
    { explain: () => Promise.all(sides.map((side) => stateOf(pages[side]))) },
  );

describe.skipIf(missing.browser !== undefined)('the look at what a browser speaks to', () => {
  it('sees a stranger that helps two browsers to find each other', async () => {
    const browser = await startCallBrowser();
    const page = await browser.newPage();
    await page.evaluate(async () => {
      const line = new RTCPeerConnection({ iceServers: [{ urls: ['stun:stranger.example:3478', 'stun:192.0.2.77:3478'] }] });
      line.createDataChannel('any');
      await line.setLocalDescription();
    });
    await wait(2000);
    await browser.close();
    expect(await browser.hostsMet()).toEqual(expect.arrayContaining(['stranger.example', '192.0.2.77']));
  });
});

describe.skipIf(missing.browser !== undefined)('two browsers joined directly', () => {
  it('see and hear each other, encrypted between the two, and ask nobody else for help', async () => {
    await open(direct);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await expect
      .poll(async () => [await stateOf(pages.patient), await stateOf(pages.doctor)], { timeout: 20_000 })
      .toMatchObject([1, 2].map(() => ({ kind: 'direct', connection: 'connected', encrypted: true, remoteSound: true, remotePicture: true, camera: 'on', microphone: 'on' })));
    expect((await Promise.all(sides.map((side) => figuresOf(pages[side])))).flatMap(({ iceServers }) => iceServers)).toEqual([]);
  });

  it('a page that is loaded again finds the call again', async () => {
    await open(direct);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await pages.patient.reload();
    await start(pages.patient);
    expect(await meet()).toBeGreaterThan(0);
  });

  it('a camera that is turned off is seen to be off, and on again', async () => {
    await open(direct);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    const setCamera = (on: boolean) =>
      pages.patient.evaluate((next) => (globalThis as unknown as { media: { setCamera: (on: boolean) => Promise<void> } }).media.setCamera(next), on);
    await setCamera(false);
    await expect.poll(() => stateOf(pages.doctor), { timeout: 20_000 }).toMatchObject({ remotePicture: false, remoteSound: true });
    await expect.poll(() => service.standings.get('patient'), { timeout: 20_000 }).toMatchObject({ videoOut: false, audioOut: true, note: 'chosen' });
    await setCamera(true);
    await meet();
  });
});

describe.skipIf(missing.browser !== undefined)('who cannot be seen, or not at all', () => {
  it('without a camera a person is heard, sees the doctor, and the doctor is told why', async () => {
    await open(direct, []);
    await pages.patient.evaluate(() => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (wanted) => {
        if (wanted?.video) throw new DOMException('no camera', 'NotFoundError');
        return ask(wanted);
      };
    });
    await Promise.all(sides.map((side) => start(pages[side])));
    await expect.poll(() => stateOf(pages.patient), { timeout: 20_000 }).toMatchObject({ connection: 'connected', camera: 'missing', microphone: 'on', remotePicture: true });
    await expect.poll(() => stateOf(pages.doctor), { timeout: 20_000 }).toMatchObject({ connection: 'connected', remoteSound: true, remotePicture: false });
    await expect.poll(() => service.standings.get('patient'), { timeout: 10_000 }).toMatchObject({ audioOut: true, videoOut: false, note: 'no-device' });
  });

  it('who refuses both still sees and hears the doctor, and can allow them later', async () => {
    await open(direct, []);
    await pages.patient.evaluate(() => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('no', 'NotAllowedError');
      };
      Object.assign(globalThis, { allow: () => Object.assign(navigator.mediaDevices, { getUserMedia: ask }) });
    });
    await Promise.all(sides.map((side) => start(pages[side])));
    await expect
      .poll(() => stateOf(pages.patient), { timeout: 20_000 })
      .toMatchObject({ connection: 'connected', camera: 'refused', microphone: 'refused', remoteSound: true, remotePicture: true });
    await expect.poll(() => service.standings.get('patient'), { timeout: 10_000 }).toMatchObject({ audioOut: false, videoOut: false, note: 'permission' });
    await pages.patient.evaluate(() => (globalThis as unknown as { allow: () => void }).allow());
    await start(pages.patient);
    expect(await meet()).toBeGreaterThan(0);
  });

  it('a browser without WebRTC says so, and is given the phone', async () => {
    await open(async (side, epoch) => ({ kind: 'phone', epoch, side, words: 'The doctor phones you.' }), []);
    await pages.patient.addInitScript(() => Reflect.deleteProperty(globalThis, 'RTCPeerConnection'));
    await pages.patient.reload();
    await start(pages.patient);
    await expect.poll(() => stateOf(pages.patient), { timeout: 10_000 }).toMatchObject({ kind: 'phone', phoneWords: 'The doctor phones you.', camera: 'off', microphone: 'off' });
    expect(service.requests.map(({ request }) => request)).toEqual([{ webrtc: false, e2ee: false }]);
  });

  it('a camera that was still being asked for does not come on once the call is left', async () => {
    await open(direct, []);
    const live = await pages.patient.evaluate(async () => {
      const { media } = globalThis as unknown as { media: CallMedia };
      const given: MediaStream[] = [];
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (what) => {
        const stream = await ask(what);
        given.push(stream);
        return stream;
      };
      const started = media.start({ camera: true, microphone: true });
      // The microphone is being asked for, the camera comes after it.
      await new Promise((done) => setTimeout(done, 0));
      media.stop();
      await started;
      return [given.length, given.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState === 'live').length];
    });
    expect(live).toEqual([1, 0]);
  });
});

describe.skipIf(missing.browser !== undefined || (livekitMissing !== undefined && process.env['CI'] === undefined))('two browsers joined through LiveKit', () => {
  it('see and hear each other, and ask nobody else for help', async () => {
    const { way } = throughLivekit(running(), false);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await expect
      .poll(async () => [await stateOf(pages.patient), await stateOf(pages.doctor)], { timeout: 20_000 })
      .toMatchObject([1, 2].map(() => ({ kind: 'livekit', connection: 'connected', encrypted: false, remoteSound: true, remotePicture: true })));
    expect((await Promise.all(sides.map((side) => figuresOf(pages[side])))).flatMap(({ iceServers }) => iceServers)).toEqual([]);
  });

  it('with keys that the service never held where both can encrypt', async () => {
    const { way } = throughLivekit(running(), true);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await expect
      .poll(async () => [await stateOf(pages.patient), await stateOf(pages.doctor)], { timeout: 20_000 })
      .toMatchObject([1, 2].map(() => ({ kind: 'livekit', encrypted: true })));
    // What passed through the service: two public points of the curve, 65 bytes each, and nothing like a key.
    const keys = service.signals().map((text) => (JSON.parse(text) as { key?: string }).key ?? '');
    expect(keys.map((key) => Buffer.from(key, 'base64').length)).toEqual([65, 65]);
  });

  it.each([
    ['the patient', ['patient']],
    ['the doctor', ['doctor']],
    ['both at once', ['patient', 'doctor']],
  ] as const)('encrypted, %s can load the page again: with the key of before, which is gone once the call is left', async (_, who) => {
    const { way } = throughLivekit(running(), true);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await Promise.all(
      who.map(async (side) => {
        await pages[side].reload();
        await start(pages[side]);
      }),
    );
    expect(await meet()).toBeGreaterThan(0);
    await expect.poll(async () => [await stateOf(pages.patient), await stateOf(pages.doctor)], { timeout: 20_000 }).toMatchObject([{ encrypted: true }, { encrypted: true }]);
    expect(new Set(greetings().map(({ key }) => key)).size).toBe(2);
    expect(new Set(greetings().map(({ session }) => session)).size).toBe(2 + who.length);
    expect(await Promise.all(sides.map((side) => keptKeys(pages[side])))).toEqual([1, 1]);
    await Promise.all(sides.map((side) => stop(pages[side])));
    await expect.poll(() => Promise.all(sides.map((side) => keptKeys(pages[side])))).toEqual([0, 0]);
  });

  it.each([
    ['nothing can be kept', () => Reflect.deleteProperty(globalThis, 'indexedDB')],
    ['the browser never says what it kept', () => Object.assign(IDBFactory.prototype, { open: () => new EventTarget() })],
  ])('encrypted, where %s a page that is loaded again brings a new key', async (_, without) => {
    const { way } = throughLivekit(running(), true);
    await open(way);
    await pages.patient.addInitScript(without);
    await pages.patient.reload();
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await pages.patient.reload();
    await start(pages.patient);
    expect(await meet()).toBeGreaterThan(0);
    expect(new Set(greetings().map(({ key }) => key)).size).toBe(3);
    expect(await stateOf(pages.patient)).toMatchObject({ kind: 'livekit', encrypted: true });
  });

  it('encrypted, whoever comes back in a new epoch brings a new key', async () => {
    const { way } = throughLivekit(running(), true);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    await pages.patient.goto('about:blank');
    service.next();
    await pages.patient.goto(`${service.url}/?side=patient`);
    await start(pages.patient);
    expect(await meet()).toBeGreaterThan(0);
    expect(new Set(greetings().map(({ key }) => key)).size).toBe(4);
    expect(await keptKeys(pages.patient)).toBe(1);
  });

  it('when the service ends the room nobody comes back by themselves', async () => {
    const { way, rooms, made } = throughLivekit(running(), false);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    const room = await made.get(1);
    if (!room) throw new Error('no room was made');
    await rooms.close(room);
    await expect.poll(async () => [(await stateOf(pages.patient)).connection, (await stateOf(pages.doctor)).connection], { timeout: 20_000 }).toEqual(['closed', 'closed']);
    const asked = service.requests.length;
    await wait(3000);
    expect(service.requests.length).toBe(asked);
    // A new epoch is what brings them together again.
    service.next();
    await meet();
  });

  it('after five seconds in which nothing came through, picture and sound are back within ten', async () => {
    const { way } = throughLivekit(running(), true);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    const [server] = running();
    await server?.freeze();
    await wait(5000);
    await server?.thaw();
    expect(await meet()).toBeLessThan(10_000);
    // The same way in: nothing was made anew.
    expect(service.requests.every(({ request }) => request.failed === undefined)).toBe(true);
  });

  it('the same person in another window takes the call, and the first window leaves it', async () => {
    const { way } = throughLivekit(running(), false);
    await open(way);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    const firstWindow = pages.patient;
    const other = await firstWindow.context().newPage();
    await other.addInitScript(() => Object.assign(globalThis, { lines: [] }));
    await other.goto(`${service.url}/?side=patient`);
    await start(other);
    await expect.poll(() => stateOf(other), { timeout: 20_000 }).toMatchObject({ connection: 'connected', remotePicture: true });
    await expect.poll(() => stateOf(firstWindow), { timeout: 20_000 }).toMatchObject({ connection: 'closed' });
  });

  it.each([
    ['the other server', true],
    ['each other directly', false],
  ])('when their server is killed they meet again through %s within 15 seconds', async (_, other) => {
    const doomed = await startLivekit();
    const { way } = throughLivekit(other ? [doomed, ...running()] : [doomed], true);
    await open(way, [doomed, ...running()]);
    await Promise.all(sides.map((side) => start(pages[side])));
    await meet();
    // As by kill -9.
    await doomed.stop();
    await wait(500);
    expect(await meet()).toBeLessThan(15_000);
    expect(await stateOf(pages.patient)).toMatchObject({ kind: other ? 'livekit' : 'direct', encrypted: true });
  });
});

it.skipIf(missing.browser !== undefined)('after all of it: neither browser has spoken to another machine, nor looked one up', async () => {
  await Promise.all([patientBrowser.close(), doctorBrowser.close()]);
  const met = (await Promise.all([patientBrowser.hostsMet(), doctorBrowser.hostsMet()])).flat();
  expect(met.filter((host) => !isThisMachine(host))).toEqual([]);
  expect(met).toContain('127.0.0.1');
});
