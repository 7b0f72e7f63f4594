/** A third person in a call, on the wire: asks to come in with a one-time link and a name, and waits for the doctor. Nothing of the patient is told. */
import { z } from 'zod';
import { consultationStateSchema, presenceSchema } from './consultation.ts';

export const interpreterArrivesSchema = z.strictObject({
  /** `/interpreter#link=TOKEN`: behind the #, so that no address ever carries it to a server. */
  link: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** What the doctor and the patient are to call them. */
  name: z.string().trim().min(2).max(80),
});

export const interpreterViewSchema = z.object({
  /** `asking`: the doctor has not decided; `out`: refused, seen out, or the consultation is over. */
  standing: z.enum(['asking', 'in', 'out']),
  name: z.string(),
  site: z.object({ fr: z.string(), en: z.string() }),
  doctor: z.object({ name: z.string(), title: z.string() }).optional(),
  /** Once in: the call. */
  call: z.object({ consultationId: z.string(), state: consultationStateSchema, epoch: z.number().int(), seq: z.number().int(), presence: z.array(presenceSchema) }).optional(),
});
export type InterpreterView = z.infer<typeof interpreterViewSchema>;
