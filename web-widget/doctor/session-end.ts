/** Whether a doctor is to be told that the session ends. An open console is in use: only its last moment counts, not the one without use. */
import type { StaffSession } from '../../src/contract/staff.ts';

type Times = Pick<StaffSession, 'idleEndsAt' | 'endsAt' | 'warnAt'>;

/** @param now by the service's clock. @returns when it ends; undefined while there is time, and never with a consultation in hand: nothing is cut off then. */
export function sessionEndToTell(session: Times | undefined, { now, inHand }: { readonly now: number; readonly inHand: boolean }): string | undefined {
  if (!session || inHand) return undefined;
  const [idle, ends, warn] = [session.idleEndsAt, session.endsAt, session.warnAt].map((at) => Date.parse(at)) as [number, number, number]; // three in, three out
  const before = Math.min(idle, ends) - warn;
  return now >= ends - before ? session.endsAt : undefined;
}
