/** A summary as headings with lines, in the order of reading: the same on a screen and on paper. */
import type { CarriedSummary, SummaryLine } from '../contract/carry.ts';
import { summaryWords } from './summary-words.ts';

export type SummaryPart = { readonly heading: string; readonly lines: readonly string[]; readonly note?: string };

export function summaryParts(summary: CarriedSummary): readonly SummaryPart[] {
  const words = summaryWords[summary.language];
  const { who, outcome } = summary;
  const always = (heading: string, lines: readonly SummaryLine[]): SummaryPart => ({ heading, lines: lines.length > 0 ? lines.map(lineOf) : [words.none] });
  const parts: SummaryPart[] = [
    { heading: words.who, lines: [who.about, who.age, who.sex].filter((line) => line !== undefined) },
    { heading: words.told, lines: summary.told.map((text) => quoted(text, summary.language)) },
    always(words.present, summary.present),
    always(words.unsure, summary.unsure),
    { ...always(words.absent, summary.absent), note: words.notAsked },
  ];
  if (outcome) {
    parts.push(
      { heading: words.why, lines: outcome.reasons.map((reason) => reason.because) },
      { heading: words.firstAid, lines: outcome.firstAid ?? [] },
      { heading: words.do, lines: [...outcome.via.map((way) => way.text), ...outcome.do] },
      { heading: words.avoid, lines: outcome.avoid },
      { heading: words.expect, lines: outcome.expect },
      { heading: words.goUp, lines: outcome.goUpIf },
      {
        heading: words.contacts,
        lines: [...outcome.via.flatMap((way) => way.contacts), ...outcome.contacts].map((item) => `${item.number}: ${item.name}${item.hours ? ` (${item.hours})` : ''}`),
      },
    );
  }
  return parts.filter((part) => part.lines.length > 0);
}

function lineOf({ label, value, words }: SummaryLine): string {
  return `${label}${value === undefined ? '' : `: ${value}`}${words === undefined ? '' : ` (“${words}”)`}`;
}

function quoted(text: string, language: CarriedSummary['language']): string {
  return language === 'fr' ? `« ${text} »` : `“${text}”`;
}
