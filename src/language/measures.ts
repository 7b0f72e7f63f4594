/** What people measured or scored: temperature, pain, oxygen, pulse, breaths, blood pressure, sugar, ketones. On folded text. */
import { amount, decimal, numberSource } from './number-words.ts';

export type MeasureReader = {
  readonly finding: string;
  readonly pattern: RegExp;
  readonly value: (match: RegExpExecArray) => number | undefined;
};

const within = (least: number, most: number, value: number): number | undefined => (value >= least && value <= most ? Math.round(value * 10) / 10 : undefined);
const celsius = (text: string | undefined): number | undefined => within(32, 43, decimal(text ?? ''));
function fromFahrenheit(text: string | undefined): number | undefined {
  const value = decimal(text ?? '');
  return value >= 90 && value <= 110 ? Math.round(((value - 32) / 1.8) * 100) / 100 : undefined;
}
const anyTemperature = (text: string | undefined): number | undefined => celsius(text) ?? fromFahrenheit(text);

const is = String.raw`\s*(?:is|was|are|were|sont|of|at|a|de|d'environ|est|etait|up to|monte a|reached|hit|came back(?: as)?|came out|reads?|reading|shows?|showing|says|dropped to|down to|revenu[e]? a|affiche|indique|descend(?:u)? a|tombe a|around|about|over|above|below|under|only|environ|autour de|sur|au-dessus de|plus de|has been|:|=|-|~|now|\s)*\s*`;
const degrees = String.raw`(\d{2,3}(?:[.,°]\d{1,2})?)`;
/** What follows makes of a number something else than a temperature. */
const notTemperature = String.raw`(?![\d%/]|\s*(?:h(?![a-z])|hours?|heures?|days?|jours?|ans?(?![a-z])|years?|weeks?|semaines?|sa(?![a-z])|months?|mois|min|kgs?|kilos?|mg|ml|cm|mmol|bpm|euros?|fois|times|%))`;
const tensWords: Readonly<Record<string, number>> = {
  'trente-six': 36,
  'trente-sept': 37,
  'trente-huit': 38,
  'trente-neuf': 39,
  quarante: 40,
  'quarante-et-un': 41,
  'thirty-eight': 38,
  'thirty-nine': 39,
  forty: 40,
};

const someone = 'il|elle|on|bebe|bb|fils|fille|petite?|enfant|gamine?|ado|mari|femme|mere|pere|maman|papa|mamie|papi|copine|copain|amie?';
const smallChild = '(?:baby|toddler|infant|newborn|little one|bub)';
/**
 * "J'ai 39" is an age as well: it is a temperature only beside a word of being hot, shivering or ill. "I'm 39" is how an English age is said:
 * there only of a small child, who cannot be so old.
 */
const bareDegrees = String.raw`(?:j'?\s?ai|(?:${someone}) (?:a|est a|est monte a)|suis (?:a|monte a)|${smallChild}(?:'?s)?(?: is| was)?(?: at| up at)?)\s+(3[89]|4[01])(?![.,°]\d)${notTemperature}(?!\s*-?\s*(?:yrs?(?![a-z])|yo(?![a-z])|old|et \d|a \d|ou \d|de (?!fievre|temp)))`;
const feelingIll =
  /(?<![a-z])(?:chaud(?!i)|brulante?s?(?![a-z])|bouillante?s?(?![a-z])|grelott|frisson|tremble|claque des dents|transpir|en sueur|courbatur|malade|grippe|doliprane|pas bien|mal partout|convuls|boutons?(?![a-z])|taches|amorphe|vomi|boiling|burning|hot(?![a-z])|shiver|shaking|floppy|poorly|unwell|rash|calpol|jaune(?![a-z])|yellow)/;
const farthestIll = 60;

/** "39 et frissons": the fever stands alone; after a person or "I'm" it is an age. */
const joinedDegrees = new RegExp(
  String.raw`(?<![\d.,/]|(?:i'?m|am|is|are|he'?s|she'?s|aged?|agee?|de|du|les?|woman|man|male|female|femme|homme|monsieur|madame|\bf|\bm)\s*,?\s*)(?<=^|[\s,(])(3[89]|4[01])\s+(?:et|and|avec|with)\s+(?:(?:des?|a|the|very|tres|gros|grands?|je|il|elle)\s+){0,2}(?:frisson|grelott|trembl|shiver|rigor|chills|brulant|courbatur)`,
  'g',
);

/** Within the sentence, on either side. */
function isBesideIllness({ input, index, 0: match }: RegExpExecArray): boolean {
  const before =
    input
      .slice(Math.max(0, index - farthestIll), index)
      .split(/[.;!?\n]/)
      .at(-1) ?? '';
  const [after = ''] = input.slice(index + match.length, index + match.length + farthestIll).split(/[.;!?\n]/);
  return feelingIll.test(before) || feelingIll.test(after);
}

const temperature: readonly MeasureReader[] = [
  { finding: 'temperature', pattern: joinedDegrees, value: (m) => celsius(m[1]) },
  { finding: 'temperature', pattern: new RegExp(String.raw`(?<![a-z])${bareDegrees}`, 'g'), value: (m) => (isBesideIllness(m) ? celsius(m[1]) : undefined) },
  {
    finding: 'temperature',
    pattern: new RegExp(String.raw`(?<![a-z])(?:temp(?:erature)?s?|fever|fievre|thermometer|thermometre|t°)${is}${degrees}${notTemperature}`, 'g'),
    value: (m) => anyTemperature(m[1]),
  },
  {
    finding: 'temperature',
    pattern: new RegExp(
      String.raw`(?<![\d.,/])${degrees}\s*(?:°|deg(?:r|ree)?s?(?:\s*celsius)?)?\s*(?:c(?![a-z])|celsius|de (?:fievre|temp)|(?:°|degre?e?s?)(?!\s*f)|of fever|fever|fievre|temp(?![a-z]))`,
      'g',
    ),
    value: (m) => celsius(m[1]),
  },
  {
    finding: 'temperature',
    pattern: new RegExp(String.raw`(?<![\d.,/])${degrees}\s*(?:°|deg(?:ree)?s?)?\s*(?:f(?![a-z])|fahrenheit|fever|temp(?![a-z]))`, 'g'),
    value: (m) => fromFahrenheit(m[1]),
  },
  {
    finding: 'temperature',
    pattern: new RegExp(
      String.raw`(?<![a-z])(?:up to|reads?|reading of|says|shows|monte(?:e|r)? a|grimpe a|affiche|indique)\s*((?:3[5-9]|4[0-2])(?:[.,°]\d{1,2})?)${notTemperature}`,
      'g',
    ),
    value: (m) => celsius(m[1]),
  },
  { finding: 'temperature', pattern: new RegExp(String.raw`(?<=^|[\s,(])((?:3[5-9]|4[0-2])[.,°]\d{1,2})(?:°|c(?![a-z]))?${notTemperature}`, 'g'), value: (m) => celsius(m[1]) },
  {
    finding: 'temperature',
    pattern: new RegExp(
      String.raw`(?<![a-z])(trente[- ](?:six|sept|huit|neuf)|quarante(?:[- ]et[- ]un)?|thirty[- ](?:eight|nine)|forty)(?:\s+et\s+demi)?\s+(?:de (?:fievre|temperature)|(?:of )?fever)`,
      'g',
    ),
    value: (m) => tensWords[(m[1] ?? '').replaceAll(' ', '-')],
  },
];

/** The eighth of October is no pain of eight. */
const notADate = String.raw`(?<!(?:le|du|au|on|since|depuis|from|until|jusqu'au)\s{0,2})(?<![\d/.,])`;
const pain: readonly MeasureReader[] = [
  {
    finding: 'pain',
    pattern: new RegExp(String.raw`${notADate}(\d{1,2}(?:[.,]5)?)\s*(?:/|sur|out of|on)\s*(?:10|ten|dix)(?![\d/])`, 'g'),
    value: (m) => within(0, 10, decimal(m[1] ?? '')),
  },
  {
    finding: 'pain',
    pattern: new RegExp(String.raw`(?<![a-z])(${numberSource})\s*(?:sur|out of)\s*(?:10|ten|dix)(?![a-z\d])`, 'g'),
    value: (m) => within(0, 10, amount(m[1] ?? '')),
  },
  {
    finding: 'pain',
    pattern:
      /(?<![a-z])(?:eva|pain (?:score|level|scale)|pain is (?:a|an)|douleur (?:est )?a)\s*(?:is|of|at|a|:|=)?\s*(\d{1,2})(?![\d.,/%h]|\s*(?:h|heures?|jours?|mois|ans?|semaines?|days?|weeks?|out of))/g,
    value: (m) => within(0, 10, decimal(m[1] ?? '')),
  },
];

/** "164/112" says what it is by its numbers alone. */
const barePressure = /(?<![\d./,])(\d{3})\s?\/\s?(\d{2,3})(?![\d/]|\s*(?:mg|ml|%))/g;
const isPressure = (match: RegExpExecArray): boolean => {
  const [systolic, diastolic] = [decimal(match[1] ?? ''), decimal(match[2] ?? '')];
  return systolic >= 100 && systolic <= 260 && diastolic >= 40 && diastolic <= 150 && systolic - diastolic >= 20;
};

const others: readonly MeasureReader[] = [
  {
    finding: 'oxygen-saturation',
    pattern: new RegExp(String.raw`(?<![a-z])(?:sats?|satu|saturations?|sp?o2|sao2|o2|oxygene?(?: level| sats?)?|oxymetre|oximeter)${is}(\d{2,3})(?![\d.,]\d)\s*%?`, 'g'),
    value: (m) => within(50, 100, decimal(m[1] ?? '')),
  },
  { finding: 'pulse', pattern: new RegExp(String.raw`(?<![a-z])(?:pulse|pouls|heart ?rate|hr|fc)${is}(\d{2,3})(?!\d)`, 'g'), value: (m) => within(20, 260, decimal(m[1] ?? '')) },
  { finding: 'pulse', pattern: /(?<!\d)(\d{2,3})\s*(?:bpm|beats (?:per|a) minute|battements (?:par|\/) ?min)/g, value: (m) => within(20, 260, decimal(m[1] ?? '')) },
  {
    finding: 'breaths-per-minute',
    pattern: new RegExp(String.raw`(?<![a-z])(?:rr|resp(?:iratory)? rate|frequence respiratoire|fr)${is}(\d{1,3})(?!\d|\s*(?:ans?|jours?))`, 'g'),
    value: (m) => within(4, 120, decimal(m[1] ?? '')),
  },
  { finding: 'breaths-per-minute', pattern: /(?<!\d)(\d{2,3})\s*(?:breaths|respirations|times)\s*(?:per|a|par|\/)\s*min/g, value: (m) => within(4, 120, decimal(m[1] ?? '')) },
  {
    finding: 'glucose',
    pattern: new RegExp(String.raw`(?<![a-z])(?:sugars?|glucose|glyc(?:emie)?|sucre|bm|dextro)${is}(\d+(?:[.,]\d+)?)\s*(mmol|mg|g)`, 'g'),
    value: (m) => sugar(decimal(m[1] ?? ''), m[2] ?? ''),
  },
  {
    // "HI" on a meter: above what it can show.
    finding: 'glucose',
    pattern: /(?<![a-z])(?:sugars?|glucose|glycemie|glyc|dextro|glucometer|lecteur)\s*(?:is|reads?|reading|says?|shows?|a|affiche|:|=)?\s*hi(?![a-z])/g,
    value: () => 34,
  },
  {
    // Without a unit only a number that no meter shows in mmol/L says which unit it is.
    finding: 'glucose',
    pattern: new RegExp(String.raw`(?<![a-z])(?:sugars?|glucose|glyc(?:emie)?|sucre|bm|dextro)${is}(\d{2,3})(?![\d.,%]|\s*(?:mmol|mg|g(?![a-z])|years?|ans|days?|jours))`, 'g'),
    value: (m) => (decimal(m[1] ?? '') > 45 ? sugar(decimal(m[1] ?? ''), 'mg') : undefined),
  },
  {
    // British meters show mmol/L: "blood sugar 1.9", "sugars 28". French has no such words.
    finding: 'glucose',
    pattern: new RegExp(
      String.raw`(?<![a-z])(?:(?:blood|my|his|her) (?:sugars?|glucose)|sugars|bms?)(?: level| reading)?${is}(\d{1,2}[.,]\d|\d{2})(?![\d.,]\d|\d|%|\s*(?:mmol|mg|g(?![a-z])|years?|days?|weeks?|times|cubes|lumps|spoon|teaspoon))`,
      'g',
    ),
    value: (m) => (decimal(m[1] ?? '') <= 45 ? sugar(decimal(m[1] ?? ''), 'mmol') : undefined),
  },
  {
    finding: 'glucose',
    pattern: /(?<![a-z])sugar(?: level| reading)? (?:is|was|at|reads|reading|only|down to|dropped to|fell to) (\d{1,2}[.,]\d)(?!\d|\s*(?:mmol|mg|g(?![a-z])|%))/g,
    value: (m) => sugar(decimal(m[1] ?? ''), 'mmol'),
  },
  {
    finding: 'sodium',
    pattern: new RegExp(String.raw`(?<![a-z])(?:sodium|salt|natremie|na\+)(?: level)?${is}(\d{2,3}(?:[.,]\d)?)(?!\d|\s*m?g(?![a-z]))`, 'g'),
    value: (m) => within(90, 200, decimal(m[1] ?? '')),
  },
  {
    finding: 'potassium',
    pattern: new RegExp(String.raw`(?<![a-z])(?:potassium|kaliemie|k\+)(?: level)?${is}(\d{1,2}(?:[.,]\d)?)(?!\d|\s*m?g(?![a-z]))`, 'g'),
    value: (m) => within(1, 12, decimal(m[1] ?? '')),
  },
  {
    finding: 'ketones',
    pattern: new RegExp(String.raw`(?<![a-z])(?:ketones?|cetones?|cetonemie|corps cetoniques)${is}(\d{1,2}(?:[.,]\d+)?)`, 'g'),
    value: (m) => within(0, 15, decimal(m[1] ?? '')),
  },
  {
    // French meters and people say grams a litre, without the unit: "0,35 de sucre".
    finding: 'glucose',
    pattern: /(?<![\d.,/])(0[.,]\d{1,2})\s*(?:g\s*)?(?:de |d'|of )?(?:sucre|glycemie|dextro)|(?:glycemie|dextro|sucre)\s*(?:a|de|est|:|=|est a)?\s*(0[.,]\d{1,2})(?!\d)/g,
    value: (m) => sugar(decimal(m[1] ?? m[2] ?? ''), 'g'),
  },
  { finding: 'systolic', pattern: barePressure, value: (m) => (isPressure(m) ? decimal(m[1] ?? '') : undefined) },
  { finding: 'diastolic', pattern: barePressure, value: (m) => (isPressure(m) ? decimal(m[2] ?? '') : undefined) },
  { finding: 'systolic', pattern: bloodPressure(), value: (m) => within(50, 280, millimetres(m[1] ?? '')) },
  { finding: 'diastolic', pattern: bloodPressure(), value: (m) => within(30, 180, millimetres(m[2] ?? '')) },
];

function bloodPressure(): RegExp {
  return new RegExp(String.raw`(?<![a-z])(?:bp|blood pressure|cuff|tension(?: arterielle)?|ta)${is}(\d{1,3}(?:[.,]\d)?)\s*(?:/|over|sur)\s*(\d{1,3}(?:[.,]\d)?)(?!\d)`, 'g');
}

/** French pressures are said in centimetres: 14/8 is 140/80. */
const millimetres = (text: string): number => (decimal(text) < 30 ? decimal(text) * 10 : decimal(text));

function sugar(value: number, unit: string): number | undefined {
  const mmol = unit === 'mg' ? value / 18.016 : unit === 'g' ? (value * 100) / 18.016 : value;
  return within(0.5, 60, mmol);
}

export const measures: readonly MeasureReader[] = [...temperature, ...pain, ...others];

/** Dangerous on both sides. */
const usualValue: Readonly<Record<string, number>> = { sodium: 140, potassium: 4.2, glucose: 6, systolic: 125, pulse: 75 };

/** Of two values that a person gives the more dangerous one. */
export function moreDangerous(finding: string, a: number, b: number): number {
  if (finding === 'oxygen-saturation') return Math.min(a, b);
  const usual = usualValue[finding];
  if (usual !== undefined) return Math.abs(a - usual) > Math.abs(b - usual) ? a : b;
  if (finding === 'temperature' && Math.max(a, b) < 38 && Math.min(a, b) < 36) return Math.min(a, b);
  return Math.max(a, b);
}
