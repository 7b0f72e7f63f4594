/** The two languages of every word a person reads. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

/** The same text in both languages. */
export type Words = Readonly<Record<Language, string>>;
/** The same list of texts in both languages. */
export type WordList = Readonly<Record<Language, readonly string[]>>;

export function isLanguage(value: unknown): value is Language {
  return value === 'fr' || value === 'en';
}
