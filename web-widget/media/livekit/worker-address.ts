/** Where the encryption worker is: beside this file, under the name that its content gives it. Set by the build (`src/platform/build-pages.ts`). */
declare const encryptionWorkerFile: string;

/** Pages of ours take script addresses from a named policy only. */
type Policies = {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: (address: string) => string }) => { readonly createScriptURL: (address: string) => string };
};

export function workerAddress(): string {
  const address = new URL(encryptionWorkerFile, import.meta.url).href;
  // Not in TypeScript's own list yet.
  const { trustedTypes: policies } = globalThis as { readonly trustedTypes?: Policies };
  return policies ? policies.createPolicy('relais-worker', { createScriptURL: () => address }).createScriptURL(address) : address;
}
