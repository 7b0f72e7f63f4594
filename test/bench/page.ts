/**
 * `npm run bench:page`: an old phone on a slow line, in a real browser. CPU four times slower; slow 3G as WebPageTest has it (400 kbit/s
 * both ways, 400 ms before each answer). The service is warm. Non-zero when a bound is missed.
 *
 * The opening card stands in the served page: "readable" is the first frame that is drawn with it, "acts" the moment when the application
 * has taken it over (a tap before that is remembered). "Our own time" from a tap to the next question is measured with the processor
 * slowed down and without the slow line: the page's work, the request on loopback, the service and its database; of each question the
 * median of three walks, so that what else the machine does counts little. What the line adds is
 * printed beside it: one request a question, 400 ms and its bytes.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { start, walk, type Walker } from '../e2e/walker.ts';
import { openBrowser, phone } from '../support/chromium.ts';
import { startService } from '../support/child.ts';

const slow3G = { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 } as const;
const cpu = 4;
const loads = 5;
const walkCount = 3;
const bounds = { opened: 2000, next: 300 } as const;
const walker: Walker = { language: 'fr', who: 'me', age: { amount: '31', unit: 'y' }, sex: 'female', words: 'mal à la gorge depuis trois jours', there: [] };

const folder = await mkdtemp(join(tmpdir(), 'relais-bench-'));
await chmod(folder, 0o755);
const service = await startService({ DATA_DIR: folder, LIVEKIT_LOCAL: 'no' });
const browser = await openBrowser();

async function slowPage(network: boolean): Promise<{ readonly page: Page; readonly cdp: CDPSession }> {
  const context = await browser.newContext({ viewport: phone, locale: 'fr', serviceWorkers: 'block' });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (network) await cdp.send('Network.emulateNetworkConditions', slow3G);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpu });
  return { page, cdp };
}

/** From the address to a number that can be tapped, and to the opening card. A new browser profile each time. */
async function load(): Promise<{ readonly number: number; readonly opening: number; readonly acts: number; readonly bytes: number }> {
  const { page, cdp } = await slowPage(true);
  let bytes = 0;
  cdp.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  await page.addInitScript(() => {
    const seen: Record<string, number> = {};
    Object.assign(globalThis, { seen });
    const look = (): void => {
      for (const [name, selector] of [
        ['number', '#emergency a[href^="tel:"]'],
        ['opening', '.opening .primary'],
        ['acts', '[data-early=over] .opening .primary'],
      ] as const) {
        const element = document.querySelector(selector);
        if (seen[name] === undefined && element && element.getBoundingClientRect().height > 0) seen[name] = performance.now();
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(`${service.url}/?lang=fr`);
  await page.locator('.opening .primary').waitFor();
  await page.waitForFunction(() => 'acts' in ((globalThis as { seen?: object }).seen ?? {}));
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: { number: number; opening: number; acts: number } }).seen);
  await page.context().close();
  return { ...seen, bytes };
}

/** From each tap to the question that follows it, on a slow phone: beside the service, or at the far end of a slow line. */
async function nexts(network: boolean): Promise<readonly number[]> {
  const { page } = await slowPage(network);
  await page.addInitScript(() => {
    const took: number[] = [];
    Object.assign(globalThis, { took });
    let tapped: number | undefined;
    let card: string | null = null;
    addEventListener('click', () => (tapped = performance.now()), true);
    const look = (): void => {
      const now = document.querySelector('.card')?.getAttribute('data-card') ?? (document.querySelector('.outcome') ? 'outcome' : null);
      if (now !== null && now !== card) {
        if (tapped !== undefined && card !== null) took.push(performance.now() - tapped);
        card = now;
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  page.setDefaultTimeout(60_000);
  await page.goto(`${service.url}/?lang=fr`);
  await start(page);
  await walk(page, walker);
  const took = await page.evaluate(() => (globalThis as unknown as { took: number[] }).took);
  await page.context().close();
  return took;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function line(what: string, value: number, most: number): boolean {
  const met = value <= most;
  process.stdout.write(`${met ? 'ok    ' : 'MISSED'} ${what}: ${Math.round(value)} ms (at most ${most})\n`);
  return met;
}

try {
  await load();
  const all = [];
  for (let n = 0; n < loads; n += 1) all.push(await load());
  const walks: (readonly number[])[] = [];
  for (let n = 0; n < walkCount; n += 1) walks.push(await nexts(false));
  const taps = (walks[0] ?? []).map((_, question) => median(walks.map((walked) => walked[question] ?? Number.NaN)));
  const overLine = await nexts(true);
  process.stdout.write(
    `CPU ${cpu} times slower, slow 3G (400 kbit/s, 400 ms), ${loads} loads with nothing kept; medians. First load ${Math.round(median(all.map((item) => item.bytes)) / 1000)} kB\n`,
  );
  const met = [
    line('emergency number on the screen, to be tapped', median(all.map((item) => item.number)), bounds.opened),
    line('opening card readable', median(all.map((item) => item.opening)), bounds.opened),
    line(`answer to next question, our own time, the slowest of ${taps.length}`, Math.max(...taps), bounds.next),
  ];
  process.stdout.write(`       answer to next question, median: ${Math.round(median(taps))} ms; over the slow line: ${Math.round(median(overLine))} ms\n`);
  process.stdout.write(`       the application has taken over: ${Math.round(median(all.map((item) => item.acts)))} ms\n`);
  if (!met.every(Boolean)) process.exitCode = 1;
} finally {
  await browser.close();
  service.process.kill('SIGTERM');
  await service.ended;
  await rm(folder, { recursive: true, force: true });
}
