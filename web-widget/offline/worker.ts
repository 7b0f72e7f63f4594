/**
 * Keeps the page itself, so that it opens with its emergency numbers when there is no network. Only the page and its files are kept:
 * no answer, no card, nothing of a person; everything under /v1 goes past it.
 */

/** What this file uses of a service worker's world, which TypeScript has no names for beside those of a page. */
type Extendable = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetching = Extendable & { readonly request: Request; readonly respondWith: (response: Promise<Response>) => void };
declare const skipWaiting: () => Promise<void>;
declare const clients: { readonly claim: () => Promise<void> };

const cacheName = 'relais-pages-1';
const page = /^\/(?:p\/[a-z0-9-]{1,40}|frame\/[a-z0-9-]{1,40})?$/;
const file = /^\/assets\/[A-Za-z0-9._-]+$/;
/** A slow network is as good as none for someone who needs the numbers. */
const patienceMs = 5000;

addEventListener('install', (event) => (event as Extendable).waitUntil(skipWaiting()));
addEventListener('activate', (event) => (event as Extendable).waitUntil(clients.claim().then(dropOthers)));

/** The page that registered us names itself and its files: it was loaded before we were there. */
addEventListener('message', (event: MessageEvent<unknown>) => {
  if (!Array.isArray(event.data)) return;
  const wanted = event.data.filter((address): address is string => typeof address === 'string' && isKept(new URL(address, location.origin)));
  // A message event of a service worker is extendable as well.
  (event as unknown as Extendable).waitUntil(caches.open(cacheName).then((cache) => Promise.all(wanted.map((address) => cache.add(address).catch(() => undefined)))));
});

addEventListener('fetch', (event) => {
  const { request, respondWith } = event as Fetching;
  const address = new URL(request.url);
  if (request.method !== 'GET' || !isKept(address)) return;
  respondWith.call(event, file.test(address.pathname) ? kept(request) : fresh(request));
});

function isKept({ origin, pathname }: URL): boolean {
  return origin === location.origin && (page.test(pathname) || file.test(pathname));
}

/** A file's name says its content. */
async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) await cache.put(request, response.clone());
  return response;
}

async function fresh(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  // Whatever language or colour it was opened with: the numbers are the same.
  const known = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  const late = new AbortController();
  const timer = known ? setTimeout(() => late.abort(), patienceMs) : undefined;
  try {
    const response = await fetch(request, { signal: late.signal });
    if (response.ok) await cache.put(request, response.clone());
    // A service that fails is no better than none.
    return response.status >= 500 && known ? known : response;
  } catch (error) {
    if (known) return known;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function dropOthers(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('relais-') && name !== cacheName) await caches.delete(name);
}
