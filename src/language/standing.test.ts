import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, said, smallLexicon } from './testing/small-lexicon.ts';
import { readWords } from './lexicon.ts';

type Line = readonly [words: string, said: string];

const denials: readonly Line[] = [
  ["I'm not going to kill myself", '-suicidal'],
  ["I don't want to kill myself", '-suicidal'],
  ['no fever', '-fever'],
  ["I don't have a fever", '-fever'],
  ['i dont have any fever', '-fever'],
  ["I haven't had a fever", '-fever'],
  ['NO FEVER', '-fever'],
  ['no longer have a fever', '-fever'],
  ['without fever', '-fever'],
  ['denies chest pain', '-chest-pain'],
  ['no fever, cough or rash', '-cough -fever -rash'],
  ['no fever or cough', '-cough -fever'],
  ['no fever, no cough, no rash', '-cough -fever -rash'],
  ['neither fever nor cough', '-cough -fever'],
  ["I don't think I have a fever", '-fever'],
  ['not vomiting or coughing', '-cough -vomiting'],
  ['no sign of fever', '-fever'],
  ['fever: no', '-fever'],
  ['Fever? No.', '-fever'],
  ['fever - no, cough - yes', '-fever cough'],
  ['never had a blood clot', '-past-clot'],
  ['pas de fièvre', '-fever'],
  ['jai pas de fievre', '-fever'],
  ['g pa de fievre', '-fever'],
  ["je n'ai pas de fièvre ni de toux", '-cough -fever'],
  ['ni fièvre ni toux', '-cough -fever'],
  ['sans fièvre', '-fever'],
  ['aucune fièvre, aucune toux', '-cough -fever'],
  ['plus de fièvre', '-fever'],
  ["elle n'a plus de fièvre", '-fever'],
  ['je ne tousse pas', '-cough'],
  ['je tousse pas', '-cough'],
  ['fièvre : non', '-fever'],
  ['toux absente', '-cough'],
  ["pas de fièvre, de toux, d'éruption", '-cough -fever -rash'],
  ["je n'ai jamais eu de phlébite", '-past-clot'],
  ['pas mal à la tête', '-headache'],
];

const affirmed: readonly Line[] = [
  ['fever', 'fever'],
  ['no fever but chest pain', '-fever chest-pain'],
  ['no fever, chest pain', '-fever chest-pain'],
  ['no fever sore throat', '-fever sore-throat'],
  ['no fever i have chest pain', '-fever chest-pain'],
  ["no fever, can't breathe", '-fever breathless'],
  ['fever no cough', '-cough fever'],
  ['fever no cough yes', 'cough fever'],
  ['no, I have a fever', 'fever'],
  ['no better, still fever', 'fever'],
  ['not getting better chest pain', 'chest-pain'],
  ['no relief from my headache', 'headache'],
  ['no change in my cough', 'cough'],
  ['not just a headache', 'headache'],
  ["I'm not without fever", 'fever'],
  ["I can't deny the chest pain", 'chest-pain'],
  ["I don't know why my chest hurts", 'chest-pain'],
  ['not sure if my chest pain is serious', 'chest-pain'],
  ["haven't slept because of the headache", 'headache'],
  ["didn't sleep headache", 'headache'],
  ["I don't feel well chest pain", 'chest-pain'],
  ["I've never had a headache like this", 'headache'],
  ['never had chest pain before', 'chest-pain'],
  ['no appetite headache', 'headache no-appetite'],
  ["I'm worried about my chest pain", 'chest-pain'],
  ["scared because I can't breathe", 'breathless'],
  ["I'm afraid I have a fever", 'fever'],
  ["I'm scared I'm going to kill myself", 'suicidal'],
  ['my dad had a stroke and I have chest pain', 'chest-pain'],
  ['stent 3 years ago, chest pain today', 'chest-pain'],
  ['chest pain started 2 years ago', 'chest-pain'],
  ['chest pain when I was climbing the stairs', 'chest-pain'],
  ['chest pain like the one 3 years ago', 'chest-pain'],
  ['had a blood clot 3 years ago', 'past-clot'],
  ['pas de fièvre mais mal à la poitrine', '-fever chest-pain'],
  ['pas de fièvre, mal à la gorge', '-fever sore-throat'],
  ['pas de fièvre mal à la gorge', '-fever sore-throat'],
  ["pas de fièvre j'ai mal à la gorge", '-fever sore-throat'],
  ['de plus en plus de fièvre', 'fever'],
  ["plus de fièvre qu'hier", 'fever'],
  ['plus de 39 de fièvre', 'fever'],
  ["j'ai encore plus mal à la tête", 'headache'],
  ['pas mieux, mal au ventre', 'belly-pain'],
  ['ça va pas mieux mal au ventre', 'belly-pain'],
  ['pas que de la fièvre', 'fever'],
  ['pas mal de fièvre', 'fever'],
  ["je n'ai jamais eu mal à la tête comme ça", 'headache'],
  ["j'ai pas dormi mal de tête", 'headache'],
  ['je tousse pas mal', 'cough'],
  ['un point douloureux, mal dans la poitrine', 'chest-pain'],
  ['non j ai mal à la poitrine', 'chest-pain'],
  ["c'est pas sans fièvre", 'fever'],
  ["je sais pas pourquoi j'ai mal à la poitrine", 'chest-pain'],
  ['aucun effet sur mon mal de tête', 'headache'],
  ['ma mère a eu mal à la poitrine ce matin', 'chest-pain'],
  ['a 3 day history of chest pain', 'chest-pain'],
  ['sans antécédents, mal à la poitrine', 'chest-pain'],
  ['history of seizures, presents with chest pain', 'chest-pain'],
  ['history of seizures and I have chest pain', 'chest-pain'],
  ['should I call an ambulance if my chest hurts?', 'chest-pain'],
  ['told to come back if I get worse. I have chest pain', 'chest-pain'],
  ['arm since two days ago numb', 'weak-arm'],
  ['my wife had a seizure two weeks ago and again now', 'seizure'],
  ["j'ai mal à la poitrine depuis plus d'une heure", 'chest-pain'],
  ['my dog bit me, I fainted', 'fainted'],
  ['these tablets cause me chest pain', 'chest-pain'],
];

const unpunctuated: readonly Line[] = [
  ['not been able to eat stomach pain', 'belly-pain'],
  ['no spots fever', 'fever'],
  ['pas de bobo fièvre', 'fever'],
  ['pas de boutons fièvre', '-rash fever'],
  ['no meds headache', 'headache'],
  ['never felt so breathless', 'breathless'],
  ["not sure what's wrong, chest pain", 'chest-pain'],
  ['no skin rash', '-rash'],
  ['pas de grosse fièvre', '-fever'],
  ['aucune sensation de fièvre', '-fever'],
  ['on ne peut pas exclure une fièvre', 'fever'],
  ['no obvious fever', '-fever'],
];

const leftOpen: readonly Line[] = [
  ['not sure if I have a fever', ''],
  ["I don't know if it is a rash", ''],
  ["je sais pas si j'ai de la fièvre", ''],
  ['scared of having a stroke', ''],
  ["j'ai peur de faire un AVC", ''],
  ['my father had a stroke', ''],
  ['mon père a fait un AVC', ''],
  ['chest pain 3 years ago', ''],
  ['I had a stroke in 2010', ''],
  ["j'ai eu des convulsions en 2015", ''],
  ['worried about having a stroke one day', ''],
  ['the dog had a seizure', ''],
  ['le chien a fait des convulsions', ''],
  ['the leaflet says it may cause chest pain or vomiting', ''],
  ['ce médicament peut-il donner des convulsions ?', ''],
  ['I used to have chest pain', ''],
  ["j'ai plus mal au ventre", ''],
  ['my throat is not sore', ''],
  ['history of seizures', ''],
  ['family history of stroke', ''],
  ['antécédents de convulsions', ''],
  ['antécédents : AVC, convulsions', ''],
  ['seek urgent care if fever, chest pain or vomiting occurs', ''],
  ['Consultez si fièvre ou vomissements.', ''],
  ['I was told to come back if I get chest pain', ''],
  ["quand j'étais petit j'ai eu des convulsions", ''],
];

const typed: readonly Line[] = [
  ['fiever and hedache', 'fever headache'],
  ['j ai mal a la tete', 'headache'],
  ['JAI MAL A LA TETE', 'headache'],
  ['FIÈVRE !!!', 'fever'],
  ['fie\u0300vre', 'fever'],
  ['🤒 fever 🤒 cough', 'cough fever'],
  ['fever🔥no cough', '-cough fever'],
  ['I have fièvre and mal de tête', 'fever headache'],
  ['у меня fever', 'fever'],
  ['I can’t breathe', 'breathless'],
  ['cant breath', ''],
  ['seizzure', 'seizure'],
];

describe('what a person says', () => {
  it.each(denials)('"%s" is denied', (words, expected) => expect(said(words)).toBe(expected));
  it.each(affirmed)('"%s" is there', (words, expected) => expect(said(words)).toBe(expected));
  it.each(unpunctuated)('"%s" is denied only where the denial must be of it', (words, expected) => expect(said(words)).toBe(expected));
  it.each(leftOpen)('"%s" answers nothing', (words, expected) => expect(said(words)).toBe(expected));
  it.each(typed)('"%s" is read as it was typed', (words, expected) => expect(said(words)).toBe(expected));

  it('opens a complaint for what is feared or in doubt, without an answer', () => {
    expect(read('scared of a heart attack').complaints.map((complaint) => complaint.id)).toEqual(['chest']);
    expect(read('not sure if it is a fever').complaints.map((complaint) => complaint.id)).toEqual(['fever']);
  });

  it('opens no complaint for what is denied', () => {
    expect(read('no chest pain').complaints).toEqual([]);
  });

  it('keeps the dangerous reading when something is both said and denied', () => {
    expect(said('no chest pain yesterday. chest pain today')).toBe('chest-pain');
    expect(said('chest pain today. no chest pain yesterday')).toBe('chest-pain');
  });
});

describe('a danger that was told', () => {
  const dangers = ['chest pain', "I can't breathe", 'I passed out', 'mal à la poitrine', "j'ai perdu connaissance", 'mes convulsions'];
  const denied = ['No fever.', 'No cough, rash or vomiting.', "I don't have a headache.", 'Pas de fièvre.', 'Je ne tousse pas.', 'Ni toux ni boutons.', 'Aucun mal de gorge.'];
  const present = (text: string): string[] =>
    readWords(smallLexicon, text, 'fr')
      .proposals.filter((proposal) => proposal.value === 'present')
      .map((proposal) => proposal.finding);

  it('stays told whatever else is denied before or after it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...dangers), fc.shuffledSubarray(denied), fc.shuffledSubarray(denied), (danger, before, after) => {
        const alone = present(danger);
        const among = present([...before, `${danger}.`, ...after].join(' '));
        expect(among).toEqual(expect.arrayContaining(alone));
        expect(alone.length).toBeGreaterThan(0);
      }),
    );
  });
});
