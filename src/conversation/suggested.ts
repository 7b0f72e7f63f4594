/**
 * What the model alone read, and what an ambiguous "no, that was misunderstood" unsaid. It is no answer of the person's:
 * until a tap settles it, it may raise the outcome and excludes nothing; what anything depends on is asked as a question.
 * So no model, and nobody who agrees without looking, can lower an outcome.
 */
import { assess, type Assessment, type Firing } from '../triage/assess.ts';
import { hasBit } from '../triage/bits.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Answer, Facts } from '../triage/facts.ts';
import { checklistLength, lastGroup, type Question } from '../triage/next-question.ts';
import { rank } from '../triage/outcome.ts';
import type { YesNoFinding } from '../triage/ruleset.ts';
import type { EncounterState } from '../record/fold.ts';

export type Suggestion = {
  readonly answer: Answer;
  /** Counts as there until it is asked; what the person has unsaid does not. */
  readonly counts: boolean;
};

/** The suggestions that no tap has settled yet. */
export function suggestionsOf(rules: CompiledRuleset, state: EncounterState): readonly Suggestion[] {
  const open = new Map<string, Suggestion>();
  const told = new Map<string, Answer>();
  const there = new Set<string>();
  const settle = (answers: readonly Answer[]): void => {
    for (const { finding, value } of answers) {
      open.delete(finding);
      if (value === 'present' || typeof value === 'number') there.add(finding);
      else there.delete(finding);
    }
  };
  for (const step of state.steps) {
    switch (step.kind) {
      case 'told':
        for (const { finding, value, origin, span } of step.proposals) {
          const answer: Answer = { finding, value, origin, words: span.quote };
          // What only staff can see, no words of the person's and no tap can settle.
          if (value === 'absent' || rules.findings.get(finding)?.observedByStaff !== false) continue;
          told.set(finding, answer);
          if (origin === 'model' && !there.has(finding)) open.set(finding, { answer, counts: true });
        }
        break;
      case 'happening-now':
        if (step.yes) settle(step.answers);
        else for (const finding of step.findings) unsay(told.get(finding), open, step.findings.length > 1);
        break;
      case 'gate':
      case 'questions':
      case 'confirmed':
        settle(step.answers);
        break;
      case 'notice':
      case 'who':
      case 'age':
      case 'sex':
      case 'region':
      case 'complaint':
      case 'anything-else':
      case 'worse':
        break;
      default:
        step satisfies never;
    }
  }
  return [...open.values()];
}

/** A "no" to several things at once may be meant for one of them: then each is asked by itself. */
function unsay(said: Answer | undefined, open: Map<string, Suggestion>, ambiguous: boolean): void {
  if (!said) return;
  if (ambiguous) open.set(said.finding, { answer: said, counts: false });
  else open.delete(said.finding);
}

/** The facts without anything that the model alone said. */
export function ownFacts(facts: Facts): Facts {
  return facts.answers.some((answer) => answer.origin === 'model') ? { ...facts, answers: facts.answers.filter((answer) => answer.origin !== 'model') } : facts;
}

/** The facts with what is suggested, over an earlier "no" as well: the dangerous reading holds until it is settled. */
export function withSuggestions(own: Facts, suggestions: readonly Suggestion[], all = false): Facts {
  const answers = new Map(own.answers.map((answer) => [answer.finding, answer]));
  for (const { answer, counts } of suggestions) {
    const known = answers.get(answer.finding)?.value;
    if ((counts || all) && known !== 'present' && typeof known !== 'number') answers.set(answer.finding, { ...answer, origin: 'model' });
  }
  return { ...own, answers: [...answers.values()] };
}

/** Asks what is suggested where anything depends on it, most dangerous first. */
export function suggestedQuestion(rules: CompiledRuleset, own: Facts, suggestions: readonly Suggestion[]): Question | undefined {
  if (suggestions.length === 0) return undefined;
  const without = assess(rules, own);
  const all = signatureOf(assess(rules, withSuggestions(own, suggestions, true)));
  if (all === signatureOf(without)) return undefined;
  const weighed = suggestions.flatMap((suggestion) => {
    const alone = assess(rules, withSuggestions(own, [suggestion], true));
    if (isBarred(rules, alone, suggestion)) return [];
    const others = suggestions.filter((other) => other !== suggestion);
    const counts = signatureOf(alone) !== signatureOf(without) || signatureOf(assess(rules, withSuggestions(own, others, true))) !== all;
    return [{ suggestion, counts, urgency: rank(alone.certain.urgency) }];
  });
  // Things may matter only several together: then all of them are asked.
  const matter = weighed.some((item) => item.counts) ? weighed.filter((item) => item.counts) : weighed;
  return questionOf(
    rules,
    matter.sort((a, b) => b.urgency - a.urgency).map((item) => item.suggestion.answer.finding),
  );
}

function questionOf(rules: CompiledRuleset, ids: readonly string[]): Question | undefined {
  const findings = ids.flatMap((id) => rules.findings.get(id) ?? []);
  const list = findings.filter((finding): finding is YesNoFinding => finding.kind === 'yes-no').slice(0, checklistLength);
  const [first] = list;
  if (first) return list.length === 1 ? { kind: 'yes-no', finding: first } : { kind: 'checklist', group: lastGroup, findings: list };
  const number = findings.find((finding) => finding.kind === 'number');
  return number && { kind: 'number', finding: number };
}

/** By age or sex this person cannot have it. */
function isBarred(rules: CompiledRuleset, { known }: Assessment, { answer }: Suggestion): boolean {
  const atom = rules.atomOf.get(answer.finding);
  return atom !== undefined && !hasBit(known.present, atom);
}

/** What an assessment rests on: two that agree in it lead to the same outcome and to the same questions. */
function signatureOf({ pathways, firings }: Assessment): string {
  return JSON.stringify([pathways, firings.map((firing) => [firing.kind, firing.pathway, idOf(firing), firing.standing])]);
}

function idOf(firing: Firing): string {
  switch (firing.kind) {
    case 'rule':
    case 'otherwise':
      return firing.rule.id;
    case 'default':
      return firing.line.id;
    case 'floor':
    case 'lift':
      return firing.modifier.id;
    default:
      return firing satisfies never;
  }
}
