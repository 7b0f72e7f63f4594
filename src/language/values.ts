/** Numbers in a person's words: how long, how hot, how bad, what a device showed. */
import { readDuration } from './durations.ts';
import { foldText } from './folded-text.ts';
import { measures, moreDangerous } from './measures.ts';
import type { Proposal, Span } from './reading.ts';

/**
 * One value for each number finding: of several measurements the most dangerous.
 * @param elsewhere pieces of the text that tell of the past ("diabetic", "had my baby"): a time beside them is theirs.
 */
export function readValues(text: string, elsewhere: readonly Span[] = []): readonly Proposal[] {
  const { folded, spanOf, placeOf } = foldText(text);
  const found = new Map<string, Proposal & { readonly value: number }>();
  const duration = readDuration(
    folded,
    elsewhere.map((span) => ({ start: placeOf(span.start), end: placeOf(span.end) })),
  );
  if (duration) found.set('duration', { finding: 'duration', value: duration.hours, span: spanOf(duration.start, duration.end), origin: 'lexicon' });
  for (const { finding, pattern, value: valueOf } of measures) {
    for (const match of folded.matchAll(pattern)) {
      const value = valueOf(match);
      if (value === undefined || !Number.isFinite(value)) continue;
      const known = found.get(finding);
      if (known && moreDangerous(finding, known.value, value) === known.value) continue;
      found.set(finding, { finding, value, span: spanOf(match.index, match.index + match[0].length), origin: 'lexicon' });
    }
  }
  return [...found.values()];
}
