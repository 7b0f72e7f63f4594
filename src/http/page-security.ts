/** What a browser may do on a page of ours: only our own files, only our own service, held only by whom the site names. */
export type PageSecurity = {
  /** Origins that may hold this page in a frame; nobody by default. */
  readonly heldBy?: readonly string[];
  /** Pages that it holds in a frame itself; none by default. */
  readonly holds?: readonly string[];
  /** Other origins that its script talks to (a media server's web socket). */
  readonly talksTo?: readonly string[];
  /** Other origins that it takes pictures from (a site's own map tiles). */
  readonly pictures?: readonly string[];
  /** Of what stands in the page itself: `sha256-...`. */
  readonly styleHashes?: readonly string[];
  readonly scriptHashes?: readonly string[];
};

/** As a content security policy names a text that stands in the page. */
export async function hashOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return `sha256-${btoa(String.fromCharCode(...digest))}`;
}

export function pageHeaders({ heldBy = [], holds = [], talksTo = [], pictures = [], styleHashes = [], scriptHashes = [] }: PageSecurity = {}): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      ["script-src 'self'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' '),
      ["style-src 'self'", ...styleHashes.map((hash) => `'${hash}'`)].join(' '),
      ["img-src 'self' data: blob:", ...pictures].join(' '),
      "font-src 'self'",
      "media-src 'self' blob: mediastream:",
      "worker-src 'self'",
      "manifest-src 'self'",
      ["connect-src 'self'", ...talksTo].join(' '),
      ...(holds.length > 0 ? [['frame-src', ...holds].join(' ')] : []),
      "form-action 'self'",
      "base-uri 'none'",
      ['frame-ancestors', ...(heldBy.length > 0 ? heldBy : ["'none'"])].join(' '),
      "require-trusted-types-for 'script'",
      // Ours alone: the page's files and worker (`trusted-addresses.ts`), and a call's encryption worker, once a call.
      "trusted-types default relais-worker 'allow-duplicates'",
    ].join('; '),
    'Permissions-Policy': 'camera=(self), microphone=(self), geolocation=(self), browsing-topics=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}
