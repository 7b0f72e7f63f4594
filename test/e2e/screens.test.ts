/** Every screen of the conversation, met once and looked at in every way: 360 and 1280 px, both languages, light and dark; then zoomed, and in forced colours. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { complaintsOf, desktop, openBrowser, openService, phone, type PagesService } from '../support/browser.ts';
import { missing } from '../support/servers.ts';
import { roomTroubles, troubles } from './in-order.ts';
import { key, settled, start, walk, type Shown, type Walker } from './walker.ts';

vi.setConfig({ testTimeout: 480_000 });

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

const screens = [
  'opening',
  'who',
  'age',
  'sex',
  'region',
  'gate',
  'words',
  'understood',
  'checklist',
  'pregnancy',
  'explained',
  'yes-no',
  'number with a unit',
  'scale',
  'complaint',
  'anything-else',
  'emergency after a tap',
  'emergency from words',
  'crisis',
  'minor alone',
  'outcome',
  'places',
  'code',
  'printed',
  'no connection',
] as const;
type Screen = (typeof screens)[number];

const seen = new Set<Screen>();
const found: string[] = [];

async function open(): Promise<Page> {
  const context = await browser.newContext({ viewport: phone, locale: 'fr', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${service.url}/?lang=fr`);
  await page.locator('.opening').waitFor();
  return page;
}

async function otherLanguage(page: Page): Promise<void> {
  const before = await page.locator('#ask').innerText();
  await page.locator('.switch').click();
  await page.waitForFunction((text) => document.querySelector<HTMLElement>('#ask')?.innerText !== text, before);
}

/** Four looks, each language at each width; the next screen begins in the language that this one ends with. */
async function lookAt(page: Page, screen: Screen, turnLanguage = otherLanguage): Promise<void> {
  if (seen.has(screen)) return;
  seen.add(screen);
  const note = async (how: string, list: readonly string[]): Promise<void> => {
    const language = await page.locator('html').getAttribute('lang');
    found.push(...list.map((trouble) => `${screen}, ${language}, ${how}: ${trouble}`));
  };
  for (const [viewport, colorScheme, turn] of [
    [phone, 'light', false],
    [desktop, 'dark', false],
    [desktop, 'light', true],
    [phone, 'dark', false],
  ] as const) {
    if (turn) await turnLanguage(page);
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await note(`${viewport.width} ${colorScheme}`, await troubles(page));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  // 1280 px at 200 % and at 400 %.
  for (const width of [640, 320]) {
    await page.setViewportSize({ width, height: 400 });
    await note(`${width} zoomed`, await roomTroubles(page));
  }
  await page.setViewportSize(phone);
}

/** With colours of the person's own: the marks and borders that say what is chosen, and what to tap, are still there. */
async function inForcedColours(page: Page, screen: Screen): Promise<void> {
  for (const media of [{ forcedColors: 'active' }, { contrast: 'more' }] as const) {
    await page.emulateMedia(media);
    found.push(...(await troubles(page)).map((trouble) => `${screen}, ${JSON.stringify(media)}: ${trouble}`));
  }
  await page.emulateMedia({ forcedColors: 'none', contrast: 'no-preference' });
}

/** What a screen reader meets, in its order: the numbers, the language, one first heading that is the question, its answers, the ways out of it. */
async function readInOrder(page: Page, { ask }: Shown): Promise<void> {
  const tree = await page.locator('body').ariaSnapshot();
  const places = [/link "?15\b/, /button "(?:English|Français)"/, /heading .*\[level=1\]/].map((part) => tree.search(part));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(await page.getByRole('heading', { level: 1 }).allInnerTexts()).toEqual([ask]);
  const ways = tree.search(/button "(?:Retour|Back)"/);
  expect(ways === -1 || ways > (places[2] ?? Infinity)).toBe(true);
}

/** Each stop of the Tab key is in the window, clear of the bar of numbers, and never above the one before it. */
async function stopsInOrder(page: Page): Promise<void> {
  await page.evaluate(() => document.querySelector<HTMLElement>('#ask')?.focus());
  let before = -1;
  for (let stops = 0; stops < 40; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      const { top, bottom, height } = (element.closest('label') ?? element).getBoundingClientRect();
      const covered =
        getComputedStyle(document.querySelector('#emergency') ?? document.body).position === 'sticky'
          ? (document.querySelector('#emergency')?.getBoundingClientRect().bottom ?? 0)
          : 0;
      return { what: element.outerHTML.slice(0, 80), inSight: bottom > covered && top < innerHeight, at: Math.round(top + scrollY), height };
    });
    if (!stop) return;
    expect(stop).toMatchObject({ inSight: true });
    // Beside one another counts as in order.
    expect(before === -1 || stop.at > before - 40, stop.what).toBe(true);
    before = stop.at;
  }
}

const isPregnancy = /^(?:Enceinte|Pregnant)/m;

/** What is shown, by the names above. */
async function screenOf(page: Page, { kind }: Shown): Promise<Screen | undefined> {
  if (kind === 'number') return (await page.locator('.scale').count()) > 0 ? 'scale' : (await page.locator('.card .segments').count()) > 0 ? 'number with a unit' : undefined;
  if (kind === 'checklist' && isPregnancy.test(await page.locator('.signs').innerText())) return 'pregnancy';
  // A closed list: the kinds that are screens under their own names.
  return (screens as readonly string[]).includes(kind) ? (kind as Screen) : undefined;
}

/** The focus is on what is new, so that it is read; and nothing else speaks over it. */
async function newQuestionIsRead(page: Page, { ask }: Shown): Promise<void> {
  expect(await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.innerText : ''))).toBe(ask);
  expect(await page.locator('.line [role=status]').innerText()).toBe('');
}

const anyone: Walker = { language: 'fr', who: 'me', age: { amount: '34', unit: 'y' }, sex: 'female', words: '', there: [] };

describe('each screen is in order for everyone', () => {
  it('of a man of 70 with a headache, from the opening to the code in his hand', async () => {
    const page = await open();
    const complaints = complaintsOf(page);
    await lookAt(page, 'opening');
    await start(page);
    const shown = await walk(
      page,
      { ...anyone, age: { amount: '70', unit: 'y' }, sex: 'male', words: 'mal de tête' },
      {
        look: async (now) => {
          await newQuestionIsRead(page, now);
          const screen = await screenOf(page, now);
          if (screen === undefined || seen.has(screen)) return;
          await readInOrder(page, now);
          await stopsInOrder(page);
          if (screen === 'gate' || screen === 'understood' || screen === 'outcome') await inForcedColours(page, screen);
          await lookAt(page, screen);
        },
      },
    );
    expect(shown.at(-1)?.kind).toBe('outcome');
    // Where to go, by the keyboard.
    await page.locator('#near').fill('99310');
    await page.locator('#near').press('Enter');
    await page.locator('.place').first().waitFor();
    await lookAt(page, 'places');
    await stopsInOrder(page);
    await key(page.locator('.carry button').first());
    await page.locator('.code-digits').waitFor();
    await lookAt(page, 'code');
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    expect([await page.locator('.carry, .ways, .top').evaluateAll((list) => list.some((item) => item.checkVisibility())), await page.locator('.verdict').isVisible()]).toEqual([
      false,
      true,
    ]);
    seen.add('printed');
    // A4 at 96 dots to the inch, less its margins.
    const paper = { width: 718, height: 1000 };
    for (const turn of [false, true]) {
      if (turn) {
        await page.emulateMedia({ media: 'screen' });
        await otherLanguage(page);
        await page.emulateMedia({ media: 'print' });
      }
      await page.setViewportSize(paper);
      found.push(...(await troubles(page)).filter((trouble) => !trouble.startsWith('small')).map((trouble) => `printed, ${turn ? 'switched' : 'as walked'}: ${trouble}`));
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('of a woman with cystitis, who asks why, is perhaps pregnant, and loses the network', async () => {
    const page = await open();
    await start(page);
    const cystitis: Walker = { ...anyone, words: 'Ça me brûle quand je fais pipi depuis hier, pas de fièvre', there: [/brûl|burn/i] };
    await walk(page, cystitis, { look: async (now) => ((await screenOf(page, now)) === 'pregnancy' ? 'enough' : undefined) });
    await page.locator('.unsure').first().click();
    await lookAt(page, 'pregnancy');
    for (const button of await page.locator('.help-buttons button').all()) await key(button);
    expect(await page.locator('.explained').count()).toBeGreaterThan(1);
    await lookAt(page, 'explained');
    const lost = async (): Promise<void> => {
      await page.context().setOffline(true);
      await page.locator('.card .primary, .card .choice').last().click();
      await expect.poll(() => page.getByRole('status').first().innerText()).toMatch(/No connection|Pas de connexion/);
    };
    const back = async (): Promise<void> => {
      await page.context().setOffline(false);
      await expect.poll(() => page.getByRole('status').first().innerText()).toMatch(/Connected again|Connexion rétablie/);
    };
    await lost();
    // A switch of the language waits for the network like every turn.
    await lookAt(page, 'no connection', async () => {
      await back();
      await settled(page);
      await otherLanguage(page);
      await lost();
    });
    await back();
    await page.context().close();
  });

  it('of a woman with a sore throat, who is asked one thing at a time', async () => {
    const page = await open();
    await start(page);
    const throat: Walker = { ...anyone, age: { amount: '31', unit: 'y' }, words: 'mal à la gorge depuis trois jours, un peu de fièvre', there: [/fièvre/i] };
    const shown = await walk(page, throat, { until: 'yes-no' });
    expect(shown.at(-1)?.kind).toBe('yes-no');
    await lookAt(page, 'yes-no');
    await page.context().close();
  });

  it('of a man whose words tell of a heart attack', async () => {
    const page = await open();
    await start(page);
    const shown = await walk(page, { ...anyone, age: { amount: '58', unit: 'y' }, sex: 'male', words: 'douleur qui serre dans la poitrine et je transpire' }, {});
    expect(shown.at(-1)?.kind).toBe('emergency');
    await newQuestionIsRead(page, { kind: 'emergency', ask: await page.locator('#ask').innerText() });
    await stopsInOrder(page);
    await inForcedColours(page, 'emergency from words');
    await lookAt(page, 'emergency from words');
    await page.context().close();
  });

  it('of someone who taps a sign of danger', async () => {
    const page = await open();
    await start(page);
    const shown = await walk(page, { ...anyone, there: [/réveiller/] });
    expect(shown.at(-1)?.kind).toBe('emergency');
    await lookAt(page, 'emergency after a tap');
    await page.context().close();
  });

  it('of a person who wants to die', async () => {
    const page = await open();
    await start(page);
    await walk(page, { ...anyone, age: { amount: '24', unit: 'y' }, words: 'je veux mourir' }, { until: 'understood' });
    expect(await page.locator('.support-crisis a[href="tel:3114"]').isVisible()).toBe(true);
    await lookAt(page, 'crisis');
    await page.context().close();
  });

  it('of a child of 14 alone, who writes in Arabic', async () => {
    const page = await open();
    await start(page);
    const words = 'عندي ألم في الحلق منذ ثلاثة أيام';
    const child: Walker = { ...anyone, age: { amount: '14', unit: 'y' }, words };
    await walk(page, child, { until: 'words' });
    await page.locator('.support summary').click();
    expect(await page.locator('.support a[href="tel:119"]').isVisible()).toBe(true);
    const direction = (selector: string): Promise<string> =>
      page
        .locator(selector)
        .last()
        .evaluate((element) => getComputedStyle(element).direction);
    await page.locator('#words').fill(words);
    expect([await direction('#words'), await direction('#ask')]).toEqual(['rtl', 'ltr']);
    await lookAt(page, 'minor alone');
    await walk(page, child, { until: 'complaint' });
    expect([await direction('.said p[dir=auto]'), await direction('#ask')]).toEqual(['rtl', 'ltr']);
    await lookAt(page, 'complaint');
    await page.context().close();
  });

  it('nothing that axe finds, nothing wider than the window, nothing too small for a thumb; and no screen was missed', () => {
    expect(found).toEqual([]);
    expect(screens.filter((screen) => !seen.has(screen))).toEqual([]);
  });
});
