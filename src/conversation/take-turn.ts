/** One turn of a conversation, pure: a state and what the person did -> the events to keep. Storing is `conversation.ts`. */
import type { Turn } from '../contract/turn.ts';
import type { Reading } from '../language/reading.ts';
import type { EncounterEvent, StepKind } from '../record/events.ts';
import { apply, type EncounterState } from '../record/fold.ts';
import { RelaisError } from '../shared/errors.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import { stepFrom, type AnswerContext } from './answers.ts';
import { cardId } from './cards.ts';
import { interview, type Interview } from './interview.ts';

/** What the turn needs before it can be taken: the person's words, read. */
export type Prepared = { readonly kind: 'events'; readonly events: readonly EncounterEvent[] } | { readonly kind: 'read'; readonly text: string };

/** @throws RelaisError invalid-input, stale-turn; then nothing has happened. */
export function prepareTurn({ rules, state, interview: current, turn }: AnswerContext & { readonly turn: Turn }): Prepared {
  switch (turn.action) {
    case 'answer': {
      if (turn.card !== cardId(state, current.position)) {
        throw new RelaisError(
          'stale-turn',
          { en: 'this answer is for a card that is no longer shown', fr: 'cette réponse est pour une question qui n’est plus affichée' },
          { field: 'card', mend: { en: `answer card ${cardId(state, current.position)}`, fr: `répondez à la carte ${cardId(state, current.position)}` } },
        );
      }
      const step = stepFrom({ rules, state, interview: current }, turn.answer);
      return step.kind === 'text' ? { kind: 'read', text: step.text } : { kind: 'events', events: [{ kind: 'answered', step }] };
    }
    case 'back':
      return { kind: 'events', events: [backEvent(state)] };
    case 'change':
      if (!state.steps[turn.step])
        throw new RelaisError(
          'invalid-input',
          { en: `there is no step ${turn.step}`, fr: `il n’y a pas d’étape ${turn.step}` },
          { field: 'step', mend: { en: `send 0 to ${state.steps.length - 1}`, fr: `envoyez de 0 à ${state.steps.length - 1}` } },
        );
      return { kind: 'events', events: reopening(state, reopenable(state, turn.step)) };
    case 'worse':
      if (!current.facts)
        throw new RelaisError(
          'stale-turn',
          { en: 'nothing has been told yet', fr: 'rien n’a encore été dit' },
          { field: 'action', mend: { en: 'answer the current card first', fr: 'répondez d’abord à la question affichée' } },
        );
      return { kind: 'events', events: [...keepReopened(state), { kind: 'answered', step: { kind: 'worse' } }] };
    case 'language':
      return { kind: 'events', events: [{ kind: 'language-chosen', language: turn.language }] };
    default:
      return turn satisfies never;
  }
}

/** The events of words told, once they are read. */
export function toldEvents(text: string, reading: Reading): readonly EncounterEvent[] {
  const { language, proposals, complaints, about } = reading;
  return [{ kind: 'answered', step: { kind: 'told', text, language, proposals, complaints, about } }];
}

function backEvent(state: EncounterState): EncounterEvent {
  const [kept] = keepReopened(state);
  if (kept) return kept;
  if (state.steps.length === 0)
    throw new RelaisError(
      'stale-turn',
      { en: 'this is the first card', fr: 'cette question est la première' },
      { field: 'action', mend: { en: 'answer it: there is nothing before it', fr: 'répondez-y : il n’y a rien avant' } },
    );
  return { kind: 'taken-back', step: state.steps.length - 1 };
}

/** Leaves a reopened step as it was. */
function keepReopened(state: EncounterState): readonly EncounterEvent[] {
  return state.reopened === undefined ? [] : [{ kind: 'taken-back', step: state.steps.length }];
}

/** Chips are corrected by telling again: what was confirmed leads to the words it rests on. */
function reopenable(state: EncounterState, step: number): number {
  const kind = state.steps[step]?.kind;
  // "I feel worse" asked the gate again: that answer is what can change.
  if (kind === 'worse' && state.steps[step + 1]?.kind === 'gate') return step + 1;
  if (kind !== 'confirmed' && kind !== 'happening-now') return step;
  for (let at = step; at >= 0; at -= 1) if (state.steps[at]?.kind === 'told') return at;
  return step;
}

/** The steps that rest on words told. */
const restsOnWords: ReadonlySet<StepKind> = new Set(['confirmed', 'complaint', 'happening-now']);

/**
 * Words are told again in their place, with what rests on them. Where other steps came in between, or other words after
 * them, they come last instead: then it is they that are shown and corrected next, and nothing said since is lost.
 */
function reopening(state: EncounterState, step: number): readonly EncounterEvent[] {
  const told = state.steps[step];
  const plain: EncounterEvent = { kind: 'reopened', step };
  if (told?.kind !== 'told') return [plain];
  const after = state.steps.slice(step + 1);
  const next = after.findIndex((item) => item.kind === 'told');
  const until = next === -1 ? after.length : next;
  const kept = after.filter((item, at) => at >= until || !restsOnWords.has(item.kind));
  const inPlace = next === -1 && after.slice(after.length - kept.length).every((item, at) => item === kept[at]);
  if (inPlace) return [plain];
  const answered = [...kept, told].map((item): EncounterEvent => ({ kind: 'answered', step: item }));
  return [{ kind: 'taken-back', step }, ...answered, { kind: 'reopened', step: step + kept.length }];
}

export type Advanced = { readonly state: EncounterState; readonly interview: Interview; readonly events: readonly EncounterEvent[] };

/**
 * Applies events and notes the outcome once the interview has one.
 * @param at milliseconds since the epoch; the outcome's clock times count from it.
 */
export function advance(rules: CompiledRuleset, state: EncounterState, events: readonly EncounterEvent[], at: number): Advanced {
  const next = events.reduce(apply, state);
  const current = interview(rules, next);
  const { position, assessment } = current;
  if (!assessment || next.concludedAt !== undefined || (position.kind !== 'outcome' && position.kind !== 'emergency')) return { state: next, interview: current, events };
  const assessed: EncounterEvent = {
    kind: 'assessed',
    outcome: assessment.outcome,
    rules: assessment.firings.flatMap((firing) => (firing.standing === 'open' ? [] : [firingName(firing)])),
    final: true,
    at,
  };
  return { state: apply(next, assessed), interview: current, events: [...events, assessed] };
}

function firingName(firing: NonNullable<Interview['assessment']>['firings'][number]): string {
  const rule = firing.kind === 'rule' || firing.kind === 'otherwise' ? firing.rule : firing.kind === 'default' ? firing.line : firing.modifier;
  return firing.pathway === undefined ? `gate/${rule.id}` : `${firing.pathway}/${rule.id}`;
}
