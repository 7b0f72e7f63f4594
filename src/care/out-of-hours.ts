/** Who answers the telephone when no place is open. */
import type { Country } from './place.ts';

/** A contact of the region, in the reader's language, as the outcome shows it. */
export type CareContact = { readonly number: string; readonly name: string; readonly hours?: string | undefined; readonly fallback?: string | undefined };

/**
 * Departments where the duty doctor answers 116 117: Corsica, Normandy, Pays de la Loire (clinical reference, dispositions section 4).
 * By the first two digits of the postcode; Corsica's begin with 20.
 */
const with116117 = new Set(['20', '14', '27', '50', '61', '76', '44', '49', '53', '72', '85']);

/** The number of the duty doctor is kept where it exists, put first there, and left out where it is known not to. */
export function outOfHoursFor<T extends CareContact>(contacts: readonly T[], region: Country, postcode: string | undefined): readonly T[] {
  if (region !== 'FR' || postcode === undefined) return dayAndNightFirst(contacts);
  const exists = with116117.has(postcode.slice(0, 2));
  return dayAndNightFirst(contacts.filter((contact) => exists || contact.number.replaceAll(' ', '') !== '116117'));
}

function dayAndNightFirst<T extends CareContact>(contacts: readonly T[]): readonly T[] {
  return contacts.toSorted((a, b) => Number(a.hours !== undefined) - Number(b.hours !== undefined));
}

/** A number that answers at any hour: one without hours, else the one behind it. */
export function reachableNow(contacts: readonly CareContact[]): string | undefined {
  return contacts.find((contact) => contact.hours === undefined)?.number ?? contacts.find((contact) => contact.fallback !== undefined)?.fallback;
}
