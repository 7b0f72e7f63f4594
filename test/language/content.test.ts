/** The lay phrases of the rules, read by the lexicon that a person meets. */
import { beforeAll, describe, expect, it } from 'vitest';
import { compileLexicon, readWords, type Lexicon } from '../../src/language/lexicon.ts';
import { loadRules } from '../../src/platform/rules.ts';
import type { Language } from '../../src/shared/language.ts';
import type { Ruleset } from '../../src/triage/ruleset.ts';

const languages: readonly Language[] = ['en', 'fr'];
let ruleset: Ruleset;
let lexicon: Lexicon;
beforeAll(async () => {
  ({ ruleset } = await loadRules());
  lexicon = compileLexicon(ruleset);
});

/** A phrase as people might type it: every word of its alternatives once. */
function typed(phrase: string): string[] {
  const places = phrase
    .replace(/^~/, '')
    .split(/\s+/)
    .map((place) => place.split('|').map((word) => word.replaceAll('*', '')));
  const most = Math.max(...places.map((place) => place.length));
  return Array.from({ length: most }, (_, at) => places.map((place) => place[at % place.length]).join(' '));
}

const present = (text: string, language: Language): string[] =>
  readWords(lexicon, text, language)
    .proposals.filter((proposal) => proposal.value === 'present')
    .map((proposal) => proposal.finding);

describe('a phrase of the rules', () => {
  it('is read as the finding it stands for', () => {
    const lost = ruleset.findings.flatMap((finding) =>
      languages.flatMap((language) =>
        finding.words[language].say.flatMap((phrase) =>
          typed(phrase)
            .filter((text) => !present(text, language).includes(finding.id))
            .map((text) => `${finding.id}: ${text}`),
        ),
      ),
    );
    expect(lost).toEqual([]);
  });

  it('opens the complaint it stands for', () => {
    const all = [...ruleset.pathways.map(({ id, opensOnPhrases }) => ({ id, phrases: opensOnPhrases })), ...ruleset.uncovered];
    const lost = all.flatMap(({ id, phrases }) =>
      languages.flatMap((language) =>
        phrases[language].flatMap((phrase) =>
          typed(phrase)
            .filter((text) => !readWords(lexicon, text, language).complaints.some((complaint) => complaint.id === id))
            .map((text) => `${id}: ${text}`),
        ),
      ),
    );
    expect(lost).toEqual([]);
  });
});

describe('an everyday word', () => {
  it.each<[string, Language, string]>([
    ["j'habite en ville, je cherche une pharmacie", 'fr', 'sexually-assaulted'],
    ['je me rapelle plus de la dose', 'fr', 'sexually-assaulted'],
    ['une douleur modérée au genou', 'fr', 'operation-6w'],
    ['un médicament bien toléré', 'fr', 'operation-6w'],
    ['désirant un rendez-vous', 'fr', 'confused-or-drowsy'],
    ['une prise de sang, numération sanguine', 'fr', 'sore-throat'],
    ['aux deux champs', 'fr', 'cramps-that-ease'],
    ['une douleur vague', 'fr', 'cramps-that-ease'],
    ['elle aura 30 ans demain', 'fr', 'migraine-aura'],
    ['1 cp matin et soir', 'fr', 'chest-pain-now'],
    ["j'ai mangé des pommes", 'fr', 'fainted'],
    ['la douleur irradie dans la cuisse', 'fr', 'pain-spreads-arm-jaw-neck'],
    ['fréquence cardiaque normale', 'fr', 'heart-disease'],
    ['un bébé né à terme', 'fr', 'pregnant-or-recently'],
    ["l'infirmière de triage m'a dit d'attendre", 'fr', 'chest-sucking-in'],
    ['the triage nurse told me to wait', 'en', 'chest-sucking-in'],
    ['a vague discomfort', 'en', 'cramps-that-ease'],
    ['she threw me out and I have nowhere to live', 'en', 'came-on-suddenly'],
    ['mal au bas du dos depuis un mois', 'fr', 'flank-to-groin-pain'],
    ['le pus est jaune', 'fr', 'yellow-skin-or-eyes'],
    ["j'ai du mal à uriner", 'fr', 'burning-urine'],
    ["j'ai du mal à respirer", 'fr', 'hurts-on-breathing-in'],
    ['hay fever every spring', 'en', 'fever'],
    ['je pisse plus souvent depuis hier', 'fr', 'cannot-pass-urine'],
    ['je me suis planté dans mon traitement', 'fr', 'serious-accident'],
    ['worst pain ever in my back', 'en', 'worst-headache-ever'],
    ['la pire douleur de ma vie dans le dos', 'fr', 'worst-headache-ever'],
    ['so tired I can’t get up in the morning', 'en', 'cannot-take-4-steps'],
    ["j'ai peur de me faire mal en tombant", 'fr', 'cannot-stay-safe'],
    ["j'ai été opérée du coeur quand j'étais petite", 'fr', 'operation-6w'],
    ['heart surgery as a child', 'en', 'operation-6w'],
    ['vaccin contre la fièvre jaune hier', 'fr', 'fever'],
    ['a feeling of malaise', 'en', 'fainted'],
    ['poor quality sleep', 'en', 'long-travel-or-bed'],
    ['a low speed bump in the car park', 'en', 'stimulant-48h'],
    ['the Glasgow coma scale was 15', 'en', 'unresponsive'],
    ['i had to cancel my appointment', 'en', 'cancer-ever'],
    ['I cut my hand on a tin', 'en', 'self-harm-week'],
    ['I cut myself chopping onions with a kitchen knife', 'en', 'self-harm-week'],
    ['je me suis coupé le bras avec une vitre', 'fr', 'self-harm-week'],
    // Figures of speech, likenesses and what is done every day.
    ["I'm drowning in paperwork", 'en', 'nearly-drowned'],
    ['je suis noyé sous la paperasse', 'fr', 'nearly-drowned'],
    ["j'ai la gorge nouée", 'fr', 'nearly-drowned'],
    ["j'avais la gorge serrée à l'enterrement", 'fr', 'strangled'],
    ["I can't breathe a word about it", 'en', 'breathless'],
    ['a stabbing pain in my side', 'en', 'serious-accident'],
    ["it feels like I've been stabbed in the back", 'en', 'serious-accident'],
    ['comme un couteau dans le dos', 'fr', 'serious-accident'],
    ['short stabs in the chest', 'en', 'serious-accident'],
    ['it stopped bleeding after I pressed it for a few minutes', 'en', 'heavy-bleeding'],
    ['I have asthma and feel tired', 'en', 'exhausted-by-breathing'],
    ['lots of blood tests', 'en', 'heavy-bleeding'],
    ['I need to push my appointment back', 'en', 'baby-coming-now'],
    ['I took all my tablets this morning as usual', 'en', 'overdose-24h'],
    ["j'ai pris tous mes comprimés ce matin comme d'habitude", 'fr', 'overdose-24h'],
    ["j'ai vu un film sur l'infarctus", 'fr', 'says-heart-attack-or-stroke'],
    ['mal de tête arrivé ce matin', 'fr', 'baby-coming-now'],
    ['le bébé arrive en mai', 'fr', 'baby-coming-now'],
    ['my friend overdosed last year', 'en', 'overdose-last-week'],
    ['I took 50 mg sertraline this morning', 'en', 'overdose-24h'],
    ["j'ai pris 20 unités d'insuline", 'fr', 'overdose-24h'],
    ['mon bébé dort plus depuis le vaccin, elle tète bien', 'fr', 'confused-or-drowsy'],
    ['the car went into the garage for repairs', 'en', 'serious-accident'],
    ['he turned purple with rage', 'en', 'blue-lips'],
    ['choking with laughter', 'en', 'choking-now'],
    ['how many paracetamol can I take a day?', 'en', 'too-much-paracetamol'],
    ["I'm 30 weeks pregnant and need a fit note", 'en', 'pregnancy-bleeding-or-fit'],
    ["I've never had a fit", 'en', 'first-fit-24h'],
    ['je me suis mordu la langue en mangeant', 'fr', 'first-fit-24h'],
    ["je dois renouveler mon stylo d'adrénaline", 'fr', 'adrenaline-pen-used'],
    ['la nuque me fait très mal', 'fr', 'feels-very-ill'],
    ['je change de serviette toutes les 4 heures', 'fr', 'heavy-bleeding'],
    ['I change my pad every 4 hours', 'en', 'heavy-bleeding'],
    ["j'ai pris un jus d'orange", 'fr', 'electric-shock'],
    ['my nan had a stroke in 2015', 'en', 'says-heart-attack-or-stroke'],
    ["mon père a fait un AVC l'an dernier", 'fr', 'says-heart-attack-or-stroke'],
    ["I don't think it's a heart attack", 'en', 'says-heart-attack-or-stroke'],
    ["j'ai peur de faire un AVC un jour", 'fr', 'says-heart-attack-or-stroke'],
    ["my GP can't see me until Thursday", 'en', 'sight-loss-or-double'],
    ["something came out of my left ear, it's gone", 'en', 'confused-or-drowsy'],
    ["j'ai des pertes et le vagin qui gratte", 'fr', 'vaginal-bleeding'],
    ['la cheville me lance dès que je marche', 'fr', 'can-move-about'],
    ['je ne peux plus le bouger', 'fr', 'can-move-about'],
    ['I am on a low sugar diet', 'en', 'low-sugar'],
    ['je mange très peu de sucre', 'fr', 'low-sugar'],
  ])('is no symptom: %s (%s, %s)', (text, language, finding) => {
    expect(present(text, language)).not.toContain(finding);
  });

  it.each<[string, Language, string]>([
    ['je suis cardiaque', 'fr', 'heart-disease'],
    // Two things said after each other explain nothing away.
    ["j'ai de la fièvre, je suis jaune", 'fr', 'fever'],
    ["j'ai de la fièvre et je suis jaune", 'fr', 'fever'],
    ["j'ai de la fièvre, je suis jaune", 'fr', 'yellow-skin-or-eyes'],
    ["je reviens d'Afrique et j'ai de la fièvre", 'fr', 'malaria-area-3m'],
    ['elle voit des lézards sur les murs', 'fr', 'hears-voices'],
    ['je me suis fait du mal hier', 'fr', 'self-harm-week'],
    ["I can't see out of my left eye, should I see a doctor?", 'en', 'sight-loss-or-double'],
    ["I suddenly can't see, help me", 'en', 'sight-loss-or-double'],
    // Of the child now, not of someone who was one.
    ['surgery on my baby last week and now a fever', 'en', 'operation-6w'],
    ['on a opéré ma petite il y a 3 jours', 'fr', 'operation-6w'],
    ["j'ai fait une crise d'épilepsie hier, la première", 'fr', 'first-fit-24h'],
    ["mal au ventre d'un côté", 'fr', 'one-sided-low-pain'],
    ["j'ai mal quand je respire", 'fr', 'hurts-on-breathing-in'],
    ["j'ai du mal à respirer", 'fr', 'breathless'],
    ["piqûre de guêpe, je gonfle de partout et j'ai du mal à avaler", 'fr', 'anaphylaxis-signs-2h'],
    ['wasp sting, swelling all over and hard to swallow', 'en', 'anaphylaxis-signs-2h'],
    ['je pisse plus depuis hier soir', 'fr', 'cannot-pass-urine'],
    ["un gars m'a planté dans le ventre", 'fr', 'serious-accident'],
    ["je veux plus vivre, j'ai tout préparé", 'fr', 'means-ready'],
    ["broke my hip I think, can't get up", 'en', 'cannot-take-4-steps'],
    ['le pire mal de tête de ma vie', 'fr', 'worst-headache-ever'],
    ["j'ai peur de me faire du mal", 'fr', 'cannot-stay-safe'],
    ['he keeps seeing spiders on the walls', 'en', 'hears-voices'],
    ["j'ai mal quand je fais pipi", 'fr', 'burning-urine'],
    ["j'ai été opérée du ventre il y a 3 semaines", 'fr', 'operation-6w'],
    ['migraine avec aura', 'fr', 'migraine-aura'],
    ["j'étais dans les pommes", 'fr', 'fainted'],
    ["j'ai fait un malaise", 'fr', 'fainted'],
    ['la douleur irradie dans le bras gauche', 'fr', 'pain-spreads-arm-jaw-neck'],
    ["i've been cutting myself again", 'en', 'self-harm-week'],
    ['he ran into a tree on his snowboard', 'en', 'serious-accident'],
    ['a gash on my forehead', 'en', 'hit-head'],
    ['une plaie au front', 'fr', 'hit-head'],
    // The words are French, whatever the page is in.
    ["j'ai fait un malaise", 'en', 'fainted'],
    ["I think I'm having a heart attack", 'en', 'says-heart-attack-or-stroke'],
    ['je crois que mon père fait un AVC', 'fr', 'says-heart-attack-or-stroke'],
    ['jarrive plus a respiré', 'fr', 'breathless-at-rest'],
    ['cant breath', 'en', 'breathless-at-rest'],
    ['took about 25 co-codamol after a row', 'en', 'overdose-24h'],
    ["j'ai pris 25 doliprane", 'fr', 'overdose-24h'],
    // Real words, and more likely a slip of someone in fear.
    ['brest pain and sweating, chess pain', 'en', 'chest-pain-now'],
    ['she is grasping for breath', 'en', 'breathless'],
    ['my dad has trouble breading', 'en', 'breathless'],
    ['she feint in the kitchen', 'en', 'fainted'],
    ['ma mère saine beaucoup', 'fr', 'heavy-bleeding'],
    ["j'ai mal au choeur dans la poitrine", 'fr', 'chest-pain-now'],
    ["j'ai 39 de fiere", 'fr', 'fever'],
    ["I can't see, is there something I can do?", 'en', 'sight-loss-or-double'],
    ['he is a bit out of it', 'en', 'confused-or-drowsy'],
    ["j'ai pris un coup sur la tête", 'fr', 'hit-head'],
    ["à la suite d'un coup sur la tête", 'fr', 'hit-head'],
    ["tout d'un coup il est tombé sur la tête", 'fr', 'hit-head'],
    ['je suis tombée et je suis enceinte de 6 mois', 'fr', 'began-with-a-fall'],
    ["I fell and I'm 30 weeks pregnant", 'en', 'began-with-a-fall'],
    ['low blood sugar so I gave her a drink', 'en', 'low-sugar'],
    ['les pompiers lui ont trouvé très peu de sucre', 'fr', 'low-sugar'],
    ['je saigne du vagin', 'fr', 'vaginal-bleeding'],
    ['sa jambe est toute tordue', 'fr', 'leg-bent'],
    ["j'urine très peu", 'fr', 'hardly-any-urine'],
    ['enceinte avec des pertes rosées', 'fr', 'vaginal-bleeding'],
    ['something is tearing me open inside', 'en', 'tearing-pain'],
    ["he can't stop vomiting", 'en', 'cannot-keep-fluids-down'],
    ["il n'arrête pas de vomir", 'fr', 'cannot-keep-fluids-down'],
    ["j'ai tout le temps soif, je vide des bouteilles", 'fr', 'thirst-and-much-urine'],
    ['her blood sugar is too low', 'en', 'low-sugar'],
    ['mon père fait une hypo', 'fr', 'low-sugar'],
    ['projectile vomiting after each bottle', 'en', 'milk-shoots-out'],
    ['ses biberons repartent en jet', 'fr', 'milk-shoots-out'],
    ['we had a little car accident', 'en', 'road-accident'],
    ["j'ai eu un accident de voiture sans gravité", 'fr', 'road-accident'],
    ['nothing is touching this migraine', 'en', 'usual-painkillers-fail'],
    ['we sat in a coach for 9 hours', 'en', 'long-travel-or-bed'],
    ['my calf is aching', 'en', 'calf-swollen'],
  ])('still is one: %s (%s, %s)', (text, language, finding) => {
    expect(present(text, language)).toContain(finding);
  });
});

describe('someone who may hurt themselves', () => {
  it.each<[string, Language]>([
    ['I want to hurt myself', 'en'],
    ["she's thinking about hurting herself", 'en'],
    ['I feel like harming myself', 'en'],
    ['je pense à me faire du mal', 'fr'],
    ['elle a envie de se faire du mal', 'fr'],
  ])('is asked about it: %s (%s)', (text, language) => {
    expect(readWords(lexicon, text, language).complaints.map(({ id }) => id)).toContain('suicide-self-harm');
  });

  it.each<[string, Language]>([
    ['I think I hurt myself lifting a box', 'en'],
    ['je me suis fait mal hier', 'fr'],
  ])('is not someone who was hurt: %s (%s)', (text, language) => {
    expect(readWords(lexicon, text, language).complaints.map(({ id }) => id)).not.toContain('suicide-self-harm');
  });
});

describe('an everyday complaint', () => {
  it.each<[string, Language, string]>([
    ['my eyes have gone crusty', 'en', 'eye-red'],
    ['the nail of my big toe is infected', 'en', 'skin-infection'],
    ['il a des croûtes jaunes sur le menton', 'fr', 'skin-infection'],
    ['la capote a craqué, je ne veux pas être enceinte', 'fr', 'emergency-contraception'],
    ['pain in my right side and my back', 'en', 'abdominal-pain'],
    ['I feel dizzy', 'en', 'dizziness'],
    ['our neighbour’s dog has bitten me', 'en', 'bite-animal-human'],
    ["mon chat m'a griffée", 'fr', 'bite-animal-human'],
    ["she hasn't pooed for five days", 'en', 'constipation'],
    ['he vomits after every bottle', 'en', 'child-gastro'],
    ['I cannot see out of one eye', 'en', 'eye-vision-loss'],
  ])('is recognised: %s (%s, %s)', (text, language, complaint) => {
    expect(readWords(lexicon, text, language).complaints.map(({ id }) => id)).toContain(complaint);
  });

  it.each<[string, Language, string]>([['they drained the abscess', 'en', 'fatigue']])('is not taken for another: %s (%s, %s)', (text, language, complaint) => {
    expect(readWords(lexicon, text, language).complaints.map(({ id }) => id)).not.toContain(complaint);
  });
});

describe('someone who is too ill to eat', () => {
  it.each<[string, Language]>([
    ["he won't eat his dinner and hasn't pooed for a week", 'en'],
    ['mon père ne mange plus depuis sa chute', 'fr'],
  ])('has no eating disorder: %s (%s)', (text, language) => {
    expect(readWords(lexicon, text, language).complaints.map(({ id }) => id)).not.toContain('eating-disorder');
  });
});

describe('a danger in everyday words', () => {
  it.each([
    ['took a handful of pills', 'overdose-24h'],
    ["j'ai avalé une plaquette de médicaments", 'overdose-24h'],
    ["I've been thinking about ending my life", 'suicidal-thoughts-month'],
    ["j'ai envie d'en finir", 'suicidal-thoughts-month'],
    ['je me fais du mal', 'self-harm-week'],
    ['soaking a pad every hour', 'heavy-bleeding'],
    ['ça saigne beaucoup et ça n’arrête pas', 'heavy-bleeding'],
    ['my chest is tightening', 'chest-pain-now'],
    ["j'ai la poitrine qui serre", 'chest-pain-now'],
    ['struggling to breathe', 'breathless'],
    ["j'ai du mal à respirer", 'breathless'],
    ['she is not making sense', 'confused-or-drowsy'],
    ['his face is drooping on one side', 'face-droop-24h'],
    ['il a la bouche de travers', 'face-droop-24h'],
    ['cant get his words out', 'speech-trouble-24h'],
    ['bleeding a lot', 'heavy-bleeding'],
    ['testicular pain', 'testicle-pain'],
    ['31 weeks pregnant', 'over-20-weeks'],
  ])('"%s" is %s', (words, finding) => expect(present(words, 'en')).toContain(finding));

  it.each([
    ['an odd feeling', 'overdose-24h'],
    ['chest pain for 3 weeks', 'burning-urine'],
    ['days after giving birth', 'baby-coming-now'],
    ['I will end up in hospital', 'intends-suicide'],
    ["j'ai fini mes antibiotiques et je vais mieux", 'about-to-act-on-suicide'],
    ['quand je fais du sport j’ai mal au genou', 'self-harm-week'],
    ['une boîte de médicaments', 'limping'],
    ["j'ai reçu un coup", 'came-on-suddenly'],
    ['no loss of appetite', 'no-appetite'],
    ['2 weeks pregnant', 'over-20-weeks'],
    ['pas de fièvre, mal au ventre', 'fever'],
  ])('"%s" is not %s', (words, finding) => expect(present(words, 'fr')).not.toContain(finding));

  it('is never denied by the examples of the rules that have it', () => {
    const wrong = ruleset.pathways.flatMap((pathway) =>
      pathway.examples.flatMap((example) =>
        languages.flatMap((language) =>
          readWords(lexicon, example.words[language], language)
            .proposals.filter((proposal) => proposal.value === 'absent' && example.present.includes(proposal.finding))
            .map((proposal) => `${proposal.finding}: ${example.words[language]}`),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });
});
