import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf, desktop, openBrowser, phone } from '../support/browser.ts';
import { serveGallery, type Gallery } from '../support/gallery.ts';
import { missing } from '../support/servers.ts';

const galleries = {
  patient: 'web-widget/consultation/testing/gallery.tsx',
  doctor: 'web-widget/doctor/testing/gallery.tsx',
  interpreter: 'web-widget/interpreter/testing/gallery.tsx',
} as const;

let browser: Browser;
beforeAll(async () => {
  if (missing.browser === undefined) browser = await openBrowser();
});
afterAll(async () => {
  if (missing.browser === undefined) await browser.close();
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

describe.each(Object.entries(galleries))('every screen of the %s in a handover', (side, entry) => {
  let gallery: Gallery;
  beforeAll(async () => {
    gallery = await serveGallery(entry);
  });
  afterAll(() => gallery.close());

  const looks = [
    { language: 'fr', viewport: phone, colorScheme: 'light' },
    { language: 'en', viewport: desktop, colorScheme: 'dark' },
    { language: 'en', viewport: phone, colorScheme: 'dark' },
    { language: 'fr', viewport: desktop, colorScheme: 'light' },
  ] as const;

  it('in both languages, at both widths, light and dark: nothing that axe finds, nothing wider than the screen, no error, no word left unfilled', async () => {
    const found: string[] = [];
    for (const [turn, { language, ...look }] of looks.entries()) {
      const context = await browser.newContext(look);
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(`${gallery.url}?screen=none&lang=${language}`);
      const scenes = (await page.locator('html').getAttribute('data-scenes'))?.split(' ') ?? [];
      expect(scenes.length).toBeGreaterThan(12);
      for (const [at, scene] of scenes.entries()) {
        await page.goto(`${gallery.url}?screen=${scene}&lang=${language}`);
        const where = `${side} ${scene} ${language} ${look.viewport.width} ${look.colorScheme}`;
        const { wide, text } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth > innerWidth, text: document.body.innerText }));
        if (wide) found.push(`${where}: wider than the screen`);
        const unfilled = /\{\w+\}|undefined|\[object|NaN/.exec(text);
        if (unfilled) found.push(`${where}: ${unfilled[0]}`);
        // Axe is slow: each screen under two of the four looks.
        if ((at + turn) % 2 === 1) continue;
        const { violations } = await new AxeBuilder({ page }).analyze();
        for (const { id, nodes } of violations) found.push(`${where}: ${id} ${nodes[0]?.html ?? ''}`);
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
    expect(found).toEqual([]);
  }, 600_000);

  if (side === 'doctor')
    it('an offer takes the focus on "accept", and Escape asks why instead of losing it', async () => {
      const page = await browser.newPage({ viewport: desktop });
      await page.goto(`${gallery.url}?screen=ringing&lang=fr`);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Accepter');
      await page.keyboard.press('Escape');
      expect(await page.getByRole('dialog').isVisible()).toBe(true);
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Occupé');
      await page.close();
    });

  if (side === 'patient')
    it('mistakes are listed at the top, and each leads to its field', async () => {
      const page = await browser.newPage({ viewport: phone });
      await page.goto(`${gallery.url}?screen=person-mistakes&lang=fr`);
      await page.getByRole('alert').getByRole('link').nth(1).click();
      expect(await page.evaluate(() => document.activeElement?.closest('label')?.textContent)).toBe('Jour');
      await page.close();
    });
});
