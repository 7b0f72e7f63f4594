/** What was understood, as chips over the person's own words. */
import type { Chip } from '../contract/card.ts';
import type { Step } from '../record/events.ts';
import type { Language } from '../shared/language.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import { valueWords } from './answer-words.ts';
import { fillIn, phrasesFor } from './phrases.ts';

type ChipsContext = { readonly rules: CompiledRuleset; readonly told: Told; readonly language: Language; readonly fits: (complaint: string) => boolean };
type Told = Extract<Step, { kind: 'told' }>;

export const findingChip = (id: string): string => `finding:${id}`;
export const complaintChip = (id: string): string => `complaint:${id}`;

/** @param fits whether a complaint can be this person's: "fever" opens the pathway of the right age only. */
export function chipsOf({ rules, told, language, fits }: ChipsContext): Chip[] {
  const fitting = told.complaints.filter((item) => fits(item.id));
  const chips: Chip[] = (fitting.length > 0 ? fitting : told.complaints).map((item) => ({
    id: complaintChip(item.id),
    label: complaintTitle(rules, item.id, language),
    quote: item.span.quote,
    start: item.span.start,
    end: item.span.end,
    kind: 'complaint',
  }));
  for (const proposal of told.proposals) {
    const finding = rules.findings.get(proposal.finding);
    if (!finding) continue;
    const label = finding.words[language].label;
    chips.push({
      id: findingChip(proposal.finding),
      label: typeof proposal.value === 'number' ? fillIn(phrasesFor(language).pair, { label, value: valueWords(rules, proposal.finding, proposal.value, language) }) : label,
      quote: proposal.span.quote,
      start: proposal.span.start,
      end: proposal.span.end,
      kind: typeof proposal.value === 'number' ? 'number' : proposal.value === 'absent' ? 'said-no' : 'finding',
    });
  }
  return chips;
}

export function complaintTitle(rules: CompiledRuleset, id: string, language: Language): string {
  return rules.pathwayOf.get(id)?.pathway.title[language] ?? rules.ruleset.uncovered.find((item) => item.id === id)?.title[language] ?? id;
}
