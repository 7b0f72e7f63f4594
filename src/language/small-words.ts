/** Words that a pattern skips: articles, pronouns, helpers. Nothing here may carry a meaning of its own. */
export const smallWords: ReadonlySet<string> = new Set(
  `a an the my your his her its our their this that these those i im ive id me we he she hes shes it they you is are am was were be been being have has had do does did got get getting
  to of in on at by for with and so very really quite just some any bit lot kind sort like also too still now when then there here as from into all
  le la les l un une des du de d mon ma mes ton ta tes son sa ses notre votre leur leurs ce cet cette ces j je tu il elle on nous vous ils elles me m te t se s lui y en c ca cela
  est sont suis es etait etais ai as avons avez ont avait avais a au aux et ou dans sur par pour avec qui que qu tres trop assez bien vraiment juste un peu beaucoup comme aussi encore la
  quand alors puis donc jai jsuis chuis jme cest cetait ya`.split(/\s+/),
);

/** Small words of one language that are no word of the other. */
export const englishOnly: ReadonlySet<string> = new Set(
  'the my his her your our their i im ive is are was were am been have had this that and of with for to he she they it its very'.split(' '),
);
export const frenchOnly: ReadonlySet<string> = new Set(
  'le la les un une du des je j il elle ai ma mon mes sa ses est suis et dans avec ce cette depuis que qui tres jai jsuis cest'.split(' '),
);

/** When it was stands between the words of a phrase and changes nothing: "stopped drinking two days ago and shaking". */
export const timeWords: ReadonlySet<string> = new Set(
  'one two three four five six few couple several ago minutes minute hour hours day days week weeks yesterday today deux trois quatre cinq six quelques heure heures jour jours semaine semaines hier'.split(
    ' ',
  ),
);

/** Skipped in what people write, but not where a phrase asks for it: "giving birth now", "en finir", "at 32 weeks", "très mal au ventre". */
export const weightyInPhrases: ReadonlySet<string> = new Set(['now', 'en', 'at', 'tres']);

/** Common words that one wrong letter would turn into a symptom. */
export const commonWords: ReadonlySet<string> = new Set(
  `never lives hiver hivers sloppy taking talking walking making morning warning wanting having living giving rough tough though through thought could would should house mouse horse worse
  other mother father brother sister light right night might sight fight tight weight height eight great break bread heart heard hearing earring early yearly pairs pain paint plain train brain
  louche bouche couche touche douche mouche poche roche proche coche monde ronde bonne donne sonne forte porte sorte morte perte verte toute route doute goute voute soute
  ventes rentes dents gents lents vents sante plante chante charte carte parte faite faire taire maire paire sales salle balle malle celle telle quelle belle pelle
  table sable fable cable diable stable viable place glace trace grace space peace peach beach reach teach coach couch touch pouch matin malin marin main pains bains
  cover lover river liver liked biked hiked makes takes bakes cakes lakes wakes rests tests bests vests nests steps stops shops drops crops large charge change chance france
  blood flood stood wood food mood good moody bloody swell shell smell spell small shall stall skill still spill drill chill child while white whole where there three
  fewer newer demande demandes demander signe signes signer soigne soigner soignent soigner soins jeune jeunes puisse puissent downed struck strike strikes cerise cerises souffre souffrir prenant prenante shared soeur
  soeurs hangs slight slightly spent wanted cloth clothes threat threats stated clash adresse adresser menage pulls flesh bought thank thanks spelling quite vendre mache rambling cache parce selon longue along sling
  nicked bullet driven drove driver serve smart click print counts country court courts chain party write writing these moment moments minute facts source value values string strings import group grade clear topic chief
  means works leaves shape becomes decide decides stale share score class older calls chosen tries tract frame scale entire report others staff contract contact avait access compte compose episode bring support
  device decide clash store story stores shirt ships shock shots sauce sport sports short price prize phone phones prove power words world older order orders paper papers class email parle parler parti partie
  refus lease lived lives books ideas idees sweet sweets trail tables widow cooked fancy stain stains trained grapes grows lamps resto disant saying nearby terms healed healing mention warns habit habits voisin voisine
  figure figures hiding timing setting meaning reach peche livre livres marie menton propose repond repondre sucree plainte envoie regard entendu soir matinee devoir savoir pouvoir vouloir falloir prendre apprendre
  rendre vendredi dimanche samedi mercredi personne travail ecole lycee voyage village visite musique anglais francais nouveau ancien dernier premier manager manage measure thinking wondering aware score weekly starts showed choose windows fault waits
  hides checks cases texts remote content falls overdone aleve adduction drying leads reads block thinks causes caused placed places filled certain personnes carries cloud facing scores decede decedee retient couvrir usine
  attach pieces sharing corner church entree tante douce facile donner gagner porter montrer essayer entrer trouver depth abort washed marre valeur tends boxes bands chars grants prints parts chess chefs cheat alcoolisme subir nouee nouees noues`.split(
    /\s+/,
  ),
);
