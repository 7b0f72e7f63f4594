/** Tells a site's own systems that something moved: ids and states, signed, with the moment in the signature. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { OutboxItem, Sent } from '../../consultation/deliver.ts';

const answerMs = 5000;

/** `t=<seconds>,v1=<hex of HMAC-SHA-256 over "<seconds>.<body>">`: a receiver refuses what is older than five minutes, and an id seen before. */
export function signatureOf(secret: string, seconds: number, body: string): string {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  return `t=${seconds},v1=${bytesToHex(hmac(sha256, text(secret), text(`${seconds}.${body}`)))}`;
}

export function createSiteWebhooks({
  addresses,
  secret,
  now = Date.now,
  send = fetch,
}: {
  /** By site. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly secret: string | undefined;
  readonly now?: () => number;
  readonly send?: typeof fetch;
}): (item: OutboxItem) => Promise<Sent> {
  return async (item) => {
    const address = addresses.get(item.site);
    if (address === undefined || secret === undefined) return 'never';
    const body = JSON.stringify({ id: item.key, site: item.site, ...item.body });
    const headers = { 'Content-Type': 'application/json', 'Relais-Signature': signatureOf(secret, Math.floor(now() / 1000), body), 'Relais-Id': item.key };
    const response = await send(address, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(answerMs) });
    await response.body?.cancel();
    return response.ok ? 'sent' : 'again';
  };
}
