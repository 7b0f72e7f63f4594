/** The people of a site who answer: what each role may do, and how long a session lasts. Pure. */

export type StaffRole = 'doctor' | 'supervisor' | 'desk';

/**
 * A session ends by itself after this long without use, and after this long in any case (as Pro Santé Connect's do). It is never cut while a
 * consultation is in hand: it may run over by that much (`session-overrun.ts`).
 */
export const sessionLimits = { idleMs: 30 * 60_000, absoluteMs: 4 * 3_600_000, overrunMs: 2 * 3_600_000, warnMs: 10 * 60_000 } as const;
/** A one-time link that nobody opened lapses. */
export const linkMs = 12 * 3_600_000;

export type Session = {
  readonly staffId: string;
  readonly site: string;
  readonly name: string;
  readonly title: string;
  readonly role: StaffRole;
  readonly language: 'fr' | 'en';
  readonly usedAt: number;
  readonly endsAt: number;
  readonly now: number;
};

/** When to warn: ten minutes before the earlier of the two ends. */
export function sessionTimes({ usedAt, endsAt }: Pick<Session, 'usedAt' | 'endsAt'>): { readonly idleEndsAt: number; readonly endsAt: number; readonly warnAt: number } {
  const idleEndsAt = usedAt + sessionLimits.idleMs;
  return { idleEndsAt, endsAt, warnAt: Math.min(idleEndsAt, endsAt) - sessionLimits.warnMs };
}

const duties = {
  answer: ['doctor', 'supervisor'],
  alarms: ['desk', 'supervisor'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>;

export function mayDo(role: StaffRole, duty: keyof typeof duties): boolean {
  return duties[duty].some((item) => item === role);
}

/** French register of health professions: 10 is a physician. */
export const physicianCode = '10';
