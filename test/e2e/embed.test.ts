import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf, desktop, openBrowser, openHost, openService, phone, type Host, type PagesService } from '../support/browser.ts';
import { missing } from '../support/servers.ts';

let browser: Browser;
let service: PagesService;
let hospital: Host;
let stranger: Host;

beforeAll(async () => {
  if (missing.browser !== undefined) return;
  [browser, hospital, stranger] = await Promise.all([openBrowser(), openHost(), openHost()]);
  service = await openService({ ALLOWED_ORIGINS: hospital.origin });
}, 120_000);
afterAll(async () => {
  if (missing.browser === undefined) await Promise.all([browser.close(), service.close(), hospital.close(), stranger.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

function tag(attributes = 'data-site="demo" data-lang="fr" data-region="FR"'): string {
  return `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Hôpital</title><main><h1>Hôpital</h1><script async src="${service.url}/embed.js" ${attributes}></script></main></html>`;
}

async function open(host: Host, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, ...options });
  const page = await context.newPage();
  await page.goto(host.origin);
  return page;
}

const application = (page: Page) => page.frameLocator('iframe');
const ways = (page: Page) => page.locator('relais-triage').getByRole('link');
const shownWays = async (page: Page): Promise<string[]> =>
  (await ways(page).all()).reduce<Promise<string[]>>(
    async (list, link) => [...(await list), ...((await link.isVisible()) ? [(await link.getAttribute('href')) ?? ''] : [])],
    Promise.resolve([]),
  );

describe("a hospital's page with the one script tag", () => {
  it('shows the application in a frame on our own origin, with the numbers in it', async () => {
    hospital.show(tag());
    const page = await open(hospital);
    const complaints = complaintsOf(page);
    await application(page).getByRole('link', { name: /15/ }).first().waitFor();
    await page.locator('.box.ready').waitFor();
    expect(await application(page).getByRole('link', { name: /15/ }).first().getAttribute('href')).toBe('tel:15');
    expect(page.frames()[1]?.url()).toBe(`${service.url}/frame/demo?lang=fr`);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('grows with what it holds, so that nobody scrolls inside a scrolling page', async () => {
    hospital.show(tag());
    const page = await open(hospital);
    await page.locator('.box.ready').waitFor();
    await expect
      .poll(async () => {
        const [outer, inner] = [await page.locator('iframe').evaluate((frame) => frame.clientHeight), await page.frames()[1]?.evaluate(() => document.body.scrollHeight)];
        return outer >= (inner ?? Infinity);
      })
      .toBe(true);
    await page.context().close();
  });

  it("works under the hospital's own strict policy, and with hostile scripts in its page", async () => {
    hospital.show(
      tag().replace(
        '<main>',
        `<script nonce="n">
          Object.prototype.relais = 2; Array.prototype.toJSON = () => 'x'; window.postMessage = () => { throw new Error('no'); };
          setInterval(() => document.querySelectorAll('iframe').forEach((frame) => frame.contentWindow.postMessage({ relais: 1, kind: 'height', height: 'x' }, '*')), 50);
          addEventListener('message', (event) => { (window.heard ??= []).push(event.data); });
        </script><main>`,
      ),
      { 'Content-Security-Policy': `default-src 'none'; script-src 'nonce-n' ${service.url}; frame-src ${service.url}` },
    );
    const page = await open(hospital);
    await page.locator('.box.ready').waitFor();
    await application(page).getByRole('link', { name: /112/ }).first().waitFor();
    // Whatever the host listens to, it hears no more than this.
    const heard = await page.evaluate(() => (window as unknown as { heard?: { kind: string }[] }).heard ?? []);
    expect(new Set(heard.map((message) => Object.keys(message).toSorted().join()))).toEqual(new Set(['kind,relais', 'height,kind,relais']));
    await page.context().close();
  });

  it('keeps nothing in the browser before the first tap, and puts nothing of a person into an address', async () => {
    hospital.show(tag());
    const page = await open(hospital);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.locator('.box.ready').waitFor();
    const frame = page.frames()[1];
    // A browser that refuses storage to a frame keeps nothing either.
    const kept = await frame?.evaluate(async () => {
      const count = async (look: () => number | Promise<number>): Promise<number> => {
        try {
          return await look();
        } catch {
          return 0;
        }
      };
      return [
        await count(() => document.cookie.length),
        await count(() => localStorage.length),
        await count(() => sessionStorage.length),
        await count(async () => (await indexedDB.databases()).length),
      ];
    });
    expect([kept, await page.context().cookies()]).toEqual([[0, 0, 0, 0], []]);
    expect(addresses.filter((address) => /relais|capability|encounter/i.test(new URL(address).search))).toEqual([]);
    await page.context().close();
  });

  it('is an element as well, that the page puts where it likes', async () => {
    hospital.show(
      `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Hôpital</title><main><relais-triage site="demo" lang="en"></relais-triage><p id="after"></p></main><script async src="${service.url}/embed.js"></script></html>`,
    );
    const page = await open(hospital);
    await page.locator('main > relais-triage .box.ready').waitFor();
    expect([page.frames()[1]?.url(), await page.locator('relais-triage').count(), await page.locator('relais-triage + #after').count()]).toEqual([
      `${service.url}/frame/demo?lang=en`,
      1,
      1,
    ]);
    await page.context().close();
  });

  it.each(['the button', 'the Escape key'])("is left quickly by %s: the hospital's page goes too", async (by) => {
    hospital.show(tag());
    const page = await open(hospital);
    await page.context().route('https://meteofrance.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Météo</title>' }));
    await page.locator('.box.ready').waitFor();
    await application(page).locator('.opening .primary').click();
    await application(page).locator('.card').waitFor();
    if (by === 'the button') await application(page).getByRole('button', { name: 'Quitter vite' }).click();
    else for (let times = 0; times < 3; times += 1) await page.keyboard.press('Escape');
    await page.waitForURL('https://meteofrance.com/');
    expect(page.frames()).toHaveLength(1);
    await page.context().close();
  });

  it('in a corner, asks for the application only on the first tap, and closing it loses nothing', async () => {
    hospital.show(tag('data-site="demo" data-lang="en" data-position="right" data-colour="#0f5f6b"'));
    const page = await open(hospital, { viewport: desktop });
    const button = page.getByRole('button', { name: 'Need care?' });
    await button.waitFor();
    expect(page.frames()).toHaveLength(1);
    await button.focus();
    await page.keyboard.press('Enter');
    await page.locator('.box.ready').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('dialog').isVisible()).toBe(false);
    const before = page.frames()[1];
    await button.click();
    expect([await page.locator('dialog').isVisible(), page.frames()[1] === before]).toEqual([true, true]);
    await page.context().close();
  });
});

describe('a page that cannot show the application is never blank: numbers and a way on', () => {
  const cases: readonly {
    readonly when: string;
    readonly host: () => Host;
    readonly attributes?: string;
    readonly prepare?: (page: Page) => Promise<unknown>;
    readonly site?: string;
  }[] = [
    { when: 'its origin is not on the list of the site', host: () => stranger },
    { when: 'the site does not exist', host: () => hospital, attributes: 'data-site="nowhere" data-region="FR"', site: 'nowhere' },
    { when: 'the site is garbage', host: () => hospital, attributes: 'data-site="\'&quot;><b>" data-region="FR"', site: '' },
    { when: 'a blocker stops the frame', host: () => hospital, prepare: (page) => page.route('**/frame/**', (route) => route.abort('blockedbyclient')) },
    { when: 'the frame comes without its script', host: () => hospital, prepare: (page) => page.route('**/assets/*.js', (route) => route.abort()) },
    { when: 'the service fails', host: () => hospital, prepare: (page) => page.route('**/frame/**', (route) => route.fulfill({ status: 502, body: 'bad gateway' })) },
  ];
  for (const { when, host, attributes, prepare, site = 'demo' } of cases) {
    it(`when ${when}`, async () => {
      const { origin, show } = host();
      show(tag(attributes));
      const context = await browser.newContext({ viewport: phone });
      const page = await context.newPage();
      await prepare?.(page);
      await page.goto(origin);
      await page.getByText('ne peut pas s’afficher ici').waitFor();
      expect(await shownWays(page)).toEqual(['tel:15', 'tel:112', `${service.url}${site === '' ? '/' : `/p/${site}`}?lang=fr`]);
      await context.close();
    });
  }

  it('and names the country of every number when the page does not say where it is', async () => {
    stranger.show(tag('data-site="demo" data-lang="en"'));
    const page = await open(stranger);
    await page.getByText('cannot be shown here').waitFor();
    expect(await page.locator('relais-triage .card').innerText()).toMatch(/France.*15.*112[\s\S]*United Kingdom.*999.*112/);
    await page.context().close();
  });

  it('and takes the application after all when it comes late', async () => {
    hospital.show(tag());
    const context = await browser.newContext({ viewport: phone });
    const page = await context.newPage();
    await page.route('**/frame/**', async (route) => {
      await new Promise((done) => setTimeout(done, 13_000));
      await route.continue();
    });
    await page.goto(hospital.origin, { waitUntil: 'commit' });
    await page.getByText('ne peut pas s’afficher ici').waitFor();
    await page.locator('.box.ready').waitFor();
    expect(await application(page).getByRole('link', { name: /15/ }).first().isVisible()).toBe(true);
    await context.close();
  }, 40_000);
});
