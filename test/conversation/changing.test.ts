/** Back, a changed answer, and "I feel worse": what hung on an answer goes with it, and nothing else is lost. */
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import type { Step } from '../../src/record/events.ts';
import { rank } from '../../src/triage/outcome.ts';
import { play, playUntil, type Person } from './person.ts';
import { answer, back, cardOfKind, change, pureTalk, realRules, worse, type PureTalk } from './talk.ts';

const active = realRules();
const throat: Person = {
  age: { amount: 30, unit: 'y' },
  sex: 'male',
  words: 'sore throat for three days',
  present: ['sore-throat', 'cough-or-runny-nose'],
  values: { duration: 72, temperature: 37 },
};
const cystitis: Person = {
  age: { amount: 27, unit: 'y' },
  sex: 'female',
  words: 'burns when i wee since yesterday',
  present: ['burning-urine'],
  values: { duration: 24, temperature: 37 },
};

const stepOf = (talk: PureTalk, kind: Step['kind']): number => talk.state().steps.findIndex((step) => step.kind === kind);
const pathways = (talk: PureTalk): readonly string[] => talk.interview().assessment?.pathways ?? [];

async function played(person: Person): Promise<PureTalk> {
  const talk = pureTalk(active());
  await play(talk, person, active().rules);
  return talk;
}

/** Reopens the last step of a kind and answers it anew, then goes on as this person. */
async function changed(talk: PureTalk, kind: Step['kind'], given: Parameters<typeof answer>[1], person: Person): Promise<Card> {
  await change(talk, stepOf(talk, kind));
  await answer(talk, given);
  return (await play(talk, person, active().rules)).last;
}

describe('back', () => {
  it('from every card shows the one before it, down to the first', async () => {
    const talk = pureTalk(active());
    const { cards } = await play(talk, throat, active().rules);
    for (let at = cards.length - 2; at >= 0; at -= 1) {
      const card = await back(talk);
      expect([card.kind, card.id]).toEqual([cards[at]?.kind, cards[at]?.id]);
    }
    await expect(back(talk)).rejects.toMatchObject({ code: 'stale-turn' });
  });

  it('while an answer is being changed leaves it as it was', async () => {
    const talk = await played(throat);
    const before = talk.card();
    await change(talk, stepOf(talk, 'age'));
    expect(await back(talk)).toEqual(before);
  });

  it('over an emergency sign that was ticked by mistake goes on with the signs', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'gate');
    await answer(talk, { present: ['heavy-bleeding'] });
    expect((await back(talk)).kind).toBe('gate');
    await answer(talk, { none: true });
    const { last } = await play(talk, throat, active().rules);
    expect(last.outcome.urgency).toBe('self-care');
  });
});

describe('a changed answer', () => {
  it('to the sex takes a man out of the cystitis of women', async () => {
    const talk = await played(cystitis);
    expect(pathways(talk)).toEqual(['uti-female']);
    await changed(talk, 'sex', { choice: 'male' }, { ...cystitis, sex: 'male' });
    expect(pathways(talk)).not.toContain('uti-female');
    expect(rank(talk.interview().assessment?.outcome.urgency ?? 'self-care')).toBeGreaterThanOrEqual(rank('routine'));
  });

  it('to the sex forgets a pregnancy that was ticked before', async () => {
    const pregnant: Person = { ...cystitis, present: ['burning-urine', 'pregnant-or-recently', 'might-be-pregnant'] };
    const talk = await played(pregnant);
    expect(rank(talk.interview().assessment?.outcome.urgency ?? 'self-care')).toBeGreaterThanOrEqual(rank('same-day'));
    await change(talk, stepOf(talk, 'sex'));
    await answer(talk, { choice: 'male' });
    const { last } = await play(talk, { ...pregnant, sex: 'male' }, active().rules);
    expect(JSON.stringify(last.outcome.reasons)).not.toMatch(/pregnan/i);
  });

  it('to the age makes of a fever of 38.4 at 2 years that of a baby of 2 months: hospital', async () => {
    const child: Person = {
      who: 'my-child',
      age: { amount: 2, unit: 'y' },
      sex: 'female',
      words: 'she has had a fever of 38.4 since last night',
      present: ['fever'],
      values: { temperature: 38.4, duration: 12 },
    };
    const talk = await played(child);
    expect(pathways(talk)).toEqual(['fever-child-3m-5y']);
    const card = await changed(talk, 'age', { amount: 2, unit: 'm' }, { ...child, age: { amount: 2, unit: 'm' } });
    expect([card.kind === 'outcome' && card.outcome.urgency, pathways(talk)]).toEqual(['emergency', ['fever-infant-u3m']]);
  });

  it('to the country changes the numbers and the places, on this card and on all that follow', async () => {
    const talk = await played(cystitis);
    await change(talk, stepOf(talk, 'region'));
    await answer(talk, { choice: 'UK' });
    const { last } = await play(talk, { ...cystitis, region: 'UK' }, active().rules);
    expect([last.emergency.numbers[0]?.number, last.outcome.contacts.map((contact) => contact.number)]).toEqual(['999', expect.arrayContaining(['111'])]);
  });

  it('to the words closes the branch that the first words had opened', async () => {
    const talk = await played(throat);
    await changed(talk, 'told', { text: 'burning when I pee' }, { ...throat, words: 'burning when I pee', present: ['burning-urine'] });
    expect([pathways(talk).includes('sore-throat'), pathways(talk).includes('uti-male')]).toEqual([false, true]);
    expect(talk.state().steps.filter((step) => step.kind === 'confirmed')).toHaveLength(1);
  });

  it('to the words shows what is understood now, before anything else', async () => {
    const talk = await played(throat);
    await change(talk, stepOf(talk, 'confirmed'));
    expect(talk.card().kind).toBe('words');
    const card = cardOfKind(await answer(talk, { text: 'earache and sore throat' }), 'understood');
    expect(card.text).toBe('earache and sore throat');
  });

  it('to the first words, when there are second ones, shows the new ones for correction and keeps the second', async () => {
    const person: Person = { ...throat, words: ['sore throat for three days', 'burning when I pee too'], present: ['sore-throat', 'burning-urine'] };
    const talk = await played(person);
    expect(pathways(talk)).toEqual(expect.arrayContaining(['sore-throat', 'uti-male']));
    await change(talk, stepOf(talk, 'told'));
    const card = cardOfKind(await answer(talk, { text: 'headache since this morning' }), 'understood');
    expect(card.chips.map((chip) => chip.id)).toContain('complaint:headache');
    await play(talk, { ...person, words: 'x', present: ['burning-urine'] }, active().rules);
    expect([pathways(talk).includes('sore-throat'), pathways(talk).includes('uti-male'), pathways(talk).includes('headache')]).toEqual([false, true, true]);
  });

  it('to words told before "I feel worse" leaves nothing of the old ones behind', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'understood');
    await worse(talk);
    await answer(talk, { none: true });
    await answer(talk, { confirm: true });
    await change(talk, stepOf(talk, 'told'));
    const card = await answer(talk, { text: 'burning when I pee' });
    expect([card.kind, pathways(talk)]).toEqual(['understood', ['uti-male']]);
  });

  it('to an emergency that was misread from words asks for the words again', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, { ...throat, words: 'her lips are blue' }, active().rules, 'emergency');
    await answer(talk, { happening: true });
    expect((await change(talk, stepOf(talk, 'happening-now'))).kind).toBe('words');
    await answer(talk, { text: 'sore throat' });
    expect(talk.card().kind).toBe('understood');
  });

  it('to the complaint chosen from the list leaves the other complaint', async () => {
    const person: Person = { ...throat, words: 'qsdf', complaint: 'sore-throat' };
    const talk = await played(person);
    expect(pathways(talk)).toContain('sore-throat');
    await changed(talk, 'complaint', { choice: 'back-pain' }, { ...person, complaint: 'back-pain' });
    expect(pathways(talk)).toContain('back-pain');
  });

  it('to a question of a closed branch no longer counts', async () => {
    const talk = await played({ ...throat, present: ['sore-throat', 'feels-very-ill'] });
    const before = talk.interview().assessment?.outcome.urgency;
    const at = talk.state().steps.findIndex((step) => step.kind === 'questions' && step.answers.some((item) => item.finding === 'feels-very-ill'));
    expect([before, at >= 0]).toEqual(['same-day', true]);
    await change(talk, at);
    await answer(talk, { none: true });
    const { last } = await play(talk, throat, active().rules);
    expect(last.outcome.urgency).toBe('self-care');
  });

  it('to a step that there is not is refused, and nothing happens', async () => {
    const talk = await played(throat);
    await expect(change(talk, 150)).rejects.toMatchObject({ code: 'invalid-input', field: 'step' });
    expect(talk.state().reopened).toBeUndefined();
  });
});

describe('chips that were taken off', () => {
  it('take along what they stood for: an adult whose "fever" was misread is not seen for it', async () => {
    const talk = pureTalk(active());
    const words = 'sore throat, my fever dream was weird';
    await playUntil(talk, { ...throat, words }, active().rules, 'understood');
    const card = cardOfKind(talk.card(), 'understood');
    const off = card.chips.filter((chip) => !chip.id.includes('sore-throat')).map((chip) => chip.id);
    await answer(talk, { confirm: true, remove: off });
    expect(pathways(talk)).toEqual(['sore-throat']);
  });

  it.each([
    ['fr', 'nez qui coule', 'Nez qui coule'],
    ['en', 'runny nose', 'Runny nose'],
  ] as const)('in %s, "%s" is one thing to a person: one chip, which takes off all that it stood for', async (language, words, label) => {
    const talk = pureTalk(active(), { language });
    await playUntil(talk, { ...throat, words }, active().rules, 'understood');
    const { chips } = cardOfKind(talk.card(), 'understood');
    expect(chips.map((chip) => chip.label)).toEqual([label]);
    await answer(talk, { confirm: true, remove: chips.map((chip) => chip.id) });
    // Nothing was understood then: the person says which complaint is closest.
    expect([talk.card().kind, talk.interview().facts?.answers.filter((item) => item.value === 'present')]).toEqual(['complaint', []]);
  });

  it('that nobody takes off count with all that they stand for', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, { ...throat, words: 'runny nose' }, active().rules, 'understood');
    await answer(talk, { confirm: true });
    const there = talk.interview().facts?.answers.filter((item) => item.value === 'present') ?? [];
    expect(there.map((item) => item.finding).toSorted()).toEqual(['another-sign-of-illness', 'cold-signs', 'cough-or-runny-nose']);
  });

  it('never hide a stronger thing in a weaker one: the pain that is not severe is still a pain', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, { ...throat, words: 'severe belly pain' }, active().rules, 'understood');
    const { chips } = cardOfKind(talk.card(), 'understood');
    const [bad, ...others] = chips.filter((chip) => /bad belly/i.test(chip.label));
    expect([bad?.id.startsWith('finding:'), others, chips.length > 1]).toEqual([true, [], true]);
    await answer(talk, { confirm: true, remove: [bad?.id ?? ''] });
    const there = talk.interview().facts?.answers.filter((item) => item.value === 'present') ?? [];
    expect(there.map((item) => item.finding)).toContain('belly-pain');
  });
});

describe('"I feel worse now"', () => {
  it.each([
    ['at the question after the gate', 'words'],
    ['amid the questions', 'checklist'],
    ['after the outcome', 'outcome'],
  ] as const)('%s asks the signs of danger again and goes on', async (_name, kind) => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, kind);
    expect((await worse(talk)).kind).toBe('gate');
    const { last } = await play(talk, throat, active().rules);
    expect(last.kind).toBe('outcome');
  });

  it('never lowers: what was not sure at first stays so when "none" is tapped the second time', async () => {
    const talk = pureTalk(active());
    await playUntil(talk, throat, active().rules, 'gate');
    await answer(talk, { unsure: ['confused-or-drowsy'] });
    const { last } = await play(talk, throat, active().rules);
    await worse(talk);
    await answer(talk, { none: true });
    const after = await play(talk, throat, active().rules);
    expect(rank(after.last.outcome.urgency)).toBeGreaterThanOrEqual(rank(last.outcome.urgency));
    expect(rank(last.outcome.urgency)).toBeGreaterThanOrEqual(rank('same-day'));
  });

  it('before anything is known is refused with what to do first', async () => {
    await expect(worse(pureTalk(active()))).rejects.toMatchObject({ code: 'stale-turn', mend: { en: 'answer the current card first' } });
  });
});
