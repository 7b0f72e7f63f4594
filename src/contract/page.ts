/** What a served page tells its own script, in `<script type="application/json" id="relais-page">`. Nothing of a person. */
import { z } from 'zod';
import { emergencySchema, languageSchema, noticeSchema, regionSchema } from './card.ts';

const accent = z.string().regex(/^#[0-9a-f]{6}$/);

const words = z.object({ fr: z.string(), en: z.string() });

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
  /** Who runs the service here, and what they say to those who come. */
  name: words,
  operator: words,
  welcome: words.optional(),
  /** The site's colour, made readable on light and on dark ground. */
  accent: z.object({ light: accent, dark: accent }),
  /** Pages that may hold the frame: messages from any other origin are ignored. */
  embedders: z.array(z.string()),
});
export type PageData = z.infer<typeof pageDataSchema>;
