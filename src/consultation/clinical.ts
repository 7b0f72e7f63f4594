/** What the handover needs to know of an encounter's answers; the conversation provides it. */
import type { Card, OutcomeView, RegionId } from '../contract/card.ts';
import type { DoctorSummary } from '../contract/staff.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import type { Language } from '../shared/language.ts';
import type { Outcome, Urgency } from '../triage/outcome.ts';

export type Standing = {
  readonly language: Language;
  readonly region: RegionId;
  /** An outcome was reached and shown. */
  readonly concluded: boolean;
  readonly outcome: Outcome;
  readonly view: OutcomeView;
  readonly ageDays: number;
  readonly age: string;
  readonly sex: string;
  /** The complaint in the person's own words, as told last. */
  readonly words: string;
};

export type ClinicalSummary = Omit<DoctorSummary, 'consultationId' | 'encounterId' | 'changes' | 'earlier'>;

export type Clinical = {
  /** Undefined while too little is known to assess anything. */
  readonly standing: (encounter: OpenEncounter) => Promise<Standing | undefined>;
  /** @param language of the reader; words of the patient stay as they were said. */
  readonly summary: (encounter: OpenEncounter, language: Language) => Promise<ClinicalSummary | undefined>;
  readonly emergencyBox: (language: Language, region: RegionId) => Card['emergency'];
  readonly urgencyWords: (urgency: Urgency, language: Language) => string;
};
