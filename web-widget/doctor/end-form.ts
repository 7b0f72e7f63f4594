/** The end of a consultation: where the patient goes from here, why it differs from the rules, and what they are told. */
import type { DoctorMove } from '../../src/contract/staff.ts';
import type { DoctorWords } from './words.ts';

export type Urgency = Extract<DoctorMove, { readonly move: 'end' }>['disposition'];
/** Most urgent first. */
export const urgencies = ['ambulance', 'emergency', 'same-day', 'routine', 'pharmacy', 'self-care'] as const satisfies readonly Urgency[];

export type EndDraft = {
  readonly disposition: Urgency | undefined;
  readonly reason: string;
  /** One piece of advice a line. */
  readonly advice: string;
  /** As a date and time field gives it, local: "2026-11-30T10:00". */
  readonly followUp: string;
};
export const emptyEnd: EndDraft = { disposition: undefined, reason: '', advice: '', followUp: '' };

export type EndField = 'reason' | 'advice' | 'followUp';
export type Comparison = 'same' | 'lower' | 'higher';

export function comparisonOf(disposition: Urgency, ours: Urgency): Comparison {
  const difference = urgencies.indexOf(disposition) - urgencies.indexOf(ours);
  return difference === 0 ? 'same' : difference > 0 ? 'lower' : 'higher';
}

export function comparisonWords(comparison: Comparison, words: DoctorWords): string {
  return comparison === 'same' ? words.sameAsOurs : words[comparison];
}

export function endMistakes(draft: EndDraft, { ours, now }: { readonly ours: Urgency; readonly now: number }): readonly EndField[] {
  const mistakes: EndField[] = [];
  if (comparisonOf(draft.disposition ?? ours, ours) !== 'same' && draft.reason.trim().length < 3) mistakes.push('reason');
  if (adviceOf(draft.advice).length === 0) mistakes.push('advice');
  if (draft.followUp !== '' && !(Date.parse(draft.followUp) > now)) mistakes.push('followUp');
  return mistakes;
}

export function adviceOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^\s*[-•*]\s*/, '').trim())
    .filter((line) => line !== '')
    .slice(0, 20)
    .map((line) => line.slice(0, 1000));
}

export function endMoveOf(draft: EndDraft, { ours, epoch }: { readonly ours: Urgency; readonly epoch: number }): Omit<Extract<DoctorMove, { readonly move: 'end' }>, 'turnId'> {
  const disposition = draft.disposition ?? ours;
  const reason = draft.reason.trim();
  return {
    move: 'end',
    epoch,
    disposition,
    ...(comparisonOf(disposition, ours) !== 'same' && reason !== '' ? { reason: reason.slice(0, 2000) } : {}),
    advice: adviceOf(draft.advice),
    ...(draft.followUp === '' ? {} : { followUpAt: new Date(draft.followUp).toISOString() }),
  };
}
