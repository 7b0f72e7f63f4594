/** What finding a place needs from the directory of a site. */
import type { PlaceKind, PlaceService } from '../contract/places.ts';
import type { OpenTimes } from './open-times.ts';
import type { Point } from './place.ts';

/** What is looked for, wherever from. */
export type Search = {
  /** What is looked for, and how many metres nearer it must be to be as good as the first. */
  readonly kinds: readonly { readonly kind: PlaceKind; readonly further: number }[];
  /** A service worth a few kilometres more. */
  readonly prefer: PlaceService | undefined;
  /** Milliseconds since the epoch. */
  readonly leavesAt: number;
  /** By appointment: whether it is open just now says little. */
  readonly anyHours: boolean;
  /** As far as this, metres. */
  readonly reach: number;
};

export type NearestRequest = Search & { readonly site: string; readonly from: Point };

export type Standing = 'open' | 'closing' | 'maybe' | 'unknown' | 'shut';

export type NearPlace = Point & {
  readonly id: string;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly services: readonly PlaceService[];
  readonly address: string | undefined;
  readonly postcode: string | undefined;
  readonly phone: string | undefined;
  readonly zone: string;
  readonly metres: number;
  /** Until one is there. */
  readonly minutes: number;
  /** On arrival. */
  readonly standing: Standing;
  readonly times: OpenTimes | undefined;
};

export type FoundAddress = Point & {
  readonly kind: 'town' | 'postcode' | 'street';
  readonly label: string;
  readonly words: readonly string[];
  readonly postcode: string | undefined;
  /** The house number itself was found. */
  readonly exact: boolean;
  /** What lies nearest to it, where that was looked up along with it. */
  readonly nearest?: readonly NearPlace[] | undefined;
};

export type PlaceDirectory = {
  /** Open on arrival first, then the nearest; the nearest shut ones, up to 40, when nothing is open within reach. */
  readonly nearest: (request: NearestRequest) => Promise<readonly NearPlace[]>;
  /**
   * Addresses that have these words (`least` of them), each spelled as typed or with a slip; those that have most of them first.
   * What is looked for comes in the same trip, as seen from the one that is most likely meant.
   */
  readonly addresses: (request: {
    readonly site: string;
    readonly words: readonly string[];
    readonly spellings: readonly string[];
    readonly number: string | undefined;
    readonly least: number;
    readonly search: Search;
  }) => Promise<readonly FoundAddress[]>;
};
