/** Families of words in patterns: `<swollen> leg` is "swollen|swelling|puffy leg", in the language of the phrase. */
import type { Language, WordList } from '../../shared/language.ts';
import { nearest } from './nearest.ts';

export type WordFamilies = {
  readonly expand: (phrases: readonly string[], language: Language, report: Report) => readonly string[];
  readonly expandBoth: (phrases: WordList, report: (language: Language) => Report) => WordList;
};
type Report = (index: number, what: string, mend: string) => void;

export function createWordFamilies(words: Readonly<Record<string, WordList>>): WordFamilies {
  const expand: WordFamilies['expand'] = (phrases, language, report) =>
    phrases.map((phrase, index) =>
      phrase.replaceAll(/<([^<>]*)>/g, (whole, name: string) => {
        const family = words[name];
        if (family) return family[language].join('|');
        const guess = nearest(name, Object.keys(words));
        report(index, `the family of words ${whole} is not in words.yaml`, guess ? `did you mean <${guess}>?` : 'add it to words.yaml');
        return name;
      }),
    );
  return { expand, expandBoth: (phrases, report) => ({ en: expand(phrases.en, 'en', report('en')), fr: expand(phrases.fr, 'fr', report('fr')) }) };
}
