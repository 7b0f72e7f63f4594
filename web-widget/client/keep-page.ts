/** Asks the browser to keep this page, so that it opens without a network. Never before the person's first tap. */

export async function keepPage(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
    const files = [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement>('link[rel=stylesheet], link[rel=modulepreload], script[src]')].map((element) =>
      element instanceof HTMLScriptElement ? element.src : element.href,
    );
    registration.active?.postMessage([location.pathname + location.search, ...files]);
  } catch {
    // Storage refused, a private window, plain http: the page is then as good as the network.
  }
}
