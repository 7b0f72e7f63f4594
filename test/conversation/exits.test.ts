/** What a site offers is looked up once the outcome stands, and changes nothing of it (safety H48). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutcomeView } from '../../src/contract/card.ts';
import { exits } from '../../src/contract/site.ts';
import { cardOf } from '../../src/conversation/cards.ts';
import type { Conversation } from '../../src/conversation/conversation.ts';
import { outcomeView } from '../../src/conversation/outcome-view.ts';
import { assess } from '../../src/triage/assess.ts';
import { exitsThatFit } from '../../src/triage/exits.ts';
import { leastOutcome } from '../../src/triage/outcome.ts';
import { caseOfExample } from '../../src/triage/proofs/examples.ts';
import { everyFinding, factsOfCase } from '../../src/triage/proofs/proof.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { testRecords } from '../support/encounters.ts';
import { testService } from '../support/service.ts';
import { play, type Person } from './person.ts';
import { frenchSite, noon, pureTalk, realRules, resumed } from './talk.ts';

const active = realRules();
const everything = (view: OutcomeView): Omit<OutcomeView, 'exits'> => {
  const { exits: _, ...rest } = view;
  return rest;
};

const cystitis: Person = {
  age: { amount: 27, unit: 'y' },
  sex: 'female',
  words: 'it burns when I pee since yesterday',
  present: ['dysuria'],
  values: { duration: 24, temperature: 37 },
};
const throat: Person = { age: { amount: 30, unit: 'y' }, sex: 'male', words: 'sore throat for three days', present: ['sore-throat'], values: { duration: 72, temperature: 37 } };

describe('the outcome', () => {
  it('of every example of the rules is word for word the same where everything is offered and where nothing is', () => {
    const { rules } = active();
    const asked = everyFinding(rules);
    let offered = 0;
    for (const { pathway } of rules.pathways) {
      for (const example of pathway.examples) {
        const facts = factsOfCase(rules, caseOfExample(pathway.id, example), asked);
        for (const language of ['fr', 'en'] as const) {
          const context = { rules, facts, assessment: assess(rules, facts), language, at: noon };
          const [on, off] = [outcomeView({ ...context, offered: exits }), outcomeView({ ...context, offered: [] })];
          expect(everything(on)).toEqual(everything(off));
          expect(off.exits).toEqual([]);
          offered += on.exits.length;
        }
      }
    }
    expect(offered).toBeGreaterThan(20);
  });

  it.each([
    ['a woman with cystitis', cystitis],
    ['a man with a sore throat', throat],
  ])('of %s takes the same questions and ends the same with offers on and off', async (_who, person) => {
    const { rules } = active();
    const talk = pureTalk(active());
    const { last } = await play(talk, person, rules);
    const card = (offered: typeof exits | []) => cardOf({ rules, state: talk.state(), interview: talk.interview(), now: noon, offered });
    const [on, off] = [card(exits), card([])];
    if (on.kind !== 'outcome' || off.kind !== 'outcome') throw new Error(`ended on ${on.kind}`);
    expect(everything(on.outcome)).toEqual(everything(last.outcome));
    expect({ ...on, outcome: everything(on.outcome) }).toEqual({ ...off, outcome: everything(off.outcome) });
  });
});

describe('what a site offers', () => {
  let database: TestDatabase;
  let conversation: Conversation;
  beforeAll(async () => {
    database = await cloneDatabase();
    conversation = testService({ records: await testRecords(database), active: active(), now: () => noon }).conversation;
  });
  afterAll(async () => database.drop());

  it('is shown with the outcome, and what it does not offer is not', async () => {
    const shown: Record<string, readonly string[]> = {};
    for (const [name, site] of [
      ['all', frenchSite],
      ['none', { ...frenchSite, exits: { pharmacy: false, gp: false, video: false } }],
    ] as const) {
      const opened = await conversation.open({ site, request: { language: 'en', turnId: crypto.randomUUID() } });
      const talk = resumed(conversation, { ...opened, site: frenchSite });
      await play(talk, cystitis, active().rules);
      const { card } = await conversation.show({ site, encounterId: opened.encounterId, capability: opened.capability });
      if (card.kind !== 'outcome') throw new Error(`ended on ${card.kind}`);
      shown[name] = card.outcome.exits;
    }
    expect([shown['all']?.length, shown['none']]).toEqual([expect.any(Number), []]);
    expect(shown['all']?.length).toBeGreaterThan(0);
  });
});

describe('a doctor by video', () => {
  const fits = (change: Partial<typeof leastOutcome>): boolean => exitsThatFit({ ...leastOutcome, ...change }).includes('video');

  it('is for the same day where nothing must be examined, and for nothing more urgent or less', () => {
    expect((['ambulance', 'emergency', 'same-day', 'routine', 'pharmacy', 'self-care'] as const).filter((urgency) => fits({ urgency }))).toEqual(['same-day']);
  });

  it('never stands in for an examination, a maternity unit or a dentist', () => {
    expect([fits({ urgency: 'same-day', examined: true }), fits({ urgency: 'same-day', via: ['maternity'] }), fits({ urgency: 'same-day', via: ['dental'] })]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('is for someone in distress, beside the crisis line', () => {
    expect(fits({ urgency: 'same-day', via: ['mental-health-crisis'] })).toBe(true);
  });

  it('is never the only thing an emergency is shown: no way on but the number', () => {
    expect(exitsThatFit({ ...leastOutcome, urgency: 'ambulance' })).toEqual([]);
    expect(exitsThatFit({ ...leastOutcome, urgency: 'emergency' })).toEqual([]);
  });
});
