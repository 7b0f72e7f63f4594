/** A doctor's phone that rings with the console closed: the page, its worker and its notification in a real browser, up to the push service of its maker. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { desktop, openBrowser, phone } from '../support/chromium.ts';
import { startService, type Running } from '../support/child.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { missing } from '../support/servers.ts';
import { signIn } from './call-people.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let database: TestDatabase;
let service: Running;
let browser: Browser;
beforeAll(async () => {
  if (missing.browser !== undefined) return;
  database = await cloneDatabase();
  service = await startService({
    DATABASE_URL: database.url,
    RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`,
    LIVEKIT_LOCAL: 'no',
    VAPID_CONTACT: 'mailto:it@hospital.example',
  });
  browser = await openBrowser();
});
afterAll(async () => {
  if (missing.browser !== undefined) return;
  await browser.close();
  service.process.kill('SIGTERM');
  await service.ended;
  await database.drop();
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

const shown = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/doctor');
    return ((await registration?.getNotifications()) ?? []).map(({ title, body }) => `${title}: ${body}`);
  });

/** As the push service of the browser's maker would hand it over. */
async function push(devtools: CDPSession, data: string): Promise<void> {
  const known = new Promise<string>((done) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.endsWith('/doctor'));
      if (ours) done(ours.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  await devtools.send('ServiceWorker.deliverPushMessage', { origin: service.url, registrationId: await known, data });
  await devtools.send('ServiceWorker.disable');
}

it.each([
  ['a phone', phone],
  ['a desktop', desktop],
])('on %s the button sets it up under our own security headers, and what is pushed is shown: that someone waits, and nothing about whom', async (_name, viewport) => {
  const context = await browser.newContext({ viewport, locale: 'fr-FR', permissions: ['notifications'] });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => (message.type() === 'error' ? wrong.push(message.text()) : undefined));
  // The browser of a test has no push service of its maker behind it: what it would have answered.
  await page.addInitScript(() => {
    const subscription = {
      toJSON: () => ({ endpoint: 'https://push.example/abc', expirationTime: null, keys: { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) } }),
      unsubscribe: async () => true,
    };
    let has = false;
    Object.assign(PushManager.prototype, {
      getSubscription: async () => (has ? subscription : null),
      subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
        if (!/^[\w-]{87}$/.test(applicationServerKey)) throw new Error('no key of the service');
        has = true;
        return subscription;
      },
    });
  });
  await signIn(page, { url: service.url, database });
  const button = page.getByRole('button', { name: 'Faire sonner cet appareil' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Cet appareil sonne même quand la page est fermée.').waitFor();
  const { rows } = await sql<{ endpoint: string }>`select endpoint from push_subscriptions`.execute(database.owner);
  expect(rows).toEqual([{ endpoint: 'https://push.example/abc' }]);
  const devtools = await context.newCDPSession(page);
  await push(devtools, JSON.stringify({ title: 'Un patient attend', body: 'Ouvrez la console pour répondre.' }));
  await expect.poll(() => shown(page), { timeout: 10_000 }).toEqual(['Un patient attend: Ouvrez la console pour répondre.']);
  // One that cannot be read rings all the same, in the place of the first.
  await push(devtools, 'nonsense');
  await expect.poll(() => shown(page), { timeout: 10_000 }).toEqual(['Relais: ']);
  expect(wrong).toEqual([]);
  await context.close();
});
