/** What a person takes along: the summary for a pharmacist or a doctor, and a short code to the desk or to another device. */
import { z } from 'zod';
import { languageSchema, outcomeSchema, regionSchema } from './card.ts';

/** `desk`: whoever types it reads the summary, once. `device`: whoever types it goes on with the encounter; the device before is out. */
export const codePurposeSchema = z.enum(['desk', 'device']);
export type CodePurpose = z.infer<typeof codePurposeSchema>;

export const codeRequestSchema = z.strictObject({ purpose: codePurposeSchema });
export const codeSchema = z.object({
  /** As it is shown and typed: `K7M2-9QXD`. */
  code: z.string(),
  purpose: codePurposeSchema,
  expiresAt: z.string(),
  /** Where to type it. */
  page: z.string(),
  /** The page's address with the code after `#`, which a browser never sends to any server. */
  link: z.string(),
  /** The link as a QR code: a path for `<svg viewBox="0 0 size size">`, dark on light. */
  qr: z.object({ size: z.number().int(), path: z.string() }),
});
export type ShortCodeView = z.infer<typeof codeSchema>;

/** Spaces, dashes and small letters do not matter. */
export const codeAnswerSchema = z.strictObject({ code: z.string().min(1).max(40) });

const line = z.object({
  label: z.string(),
  /** In words, where it is more than yes or no. */
  value: z.string().optional(),
  /** The person's own words it rests on. */
  words: z.string().optional(),
});
export type SummaryLine = z.infer<typeof line>;

/** In the reader's language; the person's own words stay as they were said. */
export const carriedSummarySchema = z.object({
  language: languageSchema,
  site: z.string(),
  region: regionSchema,
  /** When the outcome was reached, or the last answer given. */
  at: z.object({ at: z.string(), words: z.string() }),
  who: z.object({ about: z.string().optional(), age: z.string().optional(), sex: z.string().optional() }),
  told: z.array(z.string()),
  present: z.array(line),
  unsure: z.array(line),
  /** Asked and denied. What is in none of the three lists was not asked. */
  absent: z.array(line),
  /** Absent while the questions are not finished. */
  outcome: outcomeSchema.optional(),
  rulesetHash: z.string(),
});
export type CarriedSummary = z.infer<typeof carriedSummarySchema>;
