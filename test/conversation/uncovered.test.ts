import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import { play, type Person, type Played } from './person.ts';
import { pureTalk, realRules } from './talk.ts';

const active = realRules();

async function played(person: Partial<Person> & Pick<Person, 'words'>, language: 'fr' | 'en' = 'fr'): Promise<Played> {
  return play(pureTalk(active(), { language }), { age: { amount: 34, unit: 'y' }, sex: 'female', careless: true, ...person }, active().rules);
}

function asked(cards: readonly Card[]): readonly string[] {
  return cards.flatMap((card) => (card.kind === 'checklist' ? card.items.map((item) => item.id) : card.kind === 'yes-no' || card.kind === 'number' ? [card.item.id] : []));
}

describe('a complaint that no pathway covers yet', () => {
  it('is asked about its own dangers: whoever brings a burn, how bad it is', async () => {
    const { cards, last } = await played({ words: "de l'huile chaude m'a brûlé la main", present: ['bad-burn'] });
    expect(asked(cards)).toContain('bad-burn');
    expect([last.outcome.urgency, last.outcome.reasons.map((reason) => reason.rule)]).toEqual(['emergency', ['bad-burn']]);
  });

  it('says what to do at once, however mild it is', async () => {
    const { cards, last } = await played({ words: "de l'huile chaude m'a brûlé la main" });
    expect(last.outcome.urgency).toBe('same-day');
    expect(last.outcome.firstAid?.[0]).toMatch(/^Refroidissez la brûlure 20 minutes/);
    expect(cards.find((card) => card.kind === 'checklist')?.meanwhile?.[0]).toMatch(/^Refroidissez/);
  });

  it('that is an injury is not asked about the gut', async () => {
    const ids = asked((await played({ words: "de l'huile chaude m'a brûlé la main" })).cards);
    for (const id of ['vomiting-blood-or-black-stools', 'diarrhoea', 'sore-throat']) expect(ids).not.toContain(id);
  });

  it('of the mind is asked about thoughts of suicide, and is not asked about the body without need', async () => {
    const ids = asked((await played({ words: 'je dors très mal depuis deux mois' })).cards);
    expect(ids).toContain('suicidal-thoughts-month');
    expect(ids).not.toContain('temperature');
  });

  it('that is a request is asked three short screens about how ill someone is, and reaches a clinician all the same', async () => {
    const { cards, last } = await played({ words: 'je voudrais renouveler mon ordonnance' });
    expect(cards.filter((card) => card.kind === 'checklist').length).toBeLessThanOrEqual(3);
    expect(asked(cards)).toEqual(expect.arrayContaining(['feels-very-ill', 'breathless-at-rest']));
    expect([last.kind, last.outcome.urgency]).toEqual(['outcome', 'same-day']);
  });

  it.each([
    ["plus d'insuline depuis trois jours et je vomis", { age: { amount: 22, unit: 'y' }, present: ['diabetes', 'vomiting'] }, 'emergency'],
    ["je voudrais renouveler mon ordonnance, j'ai des selles noires", { present: ['black-stools'] }, 'emergency'],
    ["j'entends des voix depuis hier et j'ai de la fièvre", { present: ['hears-voices', 'fever'], values: { temperature: 39 } }, 'ambulance'],
    ['je dors mal, et je vomis du sang', { present: ['vomited-blood'] }, 'ambulance'],
  ] as const)('asks less of some kinds, and lets nothing that is told count less: %s', async (words, person, urgency) => {
    const { last } = await played({ words, ...person });
    expect(last.outcome.urgency).toBe(urgency);
  });

  it('that is an injury is asked about fever: a child who was burnt days ago', async () => {
    const { cards, last } = await played({
      who: 'my-child',
      age: { amount: 3, unit: 'y' },
      words: "il s'est brûlé le bras lundi",
      present: ['fever'],
      values: { temperature: 39 },
    });
    expect(asked(cards)).toContain('temperature');
    expect(last.outcome).toMatchObject({ urgency: 'same-day', examined: true });
  });

  it('counts what is told of another danger, whatever its kind', async () => {
    const { last } = await played({ words: "je voudrais renouveler mon ordonnance, et j'ai du mal à respirer même au repos", present: ['breathless-at-rest', 'breathless'] });
    expect(last.outcome.urgency).toBe('emergency');
  });

  it('that means nothing to the rules is asked as an illness', async () => {
    const ids = asked((await played({ words: 'bla bla bla' })).cards);
    expect(ids).toContain('feels-very-ill');
  });
});
