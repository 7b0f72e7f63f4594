/** Where to go with this outcome: the encounter says what fits, the directory of the site what is there. */
import type { PlaceFinder } from '../care/find-places.ts';
import { reachableNow, type CareContact } from '../care/out-of-hours.ts';
import type { Card } from '../contract/card.ts';
import type { PlacesRequest, PlacesView } from '../contract/places.ts';
import type { Site } from '../contract/site.ts';
import { RelaisError } from '../shared/errors.ts';
import type { Conversation, ConversationSite } from './conversation.ts';

export type Places = {
  /** Nothing of where the person is gets kept. @throws RelaisError not-now without an outcome, and for an ambulance: its screen shows nothing else. */
  readonly find: (request: { readonly site: PlacesSite; readonly encounterId: string; readonly capability: string; readonly request: PlacesRequest }) => Promise<PlacesView>;
};

export type PlacesSite = ConversationSite & Pick<Site, 'map'>;
export type PlacesParts = { readonly conversation: Conversation; readonly finder: PlaceFinder; readonly now: () => number };

const day = 86_400_000;
/** Further ahead hours would promise too much. */
const furthestAhead = 14 * day;

export function createPlaces({ conversation, finder, now }: PlacesParts): Places {
  return {
    find: async ({ site, encounterId, capability, request }) => {
      const { language, person, pathways, outcome, view, emergency } = await conversation.concluded({ site, encounterId, capability });
      const found = await finder.find({
        site: site.id,
        language,
        need: { urgency: outcome.urgency, examined: outcome.examined, via: outcome.via, region: person.region, ageDays: person.ageDays, sex: person.sex, pathways },
        contacts: answering([...view.via.flatMap((item) => item.contacts), ...view.contacts], emergency),
        near: request.near,
        leavesAt: leavingAt(request.at, now()),
      });
      if (!found) {
        throw new RelaisError(
          'not-now',
          { en: 'an ambulance comes to you: no place is offered', fr: 'l’ambulance vient à vous : aucun lieu n’est proposé' },
          { mend: { en: 'call the emergency number now', fr: 'appelez maintenant le numéro d’urgence' } },
        );
      }
      return found.map && site.map ? { ...found, map: { ...found.map, tiles: { address: site.map.tiles, credit: site.map.credit[language] } } } : found;
    },
  };
}

/** Where none of them answers day and night, the emergency number does. */
function answering(contacts: readonly CareContact[], { numbers }: Card['emergency']): readonly CareContact[] {
  if (reachableNow(contacts) !== undefined) return contacts;
  return [...contacts, ...numbers.slice(0, 1).map(({ number, use }) => ({ number, name: use }))];
}

/** @throws RelaisError invalid-input for a moment long past, or too far ahead. */
function leavingAt(at: string | undefined, now: number): number {
  if (at === undefined) return now;
  const given = Date.parse(at);
  if (given >= now - day && given <= now + furthestAhead) return given;
  throw new RelaisError(
    'invalid-input',
    { en: 'this time is past, or too far ahead', fr: 'cette heure est passée, ou trop lointaine' },
    { field: 'at', mend: { en: 'give a time within the next 14 days, or leave it out for now', fr: 'donnez une heure dans les 14 prochains jours, ou rien pour maintenant' } },
  );
}
