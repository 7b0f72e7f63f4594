import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { complaintsOf, desktop, openBrowser, openService, phone, type PagesService } from '../support/browser.ts';
import { missing } from '../support/servers.ts';

vi.setConfig({ testTimeout: 60_000 });

let browser: Browser;
let service: PagesService;
beforeAll(async () => {
  if (missing.browser !== undefined) return;
  browser = await openBrowser();
  service = await openService();
}, 120_000);
afterAll(async () => {
  if (missing.browser === undefined) await Promise.all([browser.close(), service.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

/** The page as it is while its application is still on its way over a slow line; `arrive` lets it come. */
async function waiting(path: string, viewport: { readonly width: number; readonly height: number } = phone): Promise<{ readonly page: Page; readonly arrive: () => void }> {
  const context = await browser.newContext({ viewport, locale: 'fr' });
  const page = await context.newPage();
  let arrive = (): void => {};
  const arrived = new Promise<void>((done) => (arrive = done));
  await page.route('**/assets/*.js', async (route) => {
    await arrived;
    await route.continue();
  });
  await page.goto(`${service.url}${path}`, { waitUntil: 'commit' });
  await page.locator('.opening .primary').waitFor();
  return { page, arrive };
}

const running = (page: Page): Promise<unknown> => page.waitForFunction(() => document.documentElement.dataset['early'] === 'over');
/** What stands there, spaces aside. */
const drawn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    ['#emergency', '#app'].map((place) => {
      const copy = document.querySelector(place)?.cloneNode(true);
      if (!(copy instanceof Element)) return '';
      const lines: string[] = [];
      const read = (element: Element): void => {
        const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).toSorted();
        const own = [...element.childNodes].filter((node) => node instanceof Text).map((node) => node.textContent?.trim() ?? '');
        lines.push(`${element.localName} ${attributes.join(' ')} ${own.join('')}`.trim());
        for (const child of element.children) read(child);
      };
      read(copy);
      return lines.join('\n');
    }),
  );

describe('the opening card stands in the page itself', () => {
  it.each(['/?lang=fr', '/?lang=en', '/frame/demo?lang=fr&colour=8a1c5f'])('%s: the same, element for element, before the application has come and after', async (path) => {
    const { page, arrive } = await waiting(path, desktop);
    const complaints = complaintsOf(page);
    const before = await drawn(page);
    await page.evaluate(() => Object.assign(document.querySelector('.opening .primary') ?? {}, { mine: true }));
    const colour = await page.locator('.opening .primary').evaluate((button) => getComputedStyle(button).backgroundColor);
    arrive();
    await running(page);
    expect(await drawn(page)).toEqual(before);
    // A finger that is on the button stays on it.
    expect(await page.locator('.opening .primary').evaluate((button) => 'mine' in button)).toBe(true);
    expect([await page.locator('.opening .primary').evaluate((button) => getComputedStyle(button).backgroundColor), complaints]).toEqual([colour, []]);
    await page.context().close();
  });

  it('a tap that comes before the application is said at once, and done once it is there', async () => {
    const { page, arrive } = await waiting('/?lang=fr');
    expect(await page.locator('.bar a[href="tel:15"]').isVisible()).toBe(true);
    await page.locator('.opening .primary').click();
    expect(await page.locator('.opening .primary').innerText()).toBe('On commence…');
    expect(await page.context().cookies()).toEqual([]);
    arrive();
    await page.locator('.card[data-kind=who]').waitFor();
    expect(await page.locator('.card[data-kind=who]').isVisible()).toBe(true);
    await page.context().close();
  });

  it('so is the other language', async () => {
    const { page, arrive } = await waiting('/?lang=fr');
    await page.getByRole('button', { name: 'English' }).click();
    arrive();
    await page.getByRole('heading', { name: 'Need care? Find out where to go' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  it('leaving quickly waits for nothing', async () => {
    const { page } = await waiting('/?lang=fr');
    await page.context().route('https://meteofrance.com/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Météo</title>' }));
    await page.getByRole('button', { name: 'Quitter vite' }).click();
    await page.waitForURL('https://meteofrance.com/');
    expect(page.url()).toBe('https://meteofrance.com/');
    await page.context().close();
  });

  it('an application that never comes is said, with the numbers in sight', async () => {
    const context = await browser.newContext({ viewport: phone, locale: 'fr' });
    const page = await context.newPage();
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.goto(`${service.url}/?lang=fr`);
    await page.getByText('La suite n’arrive pas').waitFor();
    expect(await page.locator('.bar a[href="tel:15"]').isVisible()).toBe(true);
    await context.close();
  });
});
