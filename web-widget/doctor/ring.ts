/** When a doctor is rung, and by what. Pure: the sound, the title and the notification are elsewhere. */
import type { Availability, ConsoleSnapshot } from '../../src/contract/staff.ts';

export type ConsoleMode = Availability | 'in-call';

/** Nobody is rung while they are with a patient, or have said that they are away. */
export const ringingModes = {
  off: false,
  break: false,
  'on-call': true,
  'in-call': false,
} as const satisfies Record<ConsoleMode, boolean>;

export function modeOf({ availability, current }: Pick<ConsoleSnapshot, 'availability' | 'current'>): ConsoleMode {
  return current ? 'in-call' : availability;
}

/** An offer rings once for each epoch: the same patient may come again. */
export function offerKey({ id, epoch }: { readonly id: string; readonly epoch: number }): string {
  return `${id}:${epoch}`;
}

export type RingInput = {
  readonly mode: ConsoleMode;
  readonly offer: { readonly key: string; readonly expiresAt: number } | undefined;
  /** Offers that the doctor has answered, which the server may not have heard yet. */
  readonly answered: ReadonlySet<string>;
  readonly now: number;
  readonly pageVisible: boolean;
};

export type Ring = { readonly ringing: false } | { readonly ringing: true; readonly key: string; readonly notify: boolean; readonly secondsLeft: number };

export function ringOf({ mode, offer, answered, now, pageVisible }: RingInput): Ring {
  if (!offer || !ringingModes[mode] || answered.has(offer.key) || offer.expiresAt <= now) return { ringing: false };
  return { ringing: true, key: offer.key, notify: !pageVisible, secondsLeft: Math.ceil((offer.expiresAt - now) / 1000) };
}

/** The tab's title while ringing, read in a row of tabs: the countdown first. */
export function titleOf(ring: Ring, words: { readonly title: string; readonly ringingTitle: string }, waiting: number): string {
  if (ring.ringing) return `(${ring.secondsLeft}) ${words.ringingTitle}`;
  return waiting > 0 ? `(${waiting}) ${words.title}` : words.title;
}
