/** What a person answers. A turn id makes a repeated request change nothing; the card id makes a stale one harmless. */
import { z } from 'zod';
import { languageSchema, regionSchema } from './card.ts';

export const longestText = 4000;

const findingId = z.string().regex(/^[a-z0-9-]{1,60}$/);
const findingIds = z.array(findingId).max(40);

export const answerSchema = z.union([
  z.strictObject({ accept: z.literal(true) }),
  z.strictObject({ choice: z.string().min(1).max(80) }),
  z.strictObject({ amount: z.number().min(0).max(1000), unit: z.enum(['d', 'w', 'm', 'y']) }),
  z.strictObject({ text: z.string().min(1).max(longestText) }),
  z.strictObject({ confirm: z.literal(true), remove: z.array(z.string().max(80)).max(80).optional() }),
  z.strictObject({ present: findingIds.optional(), unsure: z.union([findingIds, z.literal('all')]).optional(), none: z.literal(true).optional() }),
  z.strictObject({ value: z.enum(['yes', 'no', 'unsure']) }),
  z.strictObject({ number: z.number(), unit: z.string().max(12).optional() }),
  z.strictObject({ shortcut: z.string().max(20) }),
  z.strictObject({ notMeasured: z.literal(true) }),
  z.strictObject({ more: z.boolean() }),
  z.strictObject({ happening: z.boolean() }),
]);
export type CardAnswer = z.infer<typeof answerSchema>;

export const turnIdSchema = z.uuid();

export const turnSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('answer'), turnId: turnIdSchema, card: z.string().max(40), answer: answerSchema }),
  /** Take the last step back. */
  z.strictObject({ action: z.literal('back'), turnId: turnIdSchema }),
  /** Answer an earlier step again. */
  z.strictObject({ action: z.literal('change'), turnId: turnIdSchema, step: z.number().int().min(0).max(200) }),
  /** "I feel worse now". */
  z.strictObject({ action: z.literal('worse'), turnId: turnIdSchema }),
  z.strictObject({ action: z.literal('language'), turnId: turnIdSchema, language: languageSchema }),
]);
export type Turn = z.infer<typeof turnSchema>;

export const openSchema = z.strictObject({
  language: languageSchema,
  /** Where the person probably is; it is asked or confirmed all the same. */
  region: regionSchema.optional(),
  turnId: turnIdSchema,
});
export type OpenRequest = z.infer<typeof openSchema>;
