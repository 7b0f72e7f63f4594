import type { Ask } from '../client/ask.ts';

/** Opens a PDF that only this person's key opens: fetched with it, then shown. The address carries nothing. */
export async function openDocument(ask: Ask, href: string): Promise<void> {
  // Asked for before any waiting, while the tap still counts: browsers block windows that open later.
  const tab = window.open('', '_blank');
  const stop = new AbortController();
  const response = await ask.open(href, { Accept: 'application/pdf' }, stop.signal).catch(() => undefined);
  if (!response?.ok) return tab?.close();
  const address = URL.createObjectURL(await response.blob());
  if (tab) tab.location.href = address;
  else location.href = address;
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
