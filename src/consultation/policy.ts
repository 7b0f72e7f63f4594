/** How long a person may wait and what happens then: data, one value a site may replace. All times in milliseconds. */
import type { LadderStep } from '../contract/consultation.ts';
import type { Urgency } from '../triage/outcome.ts';

const second = 1000;
const minute = 60 * second;

export type Rung = {
  readonly step: Exclude<LadderStep, 'queue'>;
  /** Since the person asked, or became an emergency while waiting. */
  readonly after: number;
};

export type Policy = {
  /** Urgencies for which a doctor by video is offered. */
  readonly offeredFor: readonly Urgency[];
  /** Asked + target = due: the order in which people are served. */
  readonly target: Readonly<Record<Urgency, number>>;
  /** An offer rings `usual` long. An emergency that nobody has answered after `top` rings at the next doctor instead, as soon as one is free. */
  readonly ring: { readonly usual: number; readonly top: number };
  /** So many offers unanswered in a row, and the doctor is no longer on call. */
  readonly mostMisses: number;
  /** What happens when nobody could be had, one rung after the other. The last one is an end. */
  readonly ladder: { readonly top: readonly Rung[]; readonly usual: readonly Rung[] };
  /** "How are you now?" while waiting. */
  readonly checkInEvery: number;
  /** Who took an alarm in hand has so long to call; then it rings everyone again. */
  readonly phoneWithin: number;
  /** Beyond its end a ladder without any doctor on call is climbed this much faster. */
  readonly nobodyOnCall: { readonly desk: number };
};

export const defaultPolicy: Policy = {
  offeredFor: ['same-day', 'routine', 'pharmacy', 'self-care'],
  target: { ambulance: 0, emergency: 30 * second, 'same-day': 20 * minute, routine: 40 * minute, pharmacy: 60 * minute, 'self-care': 60 * minute },
  ring: { usual: 20 * second, top: 10 * second },
  mostMisses: 2,
  ladder: {
    top: [
      { step: 'second-doctor', after: 10 * second },
      { step: 'desk', after: 30 * second },
      { step: 'supervisor', after: 60 * second },
      { step: 'call-back', after: 3 * minute },
      { step: 'emergency', after: 6 * minute },
    ],
    usual: [
      { step: 'desk', after: 20 * minute },
      { step: 'supervisor', after: 30 * minute },
      { step: 'call-back', after: 40 * minute },
      { step: 'emergency', after: 90 * minute },
    ],
  },
  checkInEvery: 10 * minute,
  phoneWithin: 10 * minute,
  nobodyOnCall: { desk: 60 * second },
};

/** Emergencies that came up while waiting are served before everything else. */
export function isTop(urgency: Urgency): boolean {
  return urgency === 'ambulance' || urgency === 'emergency';
}

export function rungsFor(policy: Policy, urgency: Urgency): readonly Rung[] {
  return isTop(urgency) ? policy.ladder.top : policy.ladder.usual;
}

/** The rung that comes after a step. With nobody on call the desk hears of it at once. */
export function nextRung(
  policy: Policy,
  { urgency, step, from, doctorsOnCall }: { readonly urgency: Urgency; readonly step: LadderStep; readonly from: number; readonly doctorsOnCall: number },
): { readonly step: Rung['step']; readonly at: number } | undefined {
  const rungs = rungsFor(policy, urgency);
  const index = rungs.findIndex((rung) => rung.step === step);
  const next = rungs[index + 1];
  if (!next) return undefined;
  const after = next.step === 'desk' && doctorsOnCall === 0 ? Math.min(next.after, policy.nobodyOnCall.desk) : next.after;
  return { step: next.step, at: from + after };
}

export function dueAt(policy: Policy, urgency: Urgency, queuedAt: number): number {
  return queuedAt + policy.target[urgency];
}
