/** What is asked, in which order, and when it ends: over the real rules, without a database. */
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { collectFindings } from '../../src/conversation/interview.ts';
import { rank } from '../../src/triage/outcome.ts';
import type { CompiledRuleset } from '../../src/triage/compile.ts';
import type { Condition, Example } from '../../src/triage/ruleset.ts';
import { answerTo, hasEnded, play, playUntil, truthOf, type Person } from './person.ts';
import { answer, answerTurn, cardOfKind, pureTalk, realRules, type PureTalk } from './talk.ts';

const active = realRules();
const throat: Person = {
  age: { amount: 30, unit: 'y' },
  sex: 'male',
  words: 'sore throat for three days',
  present: ['sore-throat', 'cough-or-runny-nose'],
  values: { duration: 72, temperature: 37 },
};
const woman: Person = { age: { amount: 40, unit: 'y' }, sex: 'female', words: '' };

const idsOf = (card: Card): readonly string[] =>
  card.kind === 'gate' || card.kind === 'checklist' ? card.items.map((item) => item.id) : card.kind === 'yes-no' || card.kind === 'number' ? [card.item.id] : [];

/** Every third example of the rules: enough to meet every pathway. */
function someExamples(rules: CompiledRuleset): readonly { readonly pathway: string; readonly example: Example }[] {
  return rules.ruleset.pathways.flatMap((pathway) => pathway.examples.filter((_, at) => at % 3 === 0).map((example) => ({ pathway: pathway.id, example })));
}

function personOf({ pathway, example }: { readonly pathway: string; readonly example: Example }): Person {
  const [amount, unit] = example.who.age.split(' ');
  return {
    who: example.who.elsewhere ? 'elsewhere' : 'me',
    // The reader of the rules admits only these units.
    age: { amount: Number(amount), unit: unit as 'd' | 'w' | 'm' | 'y' },
    sex: example.who.sex,
    region: example.region ?? 'FR',
    words: example.words.fr,
    present: example.present,
    unsure: example.unsure,
    values: example.values,
    complaint: pathway,
  };
}

async function told(words: string, person: Person = woman): Promise<PureTalk> {
  const talk = pureTalk(active());
  await playUntil(talk, { ...person, words }, active().rules, 'words');
  await answer(talk, { text: words });
  return talk;
}

describe('the people of the examples', () => {
  it('are asked nothing twice, except where their answers disagree', async () => {
    const { rules } = active();
    for (const item of someExamples(rules)) {
      const { cards } = await play(pureTalk(active(), { language: 'fr' }), personOf(item), rules);
      const seen = new Set<string>();
      for (const card of cards) {
        if ('contradiction' in card && card.contradiction !== undefined) continue;
        const again = idsOf(card).filter((id) => seen.has(id));
        expect([item.pathway, again]).toEqual([item.pathway, []]);
        idsOf(card).forEach((id) => seen.add(id));
      }
    }
  }, 60_000);

  it('never meet two lists under one title: the second says that it is more, on its card and among the answers so far', async () => {
    const { rules } = active();
    let further = 0;
    for (const item of someExamples(rules).slice(0, 40)) {
      const { cards, last } = await play(pureTalk(active(), { language: 'fr' }), personOf(item), rules);
      const titles = cards.flatMap((card) => (card.kind === 'checklist' && card.contradiction === undefined ? [card.ask] : []));
      expect([item.pathway, titles]).toEqual([item.pathway, [...new Set(titles)]]);
      further += last.steps.filter((step) => step.ask.startsWith('Suite (2) : ')).length;
    }
    expect(further).toBeGreaterThan(0);
  }, 60_000);

  it('can ask "why do you ask?" of every question, and have it in plainer words', async () => {
    const { rules } = active();
    for (const item of someExamples(rules).slice(0, 20)) {
      const { cards } = await play(pureTalk(active(), { language: 'fr' }), personOf(item), rules);
      const items = cards.flatMap((card) => (card.kind === 'gate' || card.kind === 'checklist' ? card.items : card.kind === 'yes-no' || card.kind === 'number' ? [card.item] : []));
      expect(items.filter((one) => one.why.length < 10 || one.plain.length < 3)).toEqual([]);
    }
  }, 60_000);

  it('are asked "anything else?" exactly once before the end, unless it is an ambulance', async () => {
    const { rules } = active();
    for (const item of someExamples(rules).slice(0, 20)) {
      const { cards, last } = await play(pureTalk(active(), { language: 'fr' }), personOf(item), rules);
      expect(cards.filter((card) => card.kind === 'anything-else')).toHaveLength(last.kind === 'emergency' ? 0 : 1);
    }
  }, 60_000);
});

describe('the next question', () => {
  it('is about the most dangerous thing that is still open', async () => {
    const { rules } = active();
    const talk = await told('sore throat for three days', throat);
    const truth = truthOf(throat, rules);
    let looked = 0;
    while (!hasEnded(talk.card())) {
      const card = talk.card();
      const urgent = openDangers(talk);
      const isAsked = idsOf(card).length > 0 && urgent.size > 0;
      if (isAsked) looked += 1;
      expect(!isAsked || idsOf(card).some((id) => urgent.has(id))).toBe(true);
      await answer(talk, answerTo(card, throat, truth));
    }
    expect(looked).toBeGreaterThan(1);
  });

  it('to the parent of a hot baby, once the hospital is certain, is only what would bring an ambulance', async () => {
    const { rules } = active();
    const baby: Person = { who: 'my-child', age: { amount: 2, unit: 'm' }, sex: 'female', words: '', values: { temperature: 38.4, duration: 6 } };
    const talk = await told('my baby has a temperature of 38.4 since this morning', baby);
    await answer(talk, { confirm: true });
    const ambulance = openDangers(talk);
    for (; idsOf(talk.card()).length > 0; await answer(talk, answerTo(talk.card(), baby, truthOf(baby, rules)))) {
      expect(idsOf(talk.card()).filter((id) => !ambulance.has(id))).toEqual([]);
    }
    expect(talk.card().kind).toBe('anything-else');
  });

  it('is not put to someone for whom an ambulance is already certain', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, woman, active().rules, 'gate');
    const card = cardOfKind(await answer(talk, { present: ['heavy-bleeding'] }), 'emergency');
    expect([card.confirm, card.call.number, card.outcome.urgency]).toEqual([undefined, '15', 'ambulance']);
    await expect(talk.take(answerTurn(talk, { none: true }))).rejects.toMatchObject({ code: 'stale-turn', reason: { en: 'the interview has ended' } });
  });
});

/** The findings of the open rules that would ask for the most, where that is the hospital or more; with the numbers that stand for them. */
function openDangers(talk: PureTalk): ReadonlySet<string> {
  const { assessment } = talk.interview();
  const open = (assessment?.firings ?? []).flatMap((firing): { rank: number; when: Condition }[] => {
    if (firing.standing !== 'open') return [];
    if (firing.kind === 'rule') return [{ rank: rank(firing.rule.outcome.urgency), when: firing.rule.when }];
    return firing.kind === 'floor' && firing.modifier.floor ? [{ rank: rank(firing.modifier.floor.urgency), when: firing.modifier.when }] : [];
  });
  const most = Math.max(...open.map((item) => item.rank));
  const ids = new Set<string>();
  if (most < rank('emergency')) return ids;
  for (const item of open) if (item.rank === most) collectFindings(item.when, ids);
  for (const finding of active().rules.ruleset.findings) if (finding.kind === 'number' && finding.shortcuts.some((item) => ids.has(item.finding))) ids.add(finding.id);
  return ids;
}

describe('"anything else?"', () => {
  it('answered with chest pain makes of a sore throat an emergency, and is not asked again', async () => {
    const talk = pureTalk(active());
    const person: Person = {
      ...throat,
      words: [String(throat.words), 'and crushing pain in my chest now, it goes into my arm'],
      present: [...(throat.present ?? []), 'chest-pain-now', 'pain-like-pressure', 'pain-spreads-arm-jaw-neck'],
    };
    // At the gate it was left out: only "anything else?" brings it up.
    await playUntil(talk, { ...person, present: throat.present ?? [] }, active().rules, 'anything-else');
    await answer(talk, { more: true });
    const card = cardOfKind(await answer(talk, { text: person.words[1] ?? '' }), 'emergency');
    expect(card.confirm?.items.map((item) => item.id)).toContain('chest-pain-now');
    expect((await answer(talk, { happening: true })).kind).toBe('emergency');
  });

  it('answered with something harmless is not asked a second time', async () => {
    const { cards, last } = await play(pureTalk(active()), { ...throat, words: [String(throat.words), 'my nose runs too'] }, active().rules);
    expect([cards.filter((card) => card.kind === 'anything-else').length, cards.filter((card) => card.kind === 'words').length, last.kind]).toEqual([1, 2, 'outcome']);
  });
});

describe('an emergency read from words alone', () => {
  it('shows its screen at once, with the number to call, and asks whether it is happening now', async () => {
    const card = cardOfKind((await told('her lips are blue')).card(), 'emergency');
    expect([card.call.number, card.confirm?.ask, card.confirm?.items.map((item) => item.id)]).toEqual(['15', 'Is this happening now?', ['blue-lips']]);
  });

  it('that is happening ends the interview', async () => {
    const talk = await told('her lips are blue');
    expect(cardOfKind(await answer(talk, { happening: true }), 'emergency').confirm).toBeUndefined();
    await expect(answer(talk, { happening: false })).rejects.toMatchObject({ code: 'stale-turn' });
  });

  it('that was misread is unsaid by the person, and the interview goes on', async () => {
    const talk = await told('sore throat for three days, lips blue from the sweets', throat);
    expect(talk.card().kind).toBe('emergency');
    const card = cardOfKind(await answer(talk, { happening: false }), 'understood');
    expect(card.chips.map((chip) => chip.id)).not.toContain('finding:blue-lips');
  });

  it('that was misread marks nothing as absent: what was unsaid is asked by itself', async () => {
    const talk = await told('tight pressure in my chest and it goes into my arm');
    await answer(talk, { happening: false });
    const { facts } = talk.interview();
    expect(facts?.answers.filter((item) => item.finding === 'pain-like-pressure' || item.finding === 'pain-spreads-arm-jaw-neck')).toEqual([]);
    const person: Person = { ...woman, words: '', present: ['pain-like-pressure'], complaint: 'chest-pain' };
    const cards: Card[] = [];
    while (!hasEnded(talk.card())) {
      cards.push(talk.card());
      await answer(talk, answerTo(talk.card(), person, truthOf(person, active().rules)));
    }
    expect(cards.flatMap(idsOf)).toContain('pain-like-pressure');
    expect(talk.interview().facts?.answers).toContainEqual(expect.objectContaining({ finding: 'pain-like-pressure', value: 'present', origin: 'tapped' }));
  });
});

describe('words that say nothing to the rules', () => {
  it.each([
    ['words that nothing is recognised in', 'qsdf ghjk'],
    ['a complaint that no pathway covers', 'hair loss'],
    ['only pictures', '😀🤷🏽‍♀️'],
  ])('(%s) end with a clinician who decides the same day, never in reassurance', async (_name, words) => {
    const { last, cards } = await play(pureTalk(active()), { ...woman, words }, active().rules);
    expect([last.outcome.urgency, last.outcome.reasons.map((reason) => reason.pathway)]).toEqual(['same-day', ['other-complaint']]);
    expect(cards.some((card) => card.kind === 'complaint')).toBe(words !== 'hair loss');
  });
});

describe('"not sure" to the whole gate', () => {
  const unsureOfAll = async (person: Person): Promise<Card> => {
    const talk = pureTalk(active());
    await playUntil(talk, person, active().rules, 'gate');
    await answer(talk, { unsure: 'all' });
    return (await play(talk, person, active().rules)).last;
  };

  it('has an adult seen the same day within 4 hours, and goes on asking', async () => {
    expect(await unsureOfAll(throat)).toMatchObject({ kind: 'outcome', outcome: { urgency: 'same-day' } });
  });

  it.each([
    ['for a child under 5', { ...throat, who: 'my-child', age: { amount: 3, unit: 'y' } }],
    ['for someone who is elsewhere', { ...throat, who: 'elsewhere' }],
  ] as const)('is an emergency %s', async (_name, person) => {
    expect((await unsureOfAll(person)).kind).toBe('emergency');
  });
});
