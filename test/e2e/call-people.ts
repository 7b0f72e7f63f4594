/** The two people of a call in real browsers: a patient on a phone, a doctor at a desk, each walking the pages of the real service. */
import { randomUUID } from 'node:crypto';
import { chromium, type Browser, type BrowserServer, type Page } from 'playwright-core';
import { createStaffRoster } from '../../src/adapters/postgres/staff-roster.ts';
import type { Card } from '../../src/contract/card.ts';
import type { ConsultationTerms } from '../../src/contract/consultation.ts';
import { demoDoctorLink } from '../../src/platform/demo-staff.ts';
import { soreThroatOnly } from '../platform/patient.ts';
import type { Database } from '../../src/adapters/postgres/database.ts';
import { keepLines } from '../support/call-figures.ts';
import type { OwnNetwork } from '../support/own-network.ts';
import { browserProgram } from '../support/servers.ts';
import { start, walk, type Walker } from './walker.ts';

export type House = { readonly url: string; readonly database: Database };

/** A browser as a process of its own, so that it can be killed or frozen as a crash would. */
export async function openCallBrowser({
  fps = 10,
  cameras = 1,
  allowsAll = true,
  within,
  machineAt,
}: {
  readonly fps?: number;
  readonly cameras?: 0 | 1;
  /** Without it, a page gets what its context is granted and is refused the rest, as by a person. */
  readonly allowsAll?: boolean;
  /** In a network of its own. */
  readonly within?: OwnNetwork;
  /** Where it really looks when a page says 127.0.0.1, which in another network is another machine. */
  readonly machineAt?: string;
} = {}): Promise<BrowserServer> {
  const program = browserProgram !== undefined && within ? await within.inside(browserProgram) : browserProgram;
  return chromium.launchServer({
    ...(program === undefined ? {} : { executablePath: program }),
    args: [
      ...(machineAt === undefined ? [] : [`--host-resolver-rules=MAP 127.0.0.1 ${machineAt}`]),
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      `--use-fake-device-for-media-stream=fps=${fps},device-count=${cameras}`,
      ...(allowsAll ? ['--use-fake-ui-for-media-stream'] : []),
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

/** A camera that gives small pictures, as an old phone's: many calls fit on a small machine. */
export async function smallCamera(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) =>
      ask(typeof wanted?.video === 'object' ? { ...wanted, video: { ...wanted.video, width: { exact: 320 }, height: { exact: 180 } } } : wanted);
  });
}

/** As when its plug is pulled. On a page that keeps its lines. */
export async function unplugMicrophone(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { lines } = globalThis as unknown as { readonly lines: readonly RTCPeerConnection[] }; // put there before the page was loaded
    for (const { track } of lines.flatMap((line) => line.getSenders())) {
      if (track?.kind !== 'audio' || track.readyState !== 'live') continue;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }
  });
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

/** A man with an odd feeling in his elbow, and his answers. */
export const oddElbow: Walker = {
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
};

/** He asks for a doctor, with what a consultation needs of him. */
export async function askForDoctor(page: Page, { url }: Pick<House, 'url'>, name = 'Anne Le Goff'): Promise<void> {
  await page.goto(`${url}/?lang=fr`);
  await start(page);
  await walk(page, oddElbow);
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

/** Someone of 31 with a sore throat who has answered everything and asked for a doctor: in the waiting room of their page, by the calls that the page makes. */
export async function inTheWaitingRoom(page: Page, { url }: Pick<House, 'url'>, name: string, language: 'fr' | 'en' = 'fr'): Promise<void> {
  await page.goto(`${url}/?lang=${language}`);
  const opened = await fromPage<{ readonly encounterId: string; readonly card: Card }>(page, '/v1/encounters', { language, turnId: randomUUID() });
  const encounter = `/v1/encounters/${opened.encounterId}`;
  for (let { card } = opened; card.kind !== 'outcome';) {
    const turn = { action: 'answer', turnId: randomUUID(), card: card.id, answer: soreThroatOnly(card) };
    ({ card } = await fromPage<{ readonly card: Card }>(page, `${encounter}/turns`, turn));
  }
  const terms = await fromPage<ConsultationTerms>(page, `${encounter}/consultation/terms`);
  await fromPage(page, `${encounter}/consultation`, {
    turnId: randomUUID(),
    person: { name, birthDate: '1995-04-02', phone: '01 99 00 12 34' },
    consent: { version: terms.consentVersion, accepted: true, earlierEncounters: false },
    suitability: { privatePlace: true, camera: true },
  });
  await page.evaluate((kept) => sessionStorage.setItem('relais', JSON.stringify(kept)), { encounterId: opened.encounterId, site: 'demo', language, doctor: true });
  await page.reload();
  await page.locator('.cs-screen').waitFor();
}

/** With the page's own cookie. @throws with the answer when it is not a good one. */
async function fromPage<T>(page: Page, path: string, body?: unknown): Promise<T> {
  const { status, text } = await page.evaluate(
    async ([to, sent]) => {
      const response = await fetch(to, sent === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: sent });
      return { status: response.status, text: await response.text() };
    },
    [path, body === undefined ? undefined : JSON.stringify(body)] as const,
  );
  if (status >= 300) throw new Error(`${path} was answered ${status}: ${text}`);
  // The form is the contract's, held by the service's own tests.
  return JSON.parse(text) as T;
}

/** A doctor of the site's own, in the console and on call. */
export async function doctorOnCall(page: Page, { url, database }: House, name: string): Promise<void> {
  const roster = createStaffRoster(database.owner);
  const id = randomUUID();
  await roster.add({ id, site: 'demo', name, title: 'Dr', role: 'doctor', language: 'fr' });
  await page.goto(`${url}/doctor?lang=fr#link=${(await roster.link(id)) ?? ''}`);
  await page.locator('.dc-bar').waitFor();
  await goOnCall(page);
}

/** Accepts what rings and opens the call. @returns whose it is. */
export async function acceptAndOpen(doctor: Page): Promise<string> {
  await doctor.getByRole('dialog').getByRole('button', { name: 'Accepter' }).click();
  const heading = doctor.locator('.dc-case-head h1');
  await doctor.getByRole('button', { name: 'Commencer l’appel' }).click();
  return heading.innerText();
}

/** The end of a consultation, and back to the list of who waits. */
export async function endedByDoctor(doctor: Page): Promise<void> {
  await doctor.getByRole('button', { name: 'Terminer la consultation' }).first().click();
  await doctor.getByLabel(/Conseils au patient/).fill('Reposez-vous.');
  await doctor.locator('.dc-panel').getByRole('button', { name: 'Terminer la consultation' }).click();
  await doctor.getByRole('button', { name: 'Revenir à la liste' }).click();
}
