/** Whom to ring for whom: pure. The order is due time, emergencies first; the doctor is the one who has been free for longest. */
import type { Urgency } from '../triage/outcome.ts';
import { isTop } from './policy.ts';

export type Waiting = {
  readonly id: string;
  readonly urgency: Urgency;
  readonly dueAt: number;
  readonly queuedAt: number;
  /** Doctors who declined it, or let it ring: asked again only when nobody else is there. */
  readonly askedBefore: readonly string[];
  /** Doctors who said that it is not for them. */
  readonly refusedBy: readonly string[];
};

export type FreeDoctor = {
  readonly id: string;
  /** When last rung or busy: who has waited longest goes first. */
  readonly freeSince: number;
  /** A console is open now; else only a push reaches them. */
  readonly present: boolean;
};

export type Pairing = { readonly consultation: string; readonly doctor: string };

/** Before: served first. A total order: no two people are ever equal. */
export function before(a: Waiting, b: Waiting): number {
  return Number(isTop(b.urgency)) - Number(isTop(a.urgency)) || a.dueAt - b.dueAt || a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1);
}

export function pair(waiting: readonly Waiting[], doctors: readonly FreeDoctor[]): readonly Pairing[] {
  const free = doctors.toSorted((a, b) => Number(b.present) - Number(a.present) || a.freeSince - b.freeSince || (a.id < b.id ? -1 : 1));
  const pairings: Pairing[] = [];
  for (const item of waiting.toSorted(before)) {
    if (free.length === 0) break;
    const may = free.filter((doctor) => !item.refusedBy.includes(doctor.id));
    const doctor = may.find(({ id }) => !item.askedBefore.includes(id)) ?? may[0];
    if (!doctor) continue;
    free.splice(free.indexOf(doctor), 1);
    pairings.push({ consultation: item.id, doctor: doctor.id });
  }
  return pairings;
}
