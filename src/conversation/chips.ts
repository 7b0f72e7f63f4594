/** What was understood, as chips over the person's own words. */
import type { Chip } from '../contract/card.ts';
import type { Step } from '../record/events.ts';
import type { Language } from '../shared/language.ts';
import { pathwayFits, type Assessment } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import { isBarred } from '../triage/known.ts';
import type { Finding } from '../triage/ruleset.ts';
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
  const own = ownComplaints(
    rules,
    told.complaints.map((item) => item.id),
    assessment,
  );
  const all = told.complaints.map((complaint): ShownComplaint => {
    const fits = own.has(complaint.id);
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

/** Those that are this person's by age and sex: of a family that has a pathway for them, not what completes it for other ages. */
export function ownComplaints(rules: CompiledRuleset, ids: readonly string[], assessment: Assessment | undefined): ReadonlySet<string> {
  const covered = ids.filter((id) => {
    const pathway = rules.pathwayOf.get(id);
    return pathway !== undefined && (assessment === undefined || pathwayFits(pathway, assessment.known));
  });
  const served = new Set(covered.map((id) => familyOf(rules, { id })));
  return new Set([...covered, ...ids.filter((id) => !rules.pathwayOf.has(id) && !served.has(familyOf(rules, { id })))]);
}

/** The complaints that stay once chips are taken off: with a chip goes all that it stood for. */
export function complaintsLeft(
  rules: CompiledRuleset,
  told: Told,
  { interview, removed }: { readonly interview: Pick<Interview, 'assessment'>; readonly removed: ReadonlySet<string> },
): readonly string[] {
  const shown = shownComplaints(rules, told, interview);
  const families = new Set(shown.map((item) => item.family));
  const isRemoved = (item: Complaint): boolean => {
    const same = namesake(rules, told, item);
    return removed.has(complaintChip(item.id)) || (same !== undefined && removed.has(findingChip(same)));
  };
  const left = new Set(shown.filter((item) => !isRemoved(item.complaint)).map((item) => item.family));
  return told.complaints
    .filter((item) => !isRemoved(item))
    .filter((item) => {
      const family = familyOf(rules, item);
      return families.has(family) ? left.has(family) : left.size > 0;
    })
    .map((item) => item.id);
}

function familyOf(rules: CompiledRuleset, { id }: Pick<Complaint, 'id'>): string {
  return (rules.pathwayOf.get(id)?.pathway ?? rules.ruleset.uncovered.find((item) => item.id === id))?.family ?? id;
}

/** A finding that was read and has the very name of the complaint: one chip says both, and takes both away. */
function namesake(rules: CompiledRuleset, told: Told, { id }: Complaint): string | undefined {
  const pathway = rules.pathwayOf.get(id)?.pathway;
  if (!pathway) return undefined;
  return told.proposals.find(({ finding, value }) => {
    const words = rules.findings.get(finding)?.words;
    return value === 'present' && pathway.opensOnFindings.includes(finding) && words?.en.label === pathway.title.en && words.fr.label === pathway.title.fr;
  })?.finding;
}

export function chipsOf(context: ChipsContext): Chip[] {
  return groupsOf(context).map((group) => group.chip);
}

/** What is taken off with these chips: all that they stood for. What goes with several chips goes with the last of them. */
export function takenOff(context: ChipsContext, removed: ReadonlySet<string>): ReadonlySet<string> {
  if (removed.size === 0) return removed;
  const groups = groupsOf(context);
  const kept = new Set(groups.filter(({ chip }) => !removed.has(chip.id)).flatMap(({ stands }) => stands));
  return new Set([...removed, ...groups.filter(({ chip }) => removed.has(chip.id)).flatMap(({ stands }) => stands.filter((id) => !kept.has(id)))]);
}

/** A chip, and the ids of others that say no more to a person than it does: read from the same words, they come and go with it. */
type Group = { readonly chip: Chip; readonly stands: readonly string[] };

/**
 * "Runny nose" is one thing to the person who has it, whatever the rules call it. Nothing that opens a pathway is hidden in another finding, nor is a
 * stronger finding in a weaker one: "severe belly pain" can be taken off, and "belly pain" stays.
 */
function groupsOf(context: ChipsContext): readonly Group[] {
  const { rules } = context;
  const chips = separateChips(context);
  const findingOf = (chip: Chip): Finding | undefined => (chip.kind === 'finding' ? rules.findings.get(chip.id.slice(findingChip('').length)) : undefined);
  const opening = new Set(rules.pathways.flatMap((item) => item.pathway.opensOnFindings.map(findingChip)));
  const details = chips.filter((chip) => findingOf(chip) && !opening.has(chip.id));
  const implies = (chip: Chip, other: Chip): boolean => {
    const finding = findingOf(chip);
    return finding?.kind === 'yes-no' && finding.implies.some((id) => findingChip(id) === other.id) && sameWords(chip, other);
  };
  const implied = details.filter((other) => chips.some((chip) => implies(chip, other)));
  const sisters = (one: Chip, other: Chip): boolean =>
    details.includes(one) && details.includes(other) && implied.some((item) => implies(one, item) && implies(other, item)) && sameWords(one, other);
  const groups: { chip: Chip; stands: string[] }[] = [];
  for (const chip of chips.filter((item) => item.kind !== 'complaint' && !implied.includes(item))) {
    const stands = implied.filter((item) => implies(chip, item)).map((item) => item.id);
    const sister = groups.find((group) => sisters(group.chip, chip));
    if (sister) {
      sister.stands.push(chip.id, ...stands);
      // Of the names of all, none says it as the person did.
      sister.chip = { ...sister.chip, label: `${chip.quote.charAt(0).toUpperCase()}${chip.quote.slice(1)}` };
    } else groups.push({ chip, stands });
  }
  const own: Group[] = [];
  for (const chip of chips.filter((item) => item.kind === 'complaint')) {
    const same = groups.filter((group) => group.chip.kind === 'finding' && sameWords(group.chip, chip));
    const [only] = same;
    if (only && same.length === 1 && isWithin(chip, only.chip) && saysNoMore(rules, chip, only.chip)) only.stands.push(chip.id);
    else own.push({ chip, stands: [] });
  }
  return [...own, ...groups];
}

function sameWords(one: Chip, other: Chip): boolean {
  return isWithin(one, other) || isWithin(other, one);
}

function isWithin(inner: Chip, outer: Chip): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** A complaint that no pathway is about, or whose pathway the finding opens by itself. */
function saysNoMore(rules: CompiledRuleset, complaint: Chip, finding: Chip): boolean {
  const pathway = rules.pathwayOf.get(complaint.id.slice(complaintChip('').length))?.pathway;
  return pathway === undefined || pathway.opensOnFindings.some((id) => findingChip(id) === finding.id);
}

function separateChips({ rules, told, interview, language }: ChipsContext): Chip[] {
  const own = shownComplaints(rules, told, interview).filter(({ complaint }) => namesake(rules, told, complaint) === undefined);
  const chips: Chip[] = own.map(({ chip, complaint, fits }) => ({
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
    // What nobody of this age or sex can have counts for nothing: "my 7 week old baby" is no birth of the baby's.
    if (!finding || isBarred(rules, interview.assessment?.known, proposal.finding)) continue;
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
