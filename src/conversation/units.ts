/** Numbers as people give them -> the unit of the finding, checked for plausibility. */
import { RelaisError } from '../shared/errors.ts';
import type { Words } from '../shared/language.ts';
import { parseSpan } from '../triage/quantity.ts';
import type { NumberFinding } from '../triage/ruleset.ts';

/** The one number that meters show in three units. */
export const glucose = 'glucose';
/** mg/dL of glucose in one mmol/L. */
export const mgPerMmol = 18.016;

/** Beyond it no number is written out in digits. */
const mostWritten = 1e9;

/**
 * @param unit as sent: C or F, h d w m, mmol/L mg/dL g/L; the finding's own unit when absent. Duration always needs one:
 *   3 days and 3 weeks are not the same.
 * @throws RelaisError invalid-input naming the field, the reason and the mend.
 */
export function toFindingUnit(finding: NumberFinding, number: number, unit: string | undefined): number {
  const value = convert(finding, number, unit);
  if (!Number.isFinite(value) || value < finding.least || value > finding.most) {
    const { least, most } = finding;
    const unitWords = finding.unit === 'mmol/L' ? ' mmol/L' : '';
    throw new RelaisError(
      'invalid-input',
      { en: `this is outside what is possible (${least} to ${most}${unitWords})`, fr: `c’est en dehors de ce qui est possible (de ${least} à ${most}${unitWords})` },
      { field: 'answer.number', mend: mendFor(finding) },
    );
  }
  return Math.round(value * 100) / 100;
}

function convert(finding: NumberFinding, number: number, unit: string | undefined): number {
  // A number that cannot be is told as such, not as a wrong unit.
  if (!(number >= 0 && number <= mostWritten)) return Number.NaN;
  switch (finding.unit) {
    case 'celsius':
      if (unit === 'F') return Math.round(((number - 32) / 1.8) * 100) / 100;
      return unit === undefined || unit === 'C' ? number : unknownUnit(unit, 'C / F');
    case 'hours': {
      const hours = unit === undefined ? undefined : parseSpan(`${number} ${unit}`);
      return hours ?? unknownUnit(unit ?? '', 'h / d / w / m');
    }
    case 'mmol/L':
      if (unit === 'mg/dL' && finding.id === glucose) return number / mgPerMmol;
      if (unit === 'g/L' && finding.id === glucose) return (number * 100) / mgPerMmol;
      return unit === undefined || unit === 'mmol/L' ? number : unknownUnit(unit, 'mmol/L');
    case 'zero-to-ten':
    case 'percent':
    case 'per-minute':
    case 'mmHg':
      return unit === undefined || unit === '' ? number : unknownUnit(unit, '');
    default:
      return finding.unit satisfies never;
  }
}

function unknownUnit(unit: string, known: string): never {
  const reason =
    unit === ''
      ? { en: 'this number needs its unit', fr: 'ce nombre a besoin de son unité' }
      : { en: 'this unit does not fit the number', fr: 'cette unité ne convient pas à ce nombre' };
  throw new RelaisError('invalid-input', reason, {
    field: 'answer.unit',
    mend: known === '' ? { en: 'send no unit', fr: 'n’envoyez pas d’unité' } : { en: `send ${known}`, fr: `envoyez ${known}` },
  });
}

function mendFor({ unit, least, most }: NumberFinding): Words {
  if (unit === 'celsius') {
    return { en: 'send degrees Celsius, or unit "F" for Fahrenheit (100.4 F is 38.0 C)', fr: 'envoyez des degrés Celsius, ou l\'unité "F" pour Fahrenheit (100,4 F font 38,0 C)' };
  }
  return { en: `send a number from ${least} to ${most}`, fr: `envoyez un nombre de ${least} à ${most}` };
}
