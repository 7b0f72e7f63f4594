import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversUrgency, join, lift, rank, routingTags, sameOutcome, urgencies, type Outcome } from './outcome.ts';

const outcomes: fc.Arbitrary<Outcome> = fc.record({
  urgency: fc.constantFrom(...urgencies),
  withinHours: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }),
  examined: fc.boolean(),
  via: fc.subarray([...routingTags]),
});

describe('joining outcomes', () => {
  it('does not depend on their order', () => {
    fc.assert(fc.property(outcomes, outcomes, (a, b) => sameOutcome(join(a, b), join(b, a))));
  });

  it('does not depend on how they are grouped', () => {
    fc.assert(fc.property(outcomes, outcomes, outcomes, (a, b, c) => sameOutcome(join(join(a, b), c), join(a, join(b, c)))));
  });

  it('changes nothing when done twice', () => {
    fc.assert(fc.property(outcomes, outcomes, (a, b) => sameOutcome(join(join(a, b), b), join(a, b))));
  });

  it('is never below either of them', () => {
    fc.assert(fc.property(outcomes, outcomes, (a, b) => coversUrgency(join(a, b), a) && coversUrgency(join(a, b), b)));
  });

  it('keeps the shorter time and the examination within the same day', () => {
    const video: Outcome = { urgency: 'same-day', withinHours: 2, examined: false, via: [] };
    const examined: Outcome = { urgency: 'same-day', withinHours: 12, examined: true, via: [] };
    expect(join(video, examined)).toEqual({ urgency: 'same-day', withinHours: 2, examined: true, via: [] });
  });
});

describe('lifting an outcome', () => {
  const at = (urgency: Outcome['urgency'], withinHours?: number, examined = false): Outcome => ({ urgency, withinHours, examined, via: [] });

  it.each([
    [at('self-care'), at('pharmacy', 24)],
    [at('pharmacy', 24), at('routine', 72)],
    [at('routine', 336), at('routine', 72)],
    [at('routine', 48), at('same-day', 24)],
    [at('same-day', 24), at('same-day', 6, true)],
    [at('same-day', 6, true), at('same-day', 4, true)],
    [at('same-day', 2, true), at('same-day', 2, true)],
    [at('emergency', 1), at('emergency', 1)],
  ])('goes one step, from %o to %o', (from, to) => {
    expect(lift(from)).toEqual(to);
  });

  it('never lowers, and never turns the same day into an emergency', () => {
    fc.assert(
      fc.property(outcomes, (outcome) => coversUrgency(lift(outcome), outcome) && (rank(outcome.urgency) > rank('same-day') || rank(lift(outcome).urgency) <= rank('same-day'))),
    );
  });

  it('never turns two people round: the more urgent one stays the more urgent', () => {
    fc.assert(fc.property(outcomes, outcomes, (a, b) => !coversUrgency(a, b) || coversUrgency(lift(a), lift(b))));
  });
});
