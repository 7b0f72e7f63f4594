/** The only addresses that may become a script of a page of ours, whoever asks: our built files and the worker that keeps the page. */
type Policies = { readonly createPolicy: (name: string, rules: { readonly createScriptURL: (address: string) => string | null }) => unknown };

export function trustOwnFilesOnly(): void {
  // Not in every browser; where it is missing the content security policy stands alone.
  const { trustedTypes } = globalThis as { readonly trustedTypes?: Policies };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => {
      const { origin, pathname } = new URL(address, location.href);
      return origin === location.origin && /^\/(?:(?:sw|ring)\.js|assets\/[A-Za-z0-9._-]+\.js)$/.test(pathname) ? address : null;
    },
  });
}
