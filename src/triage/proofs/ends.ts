/** Interviews played to their end: they end, ask nothing twice, and reassure only when no danger is open. */
import { assess } from '../assess.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { Answer } from '../facts.ts';
import { nextQuestion, type Question } from '../next-question.ts';
import { rank } from '../outcome.ts';
import { caseOfExample } from './examples.ts';
import { describeCase, factsOfCase, seededRandom, type Case, type Finding } from './proof.ts';

const longest = 60;

type Ask = typeof nextQuestion;

/** @param ask what picks the next question: another one only to show that this proof can fail. */
export function proveEnds(rules: CompiledRuleset, ask: Ask = nextQuestion): readonly Finding[] {
  return rules.pathways.flatMap(({ pathway }) => {
    const findings: Finding[] = [];
    pathway.examples.forEach((example, index) => {
      const random = seededRandom(index + pathway.id.length);
      const item = caseOfExample(pathway.id, example);
      for (const doubtful of [0, 0.15]) {
        const problem = play(rules, item, { ask, inDoubt: () => random() < doubtful });
        if (problem) findings.push({ place: example.place, what: `${problem} (${describeCase(item)})` });
      }
    });
    return findings.slice(0, 3);
  });
}

function play(rules: CompiledRuleset, item: Case, { ask, inDoubt }: { readonly ask: Ask; readonly inDoubt: () => boolean }): string | undefined {
  const asked = new Set<string>();
  let facts = factsOfCase(rules, { ...item, values: new Map() }, []);
  for (let turn = 0; turn < longest; turn += 1) {
    const assessment = assess(rules, facts);
    const question = ask(rules, facts, assessment);
    if (!question) {
      const danger = assessment.open.find((matter) => matter.kind === 'rule' && rank(matter.outcome.urgency) >= rank('same-day'));
      return rank(assessment.outcome.urgency) < rank('same-day') && danger ? `it ends in ${assessment.outcome.urgency} while a danger is open` : undefined;
    }
    const answers = answersTo(question, item, inDoubt);
    const again = answers.find((answer) => asked.has(answer.finding));
    if (again) return `"${again.finding}" is asked twice`;
    for (const answer of answers) asked.add(answer.finding);
    facts = { ...facts, answers: [...facts.answers, ...answers] };
  }
  return `it does not end after ${longest} questions`;
}

function answersTo(question: Question, item: Case, inDoubt: () => boolean): readonly Answer[] {
  const yesNo = (id: string): Answer => ({ finding: id, value: inDoubt() ? 'unsure' : (item.values.get(id) ?? 'absent'), origin: 'tapped' });
  switch (question.kind) {
    case 'checklist':
      return question.findings.map((finding) => yesNo(finding.id));
    case 'yes-no':
      return [yesNo(question.finding.id)];
    case 'number': {
      const { finding } = question;
      const value = item.values.get(finding.id);
      const behind = value === undefined ? finding.shortcuts.slice(0, 1).map((shortcut) => yesNo(shortcut.finding)) : [];
      return [{ finding: finding.id, value: value ?? (finding.measured ? 'not-measured' : 'unsure'), origin: 'tapped' }, ...behind];
    }
    default:
      return question satisfies never;
  }
}
