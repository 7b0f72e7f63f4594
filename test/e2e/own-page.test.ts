/** A doctor asked for inside a hospital's page: seen in a page of our own, with what was said, and with no capability in any address. */
import type { Browser, BrowserContext, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { complaintsOf, openBrowser, openHost, openService, phone, type Host, type PagesService } from '../support/browser.ts';
import { missing } from '../support/servers.ts';
import { fillRequest, oddElbow } from './call-people.ts';
import { start, walk } from './walker.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let browser: Browser;
let service: PagesService;
let hospital: Host;
let shots = 0;
beforeAll(async () => {
  if (missing.browser !== undefined) return;
  [browser, hospital] = await Promise.all([openBrowser(), openHost()]);
  service = await openService({ ALLOWED_ORIGINS: hospital.origin, LIVEKIT_LOCAL: 'no' });
  hospital.show(
    `<!doctype html><html lang="fr"><meta charset="utf-8"><title>Hôpital</title><main><h1>Hôpital</h1><script async src="${service.url}/embed.js" data-site="demo" data-lang="fr" data-region="FR"></script></main></html>`,
  );
});
afterAll(async () => {
  if (missing.browser === undefined) await Promise.all([browser.close(), service.close(), hospital.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

type Opened = { readonly context: BrowserContext; readonly page: Page; readonly frame: Frame; readonly addresses: readonly string[] };

/** Up to the outcome, inside the hospital's page. */
async function toTheOutcome(prepare: (context: BrowserContext) => Promise<unknown> = async () => {}): Promise<Opened> {
  const context = await browser.newContext({ viewport: phone, locale: 'fr-FR' });
  const addresses: string[] = [];
  context.on('request', (request) => addresses.push(request.url()));
  await prepare(context);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.goto(hospital.origin);
  await page.locator('.box.ready').waitFor();
  const frame = page.frames()[1];
  if (!frame) throw new Error('there is no frame');
  await start(frame);
  await walk(frame, oddElbow);
  return { context, page, frame, addresses };
}

describe("a man with an odd feeling in his elbow, in a hospital's page", () => {
  it('asks for a doctor and goes on in a page of our own, with his answers; the frame says so and is out', async () => {
    const { context, page, frame, addresses } = await toTheOutcome();
    const opening = context.waitForEvent('page');
    await frame.getByRole('button', { name: 'Demander un médecin' }).click();
    const own = await opening;
    const complaints = complaintsOf(own);
    await own.getByRole('group', { name: /sans être entendu/ }).waitFor();
    // By itself, held by nobody, and the way in has left its address.
    expect([own.url(), own.frames().length]).toEqual([`${service.url}/p/demo?lang=fr`, 1]);
    await frame.getByText('Vous avez continué dans l’autre page').waitFor();
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/own-page-${++shots}.png` });
    await fillRequest(own, 'Anne Le Goff');
    await own.locator('.cs-place').waitFor();
    // A reload goes back to the waiting room, not to the link.
    await own.reload();
    await own.locator('.cs-place').waitFor();
    // A 404 is the answer to whether there is a consultation already: not yet.
    expect(complaints.filter((line) => !line.includes('404'))).toEqual([]);
    const asked = addresses.filter((address) => address.startsWith(service.url)).map((address) => address.slice(service.url.length));
    expect(asked.filter((address) => /doctor=|code=|capability/.test(address))).toEqual([]);
    await context.close();
  });

  it('where the browser holds the new page back, it says so and gives a link to tap; nothing is lost', async () => {
    const { context, page, frame } = await toTheOutcome((all) => all.addInitScript(() => Object.assign(window, { open: () => null })));
    await frame.getByRole('button', { name: 'Demander un médecin' }).click();
    await frame.getByText('votre navigateur l’a retenue').waitFor();
    if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/own-page-${++shots}.png` });
    const opening = context.waitForEvent('page');
    await frame.getByRole('link', { name: 'Ouvrir la page du médecin' }).click();
    const own = await opening;
    await own.getByRole('group', { name: /sans être entendu/ }).waitFor();
    await frame.getByText('Vous avez continué dans l’autre page').waitFor();
    expect(own.url()).toBe(`${service.url}/p/demo?lang=fr`);
    await context.close();
  });

  it('who would rather stay goes on in the frame', async () => {
    const { context, frame } = await toTheOutcome((all) => all.addInitScript(() => Object.assign(window, { open: () => null })));
    await frame.getByRole('button', { name: 'Demander un médecin' }).click();
    await frame.getByRole('button', { name: 'Continuer ici' }).click();
    await frame.getByRole('group', { name: /sans être entendu/ }).waitFor();
    expect(context.pages()).toHaveLength(1);
    await context.close();
  });

  it('a link that has been used says so, and leads nowhere', async () => {
    const context = await browser.newContext({ viewport: phone, locale: 'fr-FR' });
    const page = await context.newPage();
    await page.goto(`${service.url}/p/demo?lang=fr#doctor=K7M2-9QXD`);
    await page.getByText('Ce lien a déjà servi').waitFor();
    await page.locator('.opening .primary').waitFor();
    expect(page.url()).toBe(`${service.url}/p/demo?lang=fr`);
    await context.close();
  });
});
