/** Web Push to the browser of a doctor: that someone waits, and nothing about whom. */
import { buildPushPayload } from '@block65/webcrypto-web-push';
import type { PushTarget, Sent } from '../../consultation/deliver.ts';
import { handoverWords } from '../../consultation/words.ts';

export type PushKeys = { readonly publicKey: string; readonly privateKey: string; /** `mailto:` or `https:`: whom a push service may ask. */ readonly contact: string };

const answerMs = 5000;
/** An offer rings for twenty seconds: later than that it would call to nothing. */
const ttlSeconds = 20;

/** @param fetch of the runtime; @param mayReach says which addresses are asked at all: the browser names them, not we. */
export function createWebPush(
  { publicKey, privateKey, contact }: PushKeys,
  { mayReach = isPublicHttps, send = fetch }: { readonly mayReach?: (url: URL) => boolean; readonly send?: typeof fetch } = {},
): (target: PushTarget, key: string) => Promise<Sent> {
  return async (target) => {
    if (!URL.canParse(target.endpoint) || !mayReach(new URL(target.endpoint))) return 'never';
    const words = handoverWords(target.language).push;
    const payload = await buildPushPayload(
      { data: { title: words.title, body: words.body }, options: { ttl: ttlSeconds, urgency: 'high' } },
      { endpoint: target.endpoint, expirationTime: null, keys: { p256dh: target.p256dh, auth: target.auth } },
      { subject: contact, publicKey, privateKey },
    );
    // Every header that it names has a value.
    const response = await send(target.endpoint, {
      method: payload.method,
      headers: { ...payload.headers } as Record<string, string>,
      body: Uint8Array.from(payload.body),
      redirect: 'error',
      signal: AbortSignal.timeout(answerMs),
    });
    await response.body?.cancel();
    // The browser has taken the subscription back.
    if (response.status === 404 || response.status === 410) return 'never';
    return response.ok ? 'sent' : 'again';
  };
}

/** Push services stand on public names: an address of our own network is never asked. */
export function isPublicHttps(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && /\.[a-z]{2,}$/i.test(url.hostname) && !/\.(?:local|localhost|internal|lan|home|corp)$/i.test(url.hostname);
}
