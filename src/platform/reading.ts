/** Free text read by the lexicon, and by the model beside it where one is configured. */
import type { ActiveRules } from '../conversation/conversation.ts';
import { compileLexicon, readWords } from '../language/lexicon.ts';
import type { Interpreter } from '../language/reading.ts';
import { checkReading, mergeReadings } from '../language/union.ts';
import type { CompiledRuleset } from '../triage/compile.ts';

export function readerFor(rules: CompiledRuleset, interpreter?: Interpreter): ActiveRules {
  const lexicon = compileLexicon(rules.ruleset);
  const known = new Map(rules.ruleset.findings.map((finding) => [finding.id, finding.kind] as const));
  return {
    rules,
    read: async (text, language) => {
      const own = readWords(lexicon, text, language);
      if (!interpreter) return own;
      return mergeReadings(own, checkReading(text, await interpreter.read({ text, language }), known));
    },
  };
}
