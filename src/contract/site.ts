/** One organisation that uses the service, as it is kept and as pages read it. */
import { z } from 'zod';
import { languageSchema, regionSchema } from './card.ts';

/** Where a site can send people itself. What is not offered is not shown; the outcome stays what it is. */
export const exits = ['pharmacy', 'gp', 'video'] as const;
export type Exit = (typeof exits)[number];

/** Whom an unanswered consultation rings, in this order; `emergency` tells the patient to go, and why. */
export const ladderSteps = ['desk', 'supervisor', 'call-back', 'emergency'] as const;

const words = z.object({ fr: z.string(), en: z.string() });

export const siteSchema = z.object({
  id: z.string(),
  name: words,
  region: regionSchema,
  /** The first one is spoken to those whose browser asks for none of them. */
  languages: z.array(languageSchema).min(1),
  /** Web sites that may show the widget and call with a cookie: `frame-ancestors` and CORS. */
  allowedOrigins: z.array(z.string()),
  /** `accent` carries white text and stands on white; `accentOnDark` is its twin on a dark page. */
  colours: z.object({ accent: z.string(), accentOnDark: z.string() }),
  exits: z.object({ pharmacy: z.boolean(), gp: z.boolean(), video: z.boolean() }),
  texts: z.object({
    /** Who runs it and answers for the data: one sentence beside the notice. */
    operator: words,
    welcome: words.optional(),
  }),
  /** Where the map of places takes its pictures from; without it the page draws by itself and asks no other host. */
  map: z.object({ tiles: z.string(), credit: words }).optional(),
  callBack: z.object({
    /** The number that a patient sees when phoned. */
    shownNumber: z.string().optional(),
    /** By waiting time; empty where no doctor is offered. */
    ladder: z.array(z.object({ step: z.enum(ladderSteps), afterMinutes: z.number(), phone: z.string().optional() })),
  }),
});
type Parsed = z.infer<typeof siteSchema>;
export type Site = { readonly [K in keyof Parsed]: Parsed[K] };

export function offeredExits(site: { readonly exits: Readonly<Record<Exit, boolean>> }): readonly Exit[] {
  return exits.filter((exit) => site.exits[exit]);
}
