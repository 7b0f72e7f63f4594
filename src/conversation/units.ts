/** Numbers as people give them -> the unit of the finding, checked for plausibility. */
import { RelaisError } from '../shared/errors.ts';
import { parseSpan } from '../triage/quantity.ts';
import type { NumberFinding } from '../triage/ruleset.ts';

/** mg/dL of glucose in one mmol/L. */
const mgPerMmol = 18.016;

/**
 * @param unit as sent: C or F, h d w m, mmol/L mg/dL g/L; the finding's own unit when absent. Duration always needs one:
 *   3 days and 3 weeks are not the same.
 * @throws RelaisError invalid-input naming the field, the reason and the mend.
 */
export function toFindingUnit(finding: NumberFinding, number: number, unit: string | undefined): number {
  const value = convert(finding, number, unit);
  if (!Number.isFinite(value) || value < finding.least || value > finding.most) {
    throw new RelaisError('invalid-input', `${number} ${unit ?? ''} is outside what is possible (${finding.least} to ${finding.most})`.replace('  ', ' '), {
      field: 'answer.number',
      mend: mendFor(finding),
    });
  }
  return Math.round(value * 100) / 100;
}

function convert(finding: NumberFinding, number: number, unit: string | undefined): number {
  switch (finding.unit) {
    case 'celsius':
      if (unit === 'F') return Math.round(((number - 32) / 1.8) * 100) / 100;
      return unit === undefined || unit === 'C' ? number : unknownUnit(unit, 'C or F');
    case 'hours': {
      const hours = unit === undefined ? undefined : parseSpan(`${number} ${unit}`);
      return hours ?? unknownUnit(unit ?? 'none', 'h, d, w or m');
    }
    case 'mmol/L':
      if (unit === 'mg/dL' && finding.id === 'glucose') return number / mgPerMmol;
      if (unit === 'g/L' && finding.id === 'glucose') return (number * 100) / mgPerMmol;
      return unit === undefined || unit === 'mmol/L' ? number : unknownUnit(unit, 'mmol/L');
    case 'zero-to-ten':
    case 'percent':
    case 'per-minute':
    case 'mmHg':
      return unit === undefined || unit === '' ? number : unknownUnit(unit, 'none');
    default:
      return finding.unit satisfies never;
  }
}

function unknownUnit(unit: string, known: string): never {
  throw new RelaisError('invalid-input', `unit "${unit.slice(0, 12)}" does not fit this number`, { field: 'answer.unit', mend: `send ${known}` });
}

function mendFor(finding: NumberFinding): string {
  if (finding.unit === 'celsius') return 'send degrees Celsius, or unit "F" for Fahrenheit (100.4 F is 38.0 C)';
  return `send a number from ${finding.least} to ${finding.most}`;
}
