/** The two people of a call in real browsers: a patient on a phone, a doctor at a desk, each walking the pages of the real service. */
import { chromium, type Browser, type BrowserServer, type Page } from 'playwright-core';
import { demoDoctorLink } from '../../src/platform/demo-staff.ts';
import type { TestDatabase } from '../support/database.ts';
import { keepLines } from '../support/call-figures.ts';
import { browserProgram } from '../support/servers.ts';
import { start, walk } from './walker.ts';

export type House = { readonly url: string; readonly database: TestDatabase };

/** A browser as a process of its own, so that it can be killed or frozen as a crash would. */
export async function openCallBrowser({ fps = 10 }: { readonly fps?: number } = {}): Promise<BrowserServer> {
  return chromium.launchServer({
    ...(browserProgram === undefined ? {} : { executablePath: browserProgram }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--use-fake-device-for-media-stream=fps=${fps}`,
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

export async function connectTo(server: BrowserServer): Promise<Browser> {
  return chromium.connect(server.wsEndpoint());
}

export async function pageIn(browser: Browser, viewport: { readonly width: number; readonly height: number }, language: 'fr' | 'en' = 'fr'): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: language === 'fr' ? 'fr-FR' : 'en-GB', permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await keepLines(page);
  return page;
}

export async function signIn(page: Page, { url, database }: House): Promise<void> {
  const link = await demoDoctorLink({ database }, 'demo');
  await page.goto(`${url}${link ?? ''}`);
  await page.locator('.dc-bar').waitFor();
}

export async function goOnCall(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'De garde' }).click({ force: true });
  await page.locator('.dc-duty-on-call').waitFor();
}

/** A man with an odd feeling in his elbow: his words, his answers, and what a consultation needs of him. */
export async function askForDoctor(page: Page, { url }: Pick<House, 'url'>, name = 'Anne Le Goff'): Promise<void> {
  await page.goto(`${url}/?lang=fr`);
  await start(page);
  await walk(page, {
    language: 'fr',
    who: 'me',
    age: { amount: '40', unit: 'y' },
    sex: 'male',
    words: "j'ai une sensation bizarre au coude, je ne sais pas ce que c'est",
    there: [],
    numbers: [
      { ask: /temp/i, number: '37' },
      { ask: /douleur/i, number: '2' },
    ],
  });
  await page.getByRole('button', { name: 'Demander un médecin' }).click();
  await fillRequest(page, name);
}

/** From the terms on: suitability, who it is, consent. */
export async function fillRequest(page: Page, name: string): Promise<void> {
  for (const question of [/sans être entendu/, /caméra et un micro/]) await page.getByRole('group', { name: question }).getByText('Oui').click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByLabel('Prénom et nom').fill(name);
  await page.getByLabel('Jour').fill('7');
  await page.getByLabel('Mois').fill('3');
  await page.getByLabel('Année').fill(String(new Date().getFullYear() - 40));
  await page.getByLabel(/Téléphone où/).fill('06 39 98 12 34');
  await page.getByText('Je suis d’accord').click();
  await page.getByRole('button', { name: 'Demander un médecin' }).click();
}

/** The other side's picture moves and nothing stands over it. */
export async function seesTheOther(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector<HTMLVideoElement>('.cs-remote')?.videoWidth ?? 0) > 0 && !document.querySelector('.cs-stage-covered'));
}

/** What stands over or beside the pictures, in words. */
export async function noticeOn(page: Page): Promise<string> {
  return (await page.locator('.cs-cover, .cs-beside').allInnerTexts()).join(' ').trim();
}
