/**
 * About how many screens are left, for someone who asks themselves whether to go on. The rules are played on as if
 * nothing more were found; what is found may add questions, or end them at once, so the range is wider upwards.
 */
import { assess } from '../triage/assess.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Answer, Facts } from '../triage/facts.ts';
import { nextQuestion, type Question } from '../triage/next-question.ts';
import type { Interview } from './interview.ts';

export type Remaining = { readonly least: number; readonly most: number };

/** Further on nobody can say, and playing on costs time: "6 to 10" is as good as "9 to 11". */
const furthest = 6;
/** What is found may bring more screens; the range holds nine times of ten (test/conversation/remaining.test.ts). */
const slack = { near: 1, usual: 2, far: 4 } as const;

/** Screens still to come, the one that is shown included; undefined where the complaint is not known yet. */
export function remainingScreens(rules: CompiledRuleset, { position, facts }: Interview, anythingElseAsked: boolean): Remaining | undefined {
  if (position.kind === 'anything-else') return { least: 1, most: 1 };
  if (position.kind !== 'question' || !facts) return undefined;
  const last = anythingElseAsked ? 0 : 1;
  let played = withNothing(facts, position.question);
  let screens = 1;
  for (; screens < furthest; screens += 1) {
    const question = nextQuestion(rules, played, assess(rules, played));
    if (!question) break;
    played = withNothing(played, question);
  }
  const more = screens === furthest ? slack.far : screens === 1 ? slack.near : slack.usual;
  return { least: screens + last, most: screens + last + more };
}

/** As if "none of these", or "not measured", were the answer. */
function withNothing(facts: Facts, question: Question): Facts {
  const given: Answer[] = [];
  if (question.kind === 'number') {
    const { finding } = question;
    const calm = finding.shortcuts.find((item) => item.state === 'absent');
    given.push({ finding: finding.id, value: finding.measured ? 'not-measured' : finding.least, origin: 'tapped' });
    if (calm) given.push({ finding: calm.finding, value: 'absent', origin: 'tapped' });
  } else {
    for (const { id } of question.kind === 'checklist' ? question.findings : [question.finding]) given.push({ finding: id, value: 'absent', origin: 'tapped' });
  }
  const settled = new Set(given.map((answer) => answer.finding));
  return { ...facts, answers: [...facts.answers.filter((answer) => !settled.has(answer.finding)), ...given] };
}
