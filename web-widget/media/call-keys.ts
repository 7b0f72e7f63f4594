/**
 * The key pair of a call outlives a reload of its page, so that whoever comes back sees the other at once. The browser keeps it
 * (`key-store.ts`), with the other's public key, for one epoch: until the call is left, another epoch begins, or some hours have
 * passed. What cannot be kept or found is made anew: the two agree again, as at first.
 */
import { createKeyPair } from './key-agreement.ts';
import type { Other } from './peer.ts';

export type KeptKeys = {
  readonly epoch: number;
  readonly at: number;
  readonly pair: CryptoKeyPair;
  /** As the other side was last known. */
  readonly other: Other | undefined;
};

/** May fail, and may answer late or never: a browser that keeps nothing is no reason for no call. */
export type KeyStore = {
  readonly find: (name: string) => Promise<KeptKeys | undefined>;
  readonly keep: (name: string, keys: KeptKeys) => Promise<void>;
  readonly forget: (name: string) => Promise<void>;
  readonly forgetBefore: (at: number) => Promise<void>;
};

export type CallKeys = {
  readonly of: (epoch: number) => Promise<Pick<KeptKeys, 'pair' | 'other'>>;
  readonly met: (epoch: number, other: Other) => void;
  readonly forget: () => void;
};

/** Longer than any call: what is left of a browser that was closed in the middle of one. */
export const keptForMs = 3 * 60 * 60 * 1000;
/** Asked for while the page still waits for its way in. */
const foundWithinMs = 250;

/**
 * Begins to look at once. What is new is written after what was before, so that nothing comes back once it was forgotten.
 * @param name of this side of this call in this browser.
 */
export function createCallKeys({ name, store, now = Date.now }: { readonly name: string; readonly store: KeyStore; readonly now?: () => number }): CallKeys {
  let held: KeptKeys | undefined;
  let looked = false;
  const found = soon(store.find(name));
  let writing: Promise<unknown> = found;
  const write = (work: () => Promise<void>): void => {
    writing = writing.then(work).catch(() => undefined);
  };
  const keep = (keys: KeptKeys): void => {
    held = keys;
    write(() => store.keep(name, keys));
  };
  write(() => store.forgetBefore(now() - keptForMs));
  return {
    of: async (epoch) => {
      if (!looked) held = await found;
      looked = true;
      const mine = held?.epoch === epoch && held.at > now() - keptForMs ? held : { epoch, pair: await createKeyPair(), other: undefined };
      keep({ ...mine, at: now() });
      return mine;
    },
    met: (epoch, other) => {
      if (held?.epoch === epoch && other.key !== undefined && other.seq > (held.other?.seq ?? 0)) keep({ ...held, other });
    },
    forget: () => {
      looked = true;
      held = undefined;
      write(() => store.forget(name));
    },
  };
}

/** What cannot be read, or not in time, was not found. */
async function soon(looking: Promise<KeptKeys | undefined>): Promise<KeptKeys | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((done) => (timer = setTimeout(done, foundWithinMs, undefined)));
  const found = await Promise.race([looking.catch(() => undefined), late]);
  clearTimeout(timer);
  return found;
}
