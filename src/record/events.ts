/** What is written down of an encounter, in order, once, for ever: its state is the fold of these events (`fold.ts`). */
import type { About, Proposal, RecognisedComplaint } from '../language/reading.ts';
import type { Language } from '../shared/language.ts';
import type { Answer } from '../triage/facts.ts';
import type { Outcome } from '../triage/outcome.ts';
import type { RegionId, Sex } from '../triage/ruleset.ts';

export const whoChoices = ['me', 'my-child', 'with-me', 'elsewhere'] as const;
export type Who = (typeof whoChoices)[number];

/** One thing the person settled. Steps keep their order; one may be reopened and replaced. */
export type Step =
  | { readonly kind: 'notice'; readonly version: string }
  | { readonly kind: 'who'; readonly who: Who }
  | { readonly kind: 'age'; readonly ageDays: number; readonly entered: string }
  | { readonly kind: 'sex'; readonly sex: Sex | 'unsure' }
  | { readonly kind: 'region'; readonly region: RegionId }
  | { readonly kind: 'gate'; readonly answers: readonly Answer[] }
  | {
      readonly kind: 'told';
      readonly text: string;
      readonly language: Language;
      readonly proposals: readonly Proposal[];
      readonly complaints: readonly RecognisedComplaint[];
      readonly about: About | undefined;
    }
  /** What the person confirmed of what was understood; what is not kept counts as never said. */
  | { readonly kind: 'confirmed'; readonly answers: readonly Answer[]; readonly complaints: readonly string[] }
  | { readonly kind: 'complaint'; readonly complaint: string }
  | { readonly kind: 'questions'; readonly answers: readonly Answer[] }
  /** "Is this happening now?" on an emergency that rested on free text alone. A no unsays the words; the findings are asked again as taps. */
  | { readonly kind: 'happening-now'; readonly yes: boolean; readonly findings: readonly string[]; readonly answers: readonly Answer[] }
  | { readonly kind: 'anything-else'; readonly more: boolean }
  | { readonly kind: 'worse' };

export type StepKind = Step['kind'];

export type EncounterEvent =
  /** `suggestedRegion`: where the person probably is, until they say so themselves. */
  | { readonly kind: 'opened'; readonly language: Language; readonly rulesetHash: string; readonly suggestedRegion: RegionId }
  | { readonly kind: 'language-chosen'; readonly language: Language }
  /** `step` takes the place of the reopened one, else comes last. */
  | { readonly kind: 'answered'; readonly step: Step }
  /** The person wants to answer this step again; it keeps its answer until then. */
  | { readonly kind: 'reopened'; readonly step: number }
  /** This step and all after it no longer count. */
  | { readonly kind: 'taken-back'; readonly step: number }
  /** `final`: the outcome was shown. `at`: milliseconds since the epoch. */
  | { readonly kind: 'assessed'; readonly outcome: Outcome; readonly rules: readonly string[]; readonly final: boolean; readonly at: number };
