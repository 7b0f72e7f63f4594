/** The tables as kysely sees them. Written by `migrations/`. */
import type { ColumnType, Generated } from 'kysely';

export type Tables = {
  /** Without settings a site is closed: nobody is served for it. */
  sites: { id: string; settings: ColumnType<unknown, string | null | undefined, string>; changed_at: ColumnType<Date | null, Date | null | undefined, Date> };
  encounters: {
    id: string;
    site_id: string;
    capability_hash: Buffer;
    ruleset_hash: string;
    key_id: string;
    wrapped_key: Buffer | null;
    opening_turn: string;
    opened_at: ColumnType<Date, Date, never>;
    erased_at: Date | null;
  };
  turns: { site_id: string; encounter_id: string; seq: number; turn_id: string; at: ColumnType<Date, Date, never>; kinds: string[]; payload: Buffer };
  encounter_summaries: { encounter_id: string; site_id: string; state: string; urgency: string; updated_at: Date };
  uncovered_complaints: { site_id: string; complaint: string; day: Date; count: number };
  audit: { site_id: string; lane: number; n: Generated<number>; previous: Buffer; hash: Buffer; entry: string };
  /** The driver gives a bigint as a string. */
  audit_heads: { site_id: string; lane: number; n: string; previous: Buffer; hash: Buffer };
  rulesets: { hash: string; body: string; saved_at: Generated<Date> };
};
