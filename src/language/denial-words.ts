/** The words and turns of phrase that denials are made of, in both languages, without case or accents. */
const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** These deny the verb or the adjective that follows them. */
export const verbal = set('not never dont doesnt didnt isnt arent wasnt werent havent hasnt hadnt aint dnt jamais pas');
/** These deny the things that follow them. */
export const nominal = set('no without denies denied deny denying nor neither none non zero nil nope aucun aucune ni sans absence nie nient');
export const listDeniers = set('denies denied deny denying nie nient');
export const misspeltPas = set('pa aps oas psa');
export const closers = set('or nor ou ni');
/** Where a denial ends. */
export const turns = set(
  'but however although though yet except mais sauf excepte cependant pourtant toutefois hormis because cuz coz bc car parce depuis since cause due only seulement while whereas alors instead plutot plaint plains consulte complains',
);
export const subjects = set('i im ive he she hes shes it its we they youre j je il elle ils elles ca c cest jai jsuis chuis jme');
export const possessives = set('my mon ma mes');
/** "my headache", "this pain", "ce mal de ventre": it is there, whatever is denied of it. */
export const definite = set('my our his this that these those mon ma mes ce cet cette ces');
/** A clause about the mention may hang on these: "I don't think I have a fever". */
export const opinions = set('if whether si think thinks believe feel like say says said that pense crois penses dirais impression que qu');
/** Words that let a denial pass on to what follows. */
export const carriers = set(
  `have has had having going gonna want wanting planning trying got get getting been be being any a an eu de d du un une avoir feel feels felt feeling notice noticed noticing see seen seeing think believe experience experienced experiencing suffer
  suffered suffering suffers seem seems look looks looking appear appears become develop developed show shows showing complain complaining complained report reported give gives really actually even currently particularly
  especially much many too very at all sign signs symptom symptoms episode episodes problem problems issue issues trouble troubles history kind of evidence presence feeling kind type known recent other obvious sudden severe bad terrible strong
  remarque remarquee senti sens sent ressens ressent ressenti semble pense crois impression vu vue note plaint plains constate tout signe signes symptome symptomes probleme problemes souci soucis antecedent
  antecedents ete fait episode notion argument vraiment spécialement specialement particulierement autre autres soudain soudaine brutal brutale fort forte violent violente gros grosse`,
);
/** Adjectives by their look. */
export const kinds =
  /(?:[a-z]{2}(?:al|ous|ic|ive|ant|ent|ary|ory|ful|able|ible|ular|ment|ted|ed|elle|euse|ique|[a-z]{2}y))$|^(?:lower|upper|left|right|real|big|new|old|further|more|acute|chronic|mild|slight|extra|gross|focal|clear|petite|grande|vraie|nouvelle|mauvaise|bonne|moindre|autre|fortes?|grosses|petites|haute|basse|skin|jaw|legs?|arms?|calf|neck|facial|chest|back|hands?|foot|feet|ankles?|knees?|joints?|muscles?|eyes?|ears?|nose|throat|mouth|tongue|lips?|stomach|belly|tummy|groin|hip|shoulder|breast|bladder|bowel|urine|night|blood|findings?)$/;
/** Things whose lack says nothing about the mention. */
export const otherThings = set(
  `appetite energy sleep food medication medications meds medicine medicines painkiller painkillers tablet tablets paracetamol ibuprofen doliprane antibiotic antibiotics treatment work school money insurance doctor gp
  appointment thermometer idea clue reason warning doubt matter way choice luck relief improvement change changes effect difference better worse good help helps helping working works touches touch answer position
  traitement medicament medicaments medecin docteur appetit energie sommeil force forces raison effet effets resultat amelioration changement argent mutuelle choix moyen rendez position soulage soulagement marche allergy surgery injury anxiety family pharmacy baby company body`,
);
/** "no better", "pas mieux", "never had a headache like this": the denial is of something else. */
export const notDenials: readonly RegExp[] = [
  /^(?:no|not|pas|never|jamais|isnt|aint|doesnt|dont|didnt|hasnt|havent|wasnt) (?:\w+ ){0,2}(?:better|mieux|improv\w*|amelior\w*|chang\w*|passe\w*|eas\w*|going(?! to)|goes|go|gone|help\w*|work\w*|stop\w*|arret\w*|cess\w*|sleep\w*|slept|dorm\w*|well|good|great|right|ok|okay|normal\w*|myself|bien|bon|top|forme|relief|reliev\w*|soulag\w*|calm\w*|shift\w*|budg\w*|settl\w*|leav\w*|let|lache\w*|part|partir|parti|baiss\w*|descend\w*|tomb\w*|diminu\w*|disparai\w*)\b/,
  /^(?:not|pas) (?:only|just|merely|simply|seulement|que|qu|juste|uniquement)\b/,
  /^(?:no|sans|aucun) (?:doubt|doute|arret|cesse|relache|stop|end|treve|interruption)\b/,
  /^(?:no|non|nope) (?:i|im|ive|he|she|hes|shes|it|its|my|j|je|jai|il|elle|ca|c|cest|mon|ma|mes|mais|but|the|this|there|actually|wait|attendez|attends|en fait)\b/,
  /^sans (?:raison|prevenir|pouvoir|savoir|succes|effet|amelioration|resultat|soulagement)\b/,
  /^(?:no|without) (?:reason|warning|success|effect|relief|luck|result|let|sleep|sleeping|stopping)\b/,
  /^(?:not|pas|dont|doesnt|didnt|aucune|no) (?:\w+ ){0,2}?(?:sure|certain|sur|sure|know|sais|idee|idea|clue|clear|understand|comprends|comprend) (?:exactly |really |trop |vraiment |de )?(?:whats?|whys?|hows?|when|wheres?|whos?|pourquoi|comment|ce|quoi|d ou|ou|quand|depuis|the cause)\b/,
  /^(?:no|aucune) (?:idea|idee|clue)\b/,
  /^(?:not|pas|dont|doesnt|didnt|cant) (?:\w+ ){0,3}?(?:exclu\w*|elimin\w*|ecarte\w*|rule|ruled|ruling)\b/,
];
export const unlikeBefore =
  /\b(?:like (?:this|that|it)|this (?:bad|badly|much|strong|severe)|as bad|so (?:bad|much|strong)|such|before|until (?:now|today|this)|in my life|comme (?:ca|cela|celle|celui|aujourd)|pareil\w*|tel|telle|aussi|autant|si (?:mal|fort)|avant|jusqu|auparavant|de ma vie)\b/;
export const notQuite =
  /^(?:pas|plus|jamais) (?:mal|bien|mieux|que|qu|seulement|trop|beaucoup|tout le|souvent|toujours|encore|normal\w*|comme|assez|fort|vite|tellement|d habitude|facil\w*|pire|plus|moins)\b/;
/** These make a statement of what follows: no plain item of a list. */
export const statement = set(
  'since for started start began is are was has have got feel depuis avec est suis commence fait when quand after apres now maintenant today yesterday hier',
);
