/** Numbers in a person's words: how long, how hot, how bad, what a device showed. */
import type { Proposal, Span } from './reading.ts';

const numberWords: Readonly<Record<string, number>> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
  couple: 2,
  few: 3,
  several: 4,
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  quinze: 15,
  quinzaine: 15,
  dizaine: 10,
  quelques: 3,
  plusieurs: 4,
};
const n = String.raw`(\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?|couple of|few|several|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|quelques|plusieurs)`;
const unitWords = String.raw`(hours?|hrs?|h|heures?|days?|d|j|jours?|weeks?|wks?|w|semaines?|sem|months?|mths?|mois|years?|yrs?|ans?|annees?|années?|minutes?|mins?|min)`;
const hoursPer: readonly (readonly [RegExp, number])[] = [
  [/^(?:min)/, 1 / 60],
  [/^(?:h)/, 1],
  [/^(?:d|j)/, 24],
  [/^(?:w|s)/, 168],
  [/^(?:mo|mt)/, 730],
  [/^(?:y|a)/, 8766],
];

type Reader = { readonly finding: string; readonly pattern: RegExp; readonly value: (match: RegExpMatchArray) => number | undefined };

const decimal = (text: string | undefined): number => Number((text ?? '').replace(',', '.').replace('°', '.'));

function amount(text: string): number {
  const word = text.toLowerCase().replace(' of', '');
  return numberWords[word] ?? (word === 'a' || word === 'an' ? 1 : decimal(word));
}

function hours(number: string, unit: string): number | undefined {
  const factor = hoursPer.find(([pattern]) => pattern.test(unit.toLowerCase()))?.[1];
  return factor === undefined ? undefined : Math.round(amount(number) * factor * 100) / 100;
}

/** "2 or 3 days": the longer. Group 1 is the last number, group 2 the unit. */
const lasting = String.raw`(?:${n.replace('(', '(?:')}\s*(?:or|to|-|à|a|ou)\s*)?${n}\s*${unitWords}`;
const durations: readonly Reader[] = [
  // How long it has lasted comes before when something happened: "operated 3 weeks ago, in pain since yesterday".
  {
    finding: 'duration',
    pattern: new RegExp(
      String.raw`(?:for|since|past|last|over|about|depuis|ca fait|ça fait|cela fait|voila|voilà)\s+(?:about|around|over|more than|the (?:last|past)|at least|environ|plus de|presque|bien|une|la|les|a|the)?\s*${lasting}\b`,
      'giu',
    ),
    value: (m) => hours(m[1] ?? '', m[2] ?? ''),
  },
  { finding: 'duration', pattern: /\b(?:since (?:last )?yesterday|depuis hier(?! soir| nuit))\b/giu, value: () => 36 },
  { finding: 'duration', pattern: /\b(?:since last night|depuis hier (?:soir|nuit)|depuis cette nuit)\b/giu, value: () => 18 },
  { finding: 'duration', pattern: /\b(?:since this morning|depuis ce matin)\b/giu, value: () => 12 },
  {
    finding: 'duration',
    pattern: new RegExp(String.raw`(?:il y a|y a)\s+(?:environ|plus de|presque|a peu pres|à peu près)?\s*${lasting}\b`, 'giu'),
    value: (m) => hours(m[1] ?? '', m[2] ?? ''),
  },
  {
    finding: 'duration',
    pattern: new RegExp(String.raw`${lasting}\s*(?:ago|now|running|straight|que\b|déjà|deja|already|de suite)`, 'giu'),
    value: (m) => hours(m[1] ?? '', m[2] ?? ''),
  },
  {
    finding: 'duration',
    pattern: new RegExp(String.raw`(?:cough|fever|headache|pain|throat|toux|fièvre|fievre|mal|gorge|tete|tête|ventre|dos)\s+(?:for\s+)?${lasting}\b`, 'giu'),
    value: (m) => hours(m[1] ?? '', m[2] ?? ''),
  },
  { finding: 'duration', pattern: /\b(?:fortnight|quinzaine)\b/giu, value: () => 336 },
  // Words of the day count cautiously as the whole span they may mean: yesterday up to 36 h, last night 18 h, this morning 12 h.
  {
    finding: 'duration',
    pattern: /\b(?:since|depuis|started|commencé|commence|begun|came on|from)\s+(?:the )?(?:day before yesterday|avant[- ]hier)\b|\bavant[- ]hier\b/giu,
    value: () => 60,
  },
  { finding: 'duration', pattern: /\b(?:since (?:last )?yesterday|yesterday|depuis hier(?! soir| nuit)|hier(?! soir)(?! nuit))\b/giu, value: () => 36 },
  { finding: 'duration', pattern: /\b(?:last night|hier soir|hier nuit|cette nuit|during the night|overnight)\b/giu, value: () => 18 },
  { finding: 'duration', pattern: /\b(?:this morning|ce matin|since breakfast|today|aujourd['’]hui)\b/giu, value: () => 12 },
  { finding: 'duration', pattern: /\b(?:this afternoon|cet après-midi|cet apres-midi|since lunch|this evening|ce soir)\b/giu, value: () => 6 },
  { finding: 'duration', pattern: /\b(?:just now|a l'instant|à l'instant|d'un coup là|il y a un instant)\b/giu, value: () => 1 },
];
const celsius = (value: number): number | undefined => (value >= 34 && value <= 43 ? Math.round(value * 10) / 10 : undefined);
const fromFahrenheit = (value: number): number | undefined => (value >= 93 && value <= 110 ? Math.round(((value - 32) / 1.8) * 100) / 100 : undefined);
const anyTemperature = (text: string | undefined): number | undefined => celsius(decimal(text)) ?? fromFahrenheit(decimal(text));
const others: readonly Reader[] = [
  {
    finding: 'temperature',
    pattern: /\b(?:temp(?:erature|érature)?|fever|fi[eè]vre)\s*(?:is|of|was|at|around|about|à|a|de|d'environ|est|etait|était|autour de|:|=)*\s*(\d{2,3}(?:[.,°]\d{1,2})?)/giu,
    value: (m) => anyTemperature(m[1]),
  },
  {
    finding: 'temperature',
    pattern:
      /\b(\d{2,3}(?:[.,°]\d{1,2})?)\s*(?:°|degr[eé]s?|degrees?)?\s*(?:c\b|celsius|de (?:fi[eè]vre|temp[eé]rature)|(?:°|degr[eé]s?|degrees?)(?!\s*f)|fever|fi[eè]vre|temp\b)/giu,
    value: (m) => celsius(decimal(m[1])),
  },
  { finding: 'temperature', pattern: /\b(\d{2,3}(?:[.,]\d)?)\s*(?:°|degrees?\s*)?\s*(?:f\b|fahrenheit)/giu, value: (m) => fromFahrenheit(decimal(m[1])) },
  { finding: 'temperature', pattern: /(?:^|[\s,(])((?:3[5-9]|4[0-2])[.,°]\d{1,2})(?![\d%/])/gu, value: (m) => celsius(decimal(m[1])) },
  { finding: 'temperature', pattern: /\b(?:quarante)\s+de\s+fi[eè]vre/giu, value: () => 40 },
  { finding: 'pain', pattern: /\b(\d{1,2})\s*(?:\/|sur|out of)\s*10\b/giu, value: (m) => (decimal(m[1]) <= 10 ? decimal(m[1]) : undefined) },
  {
    finding: 'oxygen-saturation',
    pattern: /\b(?:sats?|saturation|spo2|o2|oxyg[eè]ne?|oxymetre|oxymètre)\s*(?:is|at|of|à|a|:|=|de)?\s*(\d{2,3})\s*%?/giu,
    value: (m) => (decimal(m[1]) >= 50 && decimal(m[1]) <= 100 ? decimal(m[1]) : undefined),
  },
  {
    finding: 'pulse',
    pattern: /\b(?:pulse|pouls|heart rate|bpm)\s*(?:is|at|of|à|a|:|=|de)?\s*(\d{2,3})\b/giu,
    value: (m) => (decimal(m[1]) >= 20 && decimal(m[1]) <= 260 ? decimal(m[1]) : undefined),
  },
  {
    finding: 'glucose',
    pattern: /\b(?:sugar|glucose|glyc[eé]mie|sucre)\s*(?:is|at|of|à|a|:|=|de)?\s*(\d+(?:[.,]\d+)?)\s*(mmol|mg|g)/giu,
    value: (m) => sugar(decimal(m[1]), m[2] ?? ''),
  },
];

function sugar(value: number, unit: string): number | undefined {
  const mmol = unit === 'mg' ? value / 18.016 : unit === 'g' ? (value * 100) / 18.016 : value;
  return mmol >= 0.5 && mmol <= 60 ? Math.round(mmol * 10) / 10 : undefined;
}

/** The first value of each number finding, in the order of the readers. */
export function readValues(text: string): readonly Proposal[] {
  const found = new Map<string, Proposal>();
  for (const reader of [...durations, ...others]) {
    for (const match of text.matchAll(reader.pattern)) {
      const value = reader.value(match);
      if (value === undefined || !Number.isFinite(value) || found.has(reader.finding)) continue;
      const span: Span = { start: match.index, end: match.index + match[0].length, quote: match[0] };
      if (reader.finding === 'duration' && isAge(text, span)) continue;
      found.set(reader.finding, { finding: reader.finding, value, span, origin: 'lexicon' });
    }
  }
  return [...found.values()];
}

/** "my 3 year old", "a 8 mois": an age, not a length of time. */
function isAge(text: string, span: Span): boolean {
  return (
    /^\s*(?:old\b|-old)/i.test(text.slice(span.end)) || /\b(?:aged?|âgée?|agee?|enceinte|pregnant)\s*(?:de|of)?\s*$/i.test(text.slice(Math.max(0, span.start - 14), span.start))
  );
}
