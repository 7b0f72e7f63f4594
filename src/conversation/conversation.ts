/** A patient's turn: words or taps in, the next card out, kept before it is answered. */
import type { Card, OutcomeView } from '../contract/card.ts';
import type { OpenRequest, Turn } from '../contract/turn.ts';
import type { Reading } from '../language/reading.ts';
import type { EncounterRecords, OpenEncounter } from '../record/encounter-records.ts';
import type { EncounterEvent } from '../record/events.ts';
import { fold, type EncounterState, type Person } from '../record/fold.ts';
import { offeredExits } from '../contract/site.ts';
import { RelaisError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { ExitKind } from '../triage/exits.ts';
import type { Outcome } from '../triage/outcome.ts';
import type { RegionId, Ruleset } from '../triage/ruleset.ts';
import { cardOf } from './cards.ts';
import { interview } from './interview.ts';
import { advance, prepareTurn, toldEvents, type Advanced } from './take-turn.ts';

/** A ruleset ready to be used, with its lexicon. */
export type ActiveRules = {
  readonly rules: CompiledRuleset;
  readonly read: (text: string, language: Language) => Promise<Reading>;
};

/** The rules of new encounters, and those that a running one is pinned to. */
export type RulesetShelf = {
  readonly current: ActiveRules;
  readonly byHash: (hash: string) => Promise<ActiveRules | undefined>;
};

export type ConversationParts = {
  readonly records: EncounterRecords;
  readonly shelf: RulesetShelf;
  readonly now: () => number;
};

export type ConversationSite = { readonly id: string; readonly region: RegionId; readonly exits: Readonly<Record<ExitKind, boolean>> };

export type Shown = { readonly encounterId: string; readonly card: Card };
export type Opened = Shown & { readonly capability: string };
/** `reached`: this turn shows an outcome where there had been one before, so that something may rest on it. */
export type Taken = { readonly shown: Shown; readonly reached: boolean };

export type TurnRequest = {
  readonly site: ConversationSite;
  readonly encounterId: string;
  readonly capability: string;
  readonly turn: Turn;
  /** The caller is over its limit: only what leads to an emergency screen is still taken. */
  readonly onlyEmergencies?: boolean;
};

type Standing = Pick<Advanced, 'state' | 'interview'> & { readonly active: ActiveRules };

export type Conversation = {
  readonly open: (request: { readonly site: ConversationSite; readonly request: OpenRequest }) => Promise<Opened>;
  readonly show: (request: Omit<TurnRequest, 'turn' | 'onlyEmergencies'>) => Promise<Shown>;
  readonly take: (request: TurnRequest) => Promise<Taken>;
  /** @throws RelaisError not-now while there is no outcome. */
  readonly concluded: (request: Omit<TurnRequest, 'turn' | 'onlyEmergencies'>) => Promise<Concluded>;
};

/** An encounter at its outcome, for what comes after it. */
export type Concluded = {
  readonly language: Language;
  readonly person: Person;
  readonly pathways: readonly string[];
  readonly outcome: Outcome;
  /** As the person reads it. */
  readonly view: OutcomeView;
  readonly emergency: Card['emergency'];
};

export function createConversation({ records, shelf, now }: ConversationParts): Conversation {
  const activeFor = async (state: EncounterState): Promise<ActiveRules> => {
    const active = await shelf.byHash(state.rulesetHash);
    if (!active)
      throw new RelaisError(
        'unavailable',
        { en: 'the rules this encounter began with are not at hand', fr: 'les règles du début de cet échange ne sont pas disponibles' },
        { mend: { en: 'start a new encounter', fr: 'commencez un nouvel échange' } },
      );
    return active;
  };
  type Place = { readonly site: ConversationSite; readonly id: string };
  const shownOf = ({ site, id }: Place, rules: CompiledRuleset, advanced: Pick<Advanced, 'state' | 'interview'>): Shown => ({
    encounterId: id,
    card: cardOf({ rules, state: advanced.state, interview: advanced.interview, now: now(), offered: offeredExits(site) }),
  });
  // Where an encounter stood after its last turn here, by that turn's events: the next turn need not work it out again.
  const standing = new WeakMap<readonly EncounterEvent[], Standing>();
  const lastOf = ({ turns }: OpenEncounter): readonly EncounterEvent[] => turns.at(-1)?.events ?? [];
  const standingOf = async (encounter: OpenEncounter): Promise<Standing> => {
    const known = standing.get(lastOf(encounter));
    if (known) return known;
    const state = fold(encounter.turns.flatMap((turn) => turn.events));
    const active = await activeFor(state);
    return { active, state, interview: interview(active.rules, state) };
  };
  const show = async (site: ConversationSite, encounter: OpenEncounter): Promise<Shown> => {
    const now = await standingOf(encounter);
    return shownOf({ site, id: encounter.id }, now.active.rules, now);
  };
  const takeFrom = async (encounter: OpenEncounter, { site, encounterId, turn, onlyEmergencies = false }: TurnRequest): Promise<Taken> => {
    const taken = (shown: Shown): Taken => ({ shown, reached: showsOutcome(shown.card) && encounter.turns.some((kept) => kept.events.some((event) => event.kind === 'assessed')) });
    // A repeated request changes nothing: it is shown where the encounter stands now.
    if (encounter.turns.some((kept) => kept.turnId === turn.turnId)) return taken(await show(site, encounter));
    const { active, state, interview: current } = await standingOf(encounter);
    const at = now();
    const prepared = prepareTurn({ rules: active.rules, state, interview: current, turn });
    const events = prepared.kind === 'events' ? prepared.events : toldEvents(prepared.text, await active.read(prepared.text, state.language));
    const advanced = advance(active.rules, state, events, at);
    if (onlyEmergencies && advanced.interview.position.kind !== 'emergency') {
      throw new RelaisError(
        'too-many-requests',
        { en: 'too many requests in a short time', fr: 'trop de demandes en peu de temps' },
        { mend: { en: 'wait a minute and try again', fr: 'attendez une minute puis recommencez' } },
      );
    }
    const summary = summaryOf(advanced);
    await records.append({
      encounter,
      turnId: turn.turnId,
      events: advanced.events,
      at,
      ...(summary ? { summary } : {}),
      uncovered: uncoveredIn(active.rules.ruleset, events),
    });
    // Only the newest is of use: each weighs more than the turn itself.
    standing.delete(lastOf(encounter));
    standing.set(advanced.events, { active, ...advanced });
    return taken(shownOf({ site, id: encounterId }, active.rules, advanced));
  };
  return {
    open: async ({ site, request }) => {
      const { rules } = shelf.current;
      const events: readonly EncounterEvent[] = [{ kind: 'opened', language: request.language, rulesetHash: rules.hash, suggestedRegion: request.region ?? site.region }];
      const { encounterId, capability } = await records.open({ site: site.id, rulesetHash: rules.hash, turnId: request.turnId, events, at: now() });
      const state = fold(events);
      return { ...shownOf({ site, id: encounterId }, rules, { state, interview: interview(rules, state) }), capability };
    },
    show: async ({ site, encounterId, capability }) => show(site, await records.load({ site: site.id, encounterId, capability, fresh: true })),
    take: async (request) => {
      const { site, encounterId, capability, turn } = request;
      const encounter = await records.load({ site: site.id, encounterId, capability });
      try {
        return await takeFrom(encounter, request);
      } catch (error) {
        // Another instance may have taken the turns since: then it is our memory that is old, not the answer, which names its card.
        if (!(error instanceof RelaisError && error.code === 'stale-turn' && turn.action === 'answer')) throw error;
        const fresh = await records.load({ site: site.id, encounterId, capability, fresh: true });
        if (fresh.turns.length === encounter.turns.length) throw error;
        return takeFrom(fresh, request);
      }
    },
    concluded: async ({ site, encounterId, capability }) => {
      const encounter = await records.load({ site: site.id, encounterId, capability, fresh: true });
      const { active, state, interview: current } = await standingOf(encounter);
      const { card } = shownOf({ site, id: encounterId }, active.rules, { state, interview: current });
      const { person, assessment } = current;
      if (!person || !assessment || !showsOutcome(card)) {
        throw new RelaisError(
          'not-now',
          { en: 'there is no outcome yet', fr: 'il n’y a pas encore de résultat' },
          { mend: { en: 'answer the questions first; in an emergency, call', fr: 'répondez d’abord aux questions ; en cas d’urgence, appelez' } },
        );
      }
      return { language: state.language, person, pathways: assessment.pathways, outcome: assessment.outcome, view: card.outcome, emergency: card.emergency };
    },
  };
}

function showsOutcome(card: Card): card is Extract<Card, { kind: 'outcome' | 'emergency' }> {
  return card.kind === 'outcome' || card.kind === 'emergency';
}

function summaryOf(advanced: Advanced): { readonly state: string; readonly urgency: string } | undefined {
  const assessed = advanced.events.findLast((event) => event.kind === 'assessed');
  return assessed?.kind === 'assessed' ? { state: 'triaged', urgency: assessed.outcome.urgency } : undefined;
}

/** Complaints told or chosen that no pathway covers: counted, so that we know what to write next. */
function uncoveredIn(ruleset: Ruleset, events: readonly EncounterEvent[]): readonly string[] {
  const covered = { has: (id: string): boolean => ruleset.pathways.some((pathway) => pathway.id === id) };
  return events.flatMap((event) => {
    if (event.kind !== 'answered') return [];
    if (event.step.kind === 'complaint') return covered.has(event.step.complaint) ? [] : [event.step.complaint];
    return event.step.kind === 'confirmed' ? event.step.complaints.filter((id) => !covered.has(id)) : [];
  });
}
