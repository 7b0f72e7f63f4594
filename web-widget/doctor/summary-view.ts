/** The summary as it is read: what is dangerous first, each line with its source; what was excluded apart from what was never asked. */
import type { DoctorSummary } from '../../src/contract/staff.ts';
import { filled } from '../client/wording.ts';
import type { DoctorWords } from './words.ts';

type Line = DoctorSummary['dangers']['present'][number];
export type SummaryLine = { readonly key: string; readonly text: string; readonly source: string };
export type SectionKind = 'present' | 'unsure' | 'excluded' | 'notAsked' | 'other';
export type SummarySection = { readonly kind: SectionKind; readonly title: string; readonly lines: readonly SummaryLine[]; readonly hint: string | undefined };

/** How each section is shown. Only an answer excludes: `notAsked` never looks like `excluded`. */
export const summarySections = {
  present: { always: true, dense: false, withAnswer: true },
  unsure: { always: false, dense: false, withAnswer: true },
  notAsked: { always: true, dense: true, withAnswer: false },
  excluded: { always: true, dense: true, withAnswer: false },
  other: { always: false, dense: true, withAnswer: true },
} as const satisfies Record<SectionKind, { readonly always: boolean; readonly dense: boolean; readonly withAnswer: boolean }>;

export function sectionsOf(summary: Pick<DoctorSummary, 'dangers' | 'other'>, words: DoctorWords): readonly SummarySection[] {
  const lines: Readonly<Record<SectionKind, readonly Line[]>> = { ...summary.dangers, other: summary.other };
  // The table's order is the order of reading.
  return (Object.keys(summarySections) as SectionKind[])
    .filter((kind) => summarySections[kind].always || lines[kind].length > 0)
    .map((kind) => ({
      kind,
      title: words[kind],
      hint: kind === 'notAsked' ? words.notAskedHint : undefined,
      lines: lines[kind].map((line) => ({
        key: line.finding,
        text: summarySections[kind].withAnswer && line.answer !== '' ? `${line.label}${words.colon}${line.answer}` : line.label,
        source: sourceOf(line, words),
      })),
    }));
}

/** "« j'ai mal au bras » · touché · règle chest-pain/acs" */
export function sourceOf(line: Pick<Line, 'words' | 'origin' | 'rules'>, words: DoctorWords): string {
  const rules = line.rules.join(', ');
  return [
    line.words && filled(words.quote, { words: line.words }),
    line.origin && words.origins[line.origin],
    line.rules.length > 0 && filled(line.rules.length === 1 ? words.rule.one : words.rule.many, { rules }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** The first eight figures name a version well enough to say on the phone. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}
