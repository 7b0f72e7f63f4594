/** What is kept of a consultation in words: sealed with the encounter's key, each in its place. */
import type { ConsultationRequest } from '../contract/consultation.ts';
import { open, seal, type SealKey } from '../record/sealing.ts';

export type Identity = {
  readonly person: ConsultationRequest['person'];
  readonly consent: ConsultationRequest['consent'] & { readonly at: number };
  readonly suitability: ConsultationRequest['suitability'];
};

export type Ending = { readonly reason?: string; readonly advice: readonly string[] };
export type DocumentContent =
  | { readonly kind: 'report' }
  | { readonly kind: 'gp-letter'; readonly to: string; readonly text: string }
  | { readonly kind: 'prescription'; readonly lines: readonly string[] };

/** The kinds of sealed values, by the table and column where they stand. */
type Kinds = {
  identity: Identity;
  ending: Ending;
  note: { readonly text: string };
  document: DocumentContent;
  feedback: { readonly reason: string };
  event: Readonly<Record<string, unknown>>;
};

export async function sealAs<K extends keyof Kinds>(key: SealKey, kind: K, row: string, encounterId: string, value: Kinds[K]): Promise<Uint8Array<ArrayBuffer>> {
  return seal(key, place(kind, row, encounterId), JSON.stringify(value));
}

/** @throws when it was changed or moved. */
export async function openAs<K extends keyof Kinds>(key: SealKey, kind: K, row: string, encounterId: string, sealed: Uint8Array): Promise<Kinds[K]> {
  // Sealed by us and authenticated: what opens is what was written.
  return JSON.parse(await open(key, place(kind, row, encounterId), sealed)) as Kinds[K];
}

function place(kind: keyof Kinds, row: string, encounterId: string): string {
  return `consultation-${kind}|${row}|${encounterId}`;
}
