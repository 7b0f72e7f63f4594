/** From the outcome on: where to go, on paper; and, before it, words that were spoken. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { withDirectoryWriter } from '../../src/adapters/postgres/place-import.ts';
import { createSiteStore } from '../../src/adapters/postgres/site-store.ts';
import { importDirectory, type RawFeature } from '../../src/care/directory-import.ts';
import type { PlacesRequest } from '../../src/contract/places.ts';
import { atHour } from '../support/at-hour.ts';
import { openBrowser, openService, phone, type PagesService } from '../support/browser.ts';
import { missing } from '../support/servers.ts';
import { demoSite } from '../support/sites.ts';
import { start, walk, type Walker } from './walker.ts';

vi.setConfig({ testTimeout: 120_000 });

const cystitis: Walker = {
  language: 'fr',
  who: 'me',
  age: { amount: '34', unit: 'y' },
  sex: 'female',
  words: 'Ça me brûle quand je fais pipi depuis hier, pas de fièvre',
  there: [/brûl/i],
};

let browser: Browser;
let service: PagesService;
let context: BrowserContext;
/** At the outcome: to see a pharmacist. */
let page: Page;
const hosts = new Set<string>();

beforeAll(async () => {
  if (missing.browser !== undefined) return;
  browser = await openBrowser();
  service = await openService();
  context = await browser.newContext({ viewport: phone, locale: 'fr', reducedMotion: 'reduce', acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:') hosts.add(origin);
  });
  await page.goto(`${service.url}/?lang=fr`);
  await start(page);
  await walk(page, cystitis);
}, 240_000);
afterAll(async () => {
  if (missing.browser === undefined) await Promise.all([browser.close(), service.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

/** What is asked of the service by this act. */
async function asked(act: () => Promise<unknown>, on = page): Promise<PlacesRequest> {
  const [request] = await Promise.all([on.waitForRequest(/\/places$/), act()]);
  await on.locator('.places [role=status]:not(:empty)').waitFor();
  await on.waitForFunction(() => !document.querySelector('.places [role=status]')?.textContent?.includes('Recherche'));
  // As the contract says: the service has read it.
  return request.postDataJSON() as PlacesRequest;
}
const search = async (text: string, on = page): Promise<void> => {
  await on.locator('#near').fill(text);
  await on.locator('#near').press('Enter');
};
/** As it would be asked at that hour. */
async function askedAt(hour: number, text: string, on = page): Promise<void> {
  await on.route('**/places', async (route) => route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as PlacesRequest), at: atHour(hour) }) }));
  await asked(() => search(text, on), on);
  await on.unroute('**/places');
}
const said = (on = page): Promise<string> => on.locator('.places [role=status]').innerText();
const locate = (): Promise<void> => page.getByRole('button', { name: 'Utiliser ma position' }).click();

describe('where to go', () => {
  it('by a typed address: pharmacies, the nearest that is open first, with its hours, its number and the way there', async () => {
    await askedAt(10, '12 rue du phare, port lierre');
    expect([await said(), await page.getByText('Depuis 12 rue du Phare, 99310 Port-Lierre').isVisible()]).toEqual([expect.stringMatching(/pharmacie/i), true]);
    const first = page.locator('.place').first();
    expect(await first.locator('.open').getAttribute('class')).toBe('open open-yes');
    expect(await first.innerText()).toMatch(/\d (?:k?m)\b/);
    const tel = (await page.locator('.place a[href^="tel:"]').first().getAttribute('href')) ?? '';
    expect(tel).toMatch(/^tel:\+?\d+$/);
    // The way there names the place and never where the person is; no referrer tells which page it was.
    const way = first.getByRole('link', { name: 'Itinéraire' });
    const href = new URL((await way.getAttribute('href')) ?? '');
    expect([href.protocol, href.href.includes('phare'), await way.getAttribute('rel'), await first.locator('a[href^="geo:"]').count()]).toEqual([
      'https:',
      false,
      'noreferrer noopener',
      1,
    ]);
  });

  it('on a map that the page draws itself', async () => {
    const map = page.locator('.places svg[role=img]');
    expect([await map.isVisible(), await map.getAttribute('aria-label')]).toEqual([true, expect.stringContaining('nord en haut')]);
    expect(await page.locator('.places img').count()).toBe(0);
  });

  it('by the position of the device, where the person grants it: coarse, in no address', async () => {
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 46.620_123_4, longitude: -4.050_123_4 });
    expect((await asked(locate)).near).toEqual({ lat: 46.6201, lon: -4.0501 });
    expect([await page.locator('.place').count(), page.url()]).toEqual([expect.any(Number), `${service.url}/?lang=fr`]);
    expect(await page.locator('.place').count()).toBeGreaterThan(0);
  });

  it('where the position is refused: said, and a town does', async () => {
    await context.clearPermissions();
    await locate();
    await vi.waitFor(async () => expect(await page.locator('#near-mistake').innerText()).toContain('Écrivez plutôt une ville'));
    await asked(() => search('99310'));
    expect(await page.locator('.place').count()).toBeGreaterThan(0);
  });

  it('for an address that nobody knows: said, with who answers now', async () => {
    await asked(() => search('zzzz qqqq'));
    expect([await said(), await page.locator('.place').count()]).toEqual([expect.stringMatching(/trouv/), 0]);
    expect(await page.locator('.bar a[href="tel:15"]').isVisible()).toBe(true);
  });

  it('with nothing open: said plainly, with what opens next', async () => {
    await askedAt(3, '99310');
    const text = await page.locator('.places').innerText();
    expect(text).toMatch(/Ouvre|ouvre/);
    expect(await page.locator('.open-yes').count()).toBe(0);
  });

  it('with the service out of reach: said, and the numbers stay', async () => {
    await page.route('**/places', (route) => route.abort());
    await search('99310');
    await page.getByText('Les lieux ne peuvent pas être cherchés').waitFor();
    await page.unroute('**/places');
    expect(await page.locator('.bar a[href="tel:15"]').isVisible()).toBe(true);
  });

  it('no other host has been asked for anything', () => {
    expect([...hosts]).toEqual([service.url]);
  });
});

/** A town far from all the others, with one doctor. */
async function* alone(): AsyncGenerator<RawFeature> {
  const address = { 'addr:housenumber': '1', 'addr:street': 'rue du Bout', 'addr:postcode': '99990', 'addr:city': 'Bout-du-Monde' };
  const properties = { ...address, amenity: 'doctors', name: 'Docteur Seule', phone: '+33 1 99 00 00 01', opening_hours: 'Mo-Sa 09:00-18:00; PH off' };
  yield { number: 1, line: 1, text: JSON.stringify({ type: 'Feature', id: 'alone/1', properties, geometry: { type: 'Point', coordinates: [-8, 44] } }) };
}

/** A grey square, whatever tile is asked for. */
const tile = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGM4AwAAzgDN1GaQsAAAAABJRU5ErkJggg==', 'base64');

describe('who is to see a doctor today, at a site with a tile server of its own', () => {
  let tab: Page;
  const asked: { readonly path: string; readonly referer: string | undefined }[] = [];
  const tiles = createServer((request, response) => {
    asked.push({ path: request.url ?? '', referer: request.headers.referer });
    response.writeHead(200, { 'Content-Type': 'image/png' }).end(tile);
  });
  afterAll(() => void tiles.close());
  beforeAll(async () => {
    if (missing.browser !== undefined) return;
    await new Promise<void>((done) => tiles.listen(0, '127.0.0.1', done));
    const { port } = tiles.address() as AddressInfo; // it listens
    const map = { tiles: `http://127.0.0.1:${port}/{z}/{x}/{y}.png`, credit: { fr: '© Cartes Inventées', en: '© Made-up Maps' } };
    await createSiteStore(service.owner).put({ ...demoSite, id: 'tiled', map }, Date.now());
    await withDirectoryWriter(service.owner, { site: 'tiled', source: 'alone' }, (writer) =>
      importDirectory(writer, { features: alone(), country: 'FR', now: Date.now(), retireMany: false }),
    );
    tab = await (await browser.newContext({ viewport: phone, locale: 'fr', reducedMotion: 'reduce' })).newPage();
    await tab.goto(`${service.url}/p/tiled?lang=fr`);
    await start(tab);
    await walk(tab, { ...cystitis, sex: 'male' });
  }, 120_000);

  it('is told of a doctor whose doors are open, until when, and to call before going', async () => {
    expect(await tab.locator('.outcome').getAttribute('class')).toContain('outcome-same-day');
    // Before places are asked for no map is, either.
    expect(asked).toEqual([]);
    await askedAt(10, 'Bout-du-Monde', tab);
    const first = tab.locator('.place').first();
    expect([await tab.locator('.place').count(), await first.locator('h3').innerText(), await first.locator('.open').getAttribute('class')]).toEqual([
      1,
      'Docteur Seule',
      'open open-yes',
    ]);
    expect(await first.innerText()).toMatch(/Jusqu’à 18:00[\s\S]*Appeler/);
    expect(await tab.locator('.places').innerText()).toContain('Appelez avant de partir');
  });

  it('sees the way on a map of that server, which is thanked, and learns no more than the tiles', async () => {
    await tab.waitForFunction(() => document.querySelectorAll('.places svg image').length > 0);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(0));
    expect(asked.filter(({ path, referer }) => !/^\/\d+\/\d+\/\d+\.png$/.test(path) || referer !== undefined)).toEqual([]);
    expect(await tab.locator('.map-figure figcaption').innerText()).toBe('© Cartes Inventées');
  });

  it('with nobody open, is told so, who opens next and when, and whom to call now', async () => {
    await askedAt(3, 'Bout-du-Monde', tab);
    expect(await said(tab)).toMatch(/ouvert[\s\S]*jour et nuit[\s\S]*15/);
    const text = await tab.locator('.places').innerText();
    expect(text).toMatch(/Docteur Seule[\s\S]*09:00/);
    expect([await tab.locator('.open-yes').count(), (await tab.locator('a[href="tel:15"]').count()) > 0]).toEqual([0, true]);
    await tab.context().close();
  });
});

describe('the paper', () => {
  it('is a PDF that holds what the screen says', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Enregistrer en PDF' }).click()]);
    const file = await readFile(await download.path());
    expect([download.suggestedFilename(), file.subarray(0, 5).toString('latin1')]).toEqual(['relais-fr.pdf', '%PDF-']);
    const words = lettersOf(file);
    const headline = await page.locator('#ask').innerText();
    for (const word of [...headline.split(/[^\p{L}]+/u), 'brûle', 'pipi'].filter((item) => item.length > 3)) expect(words).toContain(plain(word));
  });

  it('that cannot be made is said, and printing is there', async () => {
    await page.route('**/summary.pdf*', (route) => route.abort());
    await page.getByRole('button', { name: 'Enregistrer en PDF' }).click();
    await vi.waitFor(async () => expect(await page.locator('#carry-mistake').innerText()).toContain('«\u00A0Imprimer\u00A0» peut aussi'));
    await page.unroute('**/summary.pdf*');
  });
});

/** A browser that hears what it is told to hear, under the name that Chromium gives it. */
function speaks(): void {
  class Fake extends EventTarget {
    lang = '';
    start(): void {
      setTimeout(() => {
        const result = Object.assign([{ transcript: ' mal à la gorge ' }], { isFinal: true });
        this.dispatchEvent(Object.assign(new Event('result'), { resultIndex: 0, results: [result] }));
        this.dispatchEvent(new Event('end'));
      }, 50);
    }
    stop(): void {}
  }
  Object.defineProperty(globalThis, 'SpeechRecognition', { value: Fake });
}

/** As in a browser without it. */
function cannotHear(): void {
  for (const name of ['SpeechRecognition', 'webkitSpeechRecognition']) Object.defineProperty(globalThis, name, { value: undefined });
}

async function atWords(init: () => void): Promise<Page> {
  const own = await browser.newContext({ viewport: phone, locale: 'fr', reducedMotion: 'reduce' });
  const tab = await own.newPage();
  await tab.addInitScript(init);
  await tab.goto(`${service.url}/?lang=fr`);
  await start(tab);
  await walk(tab, cystitis, { until: 'words' });
  return tab;
}

describe('dictation', () => {
  it('puts what was heard after what was typed, to be read; nothing is sent before the person sends it', async () => {
    const tab = await atWords(speaks);
    const sent: string[] = [];
    tab.on('request', (request) => sent.push(request.url()));
    await tab.locator('#words').fill('Depuis hier,');
    await tab.getByRole('button', { name: 'Parler au lieu d’écrire' }).click();
    await expect.poll(() => tab.locator('#words').inputValue()).toBe('Depuis hier, mal à la gorge');
    await expect.poll(() => tab.getByRole('button', { name: 'Parler au lieu d’écrire' }).getAttribute('aria-pressed')).toBe('false');
    expect(sent).toEqual([]);
    await tab.locator('.card .primary').click();
    await tab.locator('.card[data-kind=understood]').waitFor();
    expect(await tab.locator('.own').innerText()).toBe('Depuis hier, mal à la gorge');
    await tab.context().close();
  });

  it('is not offered where the browser cannot', async () => {
    const tab = await atWords(cannotHear);
    expect([await tab.locator('.speak').count(), await tab.locator('#words').isVisible()]).toEqual([0, true]);
    await tab.context().close();
  });
});

/** The words drawn on a PDF's pages: its streams hold them in hexadecimal, by the font's own one-byte code. */
function lettersOf(file: Buffer): string {
  const text = file.toString('latin1');
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body = '']) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1');
    } catch {
      return '';
    }
  });
  return plain(streams.flatMap((stream) => [...stream.matchAll(/<([0-9A-Fa-f]+)> Tj/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))).join(' '));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
