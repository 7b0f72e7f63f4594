/**
 * How soon, where and with whom: a point in a lattice whose join is the most urgent of both.
 * Ladder and lift: shared clinical reference, dispositions section 1 and complaints README "What an outcome is".
 */

/** Most urgent first. */
export const urgencies = ['ambulance', 'emergency', 'same-day', 'routine', 'pharmacy', 'self-care'] as const;
export type Urgency = (typeof urgencies)[number];

export const routingTags = [
  'maternity',
  'dental',
  'eye',
  'mental-health-crisis',
  'poison-centre',
  'sexual-assault-centre',
  'safeguarding',
  'police',
  'own-team',
  'optometrist',
  'midwife',
  'sexual-health',
  'physio',
] as const;
export type RoutingTag = (typeof routingTags)[number];

export type Outcome = {
  readonly urgency: Urgency;
  /** Hours until a professional must have been reached; undefined for self-care, which has no such limit. */
  readonly withinHours: number | undefined;
  /** A physical examination is needed: video alone will not do. */
  readonly examined: boolean;
  readonly via: readonly RoutingTag[];
};

/** The limit that holds when a rule names none. */
export function defaultWithinHours(urgency: Urgency, examined: boolean): number | undefined {
  switch (urgency) {
    case 'ambulance':
      return 0;
    case 'emergency':
      return 1;
    case 'same-day':
      return examined ? 6 : 12;
    case 'routine':
      return 14 * 24;
    case 'pharmacy':
      return 24;
    case 'self-care':
      return undefined;
    default:
      return urgency satisfies never;
  }
}

/** The bottom of the lattice: joining it changes nothing. */
export const leastOutcome: Outcome = { urgency: 'self-care', withinHours: undefined, examined: false, via: [] };

/** 6 for an ambulance down to 1 for self-care. */
export function rank(urgency: Urgency): number {
  switch (urgency) {
    case 'ambulance':
      return 6;
    case 'emergency':
      return 5;
    case 'same-day':
      return 4;
    case 'routine':
      return 3;
    case 'pharmacy':
      return 2;
    case 'self-care':
      return 1;
    default:
      return urgency satisfies never;
  }
}

const noLimit = Number.POSITIVE_INFINITY;

function sooner(a: number | undefined, b: number | undefined): number | undefined {
  const least = Math.min(a ?? noLimit, b ?? noLimit);
  return least === noLimit ? undefined : least;
}

function union(a: readonly RoutingTag[], b: readonly RoutingTag[]): readonly RoutingTag[] {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  if (b.every((tag) => a.includes(tag))) return a;
  if (a.every((tag) => b.includes(tag))) return b;
  const both = new Set([...a, ...b]);
  // One order for equal sets, so that equal outcomes are equal values.
  return routingTags.filter((tag) => both.has(tag));
}

/** Least upper bound: the more urgent level; within one level the shorter limit and the examination; all tags. */
export function join(a: Outcome, b: Outcome): Outcome {
  // Most of what is joined changes nothing.
  if (a === b || b === leastOutcome) return a;
  if (a === leastOutcome) return b;
  const via = union(a.via, b.via);
  const difference = rank(a.urgency) - rank(b.urgency);
  if (difference !== 0) {
    const higher = difference > 0 ? a : b;
    return via === higher.via ? higher : { ...higher, via };
  }
  const withinHours = sooner(a.withinHours, b.withinHours);
  const examined = a.examined || b.examined;
  if (via === a.via && withinHours === a.withinHours && examined === a.examined) return a;
  return { urgency: a.urgency, withinHours, examined, via };
}

export function sameOutcome(a: Outcome, b: Outcome): boolean {
  return a.urgency === b.urgency && a.withinHours === b.withinHours && a.examined === b.examined && a.via.length === b.via.length && a.via.every((tag) => b.via.includes(tag));
}

/** Whether `a` already holds the urgency, time and examination that `b` asks for. Routing tags are left aside: a tag alone is not worth a question. */
export function coversUrgency(a: Outcome, b: Outcome): boolean {
  const difference = rank(a.urgency) - rank(b.urgency);
  if (difference !== 0) return difference > 0;
  return (a.withinHours ?? noLimit) <= (b.withinHours ?? noLimit) && (a.examined || !b.examined);
}

const liftSteps: readonly Outcome[] = [
  { urgency: 'self-care', withinHours: undefined, examined: false, via: [] },
  { urgency: 'pharmacy', withinHours: 24, examined: false, via: [] },
  { urgency: 'routine', withinHours: 3 * 24, examined: false, via: [] },
  { urgency: 'same-day', withinHours: 24, examined: false, via: [] },
  { urgency: 'same-day', withinHours: 6, examined: true, via: [] },
  { urgency: 'same-day', withinHours: 4, examined: true, via: [] },
];

/** One step up the ladder self-care, pharmacy, routine 3 d, same day 24 h, examined 6 h, examined 4 h; never beyond. */
export function lift(outcome: Outcome): Outcome {
  if (rank(outcome.urgency) > rank('same-day')) return outcome;
  const step = liftSteps.find((candidate) => !coversUrgency(outcome, candidate));
  return step ? join(outcome, step) : outcome;
}
