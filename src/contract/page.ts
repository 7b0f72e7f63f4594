/** What a served page tells its own script, in `<script type="application/json" id="relais-page">`. Nothing of a person. */
import { z } from 'zod';
import { emergencySchema, languageSchema, noticeSchema, regionSchema } from './card.ts';

const words = z.object({ fr: z.string(), en: z.string() });

/** The words of the opening card and of what stands around it: served with the page, and again in the other language by its script. */
const openingWordsSchema = z.object({
  title: z.string(),
  lead: z.string(),
  whoFor: z.string(),
  facts: z.array(z.string()),
  start: z.string(),
  starting: z.string(),
  consentNote: z.string(),
  haveCode: z.string(),
  codeField: z.string(),
  goOn: z.string(),
  brand: z.string(),
  languageSwitch: z.string(),
  emergencyNumbers: z.string(),
  danger: z.string(),
  cannotSpeak: z.string(),
  leave: z.string(),
  leaveHint: z.string(),
});
export type OpeningWords = z.infer<typeof openingWordsSchema>;

export const pageDataSchema = z.object({
  /** `frame`: inside a hospital's page; `page`: by itself. */
  mode: z.enum(['page', 'frame']),
  site: z.string(),
  region: regionSchema,
  /** Chosen by the reader or the host page; may be switched at any moment. */
  language: languageSchema,
  emergency: z.object({ fr: emergencySchema, en: emergencySchema }),
  /** Shown before anything is stored; accepting it is the first tap. */
  notice: z.object({ fr: noticeSchema, en: noticeSchema }),
  opening: z.object({ fr: openingWordsSchema, en: openingWordsSchema }),
  /** Who runs the service here, and what they say to those who come. */
  name: words,
  operator: words,
  welcome: words.optional(),
  /** Pages that may hold the frame: messages from any other origin are ignored. */
  embedders: z.array(z.string()),
});
export type PageData = z.infer<typeof pageDataSchema>;
