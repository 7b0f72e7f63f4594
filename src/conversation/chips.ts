/** What was understood, as chips over the person's own words. */
import type { Chip } from '../contract/card.ts';
import type { Step } from '../record/events.ts';
import type { Language } from '../shared/language.ts';
import { pathwayFits } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import { valueWords } from './answer-words.ts';
import type { Interview } from './interview.ts';
import { fillIn, phrasesFor } from './phrases.ts';

type ChipsContext = { readonly rules: CompiledRuleset; readonly told: Told; readonly interview: Pick<Interview, 'assessment'>; readonly language: Language };
type Told = Extract<Step, { kind: 'told' }>;
type Complaint = Told['complaints'][number];

export const findingChip = (id: string): string => `finding:${id}`;
const complaintChip = (id: string): string => `complaint:${id}`;

/** A complaint as it is shown, with those of its family that it stands for: "fever" opens the pathway of the right age only. */
type ShownComplaint = { readonly chip: string; readonly complaint: Complaint; readonly fits: boolean; readonly family: string };

/** One chip for what fits this person; where nothing of a family does, one for all of it. */
export function shownComplaints(rules: CompiledRuleset, told: Told, { assessment }: Pick<Interview, 'assessment'>): readonly ShownComplaint[] {
  const all = told.complaints.map((complaint): ShownComplaint => {
    const pathway = rules.pathwayOf.get(complaint.id);
    const fits = pathway === undefined || assessment === undefined || pathwayFits(pathway, assessment.known);
    return { chip: complaintChip(complaint.id), complaint, fits, family: familyOf(rules, complaint) };
  });
  const fitting = all.filter((item) => item.fits);
  const served = new Set(fitting.map((item) => item.family));
  const rest = all.filter((item) => {
    // An ordinary accompaniment of something else that was recognised says nothing more.
    if (served.has(item.family) || (fitting.length > 0 && rules.pathwayOf.get(item.complaint.id)?.pathway.aloneOnly === true)) return false;
    served.add(item.family);
    return true;
  });
  return [...fitting, ...rest];
}

/** The complaints that stay once chips are taken off: with a chip goes all that it stood for. */
export function complaintsLeft(
  rules: CompiledRuleset,
  told: Told,
  { interview, removed }: { readonly interview: Pick<Interview, 'assessment'>; readonly removed: ReadonlySet<string> },
): readonly string[] {
  const shown = shownComplaints(rules, told, interview);
  const families = new Set(shown.map((item) => item.family));
  const left = new Set(shown.filter((item) => !removed.has(item.chip)).map((item) => item.family));
  return told.complaints
    .filter((item) => !removed.has(complaintChip(item.id)))
    .filter((item) => {
      const family = familyOf(rules, item);
      return families.has(family) ? left.has(family) : left.size > 0;
    })
    .map((item) => item.id);
}

function familyOf(rules: CompiledRuleset, { id }: Complaint): string {
  return (rules.pathwayOf.get(id)?.pathway ?? rules.ruleset.uncovered.find((item) => item.id === id))?.family ?? id;
}

export function chipsOf({ rules, told, interview, language }: ChipsContext): Chip[] {
  const chips: Chip[] = shownComplaints(rules, told, interview).map(({ chip, complaint, fits }) => ({
    id: chip,
    // What is meant for another age or sex is named in the person's own words.
    label: fits ? complaintTitle(rules, complaint.id, language) : complaint.span.quote,
    quote: complaint.span.quote,
    start: complaint.span.start,
    end: complaint.span.end,
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
