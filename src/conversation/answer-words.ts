/** Answers in words, for the list of earlier steps and for the reasons of an outcome. */
import type { Language } from '../shared/language.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { AnswerValue } from '../triage/facts.ts';
import { fillIn, phrasesFor } from './phrases.ts';
import { glucose, mgPerMmol } from './units.ts';

// Made once: a formatter costs far more than what it formats.
const decimals = perLanguage({ maximumFractionDigits: 1 });
const hundredths = perLanguage({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
const spans = { hour: unitFormat('hour'), day: unitFormat('day'), week: unitFormat('week'), month: unitFormat('month'), year: unitFormat('year') };
/** A month is 30 or 30.4 days to the number card and the lexicon: both are read as a month. */
const monthHours = 730.5;
const nearAMonth = 0.05;

export function valueWords(rules: CompiledRuleset, finding: string, value: AnswerValue, language: Language): string {
  const words = phrasesFor(language);
  if (typeof value !== 'number') return words.answers[value];
  const known = rules.findings.get(finding);
  if (known?.kind !== 'number') return String(value);
  const decimal = decimals[language].format(value);
  switch (known.unit) {
    case 'celsius':
      return `${decimal} °C`;
    case 'zero-to-ten':
      return fillIn(words.outOf10, { value: decimal });
    case 'hours':
      return spanWords(value, language);
    case 'percent':
      return `${decimal} %`;
    case 'per-minute':
      return `${decimal} / min`;
    case 'mmol/L':
      return finding === glucose ? glucoseWords(value, language) : `${decimal} ${known.unit}`;
    case 'mmHg':
      return `${decimal} ${known.unit}`;
    default:
      return known.unit satisfies never;
  }
}

/** As the meters of the language show it, and in the other unit for whoever reads it elsewhere. */
function glucoseWords(mmol: number, language: Language): string {
  const mg = mmol * mgPerMmol;
  const decimal = decimals[language].format(mmol);
  return language === 'fr' ? `${hundredths.fr.format(mg / 100)} g/L (${decimal} mmol/L)` : `${decimal} mmol/L (${Math.round(mg)} mg/dL)`;
}

/** "6 hours", "3 days", "2 months", "1 year": the largest unit that it is a whole number of. */
export function spanWords(hours: number, language: Language): string {
  const months = Math.round(hours / monthHours);
  if (months >= 1 && Math.abs(hours / monthHours - months) < nearAMonth) return months % 12 === 0 ? spans.year[language].format(months / 12) : spans.month[language].format(months);
  const unit = hours >= 336 && hours % 168 === 0 ? 'week' : hours >= 48 && hours % 24 === 0 ? 'day' : 'hour';
  const amount = unit === 'week' ? hours / 168 : unit === 'day' ? hours / 24 : hours;
  return spans[unit][language].format(amount);
}

function unitFormat(unit: string): Readonly<Record<Language, Intl.NumberFormat>> {
  return perLanguage({ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 });
}

function perLanguage(options: Intl.NumberFormatOptions): Readonly<Record<Language, Intl.NumberFormat>> {
  return { fr: new Intl.NumberFormat('fr-FR', options), en: new Intl.NumberFormat('en-GB', options) };
}
