/** What the handover is given by the platform. */
import type { RegionId } from '../contract/card.ts';
import type { LadderStep } from '../contract/consultation.ts';
import type { EncounterRecords, OpenEncounter } from '../record/encounter-records.ts';
import type { Language } from '../shared/language.ts';
import type { Clinical } from './clinical.ts';
import type { ConsultationStore } from './consultation-store.ts';
import type { Policy } from './policy.ts';
import type { IceServers, Rooms } from './rooms.ts';

/** Whom the site names for a step of its ladder. */
export type Contact = { readonly step: LadderStep; readonly phone: string };

/** What the handover needs to know of a site. */
export type SiteFacts = {
  readonly name: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly region: RegionId;
  readonly timeZone: string;
  readonly policy: Policy;
  readonly contacts: readonly Contact[];
};

export type ConsultationParts = {
  readonly store: ConsultationStore;
  readonly records: Pick<EncounterRecords, 'load'>;
  /** An encounter as a member of staff may open it; undefined when it is not theirs to see. @throws RelaisError ended once erased. */
  readonly staffEncounter: (request: { readonly site: string; readonly staffId: string; readonly encounterId: string }) => Promise<OpenEncounter | undefined>;
  readonly clinical: Clinical;
  readonly rooms: Rooms;
  readonly siteFacts: (site: string) => Promise<SiteFacts>;
  /** A keyed digest: finds the same person again without keeping who it is. */
  readonly personKey: (text: string) => Uint8Array<ArrayBuffer>;
  /** Ours alone: no third host is ever contacted. */
  readonly iceServers: IceServers;
  /** For ages only: every deadline is by the clock of the database. */
  readonly now?: () => number;
  readonly newId?: () => string;
};
