/** What is known of one patient: the input of an assessment. */
import type { RegionId, Sex } from './ruleset.ts';

/** Where an answer comes from. `lexicon` and `model` read free text: they may raise, never exclude. */
export const origins = ['tapped', 'lexicon', 'model', 'nurse', 'device', 'record'] as const;
export type Origin = (typeof origins)[number];

/**
 * A yes-no finding is `present`, `absent` or `unsure`; a number finding holds its value in the finding's unit, or is
 * `unsure`, or `not-measured` (no device: no evidence either way). No answer at all means not asked yet.
 */
export type AnswerValue = 'present' | 'absent' | 'unsure' | 'not-measured' | number;

export type Answer = {
  readonly finding: string;
  readonly value: AnswerValue;
  readonly origin: Origin;
  /** The patient's own words it rests on, where it came from free text. */
  readonly words?: string | undefined;
};

export type Patient = {
  readonly ageDays: number;
  /** `unsure`: other, or would rather not say; both sexes' dangers then stay possible. */
  readonly sex: Sex | 'unsure';
};

export type Facts = {
  readonly patient: Patient;
  readonly region: RegionId;
  /** The answers come from someone who is not with the patient. */
  readonly elsewhere: boolean;
  /** Pathways opened by words or by choice; findings may open more. */
  readonly pathways: readonly string[];
  /** Complaints recognised that no pathway covers, or `unrecognised`. */
  readonly uncovered: readonly string[];
  readonly answers: readonly Answer[];
};

/** Whether an answer read from free text alone: it may raise the outcome and never lowers it. */
export function isFromFreeText(answer: Answer): boolean {
  return answer.origin === 'lexicon' || answer.origin === 'model';
}
