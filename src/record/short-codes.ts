/**
 * Short codes to an encounter. Random, for one use, for a short time, five tries. Their proof is kept as an HMAC under a key of its
 * own, wrapped by the key of keys: forty bits would be guessed from a copy of the database, had they only been hashed.
 */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { hashCapability, isCapability, newCapability } from '../access/capability.ts';
import { newShortCode, readShortCode, writeShortCode, type ShortCode } from '../access/short-code.ts';
import type { CodePurpose } from '../contract/carry.ts';
import { nothingHere, RelaisError } from '../shared/errors.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import type { PatientSubject } from './record-store.ts';

const minute = 60_000;
/** A way to the hospital lies before the desk; the other device is at hand. */
const codeLifeMs: Readonly<Record<CodePurpose, number>> = { desk: 120 * minute, device: 10 * minute };

export type KeptCode = {
  readonly site: string;
  readonly encounterId: string;
  readonly keyId: string;
  readonly wrappedPepper: Uint8Array;
  readonly proof: Uint8Array;
};

export type ShortCodeStore = {
  /** One transaction with its audit entry. It takes the place of earlier codes of this encounter for the same purpose. `taken`: another handle, please. */
  readonly put: (code: {
    readonly subject: PatientSubject;
    readonly handle: string;
    readonly purpose: CodePurpose;
    readonly keyId: string;
    readonly wrappedPepper: Uint8Array;
    readonly proof: Uint8Array;
    /** From now on by the clock of the database: the instance that reads it may have another one than the instance that made it. */
    readonly lifeMs: number;
  }) => Promise<{ readonly until: number } | 'taken' | 'not-found'>;
  /** Counts a try, then gives the live code of this handle; undefined when there is none, or its five tries are used up. */
  readonly find: (handle: string, purpose: CodePurpose) => Promise<KeptCode | undefined>;
  /** Uses it up: of two at the same moment one gets the capability hash of the encounter, which is the new one where one is given. */
  readonly spend: (code: { readonly handle: string; readonly proof: Uint8Array; readonly newCapabilityHash: Uint8Array | undefined }) => Promise<Uint8Array | undefined>;
};

export type ShortCodes = {
  /** @throws RelaisError not-found for a wrong capability. */
  readonly make: (request: {
    readonly site: string;
    readonly encounterId: string;
    readonly capability: string;
    readonly purpose: CodePurpose;
  }) => Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** Once: gives who may now read this encounter. @throws RelaisError not-found for whatever is not a live code. */
  readonly openAtDesk: (typed: string) => Promise<PatientSubject>;
  /** Once: a new capability; the one before is worth nothing from now on. @throws RelaisError not-found */
  readonly move: (typed: string, site: string) => Promise<{ readonly encounterId: string; readonly capability: string }>;
};

export function createShortCodes({ store, keys }: { readonly store: ShortCodeStore; readonly keys: KeyWrapper }): ShortCodes {
  const live = async (typed: string, purpose: CodePurpose): Promise<{ readonly code: ShortCode; readonly kept: KeptCode }> => {
    const code = readShortCode(typed);
    const kept = code && (await store.find(code.handle, purpose));
    if (!code || !kept) throw notFound();
    const pepper = await keys.unwrap(kept.keyId, Uint8Array.from(kept.wrappedPepper));
    if (!sameBytes(proofOf(pepper, code, purpose), kept.proof)) throw notFound();
    return { code, kept };
  };
  return {
    make: async ({ site, encounterId, capability, purpose }) => {
      if (!uuid.test(encounterId) || !isCapability(capability)) throw notFound();
      const pepper = crypto.getRandomValues(new Uint8Array(32));
      const wrappedPepper = await keys.wrap(pepper);
      for (let attempt = 0; attempt < handlesTried; attempt += 1) {
        const code = newShortCode();
        const subject: PatientSubject = { site, encounterId, capabilityHash: hashCapability(capability) };
        const result = await store.put({
          subject,
          handle: code.handle,
          purpose,
          keyId: keys.keyId,
          wrappedPepper,
          proof: proofOf(pepper, code, purpose),
          lifeMs: codeLifeMs[purpose],
        });
        if (result === 'not-found') throw notFound();
        if (result !== 'taken') return { code: writeShortCode(code), expiresAt: result.until };
      }
      throw new RelaisError('unavailable', { en: 'no code is free now', fr: 'aucun code n’est libre' }, { mend: { en: 'try again', fr: 'recommencez' } });
    },
    openAtDesk: async (typed) => {
      const { code, kept } = await live(typed, 'desk');
      const capabilityHash = await store.spend({ handle: code.handle, proof: kept.proof, newCapabilityHash: undefined });
      if (!capabilityHash) throw notFound();
      return { site: kept.site, encounterId: kept.encounterId, capabilityHash };
    },
    move: async (typed, site) => {
      const { code, kept } = await live(typed, 'device');
      if (kept.site !== site) throw notFound();
      const capability = newCapability();
      if (!(await store.spend({ handle: code.handle, proof: kept.proof, newCapabilityHash: capability.hash }))) throw notFound();
      return { encounterId: kept.encounterId, capability: capability.token };
    },
  };
}

const handlesTried = 10;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function proofOf(pepper: Uint8Array, code: ShortCode, purpose: CodePurpose): Uint8Array {
  return hmac(sha256, pepper, new TextEncoder().encode(`${purpose}|${code.handle}|${code.secret}`));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let at = 0; at < a.length; at += 1) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

function notFound(): RelaisError {
  return new RelaisError('not-found', nothingHere);
}
