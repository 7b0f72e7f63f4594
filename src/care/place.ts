/** A place of care as the directory knows it. */
import type { PlaceKind, PlaceService } from '../contract/places.ts';

export type Country = 'FR' | 'UK';

/** What decides a place's public holidays and its clock. */
export type Calendar = {
  readonly country: Country;
  /** The part of the country whose holidays hold: a French department with holidays of its own, a UK nation. */
  readonly state: string;
  /** IANA name. */
  readonly zone: string;
};

export type Point = { readonly lat: number; readonly lon: number };

export type Place = Point & {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly services: readonly PlaceService[];
  /** One line: "12 rue du Phare, 99310 Port-Lierre". */
  readonly address: string | undefined;
  readonly postcode: string | undefined;
  readonly phone: string | undefined;
  /** As written in the directory (`opening_hours` of OpenStreetMap); undefined where nobody has written them down. */
  readonly hours: string | undefined;
  readonly calendar: Calendar;
};

/** Something that a typed address may mean. */
export type AddressEntry = Point & {
  readonly kind: 'street' | 'postcode' | 'town';
  readonly label: string;
  /** Folded words that it is found by. */
  readonly words: readonly string[];
  readonly postcode: string | undefined;
  readonly town: string | undefined;
  /** A house number that stands at this point of the street. */
  readonly number?: string | undefined;
};

/** How one comes to the care: by going there, or not at all. */
export function reachOf(kind: PlaceKind): 'visit' | 'home-visit' | 'video' {
  return kind === 'video' ? 'video' : kind === 'visiting-doctor' ? 'home-visit' : 'visit';
}
