/** A hundred thousand people who ask for a doctor, on a clock that is only a number: the very policy that serves real ones. */
import { pair, type FreeDoctor, type Waiting } from '../../src/consultation/dispatch.ts';
import { defaultPolicy, dueAt, isTop, nextRung, type Policy } from '../../src/consultation/policy.ts';
import type { LadderStep } from '../../src/contract/consultation.ts';
import { rank, type Urgency } from '../../src/triage/outcome.ts';

type Person = Waiting & {
  urgency: Urgency;
  dueAt: number;
  askedBefore: string[];
  step: LadderStep;
  from: number;
  ladderAt: number;
  state: 'waiting' | 'offered' | 'served' | 'sent';
};
type Doctor = FreeDoctor & { freeSince: number; misses: number; busy: boolean; off: boolean };
type Happening = { readonly at: number; readonly n: number; readonly run: () => void };

export type Simulated = {
  readonly served: number;
  readonly sent: number;
  readonly lost: number;
  readonly doubled: number;
  readonly inversions: number;
  /** Of those served or sent, in minutes. */
  readonly waits: ReadonlyMap<Urgency, readonly number[]>;
};

const minute = 60_000;

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function simulate({
  people: count,
  doctors: staff,
  seed,
  policy = defaultPolicy,
}: {
  readonly people: number;
  readonly doctors: number;
  readonly seed: number;
  readonly policy?: Policy;
}): Simulated {
  const random = numbers(seed);
  const queue = heap();
  const waiting = new Map<string, Person>();
  const people: Person[] = [];
  const offers = new Map<string, string>();
  const doctors: Doctor[] = Array.from({ length: staff }, (_, n) => ({ id: `d${n}`, freeSince: 0, present: true, misses: 0, busy: false, off: false }));
  let clock = 0;
  let [doubled, inversions, served, sent] = [0, 0, 0, 0];

  const finish = (person: Person, how: 'served' | 'sent'): void => {
    if (person.state === 'served' || person.state === 'sent') doubled += 1;
    person.state = how;
    waiting.delete(person.id);
    const list = kept.get(person.urgency) ?? [];
    list.push((clock - person.queuedAt) / minute);
    kept.set(person.urgency, list);
    if (how === 'served') served += 1;
    else sent += 1;
  };
  const kept = new Map<Urgency, number[]>();

  const dispatch = (): void => {
    const free = doctors.filter((doctor) => !doctor.busy && !doctor.off);
    if (free.length === 0 || waiting.size === 0) return;
    const list = [...waiting.values()].filter((person) => person.state === 'waiting');
    const pairs = pair(list, free);
    inversions += inverted(list, new Set(pairs.map((item) => item.consultation)));
    for (const { consultation, doctor } of pairs)
      ring(
        waiting.get(consultation),
        doctors.find((item) => item.id === doctor),
      );
  };
  const ring = (person: Person | undefined, doctor: Doctor | undefined): void => {
    if (!person || !doctor) return;
    if (offers.has(person.id) || [...offers.values()].includes(doctor.id)) doubled += 1;
    offers.set(person.id, doctor.id);
    person.state = 'offered';
    doctor.busy = true;
    person.askedBefore.push(doctor.id);
    const answersIn = random() < 0.12 ? Number.POSITIVE_INFINITY : 1000 + random() * 8000;
    const rungAt = clock;
    let rings = isTop(person.urgency) ? policy.ring.top : policy.ring.usual;
    const over = (): void => {
      const early = rings < policy.ring.usual;
      // An emergency goes on ringing here while nobody else is free.
      if (answersIn >= rings && early && !doctors.some((other) => !other.busy && !other.off && !person.askedBefore.includes(other.id))) {
        rings = Math.min(rings + 1000, policy.ring.usual);
        return queue.add(rungAt + Math.min(answersIn, rings), over);
      }
      offers.delete(person.id);
      if (answersIn < rings) {
        doctor.misses = 0;
        finish(person, 'served');
        queue.add(clock + (3 + random() * 12) * minute, () => release(doctor));
        return;
      }
      person.state = 'waiting';
      if (!early) doctor.misses += 1;
      doctor.busy = false;
      doctor.freeSince = clock;
      if (doctor.misses >= policy.mostMisses) {
        doctor.off = true;
        // Comes back after a while, as someone who was away does.
        queue.add(clock + 10 * minute, () => {
          doctor.off = false;
          doctor.misses = 0;
          dispatch();
        });
      }
      dispatch();
    };
    queue.add(clock + Math.min(answersIn, rings), over);
  };
  const release = (doctor: Doctor): void => {
    doctor.busy = false;
    doctor.freeSince = clock;
    dispatch();
  };
  const climb = (person: Person): void => {
    if (!waiting.has(person.id) || clock < person.ladderAt) return;
    const onCall = doctors.filter((doctor) => !doctor.off).length;
    const next = nextRung(policy, { urgency: person.urgency, step: person.step, from: person.from, doctorsOnCall: onCall });
    if (next && next.at <= clock) {
      if (next.step === 'emergency') {
        if (person.state === 'waiting') return finish(person, 'sent');
        person.ladderAt = clock + policy.ring.usual + 1000;
      } else person.step = next.step;
    }
    const after = nextRung(policy, { urgency: person.urgency, step: person.step, from: person.from, doctorsOnCall: onCall });
    person.ladderAt = Math.max(after?.at ?? clock + 30_000, clock + 1000);
    queue.add(person.ladderAt, () => climb(person));
  };
  const arrive = (n: number): void => {
    const urgency = random() < 0.3 ? 'same-day' : random() < 0.8 ? 'routine' : 'pharmacy';
    const person: Person = {
      id: `p${n}`,
      urgency,
      queuedAt: clock,
      dueAt: dueAt(policy, urgency, clock),
      askedBefore: [],
      refusedBy: [],
      step: 'queue',
      from: clock,
      ladderAt: clock,
      state: 'waiting',
    };
    people.push(person);
    waiting.set(person.id, person);
    climb(person);
    if (random() < 0.02) queue.add(clock + random() * 20 * minute, () => worsen(person));
    dispatch();
  };
  /** What became an emergency while waiting. */
  const worsen = (person: Person): void => {
    if (!waiting.has(person.id)) return;
    const before = rank(person.urgency);
    person.urgency = 'emergency';
    person.dueAt = Math.min(person.dueAt, clock);
    if (rank(person.urgency) < before) inversions += 1;
    person.step = 'queue';
    person.from = clock;
    person.ladderAt = clock;
    climb(person);
    dispatch();
  };

  // About nine tenths of what the doctors can do, with an hour of twice as much every day.
  let at = 0;
  const pause = (9 * minute) / staff / 0.9;
  for (let n = 0; n < count; n += 1) {
    const rush = at % (24 * 60 * minute) < 60 * minute ? 2 : 1;
    at += (-Math.log(1 - random()) * pause) / rush;
    queue.add(at, () => arrive(n));
  }
  for (let next = queue.take(); next; next = queue.take()) {
    clock = next.at;
    next.run();
  }
  return { served, sent, lost: people.filter((person) => person.state !== 'served' && person.state !== 'sent').length, doubled, inversions, waits: kept };
}

/** Someone was rung for while another, who should come before, was not. */
function inverted(list: readonly Person[], rung: ReadonlySet<string>): number {
  const passed = list.filter((person) => !rung.has(person.id));
  const least = passed.reduce<Person | undefined>((first, person) => (first === undefined || sooner(person, first) ? person : first), undefined);
  return least === undefined ? 0 : list.filter((person) => rung.has(person.id) && sooner(least, person)).length;
}

function sooner(a: Person, b: Person): boolean {
  const [top, other] = [isTop(a.urgency), isTop(b.urgency)];
  return top === other ? a.dueAt < b.dueAt : top;
}

function heap(): { readonly add: (at: number, run: () => void) => void; readonly take: () => Happening | undefined } {
  const items: Happening[] = [];
  let n = 0;
  const less = (a: Happening, b: Happening): boolean => a.at < b.at || (a.at === b.at && a.n < b.n);
  const swap = (i: number, j: number): void => {
    const [a, b] = [items[i], items[j]];
    if (a && b) [items[i], items[j]] = [b, a];
  };
  return {
    add: (at, run) => {
      items.push({ at, n: (n += 1), run });
      for (let i = items.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        const [child, above] = [items[i], items[parent]];
        if (!child || !above || !less(child, above)) break;
        swap(i, parent);
        i = parent;
      }
    },
    take: () => {
      const [first] = items;
      const last = items.pop();
      if (!first || !last || items.length === 0) return first;
      items[0] = last;
      for (let i = 0; ;) {
        const [left, right] = [2 * i + 1, 2 * i + 2];
        const smallest = [left, right].reduce((best, k) => {
          const [candidate, current] = [items[k], items[best]];
          return candidate && current && less(candidate, current) ? k : best;
        }, i);
        if (smallest === i) return first;
        swap(i, smallest);
        i = smallest;
      }
    },
  };
}
