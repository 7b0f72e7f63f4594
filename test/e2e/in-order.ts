/** What is wrong with a screen for someone: what axe finds, what is wider than the window, what is too small for a thumb. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Read from its top: what lies under the bar of numbers at another moment can be scrolled clear of it. */
export async function troubles(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => scrollTo(0, 0));
  // All in one document: no second page is needed to put results of frames together, which doubles the time. What is in order is not written out either.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .withTags(standards)
    .analyze();
  return [...violations.map((item) => `${item.id}: ${item.nodes.map((node) => node.target.join(' ')).join(', ')}`), ...(await roomTroubles(page))];
}

/** Without axe: whether all of it fits. */
export function roomTroubles(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [
    ...(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['wider than the window'] : []),
    ...[...document.querySelectorAll('button, .bar a, .call, summary, .number, .act')]
      .filter((element) => element.checkVisibility() && Math.min(element.getBoundingClientRect().height, element.getBoundingClientRect().width) < 44)
      .map((element) => `small: ${element.className} ${element.textContent}`),
  ]);
}
