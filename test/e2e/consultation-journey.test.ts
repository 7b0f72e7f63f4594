/** The whole way, in two real browsers on the real service: a person's words to a doctor's face, and back home with advice. */
import { randomBytes } from 'node:crypto';
import { chromium, type BrowserServer, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { demoDoctorLink } from '../../src/platform/demo-staff.ts';
import { desktop, phone } from '../support/browser.ts';
import { startService, type Running } from '../support/child.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { browserProgram, missing } from '../support/servers.ts';
import { start, walk } from './walker.ts';

vi.setConfig({ testTimeout: 400_000, hookTimeout: 200_000 });

let database: TestDatabase;
let service: Running;
beforeAll(async () => {
  if (missing.browser !== undefined) return;
  database = await cloneDatabase();
  service = await startService({ DATABASE_URL: database.url, RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`, LIVEKIT_LOCAL: 'no' });
});
afterAll(async () => {
  if (missing.browser !== undefined) return;
  service.process.kill('SIGTERM');
  await service.ended;
  await database.drop();
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});

/** A browser as a process of its own, so that it can be killed as a crash would. */
async function openCallBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({
    ...(browserProgram === undefined ? {} : { executablePath: browserProgram }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--use-fake-device-for-media-stream=fps=10',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
    ],
  });
}

async function pageIn(server: BrowserServer, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext({ viewport, locale: 'fr-FR', permissions: ['camera', 'microphone'] });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  return page;
}

async function signIn(page: Page): Promise<void> {
  const link = await demoDoctorLink({ database }, 'demo');
  await page.goto(`${service.url}${link ?? ''}`);
  await page.locator('.dc-bar').waitFor();
}

async function askForDoctor(page: Page): Promise<void> {
  await page.goto(`${service.url}/?lang=fr`);
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
  for (const question of [/sans être entendu/, /caméra et un micro/]) await page.getByRole('group', { name: question }).getByText('Oui').click();
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.getByLabel('Prénom et nom').fill('Anne Le Goff');
  await page.getByLabel('Jour').fill('7');
  await page.getByLabel('Mois').fill('3');
  await page.getByLabel('Année').fill(String(new Date().getFullYear() - 40));
  await page.getByLabel(/Téléphone où/).fill('06 12 34 56 78');
  await page.getByText('Je suis d’accord').click();
  await page.getByRole('button', { name: 'Demander un médecin' }).click();
}

/** The other side's picture moves and nothing stands over it. */
async function seesTheOther(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector<HTMLVideoElement>('.cs-remote')?.videoWidth ?? 0) > 0 && !document.querySelector('.cs-stage-covered'));
}

describe('a man with an odd feeling in his elbow', () => {
  it('says it in his words, waits, is seen by a doctor whose browser dies in mid-call and who comes back, and goes home with advice', async () => {
    const [patientBrowser, doctorBrowser] = await Promise.all([openCallBrowser(), openCallBrowser()]);
    const [patient, doctor] = await Promise.all([pageIn(patientBrowser, phone), pageIn(doctorBrowser, desktop)]);
    await signIn(doctor);
    await doctor.getByRole('radio', { name: 'De garde' }).click({ force: true });
    await doctor.locator('.dc-duty-on-call').waitFor();

    await askForDoctor(patient);
    const offer = doctor.getByRole('dialog');
    await offer.waitFor();
    expect(await offer.innerText()).toContain('sensation bizarre au coude');
    expect(await doctor.title()).toMatch(/^\(\d+\) Un patient attend/);
    // Before accepting: whom, never who.
    expect(await offer.innerText()).not.toContain('Le Goff');
    await offer.getByRole('button', { name: 'Accepter' }).click();
    await doctor.locator('.dc-section-notAsked').waitFor();

    await doctor.getByRole('button', { name: 'Commencer l’appel' }).click();
    await patient.getByRole('button', { name: 'Commencer l’appel' }).click();
    await Promise.all([seesTheOther(patient), seesTheOther(doctor)]);
    await doctor.locator('#dc-note').fill('Gêne du coude droit, pas de rougeur.');
    await doctor.locator('.dc-kept-kept').waitFor();
    await patient.locator('#cs-write').fill('Je vous entends bien');
    await patient.getByRole('button', { name: 'Envoyer' }).click();
    await doctor.getByText('Je vous entends bien').waitFor();

    // A crash: no goodbye of any kind.
    doctorBrowser.process().kill('SIGKILL');
    await patient.getByText('La connexion de votre médecin se rétablit').waitFor();

    const anotherBrowser = await openCallBrowser();
    const again = await pageIn(anotherBrowser, desktop);
    await signIn(again);
    await Promise.all([seesTheOther(patient), seesTheOther(again)]);
    expect(await again.locator('#dc-note').inputValue()).toBe('Gêne du coude droit, pas de rougeur.');

    await again.getByRole('button', { name: 'Terminer la consultation' }).first().click();
    await again.getByLabel(/Conseils au patient/).fill('Reposez le coude.');
    await again.locator('.dc-panel').getByRole('button', { name: 'Terminer la consultation' }).click();
    await patient.getByText('Reposez le coude.').waitFor();
    expect(await patient.getByRole('heading', { level: 1 }).innerText()).toContain('terminée');
    await Promise.all([patientBrowser.kill(), anotherBrowser.kill()]);
  });

  it('while he waits: reloads and keeps his place; feels worse, answers again, and keeps it too', async () => {
    const server = await openCallBrowser();
    const patient = await pageIn(server, phone);
    await askForDoctor(patient);
    await patient.locator('.cs-place').waitFor();
    await patient.reload();
    await patient.locator('.cs-place').waitFor();
    await patient.getByRole('button', { name: 'C’est pire' }).click();
    await patient.getByText('Votre place dans la file est gardée').waitFor();
    await patient.reload();
    await patient.getByText('Votre place dans la file est gardée').waitFor();
    expect(await patient.locator('.card').getAttribute('data-kind')).toBe('gate');
    await server.kill();
  });
});
