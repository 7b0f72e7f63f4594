/** Words of danger that mean something else, each beside the sentence in which the same words are one. */
import { beforeAll, describe, expect, it } from 'vitest';
import { compileLexicon, readWords, type Lexicon } from '../../src/language/lexicon.ts';
import { loadRules } from '../../src/platform/rules.ts';
import type { Language } from '../../src/shared/language.ts';

let lexicon: Lexicon;
beforeAll(async () => {
  lexicon = compileLexicon((await loadRules()).ruleset);
});
const present = (text: string, language: Language): string[] =>
  readWords(lexicon, text, language)
    .proposals.filter((proposal) => proposal.value === 'present')
    .map((proposal) => proposal.finding);

type Pair = readonly [finding: string, language: Language, harmless: readonly string[], danger: readonly string[]];
const pairs: readonly Pair[] = [
  ['serious-accident', 'en', ['crushed that my team lost the final'], ['leg crushed and lost a lot of blood', 'crushed by a pallet at work']],
  ['serious-accident', 'fr', ['écrasée de fatigue par le boulot', 'écrasé par la paperasse'], ['écrasé par une charge sur le chantier', 'écrasé par une palette au boulot']],
  ['skin-dying', 'fr', ['ongle du gros orteil tout noir depuis le marathon'], ['une plaque noire sur la jambe qui grandit depuis ce matin', 'doigt noir, ongle noir aussi']],
  ['nearly-drowned', 'en', ['drowning in work', 'hay fever is drowning me'], ['he nearly drowned at work', 'nearly drowned on sunday and now a fever']],
  ['nearly-drowned', 'fr', ['noyée sous le travail', 'noyé sous la paperasse'], ['il a failli se noyer au travail']],
  ['confused-or-drowsy', 'en', ['dont know what day my appointment is'], ['mum doesnt know what day it is and missed her appointment']],
  ['floppy-or-hard-to-wake', 'en', ['goes floppy on purpose when I put his coat on'], ['he went limp after a tantrum and looks white']],
  ['heavy-bleeding', 'en', ['pus squirting out of a spot on my arm'], ['he is sick and blood is gushing out of his leg']],
  ['blue-lips', 'en', ['the ankle is turning black and blue'], ['his nails have gone blue', 'her finger nails have gone blue']],
  ['leans-forward-to-breathe', 'fr', ['mal aux sinus, mal quand je me penche en avant'], ['assis penché en avant pour respirer']],
  ['leans-forward-to-breathe', 'en', ['my sinuses hurt when I lean forward'], ['she sits leaning forward to breathe']],
  ['anaphylaxis-signs-2h', 'fr', ['une arête de poisson, ça pique dans la gorge'], ['une piqûre de guêpe et la gorge qui gonfle', "une piqûre et j'étouffe"]],
  ['bad-belly-pain', 'fr', ["j'ai mal au ventre"], ["j'ai très mal au ventre"]],
  ['will-not-bear-weight', 'fr', ["j'arrive à poser le pied"], ["il n'arrive plus à poser le pied", 'elle refuse de poser le pied']],
  ['too-weak-to-stand', 'en', ["I can't stand the light", "can't stand the noise"], ["I can't stand up", "she can't stand"]],
  ['pain-also-chest-arm-jaw', 'fr', ["j'ai mal aux dents à en pleurer"], ["j'ai mal à la mâchoire et au bras"]],
  ['hurt-or-controlled-by-someone', 'fr', ["mon mari s'est cogné la tête"], ["mon copain m'a frappée hier soir", 'il me frappe']],
  ['hurt-or-controlled-by-someone', 'en', ['my wife hit her head'], ['my boyfriend hit me last night']],
  ['hurts-to-walk-or-cough', 'en', ["I can't shift this cough, three weeks now"], ['it hurts when I cough', "I can't walk for the pain in my tummy"]],
  ['hurts-to-walk-or-cough', 'fr', ['mal à la hanche mais je marche'], ['mal au ventre quand je marche']],
  ['hurts-to-walk-or-cough', 'en', ['my tummy hurts but I can walk'], ['my tummy hurts when I walk']],
  ['heavy-bleeding', 'fr', ['je crache un peu de sang depuis ce matin'], ['je crache du sang, plein une tasse']],
  ['overdose-24h', 'en', ['I take all my tablets every morning', 'took my blood pressure tablets as usual'], ['I took the blood pressure tablets, all of them']],
  ['vaginal-bleeding', 'fr', ['deux semaines de retard à mon travail'], ['mal au ventre et deux semaines de retard, je saigne']],
  ['might-be-pregnant', 'fr', [], ['mal au ventre et deux semaines de retard, je saigne']],
  [
    'sight-loss-or-double',
    'en',
    ["the clinic can't see him until Friday", "they can't see me till Monday", 'my GP cant see me for 3 weeks'],
    [
      "I can't see him breathing",
      "he can't see",
      "the doctor says she can't see out of her left eye since Tuesday",
      "the doctor says he can't see me until I touch him",
      "the clinic can't see me until Friday and I can't see out of my right eye",
    ],
  ],
  [
    'confused-or-drowsy',
    'fr',
    ['elle ne dort plus et elle a mal à la tête'],
    ["elle dort tout le temps depuis qu'elle a mal à la tête", "elle dort plus que d'habitude et elle a mal à la tête", "il s'est cogné la tête et il dort"],
  ],
  ['floppy-or-hard-to-wake', 'fr', ['elle ne dort plus et elle a mal à la tête'], ['elle dort tout le temps', "on n'arrive pas à la réveiller"]],
  ['unresponsive', 'fr', ["il ne se réveille pas pour l'école"], ["on n'arrive pas à la réveiller", 'il ne se réveille plus', "il ne se réveille pas pour l'école ce matin"]],
  [
    'unresponsive',
    'en',
    ["he won't wake up for school", 'she never wakes up for work'],
    ["he won't wake up", "she won't wake up at school", "he won't wake up for school this morning", 'I tried to wake him for school and he wont wake up'],
  ],
  ['floppy-or-hard-to-wake', 'en', ["he won't wake up for school"], ["he won't wake up", "he won't wake up for school today"]],
  [
    'limb-weakness-24h',
    'fr',
    ['la jambe me lâche', 'mon genou me lâche', "ma jambe lâche quand je descends l'escalier", "la porte m'a tapé la jambe gauche", "il m'a lâché un coup dans la jambe"],
    [
      "ma jambe ne me porte plus d'un coup, tout un côté",
      'ma jambe me lâche depuis ce matin et le bras aussi',
      "d'un coup ma jambe a lâché",
      'mon bras lâche',
      'la jambe droite me lâche, je parle mal',
    ],
  ],
  [
    'foot-cold-pale',
    'fr',
    ['la jambe énorme et chaude'],
    ['sa jambe est devenue énorme, toute bleue et froide', 'la jambe énorme, bleue et froide', 'le mollet énorme, bleu et froid', 'la cuisse gonflée, violette et glacée'],
  ],
  ['foot-cold-pale', 'en', ['my leg is huge and hot'], ['his leg has gone huge, blue and cold', 'calf massive, purple and freezing']],
  [
    'pregnant-or-recently',
    'fr',
    ["j'ai accouché il y a 6 mois", "depuis mon accouchement il y a deux ans j'ai mal au dos", "j'ai accouché par césarienne il y a 6 mois", 'ya 6 mois j’ai accouché'],
    [
      "j'ai accouché il y a 3 semaines",
      'accouché il y a 6 semaines',
      "j'accouche dans 2 mois",
      'je suis tombée enceinte il y a 6 mois',
      "j'ai accouché hier mon aîné a été opéré il y a 6 mois",
      "j'ai accouché il y a 6 mois et je suis de nouveau enceinte",
      "j'ai arrêté la pilule il y a 2 ans et j'ai accouché hier",
    ],
  ],
  [
    'pregnant-or-recently',
    'en',
    ['I had a baby six months ago', 'I gave birth to my daughter 6 months ago', 'since giving birth two years ago'],
    ['I had a baby 10 days ago', 'I got pregnant 6 months ago', "I had a baby six months ago and I'm pregnant again", 'I gave birth yesterday, my first was born 2 years ago'],
  ],
  ['operation-6w', 'fr', ['opéré du genou il y a 2 ans', "j'ai eu une opération il y a 6 mois"], ['opérée il y a 3 semaines', 'opéré la semaine dernière, et du dos il y a 2 ans']],
  ['operation-6w', 'en', ['since my hip op 6 months ago', 'knee surgery 2 years ago'], ['since my hip op 3 weeks ago', 'operation 5 days ago']],
  [
    'self-harm-week',
    'fr',
    ["il m'a fait du mal", 'ça me fait du mal de respirer', 'mon mari me fait du mal'],
    ['je me suis fait du mal', "elle s'est fait du mal", 'je me fait du mal', 'il se fait du mal exprès', 'je me fais du mal'],
  ],
  ['breathless', 'fr', [], ['ça me fait du mal de respirer']],
  ['pril-medicine', 'en', ['I have run out of my blood pressure tablets'], ['I take ramipril', 'new blood pressure tablets and my tongue is swollen']],
  [
    'about-to-act-on-suicide',
    'fr',
    ['je vais jeter les poubelles ce soir', 'je vais finir mon traitement ce soir', "j'ai envie de finir tôt ce soir"],
    [
      'je vais en finir ce soir au travail',
      'je vais finir mes comprimés ce soir',
      'je vais sauter ce soir',
      'je vais sauter après le repas ce soir',
      'je vais en finir au lit ce soir',
      "je vais me foutre en l'air dans mon lit ce soir",
      "je vais me foutre en l'air ce soir",
      "jpense a me foutre en l'air ce soir",
      'je vais me jeter sous un train',
    ],
  ],
  [
    'about-to-act-on-suicide',
    'en',
    ["I'm going to jump in the shower now", 'going to end up in A and E tonight', 'gonna hang on till tonight', "I'm going to shoot off now"],
    ["I'm going to jump tonight", 'going to end it tonight', 'going to hang myself on a tree tonight', 'going to jump in front of a train now', 'gonna shoot myself'],
  ],
  [
    'means-ready',
    'en',
    ["I'm at the end of my rope", 'got my tablets in front and the packet says 2 a day'],
    ["can't do this anymore I've got the tablets in front of me", 'I want to end it, I have a rope ready', 'got the pills lined up on the table'],
  ],
  [
    'breathless-at-rest',
    'fr',
    ['je peux plus respirer par le nez'],
    [
      'je peux plus respirer',
      'je peux plus respirer ni par le nez ni par la bouche',
      'je peux plus respirer, mon nez saigne',
      'je peux plus respirer je saigne du nez',
      'moi pas pouvoir respirer',
    ],
  ],
  ['breathless-at-rest', 'en', ["I can't breathe through my nose"], ["I can't breathe", "can't breathe through my nose or my mouth", 'chest very pain, no can breathe']],
  ['cannot-stay-safe', 'fr', ['mon mari a peur de faire une crise cardiaque moi je tousse'], ["j'ai peur de moi", "j'ai peur de faire une crise et de me faire du mal"]],
  [
    'hit-head',
    'en',
    ['we got knocked out of the cup at football'],
    ['came off his bike, knocked out for a bit', 'he was knocked out in a cup match of rugby', 'knocked out in the final round of a fight'],
  ],
  ['can-move-about', 'fr', ['je marche pliée en deux'], ['je marche']],
  [
    'speech-trouble-24h',
    'en',
    ['he sounds pissed off with me'],
    ['my aunt sounds pissed but she never drinks', 'he sounds pissed and keeps falling off his chair', 'he keeps muddling his words since breakfast'],
  ],
  ['speech-trouble-24h', 'fr', ['il a trop bu hier'], ['elle articule comme si elle avait bu']],
  [
    'choking-now',
    'fr',
    ["j'étouffe dans mon travail je voudrais un arrêt", 'elle étouffe dans son couple'],
    ["il s'étouffe", "il s'étouffe dans le salon toute la famille panique", "il s'étouffe dans l'atelier au travail", "j'étouffe avec un morceau de viande"],
  ],
  [
    'breathless-at-rest',
    'en',
    ["I'm suffocating in my job I want signing off", "I'm suffocating in my marriage"],
    ["I'm suffocating in my bed", "I'm suffocating at work", "I'm suffocating in the smoke at my job"],
  ],
  [
    'not-breathing-normally',
    'fr',
    ["je ronfle et ma femme dit que je m'arrête pas de bouger", 'mon ventre gargouille'],
    ['il ronfle et ne bouge plus', "il ronfle il s'arrête de respirer et ne peut plus bouger", "il vient de s'écrouler, il gargouille, il est violet"],
  ],
  ['tearing-pain', 'en', ["my belly is tight and I'm in tears"], ['a tearing pain in my back', 'ripping pain in my chest']],
  ['part-cut-off', 'en', ["I've a bit of a lump on my nose"], ["next door's dog has ripped a chunk out of his cheek"]],
  ['anaphylaxis-signs-2h', 'en', ["I'm allergic to nuts and I have itchy eyes and a cough from hay fever"], ['had prawns itchy all over coughing']],
  ['sexually-assaulted', 'en', ['had sex and I cant remember if I took my pill'], ['I think I was spiked and someone had sex with me']],
  ['sexually-assaulted', 'fr', ['je me suis forcée à manger', "j'ai plus de force et je me souviens de rien"], ["j'ai été forcée samedi je crois qu'on m'a droguée"]],
  ['numb-between-legs', 'fr', ["ça sent pas bon quand je m'essuie"], ["je sens pas quand je m'essuie"]],
  ['pain-like-pressure', 'fr', ['Pierre a mal à la poitrine'], ['comme une pierre posée sur le sternum']],
  ['heavy-bleeding', 'en', ['a cough, I drink a cup of tea with honey'], ['coughed up half a cup of bright red']],
  ['means-ready', 'fr', ['je me suis pris les pieds dans une corde dans le garage'], ["j'ai la corde dans le garage", "j'ai glissé la corde sur la poutre dans le garage"]],
  ['unresponsive', 'en', [], ["found in his room breathing but can't be woken"]],
  ['blow-to-belly-2w', 'fr', ['douleur en ceinture au ventre'], ['je me suis pris le volant dans le ventre']],
  ['choked-then-coughs', 'fr', ['il tousse, il a des boutons dans la bouche'], ['elle a mis un lego dans la bouche et depuis elle tousse']],
  ['suicide-plan', 'en', ['the doctor wrote me a letter, I cannot work anymore'], ["don't want to be here anymore already wrote the letter to my parents"]],
  ['suicide-plan', 'fr', ['je ne travaille plus ici, le médecin a écrit une lettre'], ['jveux plus etre ici jai deja ecrit la lettre a mes parents']],
  ['pain-also-chest-arm-jaw', 'en', ["I'm going to have my arm scanned"], ['discomfort in my chest and its going into my elbow']],
  ['pain-also-chest-arm-jaw', 'fr', ["j'ai mal au coude"], ['une gêne qui irradie dans le coude']],
  ['pregnant-or-recently', 'en', ['the termination of my contract', 'I had a termination two years ago'], ['tummy pain since termination 4 days ago']],
  ['co-alarm', 'en', ['I think my carbon monoxide alarm needs a battery'], ['I think there is carbon monoxide, we all have headaches']],
  ['unresponsive', 'fr', ['il ne dort pas et se réveille toutes les deux heures'], ['maintenant dormir pas reveil']],
  ['hit-head', 'fr', ['je me suis battu contre le cancer'], ['on s’est battu, j’ai perdu connaissance']],
  ['knocked-out', 'en', [], ['got in a fight he sparked me out']],
  ['swallowed-cleaner', 'en', ['I drank a coffee in the car'], ['she drank brake fluid']],
  ['swallowed-cleaner', 'fr', ["j'ai bu un café"], ['elle a bu du liquide de frein']],
  ['something-stuck-in-gullet', 'en', ['swallowed a coin, plays and eats'], ['swallowed a 10p and shes drooling cant swallow']],
  ['cannot-pass-urine', 'fr', ['pas de problème pour faire pipi'], ['je pas pouvoir pipi depuis hier']],
  ['baby-not-moving', 'en', ['my baby is no trouble'], ['baby in belly no move 2 day']],
  ['testicle-pain', 'fr', ["mon grand-père m'a légué une bourse"], ['mon testicule me lance atrocement']],
  ['pain-like-pressure', 'fr', ["quelqu'un est assis à côté de moi et tousse"], ["on dirait que quelqu'un est assis sur moi"]],
  ['pain-like-pressure', 'en', ['someone sat next to me coughing'], ['feels like someone is sat on me']],
  ['breathless-at-rest', 'en', ["I can't get fresh air in here"], ["I can't get air in"]],
  ['limb-weakness-24h', 'en', ["I can't sleep on my left side"], ["he won't squeeze with his left hand"]],
  ['came-on-suddenly', 'en', ["I can't see a doctor today"], ["she can't see anything to her right since lunch"]],
  ['hit-head', 'fr', ['il a vomi sur sa chaise'], ['il est tombé de la chaise haute et il a vomi 4 fois']],
  ['chest-sucking-in', 'fr', ['il voit bien des deux côtés'], ['elle respire avec le ventre, on voit les côtes']],
  ['chest-sucking-in', 'en', ['I broke my ribs'], ['using her tummy to breathe, can see her ribs']],
  ['swallowed-cleaner', 'fr', ['je cherche des pastilles pour la toux'], ['elle a croqué une tablette de lave vaisselle']],
  ['about-to-act-on-suicide', 'fr', ['je suis de nouveau sur les rails', 'je suis de Pont-Audemer'], ['jveux crever jsuis sur le pont']],
  ['suicidal-thoughts-month', 'fr', ["j'ai envie de crever ce bouton"], ['jveux crever']],
  ['suicide-plan', 'fr', ["j'ai préparé mes affaires, demain c'est l'opération"], ["je prépare mes affaires, j'ai rangé les papiers demain ce sera fini"]],
  ['yellow-skin-or-eyes', 'fr', ["j'ai 39 et des crachats jaunes"], ['problème de foie et je suis jaune']],
  ['eye-badly-injured', 'fr', ['un vaisseau a explosé dans mon oeil', "j'ai un bouchon dans l'oreille et l'oeil rouge"], ['oeil explosé par un bouchon de champagne']],
  ['means-ready', 'en', ['we keep the pills locked in the bathroom cabinet'], ['my sister is locked in the bathroom with blades']],
  ['speech-trouble-24h', 'fr', [], ['il parle plus, il me regarde fixe']],
  ['might-be-pregnant', 'fr', ['le train a du retard'], ['retard de 3 semaines je saigne un peu']],
  ['baby-not-moving', 'en', ['my baby never moves his bowels'], ['my baby never moves now']],
  ['unresponsive', 'en', ["I don't wake up refreshed", 'he is sleeping well, not waking at night'], ['now sleep no wake', 'he does not wake up']],
  ['choked-then-coughs', 'fr', ['un bouton sur la bouche et il tousse'], ['une perle dans la bouche et depuis il siffle']],
  ['means-ready', 'fr', ["j'ai une corde à sauter dans le garage"], []],
  ['yellow-skin-or-eyes', 'fr', [], ["calculs à la vésicule, là j'ai 39 et jaune"]],
  ['usual-headache', 'fr', ["plus fort que d'habitude ce mal de tête"], ["comme d'habitude ma migraine"]],
];

describe.each(pairs)('%s (%s)', (finding, language, harmless, danger) => {
  if (harmless.length > 0) it.each(harmless)('is not read in: %s', (text) => expect(present(text, language)).not.toContain(finding));
  if (danger.length > 0) it.each(danger)('is read in: %s', (text) => expect(present(text, language)).toContain(finding));
});

describe('what frightened people type', () => {
  it.each<[string, Language, string]>([
    ['enceinte de 8 mois je sens plus bouger le bébé depuis hier', 'fr', 'baby-not-moving'],
    ['elle tete presque pas', 'fr', 'feeds-less-than-half'],
    ['il mouille presque plus ses couches', 'fr', 'hardly-any-urine'],
    ['barely any wet nappies', 'en', 'hardly-any-urine'],
    ["il dit des choses qui n'ont pas de sens", 'fr', 'confused-or-drowsy'],
    ['on a rallumé le chauffage et toute la famille a mal à la tête', 'fr', 'faulty-boiler'],
    ['everyone has headaches since the boiler was on', 'en', 'faulty-boiler'],
    ['grosse douleur coeur, bras fourmi', 'fr', 'pain-also-chest-arm-jaw'],
    ['lost the sight in my right eye about an hour ago', 'en', 'came-on-suddenly'],
    ['drank some of my methadone', 'en', 'swallowed-medicine-by-accident'],
    ['il a bu ma méthadone', 'fr', 'swallowed-medicine-by-accident'],
  ])('is read: %s (%s, %s)', (text, language, finding) => expect(present(text, language)).toContain(finding));

  it('a baby that sucks for five minutes only drinks less', () => expect(present('il ne tète plus que 5 minutes', 'fr')).toContain('feeds-less-than-half'));

  it('a headache that grows is no baby who drinks less, nor one who drinks well', () => {
    const found = present("mal à la tête plus fort que d'habitude", 'fr');
    expect(found).not.toContain('feeds-less-than-half');
    expect(found).not.toContain('feeds-and-wakes-as-usual');
  });

  it('a birth long ago says nothing of how long the complaint has lasted', () => {
    expect(readWords(lexicon, "j'ai accouché il y a 6 mois", 'fr').proposals.map(({ finding }) => finding)).not.toContain('duration');
  });
});
