/** From a person's own words to a doctor's face, in two windows, on the real service: a phone-sized screen in French, and the doctor's desktop. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildPages } from '../../src/platform/build-pages.ts';
import { desktop, phone } from '../support/browser.ts';
import { startCallBrowser, type CallBrowser } from '../support/call-browser.ts';
import { figuresOf, keepLines, seeAndHearEachOther } from '../support/call-figures.ts';
import { dataFolder, freePort, run, untilReady, type Running } from '../support/child.ts';
import { missing } from '../support/servers.ts';
import { start, walk } from './walker.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 180_000 });

const elbow = {
  language: 'fr',
  who: 'me',
  age: { amount: '40', unit: 'y' },
  sex: 'male',
  words: "j'ai une sensation bizarre au coude, je ne sais pas ce que c'est",
  there: [],
  numbers: [
    { ask: /température/i, number: '37' },
    { ask: /douleur/i, number: '1' },
  ],
} as const;

let patientBrowser: CallBrowser;
let doctorBrowser: CallBrowser;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  if (missing.browser !== undefined) return;
  await buildPages();
  [patientBrowser, doctorBrowser] = await Promise.all([startCallBrowser(), startCallBrowser()]);
});
afterAll(async () => {
  await Promise.all([patientBrowser?.close(), doctorBrowser?.close()]);
});
beforeEach(({ skip }) => {
  if (missing.browser !== undefined) skip(missing.browser);
});
afterEach(async () => {
  for (const work of closing.splice(0).toReversed()) await work();
});

async function service(settings: Readonly<Record<string, string>>): Promise<Running> {
  const folder = await dataFolder();
  closing.push(folder.remove);
  const port = String(await freePort());
  const url = `http://127.0.0.1:${port}`;
  const child = run('src/platform/node.ts', { environment: { DATA_DIR: folder.path, LOG_LEVEL: 'error', PORT: port, ...settings } });
  // A first start makes a database; on a machine that does much else it takes its time.
  const running = await untilReady(child, url).catch(() => untilReady(child, url));
  closing.push(async () => {
    running.process.kill('SIGINT');
    await running.ended;
  });
  return running;
}

async function openPage(browser: CallBrowser, viewport: { readonly width: number; readonly height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: 'fr-FR' });
  closing.push(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(40_000);
  await keepLines(page);
  return page;
}

async function goOnCall({ out }: Running): Promise<Page> {
  const link = /http:\S+\/doctor#\S+/.exec(out())?.[0];
  if (link === undefined) throw new Error('npm start printed no link for the doctor');
  const page = await openPage(doctorBrowser, desktop);
  await page.goto(link);
  await page.getByText('De garde', { exact: true }).first().click();
  return page;
}

/** From the first word to the queue. */
async function askForDoctor(url: string): Promise<Page> {
  const page = await openPage(patientBrowser, phone);
  await page.goto(`${url}/?lang=fr`);
  await start(page);
  await walk(page, elbow);
  await page.getByRole('button', { name: 'Demander un médecin' }).click();
  for (const name of ['privatePlace', 'camera']) await page.locator(`#cs-${name} input`).first().check({ force: true });
  await page.getByRole('button', { name: 'Continuer' }).click();
  await page.locator('#cs-name').fill('Alix Essai');
  // Fits the age that was given at the start.
  for (const [at, value] of ['1', '1', String(new Date().getFullYear() - Number(elbow.age.amount))].entries()) await page.locator('#cs-birthDate input').nth(at).fill(value);
  await page.locator('#cs-phone').fill('06 39 98 12 34');
  await page.locator('#cs-agreed input[type=checkbox]').first().check({ force: true });
  await page.getByRole('button', { name: 'Demander un médecin' }).click();
  return page;
}

async function joinBoth(patient: Page, doctor: Page): Promise<number> {
  await doctor.getByRole('button', { name: /^Accepter/ }).click();
  await doctor.getByRole('button', { name: /^Commencer l.appel/ }).click();
  await patient.getByRole('button', { name: /^Commencer l.appel/ }).click();
  return meet(patient, doctor);
}

const meet = (patient: Page, doctor: Page): Promise<number> =>
  seeAndHearEachOther([patient, doctor], {
    within: 60_000,
    explain: async () => [await figuresOf(patient), await figuresOf(doctor)],
  });

describe('directly, without any LiveKit', () => {
  it('a person tells, is told to see a doctor, asks for one, and the two see and hear each other', async () => {
    const running = await service({ LIVEKIT_LOCAL: 'no' });
    const doctor = await goOnCall(running);
    const patient = await askForDoctor(running.url);
    expect(await joinBoth(patient, doctor)).toBeLessThan(60_000);
    // Only servers of ours, and on one machine none is needed.
    expect([...(await figuresOf(patient)).iceServers, ...(await figuresOf(doctor)).iceServers]).toEqual([]);
  });
});
