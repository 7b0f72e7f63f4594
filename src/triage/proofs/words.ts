/** Both languages say the same numbers, and no sentence is too long for someone ill. */
import type { Words } from '../../shared/language.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { Place } from '../ruleset.ts';
import type { Finding } from './proof.ts';

/** Words in one sentence that a twelve-year-old still follows. */
const longestSentence = 32;

export function proveWords(rules: CompiledRuleset): readonly Finding[] {
  return [...pairs(rules)].flatMap(({ place, role, words }) => {
    const problems: Finding[] = [];
    const [en, fr] = [numbersIn(words.en), numbersIn(words.fr)];
    if (en !== fr) problems.push({ place, what: `${role}: the English says ${en || 'no number'}, the French ${fr || 'no number'}` });
    for (const language of ['en', 'fr'] as const) {
      const sentence = words[language].split(/[.!?;:]\s/).find((part) => part.split(/\s+/).length > longestSentence);
      if (sentence) problems.push({ place, what: `${role} (${language}): a sentence of ${sentence.split(/\s+/).length} words; at most ${longestSentence}` });
    }
    return problems;
  });
}

type Pair = { readonly place: Place; readonly role: string; readonly words: Words };

function* pairs(rules: CompiledRuleset): Generator<Pair> {
  for (const finding of rules.ruleset.findings) {
    for (const key of ['label', 'ask', 'askOther'] as const) {
      yield { place: finding.place, role: `${key} of "${finding.id}"`, words: { en: finding.words.en[key], fr: finding.words.fr[key] } };
    }
  }
  for (const rule of rules.ruleset.gate) yield { place: rule.place, role: `because of "${rule.id}"`, words: rule.because };
  for (const modifier of rules.ruleset.modifiers) yield { place: modifier.place, role: `because of "${modifier.id}"`, words: modifier.because };
  for (const { pathway } of rules.pathways) {
    for (const rule of [...pathway.redFlags, ...pathway.defaultLines, pathway.otherwise]) yield { place: rule.place, role: `because of "${rule.id}"`, words: rule.because };
    for (const [index, line] of pathway.goUpIf.en.entries()) {
      yield { place: pathway.place, role: `go-up-if line ${index + 1}`, words: { en: line, fr: pathway.goUpIf.fr[index] ?? '' } };
    }
  }
}

/** The numbers of a text in order of size, "37,5" and "37.5" alike. */
function numbersIn(text: string): string {
  return (text.match(/\d+(?:[.,]\d+)?/g) ?? [])
    .map((number) => number.replace(',', '.'))
    .toSorted((a, b) => Number(a) - Number(b))
    .join(', ');
}
