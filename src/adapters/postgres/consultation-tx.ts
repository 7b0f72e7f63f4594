import type { Raw } from './consultation-rows.ts';

/** A transaction under way. */
export type Tx = {
  readonly now: number;
  readonly site: string;
  readonly query: (sql: string, values?: readonly unknown[]) => Promise<readonly Raw[]>;
  /** Streams to wake after the commit. */
  readonly touched: Set<string>;
};
