/** The state of an encounter: the fold of its events, and the facts that an assessment needs. */
import type { Language } from '../shared/language.ts';
import type { Answer, Facts } from '../triage/facts.ts';
import { isFromFreeText } from '../triage/facts.ts';
import type { RegionId, Sex } from '../triage/ruleset.ts';
import type { EncounterEvent, Step, StepKind, Who } from './events.ts';

export type EncounterState = {
  readonly language: Language;
  readonly rulesetHash: string;
  readonly suggestedRegion: RegionId;
  readonly steps: readonly Step[];
  /** The step that the person is answering again. */
  readonly reopened: number | undefined;
  /** When the outcome now shown was reached: its clock times count from here. Milliseconds since the epoch. */
  readonly concludedAt: number | undefined;
};

export function fold(events: readonly EncounterEvent[]): EncounterState {
  return events.reduce(apply, { language: 'fr', rulesetHash: '', suggestedRegion: 'FR', steps: [], reopened: undefined, concludedAt: undefined });
}

export function apply(state: EncounterState, event: EncounterEvent): EncounterState {
  switch (event.kind) {
    case 'opened':
      return { ...state, language: event.language, rulesetHash: event.rulesetHash, suggestedRegion: event.suggestedRegion };
    case 'language-chosen':
      return { ...state, language: event.language };
    case 'answered':
      return { ...state, steps: place(state, event.step), reopened: undefined, concludedAt: undefined };
    case 'reopened':
      return { ...state, reopened: event.step, concludedAt: undefined };
    case 'taken-back':
      return { ...state, steps: state.steps.slice(0, event.step), reopened: undefined, concludedAt: undefined };
    case 'assessed':
      return event.final ? { ...state, concludedAt: event.at } : state;
    default:
      return event satisfies never;
  }
}

/** A replaced step takes along what hung on it: what was confirmed of other words no longer counts. */
function place(state: EncounterState, step: Step): readonly Step[] {
  const at = state.reopened;
  if (at === undefined) return [...state.steps, step];
  const before = state.steps.slice(0, at);
  const after = state.steps.slice(at + 1);
  if (step.kind !== 'told') return [...before, step, ...after];
  const next = after.findIndex((item) => item.kind !== 'confirmed' && item.kind !== 'complaint' && item.kind !== 'happening-now');
  return [...before, step, ...(next === -1 ? [] : after.slice(next))];
}

/** The last step of a kind, with its place. */
export function lastStep<K extends StepKind>(state: EncounterState, kind: K): { readonly step: Extract<Step, { kind: K }>; readonly at: number } | undefined {
  for (let at = state.steps.length - 1; at >= 0; at -= 1) {
    const step = state.steps[at];
    // `kind` is the discriminant: equal kinds are equal types.
    if (step?.kind === kind) return { step: step as Extract<Step, { kind: K }>, at };
  }
  return undefined;
}

export type Person = { readonly who: Who; readonly ageDays: number; readonly sex: Sex | 'unsure'; readonly region: RegionId };

/** Who the patient is, once all of it is known. */
export function personOf(state: EncounterState): Person | undefined {
  const who = lastStep(state, 'who');
  const age = lastStep(state, 'age');
  const sex = lastStep(state, 'sex');
  const region = lastStep(state, 'region');
  if (!who || !age || !sex || !region) return undefined;
  return { who: who.step.who, ageDays: age.step.ageDays, sex: sex.step.sex, region: region.step.region };
}

/** Words told that the person has not yet confirmed or corrected, without what they have settled by a tap since. */
export function unconfirmedWords(state: EncounterState): Extract<Step, { kind: 'told' }> | undefined {
  const told = lastStep(state, 'told');
  if (!told) return undefined;
  const confirmed = lastStep(state, 'confirmed');
  if (confirmed && confirmed.at > told.at) return undefined;
  const settled = new Set(state.steps.slice(told.at).flatMap((step) => (step.kind === 'happening-now' ? step.findings : [])));
  return { ...told.step, proposals: told.step.proposals.filter((proposal) => !settled.has(proposal.finding)) };
}

/** The facts of a state, as its ruleset understands them. `isPathway` tells covered complaints from others. */
export function factsOf(state: EncounterState, person: Person, isPathway: (id: string) => boolean): Facts {
  const answers = new Map<string, Answer>();
  const complaints = new Set<string>();
  let told: Unconfirmed | undefined;
  for (const step of state.steps) {
    switch (step.kind) {
      case 'told':
        told = settle(step, answers, complaints);
        break;
      case 'confirmed':
        if (told) unsettle(told, answers, complaints);
        told = undefined;
        for (const id of step.complaints) complaints.add(id);
        for (const answer of step.answers) answers.set(answer.finding, answer);
        break;
      case 'complaint':
        complaints.add(step.complaint);
        break;
      case 'happening-now':
        if (!step.yes && told) unsay(step.findings, told, answers);
        for (const answer of step.answers) answers.set(answer.finding, answer);
        break;
      case 'gate':
      case 'questions':
        for (const answer of step.answers) answers.set(answer.finding, answer);
        break;
      case 'worse':
        answers.set('getting-worse', { finding: 'getting-worse', value: 'present', origin: 'tapped' });
        break;
      case 'notice':
      case 'who':
      case 'age':
      case 'sex':
      case 'region':
      case 'anything-else':
        break;
      default:
        step satisfies never;
    }
  }
  return {
    patient: { ageDays: person.ageDays, sex: person.sex },
    region: person.region,
    elsewhere: person.who === 'elsewhere',
    pathways: [...complaints].filter(isPathway),
    uncovered: [...complaints].filter((id) => !isPathway(id)),
    answers: [...answers.values()],
  };
}

/** What words put in before they are confirmed, and what stood there. */
type Unconfirmed = { readonly replaced: ReadonlyMap<string, Answer | undefined>; readonly complaints: readonly string[] };

/** Unconfirmed words: what they say is there counts, over an earlier "no" as well; what they deny excludes nothing. */
function settle(told: Extract<Step, { kind: 'told' }>, answers: Map<string, Answer>, complaints: Set<string>): Unconfirmed {
  const replaced = new Map<string, Answer | undefined>();
  const added = told.complaints.map((item) => item.id).filter((id) => !complaints.has(id));
  for (const id of added) complaints.add(id);
  for (const proposal of told.proposals) {
    const known = answers.get(proposal.finding);
    if (proposal.value === 'absent' && known) continue;
    if (known && !isFromFreeText(known) && (known.value === 'present' || typeof known.value === 'number')) continue;
    replaced.set(proposal.finding, known);
    answers.set(proposal.finding, { finding: proposal.finding, value: proposal.value, origin: proposal.origin, words: proposal.span.quote });
  }
  return { replaced, complaints: added };
}

/** The confirmation takes their place: what free text had put in goes, unless a tap has settled it since. */
function unsettle(told: Unconfirmed, answers: Map<string, Answer>, complaints: Set<string>): void {
  for (const id of told.complaints) complaints.delete(id);
  unsay([...told.replaced.keys()], told, answers);
}

/** Puts back what stood there before the words, where nothing but the words stands there now. */
function unsay(findings: readonly string[], told: Unconfirmed, answers: Map<string, Answer>): void {
  for (const finding of findings) {
    const now = answers.get(finding);
    if (!now || !isFromFreeText(now)) continue;
    const before = told.replaced.get(finding);
    if (before) answers.set(finding, before);
    else answers.delete(finding);
  }
}
