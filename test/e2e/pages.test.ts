import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf, desktop, openBrowser, openHost, openService, phone, type Host, type PagesService } from '../support/browser.ts';
import { missing } from '../support/servers.ts';
import { start, walk, type Walker } from './walker.ts';

let browser: Browser;
let service: PagesService;
let hospital: Host;

beforeAll(async () => {
  if (missing.browser !== undefined) return;
  [browser, hospital] = await Promise.all([openBrowser(), openHost()]);
  service = await openService({ ALLOWED_ORIGINS: hospital.origin });
}, 120_000);
afterAll(async () => {
  if (missing.browser === undefined) await Promise.all([browser.close(), service.close(), hospital.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

const walker: Walker = { language: 'fr', who: 'me', age: { amount: '31', unit: 'y' }, sex: 'female', words: 'mal à la gorge depuis trois jours', there: [] };

async function violations(page: Page): Promise<readonly string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  return [...found.map((item) => `${item.id}: ${item.nodes.map((node) => node.target.join(' ')).join(', ')}`), ...(wide ? ['wider than the window'] : [])];
}

/** A code for the desk of an encounter just opened, as the patient's page asks for one. */
async function deskCode(): Promise<string> {
  const headers = { 'Content-Type': 'application/json', 'X-Relais-Session': 'bearer' };
  const opened = (await (
    await fetch(`${service.url}/v1/encounters`, { method: 'POST', headers, body: JSON.stringify({ language: 'fr', turnId: crypto.randomUUID() }) })
  ).json()) as { readonly encounterId: string; readonly capability: string };
  const made = await fetch(`${service.url}/v1/encounters/${opened.encounterId}/codes`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${opened.capability}` },
    body: JSON.stringify({ purpose: 'desk' }),
  });
  return ((await made.json()) as { readonly link: string }).link;
}

describe('the emergency numbers stand in the page itself', () => {
  for (const path of ['/', '/p/demo', '/frame/demo', '/p/nowhere']) {
    it(`without scripts, at ${path}, in both languages`, async () => {
      const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(`${service.url}${path}?lang=fr`);
      const link = page.getByRole('link', { name: /^15 Urgence médicale/ });
      // Found by place: searching by text leaves out what stands in <noscript>.
      const other = page.locator('.emergency-ask span[lang=en]');
      expect([await link.getAttribute('href'), await link.isVisible(), await other.isVisible(), await other.innerText()]).toEqual([
        'tel:15',
        true,
        true,
        'Is a life in danger? Call now.',
      ]);
      // The text service, for those who cannot speak, is one tap away.
      await page.locator('summary:visible').click();
      expect(await page.locator('a[href="sms:114"]:visible').first().isVisible()).toBe(true);
      await context.close();
    });
  }

  it('with the database dead', async () => {
    const context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    await page.route('**/v1/**', (route) => route.abort());
    await page.goto(`${service.url}/?lang=fr`);
    await page.locator('.opening').waitFor();
    expect(await page.getByRole('link', { name: /^15/ }).first().isVisible()).toBe(true);
    await context.close();
  });

  it('without a network, once the person has begun; and nothing that was said is kept for it', async () => {
    const context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    await page.goto(`${service.url}/p/demo?lang=fr`);
    expect(await page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length])).toEqual([0, 0]);
    await start(page);
    await walk(page, walker, { until: 'understood' });
    const kept = (): Promise<string[]> =>
      page.evaluate(async () =>
        (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat().map((request) => new URL(request.url).pathname),
      );
    await expect.poll(async () => (await kept()).filter((path) => path === '/p/demo' || path.startsWith('/assets/')).length).toBeGreaterThanOrEqual(3);
    await context.setOffline(true);
    await page.reload();
    expect(await page.getByRole('link', { name: /15/ }).first().isVisible()).toBe(true);
    expect((await kept()).filter((path) => !/^\/(?:p\/demo|assets\/[\w.-]+)$/.test(path))).toEqual([]);
    const texts = await page.evaluate(async () => {
      const cache = await caches.open((await caches.keys())[0] ?? '');
      return (await Promise.all((await cache.keys()).map(async (request) => (await cache.match(request))?.text() ?? ''))).join('');
    });
    expect([texts.length > 10_000, texts.includes('gorge depuis trois jours')]).toEqual([true, false]);
    await context.setOffline(false);
    await page.reload();
    await page.locator('.card[data-kind="understood"]').waitFor();
    await context.close();
  }, 60_000);
});

describe('every page', () => {
  it('asks no other host for anything, and breaks none of its own rules', async () => {
    const context = await browser.newContext({ viewport: desktop });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    const hosts = new Set<string>();
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'data:' && protocol !== 'blob:') hosts.add(origin);
    });
    await page.goto(`${service.url}/?lang=fr`);
    await start(page);
    await walk(page, walker);
    for (const path of ['/demo', '/desk/code']) await page.goto(`${service.url}${path}`, { waitUntil: 'networkidle' });
    expect([[...hosts], complaints]).toEqual([[service.url], []]);
    // Nobody is signed in to the console: it asks, and is told that there is nothing.
    await page.goto(`${service.url}/doctor`, { waitUntil: 'networkidle' });
    expect([[...hosts], complaints.filter((line) => !line.includes('404 (Not Found)'))]).toEqual([[service.url], []]);
    await context.close();
  }, 90_000);

  it('may be held in a frame only by whom the site names; a whole page by nobody', async () => {
    const rule = async (path: string): Promise<string | undefined> =>
      (await fetch(`${service.url}${path}`)).headers
        .get('Content-Security-Policy')
        ?.split('; ')
        .find((part) => part.startsWith('frame-ancestors'));
    expect([await rule('/frame/demo'), await rule('/'), await rule('/p/demo'), await rule('/desk/code'), await rule('/doctor'), await rule('/frame/nowhere')]).toEqual([
      // Those of the site's file, then those of the settings.
      `frame-ancestors 'self' https://hospital.example ${hospital.origin}`,
      ...Array.from({ length: 5 }, () => "frame-ancestors 'none'"),
    ]);
  });

  it('is read by everyone: nothing that axe finds, and nothing wider than the window, at both widths', async () => {
    const found: Record<string, readonly string[]> = {};
    for (const viewport of [phone, desktop]) {
      const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
      const page = await context.newPage();
      for (const path of ['/demo?lang=fr', '/demo?lang=en', '/desk/code?lang=fr', '/p/nowhere?lang=fr', '/p/nowhere?lang=en']) {
        await page.goto(`${service.url}${path}`);
        if (path.startsWith('/demo')) await page.locator('.box.ready').waitFor();
        found[`${path} ${viewport.width}`] = await violations(page);
      }
      await page.goto(await deskCode());
      await page.getByRole('button').click();
      await page.locator('.urgency').waitFor();
      found[`summary ${viewport.width}`] = await violations(page);
      await page.goto(`${service.url}/desk/code?lang=en`);
      await page.locator('#code').fill('nonsense');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      found[`wrong code ${viewport.width}`] = await violations(page);
      await context.close();
    }
    expect(Object.entries(found).filter(([, list]) => list.length > 0)).toEqual([]);
  }, 120_000);
});

describe("in a hospital's page", () => {
  it('a person whose browser gives a frame neither cookies nor storage goes through to the outcome', async () => {
    hospital.show(
      `<!doctype html><html lang="fr"><title>Hôpital</title><main><h1>Hôpital</h1><script async src="${service.url}/embed.js" data-site="demo" data-lang="fr"></script></main></html>`,
    );
    const context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    await page.goto(hospital.origin);
    await page.locator('.box.ready').waitFor();
    const frame = page.frames()[1];
    if (!frame) throw new Error('there is no frame');
    // The walker reads a page; a frame has the same ways of being read.
    const inside = frame as unknown as Page;
    await start(inside);
    const heights = await page.locator('iframe').evaluateHandle((element) => {
      const list: number[] = [];
      new ResizeObserver(() => list.push(element.clientHeight)).observe(element);
      return list;
    });
    // No wait before a press: the frame does not move under the finger.
    const shown = await walk(inside, walker);
    const grown = await heights.jsonValue();
    expect(grown).toEqual(grown.toSorted((a, b) => a - b));
    expect(grown.length).toBeLessThan(shown.length);
    expect([shown.at(-1)?.kind, new URL(page.url()).search, new URL(frame.url()).search]).toEqual(['outcome', '', '?lang=fr']);
    expect(await context.cookies(hospital.origin)).toEqual([]);
    await context.close();
  }, 90_000);
});

describe('the desk', () => {
  it('reads the summary with scripts off, once', async () => {
    const link = new URL(await deskCode());
    const context = await browser.newContext({ viewport: desktop, javaScriptEnabled: false });
    const page = await context.newPage();
    for (const expected of ['.urgency', '.trouble']) {
      await page.goto(`${link.origin}${link.pathname}?lang=en`);
      await page.locator('#code').fill(link.hash.replace('#code=', ''));
      await page.keyboard.press('Enter');
      await page.locator(expected).waitFor();
    }
    expect(await page.getByRole('alert').innerText()).toContain('opens nothing');
    await context.close();
  });

  it('scans the link: the code is filled in, and stays in no address', async () => {
    const link = await deskCode();
    const context = await browser.newContext({ viewport: desktop });
    const page = await context.newPage();
    await page.goto(link);
    await expect.poll(() => page.locator('#code').inputValue()).toBe(new URL(link).hash.replace('#code=', ''));
    expect(page.url()).toBe(`${service.url}/desk/code`);
    await context.close();
  });
});
