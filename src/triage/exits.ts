/**
 * Which ways on fit an outcome. They are looked up after the outcome stands, and nothing of them flows back into it
 * (shared clinical reference, safety H48). Video: same day, nothing to examine, nobody more fitting named (dispositions section 1, 3b).
 */
import type { Outcome } from './outcome.ts';

export type ExitKind = 'pharmacy' | 'gp' | 'video';

export function exitsThatFit(outcome: Outcome): readonly ExitKind[] {
  switch (outcome.urgency) {
    case 'same-day':
      return outcome.examined || outcome.via.some((tag) => elsewhere.has(tag)) ? ['gp'] : ['video', 'gp'];
    case 'routine':
      return ['gp'];
    case 'pharmacy':
      return ['pharmacy'];
    case 'ambulance':
    case 'emergency':
    case 'self-care':
      return [];
    default:
      return outcome.urgency satisfies never;
  }
}

/** Someone with other hands or tools than a doctor on a screen. */
const elsewhere: ReadonlySet<string> = new Set<Outcome['via'][number]>(['maternity', 'midwife', 'dental', 'eye', 'optometrist', 'sexual-assault-centre', 'poison-centre']);
