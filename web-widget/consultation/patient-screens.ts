/** Which screen each state of a consultation is, for the patient. */
import type { ConsultationState, PatientMoveName, PatientView } from '../../src/contract/consultation.ts';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export type PatientScreen = 'waiting' | 'ready' | 'call' | 'phone' | 'after' | 'emergency' | 'left' | 'in-hand';

type Rule = {
  readonly screen: PatientScreen;
  /** The place in the queue and the wait are shown. */
  readonly inQueue: boolean;
  /** Heartbeats are sent, and the other side's are looked at. */
  readonly beating: boolean;
  /** A sound and the title call the person back to the page on entering this state. */
  readonly calls: boolean;
  readonly over: boolean;
};

export const patientStates = {
  waiting: { screen: 'waiting', inQueue: true, beating: false, calls: false, over: false },
  offered: { screen: 'waiting', inQueue: true, beating: false, calls: false, over: false },
  accepted: { screen: 'call', inQueue: false, beating: true, calls: true, over: false },
  connecting: { screen: 'call', inQueue: false, beating: true, calls: true, over: false },
  'in-call': { screen: 'call', inQueue: false, beating: true, calls: false, over: false },
  interrupted: { screen: 'call', inQueue: false, beating: true, calls: true, over: false },
  'phone-fallback': { screen: 'phone', inQueue: false, beating: true, calls: true, over: false },
  ended: { screen: 'after', inQueue: false, beating: false, calls: false, over: true },
  'sent-to-emergency': { screen: 'emergency', inQueue: false, beating: false, calls: true, over: true },
  withdrawn: { screen: 'left', inQueue: false, beating: false, calls: false, over: true },
  escalated: { screen: 'in-hand', inQueue: false, beating: false, calls: true, over: true },
} as const satisfies Record<ConsultationState, Rule>;

/**
 * The screen now. A call is opened by a tap only (browsers play sound only then, and nobody is filmed by surprise): until the
 * person has tapped, it is "the doctor is ready".
 */
export function screenOf(view: Pick<PatientView, 'state'>, entered: boolean): PatientScreen {
  const { screen } = patientStates[view.state];
  return screen === 'call' && !entered ? 'ready' : screen;
}

export function may(view: Pick<PatientView, 'moves'>, move: PatientMoveName): boolean {
  return view.moves.includes(move);
}

/** "You are next" / "3 people before you": what a place means. */
export function placeWords(place: number, words: ConsultationWords): { readonly headline: string; readonly ahead: string | undefined } {
  if (place <= 1) return { headline: words.next, ahead: undefined };
  const ahead = place - 1;
  return { headline: filled(words.place, { place }), ahead: ahead === 1 ? words.ahead.one : filled(words.ahead.many, { count: ahead }) };
}

/** What a screen reader says when something changed: only what a waiting person wants to hear, and only when it differs. */
export function announcementOf(before: PatientView | undefined, now: PatientView, words: ConsultationWords): string | undefined {
  if (before?.state !== now.state) return now.headline;
  const place = now.queue?.place;
  if (place !== undefined && place !== before.queue?.place) return placeWords(place, words).headline;
  if (now.checkIn?.due && !before.checkIn?.due) return now.checkIn.ask;
  if (now.ladder && now.ladder.step !== before.ladder?.step) return now.ladder.words;
  return undefined;
}

/** The page's title while another tab is in front. */
export function titleFor(view: PatientView, words: ConsultationWords): string {
  const { inQueue, calls } = patientStates[view.state];
  if (calls) return `● ${view.headline}`;
  return inQueue && view.queue ? placeWords(view.queue.place, words).headline : view.headline;
}
