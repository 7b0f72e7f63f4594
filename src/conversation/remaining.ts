/**
 * About how many screens are left, for someone who asks themselves whether to go on. The rules are played on as if
 * nothing more were found; what is found may add questions, or end them at once, so the range is wider upwards.
 */
import type { CompiledRuleset } from '../triage/compile.ts';
import { askedOf, screensAfter } from '../triage/next-question.ts';
import type { Interview } from './interview.ts';

export type Remaining = { readonly least: number; readonly most: number };

/** Further on nobody can say, and playing on costs time: "7 to 15" is as good as "9 to 13". */
const furthest = 6;
/** What is found may bring more screens; the range holds nine times of ten (test/conversation/remaining.test.ts). */
const slack = { near: 1, usual: 2, far: 8 } as const;

/** Screens still to come, the one that is shown included; undefined where the complaint is not known yet. */
export function remainingScreens(rules: CompiledRuleset, { position, facts, assessment }: Interview, anythingElseAsked: boolean): Remaining | undefined {
  if (position.kind === 'anything-else') return { least: 1, most: 1 };
  if (position.kind !== 'question' || !facts || !assessment) return undefined;
  const last = anythingElseAsked ? 0 : 1;
  const screens = 1 + screensAfter(rules, position.asked ?? askedOf(rules, facts, assessment, position.question), furthest - 1);
  const more = screens === furthest ? slack.far : screens === 1 ? slack.near : slack.usual;
  return { least: screens + last, most: screens + last + more };
}
