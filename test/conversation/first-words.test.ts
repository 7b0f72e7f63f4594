/** What a first message alone raises, everything else answered "no": an emergency that is told must not wait for taps. */
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/contract/card.ts';
import type { Language } from '../../src/shared/language.ts';
import { rank } from '../../src/triage/outcome.ts';
import type { AgeUnit } from '../../src/triage/quantity.ts';
import { hasEnded, mostCards } from './person.ts';
import { answer, pureTalk, realRules, type PureTalk } from './talk.ts';

const active = realRules();

type Writer = { readonly language?: Language; readonly who?: string; readonly age?: number; readonly unit?: AgeUnit; readonly sex?: 'female' | 'male' };

async function urgencyOf(words: string, { language = 'en', who = 'me', age = 40, unit = 'y', sex = 'female' }: Writer): Promise<string> {
  const talk = pureTalk(active(), { language, region: language === 'fr' ? 'FR' : 'UK' });
  for (let turn = 0; turn < mostCards; turn += 1) {
    const card = talk.card();
    if (hasEnded(card)) return card.outcome.urgency;
    await reply(talk, card, { words, who, age, unit, sex, language });
  }
  throw new Error('no outcome');
}

async function reply(talk: PureTalk, card: Card, writer: Required<Writer> & { readonly words: string }): Promise<void> {
  switch (card.kind) {
    case 'notice':
      return void (await answer(talk, { accept: true }));
    case 'who':
      return void (await answer(talk, { choice: writer.who }));
    case 'age':
      return void (await answer(talk, { amount: writer.age, unit: writer.unit }));
    case 'sex':
      return void (await answer(talk, { choice: writer.sex }));
    case 'region':
      return void (await answer(talk, { choice: writer.language === 'fr' ? 'FR' : 'UK' }));
    case 'gate':
    case 'checklist':
      return void (await answer(talk, { none: true }));
    case 'words':
      return void (await answer(talk, { text: writer.words }));
    case 'understood':
      return void (await answer(talk, { confirm: true, remove: [] }));
    case 'emergency':
      return void (await answer(talk, { happening: true }));
    case 'complaint':
      return void (await answer(talk, { choice: 'unrecognised' }));
    case 'yes-no':
      return void (await answer(talk, { value: 'no' }));
    case 'number':
      return void (await answer(talk, card.notMeasured === undefined ? { value: 'unsure' } : { notMeasured: true }));
    case 'anything-else':
      return void (await answer(talk, { more: false }));
    case 'outcome':
      throw new RangeError('the interview has ended');
    default:
      card satisfies never;
  }
}

const french: Writer = { language: 'fr' };
const child = (age: number, unit: AgeUnit = 'y', more: Writer = {}): Writer => ({ who: 'my-child', age, unit, sex: 'male', ...more });
const man: Writer = { sex: 'male' };

describe('an emergency is raised from the first words alone', () => {
  it.each<[string, Writer]>([
    ['chest feels like theres a brick on it and its going down my left arm', man],
    ['pressure on my chest for 40 mins now and i feel sick', {}],
    ["j'ai la poitrine ecrasée et ça descend dans le bras gauche", french],
    ['grosse barre dans la poitrine qui remonte dans la machoire', french],
    ['half my mouth droops and my words come out slurred', {}],
    ['her left arm went limp all of a sudden', { who: 'with-me', age: 78 }],
    ['jai perdu la force dans la main droite dun coup', french],
    ['il a la bouche de travers et parle bizarrement', { ...french, who: 'with-me', age: 70, sex: 'male' }],
    ['stung by a wasp, my tongue is swelling up', {}],
    ['hives all over and wheezing since i ate prawns', {}],
    ['plaques partout apres lamoxicilline et jai du mal a respirer', french],
    ['took 30 paracetamol last night', {}],
    ["she od'd on her tablets", { who: 'with-me', age: 19 }],
    ['jai avalé toute ma boite de somniferes', french],
    ['i snorted my crushed tablets', man],
    ["j'ai pris la morphine de ma voisine", french],
    ['dying is the only way out', {}],
    ["mourir est la seule solution, j'ai les médocs devant moi", french],
    ['je vais me foutre en lair ce soir', french],
    ['soaking through 3 pads in an hour since i gave birth', {}],
    ['ca pisse le sang et ca sarrete pas', french],
    ['30 weeks pregnant and baby hasnt moved since last night', { age: 30 }],
    ['enceinte de 7 mois je ne sens plus bébé bouger', { ...french, age: 30 }],
    ['gave birth 5 days ago, fever and smelly discharge', { age: 30 }],
    ['my blood pressure is 170/115 at 34 weeks', { age: 30 }],
    ['he is floppy and wont wake for his feed', child(4, 'm')],
    ['il a 38,6 de fievre', child(2, 'm', french)],
    ['fever with purple spots that stay when i press a glass on them', child(3)],
    ['fievre et nuque raide depuis ce matin', french],
    ['he swallowed a button battery', child(2)],
    ['elle a mangé les comprimés de sa mamie', child(3, 'y', french)],
    ['i have addisons and a fever and severe weakness', {}],
    ['my sodium came back at 117', {}],
    ['oxygen reads 87% on my finger', {}],
    ['on chemo, temp 38.4', {}],
    ['hit my head last night, i take warfarin', { age: 80 }],
    ['suddenly lost the sight in one eye', {}],
    ['je vomis du sang', french],
    ['cant pee and my bottom is numb', {}],
    ['weakness started in my feet and is climbing up my legs', {}],
    ['i stopped drinking two days ago, shaking and seeing things', man],
    ['carbon monoxide alarm keeps going off', {}],
    ['testicle suddenly very painful', child(14)],
    ['jarrive plus a respirer meme assis', french],
    ['inhaler not helping my asthma', {}],
    ['squeezing weight on my chest and my left arm is heavy', { age: 61 }],
    ['elle est enceinte, maux de tete violents et mouches devant les yeux', { ...french, who: 'with-me', age: 30 }],
    ['my waters have broken', { age: 30 }],
    ['ribs sucking in with every breath', child(1)],
    ['he put his hands around my neck', {}],
    ["j'ai été violée", french],
    ['tearing pain between my shoulder blades', man],
    ['ventre dur comme du bois et douleur atroce', french],
    ['red painful eye, halos round the lights and vomiting', { age: 66 }],
    ['red hot swollen knee and fever', {}],
    ['skin round the cut is turning black', {}],
    ['glycémie HI et je vomis', french],
    ['i have decided to end my life, i will drive into a tree', man],
  ])('%s', async (words, writer) => {
    expect(rank((await urgencyOf(words, writer)) as 'emergency')).toBeGreaterThanOrEqual(rank('emergency'));
  });
});

describe('no emergency is made of a denial, the past, other people or a manner of speaking', () => {
  it.each<[string, Writer]>([
    ['no chest pain, not breathless, just a cough', {}],
    ["elle n'est pas essoufflée et n'a pas mal à la poitrine", { ...french, who: 'with-me' }],
    ['i had a seizure as a child, now i have a sore throat', {}],
    ["mon père a fait un AVC il y a 3 ans, j'ai mal à la gorge", french],
    ['family history of strokes and fits, i have back ache', {}],
    ['antécédents de convulsions, mal à la gorge depuis hier', french],
    ['the leaflet says seek help if confusion, black stools or chest pain occur; i have a runny nose', {}],
    ["consultez si fièvre, confusion ou vomissements de sang : c'est écrit sur la notice, moi j'ai le nez qui coule", french],
    ["i'm confused about which of my tablets to take", {}],
    ['je suis confus de vous déranger pour un simple rhume', french],
    ['this headache is killing me', {}],
    ['je suis mort de fatigue', french],
    ["je n'ai pas envie de mourir, juste le moral bas", french],
    ['took one extra paracetamol by mistake', {}],
    ['i took three 50 mg tablets of my hay fever medicine', {}],
    ["j'ai fini toute ma boite d'antibiotiques comme prévu", french],
    ['teething and drooling a lot', child(9, 'm')],
    ['cut my finger, the bleeding has stopped', {}],
    ['my blood pressure is 132/84', {}],
    ['my neck is stiff, i slept badly on it', {}],
    ["i can't see a doctor before monday, itchy rash on my arm", {}],
    ['my shoulder does not respond to ibuprofen', {}],
    ["mon médecin ne répond pas au téléphone, j'ai mal à la gorge", french],
    ['my left arm aches after the gym', {}],
  ])('%s', async (words, writer) => {
    expect(rank((await urgencyOf(words, writer)) as 'emergency')).toBeLessThan(rank('emergency'));
  });
});
