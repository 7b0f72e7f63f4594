/** What a person takes along: their summary, a code for the desk, a code for another device. */
import type { CarriedSummary, CodePurpose } from '../contract/carry.ts';
import { offeredExits, type Site } from '../contract/site.ts';
import type { EncounterRecords, OpenEncounter } from '../record/encounter-records.ts';
import { fold } from '../record/fold.ts';
import type { ShortCodes } from '../record/short-codes.ts';
import { nothingHere, RelaisError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import type { RulesetShelf } from './conversation.ts';
import { interview } from './interview.ts';
import { summaryOf } from './summary.ts';

type Mine = { readonly site: Site; readonly encounterId: string; readonly capability: string };

export type Carry = {
  readonly summary: (request: Mine & { readonly language: Language }) => Promise<CarriedSummary>;
  readonly makeCode: (request: Mine & { readonly purpose: CodePurpose }) => Promise<{ readonly code: string; readonly expiresAt: number }>;
  /** Uses the code up. @throws RelaisError not-found for whatever is not a live code for the desk. */
  readonly readAtDesk: (request: { readonly code: string; readonly language: Language }) => Promise<CarriedSummary>;
  /** Uses the code up: the encounter goes on with the new capability, and with no other. @throws RelaisError not-found */
  readonly moveHere: (request: { readonly code: string; readonly site: Site }) => Promise<{ readonly encounterId: string; readonly capability: string }>;
};

export type CarryParts = {
  readonly records: EncounterRecords;
  readonly shelf: RulesetShelf;
  readonly codes: ShortCodes;
  readonly siteFor: (id: string) => Promise<Site | undefined>;
  /** Tells every instance, this one as well, to forget what it remembers of an encounter. */
  readonly changed: (encounterId: string) => Promise<void>;
};

export function createCarry({ records, shelf, codes, siteFor, changed }: CarryParts): Carry {
  const summarise = async (encounter: OpenEncounter, site: Site, language: Language): Promise<CarriedSummary> => {
    const active = await shelf.byHash(encounter.rulesetHash);
    if (!active) throw new RelaisError('unavailable', { en: 'the rules of this encounter are not at hand', fr: 'les règles de cet échange ne sont pas disponibles' });
    const state = fold(encounter.turns.flatMap((turn) => turn.events));
    return summaryOf({
      rules: active.rules,
      state,
      interview: interview(active.rules, state),
      site: { name: site.name[language], region: site.region, offered: offeredExits(site) },
      language,
      lastAt: encounter.turns.at(-1)?.at ?? 0,
    });
  };
  return {
    summary: async ({ site, encounterId, capability, language }) => summarise(await records.load({ site: site.id, encounterId, capability, fresh: true }), site, language),
    makeCode: async ({ site, encounterId, capability, purpose }) => codes.make({ site: site.id, encounterId, capability, purpose }),
    readAtDesk: async ({ code, language }) => {
      const subject = await codes.openAtDesk(code);
      const site = await siteFor(subject.site);
      if (!site) throw new RelaisError('not-found', nothingHere);
      return summarise(await records.loadSubject(subject), site, language);
    },
    moveHere: async ({ code, site }) => {
      const moved = await codes.move(code, site.id);
      records.forget(moved.encounterId);
      // Losing the wake-up costs nothing: every write is checked against the new capability by the database.
      await changed(moved.encounterId).catch(() => undefined);
      return moved;
    },
  };
}
