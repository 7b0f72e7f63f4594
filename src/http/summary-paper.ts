/** A summary as a file to keep, to print or to show. */
import type { Card } from '../contract/card.ts';
import type { CarriedSummary } from '../contract/carry.ts';

export type SummaryPaper = (summary: CarriedSummary, emergency: Card['emergency']) => Promise<Uint8Array<ArrayBuffer>>;
