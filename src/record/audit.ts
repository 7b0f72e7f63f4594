/** The audit chain: each entry's hash covers the one before, so that a changed, missing or moved row shows. Ids only. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AuditRow } from './record-store.ts';

/** Where a chain begins. */
export const chainStart = '00'.repeat(32);

/** SHA-256 over the previous hash and the entry's canonical text: what the database computes as it appends. */
export function chainHash(previous: string, entry: string): string {
  return bytesToHex(sha256(concatBytes(hexToBytes(previous), utf8ToBytes(entry))));
}

export type AuditFault = { readonly site: string; readonly lane: number; readonly n: number; readonly what: string };
type Head = { readonly site: string; readonly lane: number; readonly n: number; readonly hash: string };

/** @param rows ordered by site, lane, n. */
export async function verifyAudit(rows: AsyncIterable<AuditRow>, heads: readonly Head[]): Promise<{ readonly checked: number; readonly faults: readonly AuditFault[] }> {
  const faults: AuditFault[] = [];
  const last = new Map<string, { readonly n: number; readonly hash: string }>();
  let checked = 0;
  for await (const row of rows) {
    checked += 1;
    const lane = `${row.site}|${row.lane}`;
    const before = last.get(lane) ?? { n: 0, hash: chainStart };
    const fault = (what: string): void => void faults.push({ site: row.site, lane: row.lane, n: row.n, what });
    if (row.n !== before.n + 1) fault(`entry ${before.n + 1} is missing`);
    else if (row.previous !== before.hash) fault('does not follow the entry before it');
    if (chainHash(row.previous, row.entry) !== row.hash) fault('was changed after it was written');
    last.set(lane, { n: row.n, hash: row.hash });
  }
  for (const head of heads) {
    const end = last.get(`${head.site}|${head.lane}`) ?? { n: 0, hash: chainStart };
    if (end.n !== head.n || end.hash !== head.hash) faults.push({ site: head.site, lane: head.lane, n: head.n, what: `the chain ends at ${end.n}, not at ${head.n}` });
  }
  return { checked, faults };
}
