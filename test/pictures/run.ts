/** `npm run shots`: every screen of a patient at both widths in both languages, into docs/pictures/patient/. They are the README's. */
import type { PlacesRequest } from '../../src/contract/places.ts';
import { atHour } from '../support/at-hour.ts';
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { start, walk, type Walker } from '../e2e/walker.ts';
import { desktop, openBrowser, phone } from '../support/chromium.ts';
import { startService } from '../support/child.ts';
import { serveGallery } from '../support/gallery.ts';

const target = fileURLToPath(new URL('../../docs/pictures/patient', import.meta.url));
const most = 4_500_000;
/** A desktop's picture at three quarters: as wide as a README shows it. */
const sizes = { phone: { viewport: phone }, desktop: { viewport: desktop, deviceScaleFactor: 0.75 } } as const;
const languages = ['fr', 'en'] as const;
type Language = (typeof languages)[number];

/** Each goes where the others do not. */
const walkers: Readonly<Record<Language, Readonly<Record<string, Walker>>>> = {
  fr: {
    throat: { language: 'fr', who: 'me', age: { amount: '31', unit: 'y' }, sex: 'female', words: 'mal à la gorge depuis trois jours, un peu de fièvre', there: [/fièvre/i] },
    baby: { language: 'fr', who: 'my-child', age: { amount: '8', unit: 'm' }, sex: 'male', words: 'Mon bébé a 39,2 de fièvre depuis hier soir et il tousse', there: [/fièvre/i] },
    chest: { language: 'fr', who: 'me', age: { amount: '58', unit: 'y' }, sex: 'male', words: 'douleur qui serre dans la poitrine et je transpire', there: [/serre/i] },
  },
  en: {
    throat: { language: 'en', who: 'me', age: { amount: '31', unit: 'y' }, sex: 'female', words: 'sore throat for three days, a little fever', there: [/fever/i] },
    baby: {
      language: 'en',
      who: 'my-child',
      age: { amount: '8', unit: 'm' },
      sex: 'male',
      words: 'My baby has had a fever of 39.2 since last night and he coughs',
      there: [/fever/i],
    },
    chest: { language: 'en', who: 'me', age: { amount: '58', unit: 'y' }, sex: 'male', words: 'squeezing pain in my chest and I am sweating', there: [/squeez/i] },
  },
};

/** Of a handover, on made-up data: no doctor has to be there for a picture. */
const handover = ['terms', 'not-offered', 'person', 'waiting', 'waiting-nobody', 'ready', 'call', 'call-doctor-lost', 'phone', 'after'];

const folder = await mkdtemp(join(tmpdir(), 'relais-pictures-'));
await chmod(folder, 0o755);
const service = await startService({ DATA_DIR: folder, LIVEKIT_LOCAL: 'no' });
const [browser, gallery] = await Promise.all([openBrowser(), serveGallery('web-widget/consultation/testing/gallery.tsx')]);
await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });

async function shoot(page: Page, name: string, fullPage = false): Promise<void> {
  // Nothing is marked by a pointer that a phone does not have.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(target, `${name}.jpg`), type: 'jpeg', quality: fullPage ? 25 : 40, fullPage, animations: 'disabled' });
}

async function toTop(page: Page, selector: string): Promise<void> {
  await page.locator(selector).evaluate((part) => part.scrollIntoView());
}

async function open(path: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  await page.goto(`${service.url}${path}`);
  return page;
}

async function conversation(language: Language, width: keyof typeof sizes): Promise<void> {
  const seen = new Set<string>();
  for (const [who, walker] of Object.entries(walkers[language])) {
    const page = await open(`/?lang=${language}`, { ...sizes[width], locale: language });
    await page.locator('.opening').waitFor();
    const look = async (kind: string, name = kind): Promise<void> => {
      if (seen.has(name)) return;
      seen.add(name);
      // The top of the page, where the numbers are, unless the question stands further down.
      await shoot(page, `${name}-${width}-${language}`, kind === 'outcome' && width === 'phone');
    };
    await look('opening');
    await start(page);
    await walk(page, walker, { look: async ({ kind }) => look(kind, kind === 'outcome' ? `outcome-${who}` : kind) });
    if (who === 'throat') await afterOutcome(page, `${width}-${language}`);
    await page.context().close();
  }
}

async function afterOutcome(page: Page, how: string): Promise<void> {
  await page.locator('#near').fill('99310');
  // In the morning of a working day: at night there is no open place to stand on a map.
  await page.route('**/places', (route) => route.continue({ postData: JSON.stringify({ ...(route.request().postDataJSON() as PlacesRequest), at: atHour(9) }) }));
  await page.locator('#near').press('Enter');
  await page.locator('.place').first().waitFor();
  await toTop(page, '.places svg[role=img]');
  await shoot(page, `places-${how}`);
  await page.locator('.carry button').first().click();
  await page.locator('.code-digits').waitFor();
  await toTop(page, '.code');
  await shoot(page, `code-${how}`);
}

/** What few people meet: a child alone, a person in despair, a network that is gone. */
async function seldom(language: Language, width: keyof typeof sizes): Promise<void> {
  const { throat } = walkers[language];
  if (!throat) return;
  const young = await open(`/?lang=${language}`, { ...sizes[width], locale: language });
  await start(young);
  await walk(young, { ...throat, age: { amount: '14', unit: 'y' } }, { until: 'words' });
  await young.locator('.support summary').click();
  await toTop(young, '.support');
  await shoot(young, `minor-alone-${width}-${language}`);
  await young.context().setOffline(true);
  await young.locator('#words').fill(throat.words);
  await young.locator('.card .primary').click();
  await young.locator('.line-lost').waitFor();
  await toTop(young, '.line');
  await shoot(young, `no-connection-${width}-${language}`);
  await young.context().close();
  const despair = await open(`/?lang=${language}`, { ...sizes[width], locale: language });
  await start(despair);
  await walk(despair, { ...throat, words: language === 'fr' ? 'je veux mourir' : 'I want to die' }, { until: 'understood' });
  await shoot(despair, `crisis-${width}-${language}`);
  await despair.context().close();
}

async function consultation(language: Language, width: keyof typeof sizes): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...sizes[width], locale: language });
  const page = await context.newPage();
  for (const scene of handover) {
    await page.goto(`${gallery.url}?screen=${scene}&lang=${language}`);
    await shoot(page, `doctor-${scene}-${width}-${language}`);
  }
  await context.close();
}

async function around(language: Language, width: keyof typeof sizes): Promise<void> {
  const size = sizes[width];
  const hospital = await open(`/demo?lang=${language}`, size);
  await hospital.locator('.box.ready').waitFor();
  await shoot(hospital, `hospital-${width}-${language}`, width === 'phone');
  await hospital.context().close();
  const bare = await open(`/?lang=${language}`, { ...size, javaScriptEnabled: false });
  await shoot(bare, `without-scripts-${width}-${language}`);
  await bare.context().close();
  const desk = await open(`/desk/code?lang=${language}`, size);
  await shoot(desk, `desk-code-${width}-${language}`);
  await desk.context().close();
  const gone = await open(`/p/nowhere?lang=${language}`, size);
  await shoot(gone, `nothing-here-${width}-${language}`);
  await gone.context().close();
}

try {
  for (const language of languages)
    for (const width of ['phone', 'desktop'] as const) {
      await conversation(language, width);
      await around(language, width);
      await seldom(language, width);
      await consultation(language, width);
    }
  const names = await readdir(target);
  const weights = await Promise.all(names.map(async (name) => (await stat(join(target, name))).size));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  process.stdout.write(`${names.length} pictures, ${Math.round(total / 1000)} kB, in docs/pictures/patient\n`);
  if (total > most) {
    process.stdout.write(`That is more than ${most / 1000} kB.\n`);
    process.exitCode = 1;
  }
} finally {
  await Promise.all([browser.close(), gallery.close()]);
  service.process.kill('SIGTERM');
  await service.ended;
  await rm(folder, { recursive: true, force: true });
}
