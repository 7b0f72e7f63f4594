/** How an interpreter comes: the link is spent for a session of their own, which opens one call and ends with it. Only hashes are kept. */
import { hashCapability, isCapability, newCapability } from '../access/capability.ts';
import type { ConsultationStore } from './consultation-store.ts';
import { notHere } from './errors.ts';

/** Longer than any call; the session opens nothing once the consultation is over. */
export const guestMs = 4 * 3_600_000;

export type Guest = {
  readonly id: string;
  readonly site: string;
  readonly consultationId: string;
  readonly name: string;
  readonly standing: 'asking' | 'in' | 'out';
};

export type InterpreterStore = {
  /** The link is spent in the same step. Undefined for one that is unknown, spent, replaced or lapsed. */
  readonly arrive: (linkHash: Uint8Array, sessionHash: Uint8Array, name: string) => Promise<Pick<Guest, 'id' | 'site' | 'consultationId'> | undefined>;
  readonly session: (sessionHash: Uint8Array, forMs: number) => Promise<Guest | undefined>;
};

export type InterpreterSessions = {
  /** @throws RelaisError not-found for a link that cannot be used (any more). */
  readonly arrive: (given: { readonly link: string; readonly name: string }) => Promise<string>;
  readonly read: (token: string | undefined) => Promise<Guest | undefined>;
};

export function createInterpreterSessions(guests: InterpreterStore, store: Pick<ConsultationStore, 'transaction'>): InterpreterSessions {
  return {
    arrive: async ({ link, name }) => {
      const token = newCapability();
      const guest = isCapability(link) ? await guests.arrive(hashCapability(link), token.hash, name) : undefined;
      if (!guest) throw notHere();
      // The doctor's screen shows who asks.
      await store.transaction({ kind: 'sweep', site: guest.site }, async (tx) => {
        const row = await tx.lock(guest.consultationId);
        if (!row) return;
        await tx.addEvent(row.id, { type: 'content', actor: 'interpreter' });
        await tx.audit(row.encounterId, { action: 'interpreter-asks', consultation: row.id, interpreter: guest.id });
      });
      return token.token;
    },
    read: async (token) => (token !== undefined && isCapability(token) ? guests.session(hashCapability(token), guestMs) : undefined),
  };
}
