/** The states of a consultation, the moves between them, who may make them and how long each may last: all of it data. */
import type { ConsultationState } from '../contract/consultation.ts';

export type Actor = 'patient' | 'doctor' | 'desk' | 'service';

const second = 1000;
const minute = 60 * second;

type StateRow = {
  /** Who has to act next. */
  readonly owner: 'dispatch' | 'doctor' | 'both' | 'nobody';
  /** How long it may last before the service acts by itself; `undefined` for ends. `ladder`: until the next rung. */
  readonly lasts: number | 'ladder' | 'ring' | undefined;
};

export const states = {
  waiting: { owner: 'dispatch', lasts: 'ladder' },
  offered: { owner: 'doctor', lasts: 'ring' },
  accepted: { owner: 'both', lasts: 60 * second },
  connecting: { owner: 'both', lasts: 60 * second },
  'in-call': { owner: 'both', lasts: 8 * second },
  interrupted: { owner: 'both', lasts: 120 * second },
  'phone-fallback': { owner: 'doctor', lasts: 15 * minute },
  ended: { owner: 'nobody', lasts: undefined },
  'sent-to-emergency': { owner: 'nobody', lasts: undefined },
  withdrawn: { owner: 'nobody', lasts: undefined },
  escalated: { owner: 'nobody', lasts: undefined },
} as const satisfies Readonly<Record<ConsultationState, StateRow>>;

type MoveRow = { readonly from: readonly ConsultationState[]; readonly to: ConsultationState; readonly by: readonly Actor[]; readonly newEpoch?: boolean };

const queued = ['waiting', 'offered'] as const;
const held = ['accepted', 'connecting', 'in-call', 'interrupted', 'phone-fallback'] as const;

export const moves = {
  offer: { from: ['waiting'], to: 'offered', by: ['service'], newEpoch: true },
  /** Nobody answered in time. */
  expire: { from: ['offered'], to: 'waiting', by: ['service'] },
  decline: { from: ['offered'], to: 'waiting', by: ['doctor'] },
  accept: { from: ['offered'], to: 'accepted', by: ['doctor'] },
  /** A way into the call was given out. */
  connect: { from: ['accepted'], to: 'connecting', by: ['patient', 'doctor'] },
  /** Both sides see that they are connected. */
  join: { from: ['connecting', 'interrupted'], to: 'in-call', by: ['patient', 'doctor'] },
  /** One side is lost or has hung up, or they do not reach each other. */
  interrupt: { from: ['accepted', 'connecting', 'in-call'], to: 'interrupted', by: ['service', 'patient', 'doctor'] },
  /** Begin the call anew, another way or with another person. */
  reconnect: { from: ['connecting', 'in-call', 'interrupted', 'phone-fallback'], to: 'connecting', by: ['patient', 'doctor', 'service'], newEpoch: true },
  phone: { from: ['accepted', 'connecting', 'in-call', 'interrupted'], to: 'phone-fallback', by: ['doctor', 'patient', 'service'], newEpoch: true },
  /** The doctor is lost, or hands back: the patient keeps the place. */
  requeue: { from: held, to: 'waiting', by: ['doctor', 'service'], newEpoch: true },
  end: { from: held, to: 'ended', by: ['doctor'] },
  'send-to-emergency': { from: [...queued, ...held], to: 'sent-to-emergency', by: ['doctor', 'service'] },
  withdraw: { from: [...queued, 'accepted', 'connecting', 'interrupted'], to: 'withdrawn', by: ['patient'] },
  'take-over': { from: [...queued], to: 'escalated', by: ['desk'] },
  escalate: { from: ['waiting'], to: 'escalated', by: ['service'] },
} as const satisfies Readonly<Record<string, MoveRow>>;
export type Move = keyof typeof moves;

export const allMoves: readonly (MoveRow & { readonly name: Move })[] = Object.entries<MoveRow>(moves).map(([name, row]) => ({
  ...row,
  // The keys of the table.
  name: name as Move,
}));

export function isEnd(state: ConsultationState): boolean {
  return states[state].lasts === undefined;
}

/** Whether a doctor has it in hand. */
export function isHeld(state: ConsultationState): boolean {
  return held.some((item) => item === state);
}

export function isQueued(state: ConsultationState): boolean {
  return queued.some((item) => item === state);
}

export function mayMove(move: Move, from: ConsultationState, by: Actor): boolean {
  const row: MoveRow = moves[move];
  return row.from.includes(from) && row.by.includes(by);
}
