/** Conditions and pathways in words, for people who review rules. */
import { defaultWithinHours, type Outcome } from './outcome.ts';
import type { Condition, Pathway, Rule, Ruleset } from './ruleset.ts';
import type { Threshold } from './quantity.ts';
import type { Language } from '../shared/language.ts';

const connectives = {
  en: {
    and: ' and ',
    or: ' or ',
    of: 'at least {n} of: ',
    none: 'none of: ',
    age: 'age',
    female: 'female',
    male: 'male',
    region: 'in',
    kind: 'for',
    within: 'within',
    examined: 'examined',
  },
  fr: {
    and: ' et ',
    or: ' ou ',
    of: 'au moins {n} parmi : ',
    none: 'aucun de : ',
    age: 'âge',
    female: 'femme',
    male: 'homme',
    region: 'en',
    kind: 'pour',
    within: 'en',
    examined: 'examiné',
  },
} as const;

export function describeCondition(ruleset: Ruleset, condition: Condition, language: Language, nested = false): string {
  const words = connectives[language];
  const label = (id: string): string => ruleset.findings.find((finding) => finding.id === id)?.words[language].label ?? id;
  const inner = (list: readonly Condition[], glue: string): string => {
    const text = list.map((item) => describeCondition(ruleset, item, language, true)).join(glue);
    return nested && list.length > 1 ? `(${text})` : text;
  };
  switch (condition.kind) {
    case 'present':
      return `"${label(condition.finding)}"`;
    case 'number':
      return `${label(condition.finding)} ${describeThreshold(condition.threshold, condition.finding === 'duration' ? 'hours' : 'plain')}`;
    case 'age':
      return `${words.age} ${describeThreshold(condition.threshold, 'days')}`;
    case 'sex':
      return words[condition.sex];
    case 'region':
      return `${words.region} ${condition.region}`;
    case 'pathway-kind':
      return `${words.kind} ${condition.is}`;
    case 'all':
      return inner(condition.of, words.and);
    case 'any':
      return inner(condition.of, words.or);
    case 'at-least':
      return `${words.of.replace('{n}', String(condition.count))}${inner(condition.of, ', ')}`;
    case 'none':
      return `${words.none}${inner(condition.of, ', ')}`;
    default:
      return condition satisfies never;
  }
}

function describeThreshold({ comparator, limit }: Threshold, unit: 'days' | 'hours' | 'plain'): string {
  const sign = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' }[comparator];
  if (unit === 'plain') return `${sign} ${limit}`;
  if (unit === 'days')
    return `${sign} ${limit % 365.25 < 1 && limit >= 365 ? `${Math.round(limit / 365.25)} y` : limit >= 28 && limit !== 28 ? `${Math.round(limit / 30.4375)} m` : `${limit} d`}`;
  return `${sign} ${limit % 168 === 0 ? `${limit / 168} w` : limit % 24 === 0 ? `${limit / 24} d` : `${limit} h`}`;
}

export function describeOutcomeShort(outcome: Outcome, language: Language): string {
  const words = connectives[language];
  const usual = defaultWithinHours(outcome.urgency, outcome.examined) === outcome.withinHours;
  const time =
    outcome.withinHours === undefined || usual
      ? ''
      : ` ${words.within} ${outcome.withinHours % 24 === 0 && outcome.withinHours > 24 ? `${outcome.withinHours / 24} d` : `${outcome.withinHours} h`}`;
  return `${outcome.urgency}${time}${outcome.examined ? `, ${words.examined}` : ''}${outcome.via.length > 0 ? ` → ${outcome.via.join(', ')}` : ''}`;
}

/** A pathway from top to bottom, one rule per paragraph. */
export function describePathway(ruleset: Ruleset, pathway: Pathway, language: Language): string {
  const marks = new Map(ruleset.sources.map((source) => [source.key, source.mark]));
  const sources = (rule: Rule): string => rule.source.map((key) => `${key} (${marks.get(key) ?? '?'})`).join(', ');
  const heading = (text: string): string => `\n${text}\n${'-'.repeat(text.length)}`;
  const ruleText = (rule: Rule): string[] => [
    `${rule.id}: ${describeOutcomeShort(rule.outcome, language)}`,
    `    ${describeCondition(ruleset, rule.when, language) || '—'}`,
    `    ${rule.because[language]}  [${sources(rule)}]`,
  ];
  return [
    `${pathway.title[language]} (${pathway.id}, ${pathway.kind}, ${pathway.status})`,
    ...(pathway.for ? [describeCondition(ruleset, pathway.for, language)] : []),
    heading(language === 'fr' ? 'Signes d’alerte' : 'Red flags'),
    ...pathway.redFlags.flatMap(ruleText),
    heading(language === 'fr' ? 'Sinon, la première ligne vraie' : 'Otherwise, the first line that holds'),
    ...pathway.defaultLines.flatMap(ruleText),
    ...ruleText(pathway.otherwise),
    heading(language === 'fr' ? 'Ce qui ferait monter' : 'What would mean "go up a level"'),
    ...pathway.goUpIf[language].map((line) => `- ${line}`),
  ].join('\n');
}
