/** How long it has lasted, in hours. A word for a stretch of time counts as the whole stretch it may mean. */
import { amount, numberSource, numberThen } from './number-words.ts';
import type { Span } from './reading.ts';

export type DurationMatch = { readonly hours: number; readonly start: number; readonly end: number };
type Reader = { readonly pattern: RegExp; readonly hours: (match: RegExpExecArray) => number };

const unitSource = String.raw`(hours?|hrs?|h|heures?|days?|d|j|jrs?|jours?|weeks?|wks?|w|semaines?|sem|months?|mths?|mois|years?|yrs?|ans?|annees?|minutes?|mins?|mn)(?![a-z])`;
const hoursPer: readonly (readonly [RegExp, number])[] = [
  [/^(?:min|mn)/, 1 / 60],
  [/^h/, 1],
  [/^(?:d|j)/, 24],
  [/^(?:w|s)/, 168],
  [/^(?:mo|mt)/, 730],
  [/^(?:y|a)/, 8766],
];
const longest = 876_000;

function hoursOf(unit: string): number {
  return hoursPer.find(([pattern]) => pattern.test(unit))?.[1] ?? Number.NaN;
}

/** "2 or 3 days": the longer. Group 1 is the last number, 2 the unit, 3 a half more. */
const lasting = String.raw`(?:${numberSource}\s*(?:or|to|-|a|ou|/)\s*)?${numberThen(true)}${unitSource}(\s+and\s+a\s+half|\s+et\s+demie?)?`;
const length = (match: RegExpExecArray): number => {
  const unit = hoursOf(match[2] ?? '');
  return amount(match[1] ?? '') * unit + (match[3] === undefined ? 0 : unit / 2);
};
const about = String.raw`(?:about|around|roughly|over|more than|the (?:last|past)|at least|nearly|almost|environ|plus de|moins de|presque|a peu pres|bien|deja|maintenant|une bonne|the|la|les|ces)?\s*(?:last|past|derniers|dernieres)?\s*`;
const fixed = (source: string, hours: number): Reader => ({ pattern: new RegExp(String.raw`(?<![a-z])(?:${source})(?![a-z])`, 'g'), hours: () => hours });
const from = String.raw`(?:since|depuis|from|started|starting|began|commence|debute)\s+(?:the |le |la |l')?`;
const day = String.raw`(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:the |ce |le )?week-?\s?end)`;

/** Said of what goes on. */
const going: readonly Reader[] = [
  fixed(String.raw`${from}(?:day before yesterday|avant[- ]hier)`, 60),
  fixed(String.raw`${from}(?:last night|hier (?:soir|nuit)|cette nuit|(?:\d{1,2}\s*(?:h|pm|am|o'clock)?(?:\d\d)?\s*)(?:last night|hier soir|cette nuit|du soir))`, 18),
  fixed(
    String.raw`${from}(?:this morning|ce matin|breakfast|petit[- ]dej(?:euner)?|dinner|supper|tea(?:time)?|(?:dejeuner|diner|repas)(?! de noel)|(?:\d{1,2}\s*(?:h|am|o'clock)?(?:\d\d)?\s*)(?:this morning|ce matin|du matin))`,
    12,
  ),
  fixed(String.raw`${from}(?:last )?(?:yesterday|hier)(?! soir| nuit| night)`, 36),
  fixed(String.raw`${from}(?:lunch|lunchtime|noon|midi|this afternoon|ce midi|cet apres-midi)`, 8),
  // An evening has lasted six hours at most.
  fixed(String.raw`${from}(?:this evening|tonight|ce soir)`, 6),
  fixed(String.raw`${from}(?:last |past )?${day}(?: dernier| passe)?`, 168),
  fixed(String.raw`${from}(?:last week|semaine derniere|semaine passee)`, 336),
  fixed(String.raw`${from}(?:last month|mois dernier|mois passe)`, 1460),
  fixed(String.raw`${from}(?:last year|an dernier|annee derniere)`, 8766 * 2),
  fixed(String.raw`(?:for|since) (?:many |a lot of )?years|depuis (?:des|plusieurs|de nombreuses) annees|depuis toujours`, 8766 * 4),
  fixed(String.raw`for (?:many )?months|depuis (?:des|plusieurs) mois`, 730 * 4),
  fixed(String.raw`for weeks|depuis (?:des|plusieurs) semaines`, 168 * 4),
  fixed(String.raw`for days|depuis (?:des|plusieurs) jours`, 96),
  fixed(String.raw`for hours|depuis (?:des|plusieurs) heures`, 12),
  fixed(String.raw`(?:for|over|in) the (?:last|past) hour|depuis (?:la |une )?derniere heure`, 1),
  fixed(String.raw`(?:for |over |in )the (?:last|past) day`, 24),
  fixed(String.raw`(?:for |over |in )?the (?:last|past) week`, 168),
  fixed(String.raw`(?:for |over |in )?the (?:last|past) month`, 730),
  {
    pattern: new RegExp(String.raw`(?<![a-z])(?:for|since|past|last|lasting|lasted|over|about|x|depuis|pendant|(?:ca|cela) fait|voila|dure depuis)\s*${about}${lasting}`, 'g'),
    hours: length,
  },
  {
    pattern: new RegExp(
      String.raw`(?<![a-z])(?:start|began|begun|came on|commenc|debut|apparu|survenu)[a-z]*\s(?:\S+\s){0,3}?(?:il y a|y a)?\s*${about}${lasting}(?:\s*(?:ago|back))?`,
      'g',
    ),
    hours: length,
  },
  { pattern: new RegExp(String.raw`(?<![a-z0-9])${lasting}\s*(?:now|running|straight|que(?![a-z])|deja|already|de suite|d'affilee|of (?:fever|pain|cough))`, 'g'), hours: length },
  {
    pattern: new RegExp(
      String.raw`(?<![a-z])(?:cough|fever|headaches?|pains?|ache|throat|rash|vomiting|diarrh\w*|toux|fievre|mal|gorge|tete|ventre|dos|poitrine)\s*,?\s*${lasting}(?!\s*(?:ago|old))`,
      'g',
    ),
    hours: length,
  },
];
/** So long ago. */
const ago: readonly Reader[] = [
  { pattern: new RegExp(String.raw`(?<![a-z])(?:(?:il )?y a|(?:il )?ya)\s+${about}${lasting}`, 'g'), hours: length },
  { pattern: new RegExp(String.raw`(?<![a-z0-9])${lasting}\s*(?:ago|back(?! pain))`, 'g'), hours: length },
];
/** Said of an event that may be another one. */
const past: readonly Reader[] = [
  ...ago,
  fixed('fortnight', 336),
  fixed('avant[- ]hier|day before yesterday', 60),
  fixed('yesterday|hier(?! soir| nuit)', 36),
  fixed('last night|hier soir|hier nuit|cette nuit|during the night|overnight', 18),
  fixed(String.raw`this morning|ce matin|today|aujourd'?hui`, 12),
  fixed('this afternoon|cet apres-midi|cet aprem', 8),
  fixed('this evening|tonight|ce soir', 6),
  fixed(String.raw`just now|a l'instant|il y a un instant|d'un coup la`, 1),
];

/** What such a time tells of is a habit, an illness known, a spell or a worsening, not this complaint. */
const ofSomethingElse =
  /(?:smok|fume|tabac|cigarette|diabet|asthm|taking|takes?|took|prends?|pris|traitement|medic|tablets?|pill|pilule|married|marie|pregnan|enceinte|operat|operee?|surgery|stent|diagnos|hypertens|blood pressure|travel|flight|vaccin|alcohol|drinker|slept|sleep|dorm|worse|worst|pire|empir|aggrav|known|connu|clean|sober|lived|live|work(?:ed)?(?: as| at| for)|travaille|retire|retraite|periods?(?! pain)|regles|last one|lmp|history|antecedent|anniver|born|divorc|waves|spells|bouts|episodes|crises|moments|every|chaque|each|toutes)[^,.;!?\n]*$/;
const lookBack = 45;
const shortest = 1;

/** Every time that is said to be so long ago, on folded text. */
export function timesAgo(folded: string): readonly DurationMatch[] {
  return ago.flatMap((reader) => matchesOf(reader, folded));
}

/**
 * The time a complaint has lasted; undefined when the text tells of several that differ: a wrong one could switch a rule off.
 * @param elsewhere pieces of the folded text that tell of the past: what stands beside them is their time.
 */
export function readDuration(folded: string, elsewhere: readonly Pick<Span, 'start' | 'end'>[] = []): DurationMatch | undefined {
  const found = (readers: readonly Reader[]): DurationMatch[] => {
    const all = readers.flatMap((reader) => matchesOf(reader, folded));
    return all.filter((match) => !all.some((other) => other !== match && covers(other, match)) && isOfComplaint(folded, match) && !isBeside(folded, match, elsewhere));
  };
  const ongoing = found(going);
  const events = found(past);
  const [first] = ongoing.length > 0 ? ongoing : events;
  if (!first) return undefined;
  const hours = (ongoing.length > 0 ? ongoing : events).map((match) => match.hours);
  // A spell of minutes, or years of something and a time of today: which one is meant is asked.
  const doubtful = (first.hours < shortest || first.hours >= hoursOf('y')) && events.some((event) => event !== first && !covers(first, event));
  return doubtful || Math.max(...hours) > Math.min(...hours) * 1.5 ? undefined : first;
}

/** "diabetic for 20 years", "accouche il y a 3 semaines". */
function isBeside(folded: string, match: DurationMatch, elsewhere: readonly Pick<Span, 'start' | 'end'>[]): boolean {
  return elsewhere.some((other) => {
    if (other.start < match.end && match.start < other.end) return true;
    const gap = other.end <= match.start ? folded.slice(other.end, match.start) : undefined;
    return gap !== undefined && gap.length <= lookBack && !/[,.;!?\n]|(?<![a-z])(?:and|et|now|but|mais)(?![a-z])/.test(gap);
  });
}

function matchesOf(reader: Reader, folded: string): DurationMatch[] {
  return [...folded.matchAll(reader.pattern)].flatMap((match) => {
    const hours = Math.round(reader.hours(match) * 100) / 100;
    return hours > 0 && hours <= longest ? [{ hours, start: match.index, end: match.index + match[0].length }] : [];
  });
}

function covers(other: DurationMatch, match: DurationMatch): boolean {
  const longer = other.end - other.start > match.end - match.start;
  return longer && other.start < match.end && match.start < other.end;
}

/** "my 3 year old", "agee de 8 mois", "smoker for 20 years", "worse since yesterday". */
function isOfComplaint(folded: string, { start, end, hours }: DurationMatch): boolean {
  if (hours < shortest && /^\s*,?\s*(?:then|and (?:it|its|then)|et (?:ca|puis)|puis)(?![a-z])/.test(folded.slice(end))) return false;
  if (/^[\s-]*old(?![a-z])/.test(folded.slice(end)) || /^\s*(?:pregnant|d'?avance|enceinte)/.test(folded.slice(end))) return false;
  const before = folded.slice(Math.max(0, start - lookBack), start);
  return !/(?<![a-z])(?:aged?|agee?|enceinte|pregnant)\s*(?:de|of)?\s*$/.test(before) && !ofSomethingElse.test(before);
}
