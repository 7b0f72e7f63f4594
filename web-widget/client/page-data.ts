/** What the served page tells its script. */
import type { PageData } from '../../src/contract/page.ts';

export function readPageData(): PageData {
  const text = document.querySelector('#relais-page')?.textContent ?? '';
  // Written by our own service into our own page, in this form.
  return JSON.parse(text) as PageData;
}
