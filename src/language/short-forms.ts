/** How people shorten words in messages and notes, read as the words they stand for. Without case or accents. */
const pairs = (text: string): [string, readonly string[]][] =>
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [short = '', ...full] = line.trim().split(/\s+/);
      return [short, full];
    });

/** A short form, then the words that it may stand for. A denial keeps its own word: `cant` denies nothing by itself. */
export const shortForms: ReadonlyMap<string, readonly string[]> = new Map(
  pairs(`
    cannot cant
    couldnt cant
    coudnt cant
    cudnt cant
    cnt cant
    cannt cant
    canot cant
    unable cant
    incapable cant impossible
    wnt wont
    dnt dont
    brth breath
    breth breath breathe
    breathin breathing
    brething breathing
    wrse worse
    hosp hospital
    preg pregnant
    prego pregnant
    preggers pregnant
    abdo abdomen abdominal abdominale
    abd abdomen abdominal
    meds medicine medication
    med medicine medication
    temp temperature
    paras paracetamol
    pcm paracetamol
    tabs tablets
    wks weeks
    mths months
    kiddo child
    lo baby
    bub baby
    bubba baby
    bby baby
    bebs bebe
    bb bebe
    bbe bebe
    plu plus
    pa pas
    bra bras
    ches chest
    chst chest
    hart heart
    throte throat
    bak back
    ds dans
    pb probleme
    tjrs toujours
    bcp beaucoup
    jpeu peux
    jve veux
    jveu veux
    veu veux
    pri pris
    tro trop
    gorj gorge
    doul douleur
    dlr douleur
    tet tete
    resp respirer respiration
    respi respirer respiration
    cachetons cachets
    medoc medicament
    medocs medicaments
    mtn maintenant
  `),
);
