/** Signing in: by a one-time link, or by the identity provider. A session is a random token; only its hash is kept. */
import { hashCapability, isCapability, newCapability } from '../access/capability.ts';
import { sessionLimits, type Session } from '../access/staff.ts';
import { notHere } from './errors.ts';

export type StaffStore = {
  /** The link is spent in the same step. Undefined for one that is unknown, spent or lapsed. */
  readonly beginByLink: (linkHash: Uint8Array, sessionHash: Uint8Array, forMs: number) => Promise<{ readonly staffId: string; readonly site: string } | undefined>;
  /** Undefined for someone who is not on a roster. */
  readonly beginByIdentity: (
    identity: { readonly issuer: string; readonly subject: string },
    sessionHash: Uint8Array,
    forMs: number,
  ) => Promise<{ readonly staffId: string; readonly site: string } | undefined>;
  readonly session: (sessionHash: Uint8Array, idleMs: number) => Promise<Session | undefined>;
  readonly end: (sessionHash: Uint8Array) => Promise<void>;
  readonly addPush: (
    who: { readonly site: string; readonly staffId: string },
    subscription: { readonly endpoint: string; readonly p256dh: string; readonly auth: string },
  ) => Promise<void>;
};

export type StaffSessions = {
  /** @throws RelaisError not-found for a link that cannot be used (any more). */
  readonly byLink: (link: string) => Promise<string>;
  /** Undefined for someone who is not on a roster. */
  readonly byIdentity: (identity: { readonly issuer: string; readonly subject: string }) => Promise<string | undefined>;
  readonly read: (token: string | undefined) => Promise<Session | undefined>;
  readonly end: (token: string) => Promise<void>;
  readonly addPush: StaffStore['addPush'];
};

export function createStaffSessions(store: StaffStore): StaffSessions {
  return {
    byLink: async (link) => {
      if (!isCapability(link)) throw notHere();
      const token = newCapability();
      if (!(await store.beginByLink(hashCapability(link), token.hash, sessionLimits.absoluteMs))) throw notHere();
      return token.token;
    },
    byIdentity: async (identity) => {
      const token = newCapability();
      return (await store.beginByIdentity(identity, token.hash, sessionLimits.absoluteMs)) ? token.token : undefined;
    },
    read: async (token) => (token !== undefined && isCapability(token) ? store.session(hashCapability(token), sessionLimits.idleMs) : undefined),
    end: async (token) => {
      if (isCapability(token)) await store.end(hashCapability(token));
    },
    addPush: store.addPush,
  };
}
