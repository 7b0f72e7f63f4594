/** Documents as both sides list them. */
import type { z } from 'zod';
import { documentKindSchema, type documentSchema } from '../contract/consultation.ts';
import type { Language } from '../shared/language.ts';
import { handoverWords } from './words.ts';

export function documentViews(
  rows: readonly { readonly id: string; readonly kind: string; readonly at: number }[],
  language: Language,
  href: (id: string) => string,
): z.infer<typeof documentSchema>[] {
  const words = handoverWords(language);
  return rows.map((row) => {
    const kind = documentKindSchema.parse(row.kind);
    return { id: row.id, kind, title: words.documents[kind], createdAt: new Date(row.at).toISOString(), href: href(row.id) };
  });
}
