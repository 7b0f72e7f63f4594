/** The gate: the signs of immediate danger, on one screen, asked of everyone. */
import { hasBit } from '../triage/bits.ts';
import type { CompiledRuleset } from '../triage/compile.ts';
import type { Condition, YesNoFinding } from '../triage/ruleset.ts';
import type { Interview } from './interview.ts';

/** The findings on the gate's screen, in the order of its rules; what someone cannot have is left out. */
export function gateFindings(rules: CompiledRuleset, interview: Interview): readonly YesNoFinding[] {
  const ids = new Set(rules.gate.flatMap((item) => (item.rule.toldOnly === true ? [] : leading(item.rule.when))));
  return [...ids].flatMap((id) => {
    const finding = rules.findings.get(id);
    if (finding?.kind !== 'yes-no' || finding.observedByStaff) return [];
    const atom = rules.atomOf.get(id);
    const known = interview.assessment?.known;
    // An earlier "no" stays on the screen when the gate is asked again.
    const answered = interview.facts?.answers.some((answer) => answer.finding === id) ?? false;
    const barred = atom !== undefined && known !== undefined && !answered && !hasBit(known.possible, atom);
    return barred ? [] : [finding];
  });
}

/** Of things that count only together the first is asked here; the rest follow once it is there. */
function leading(condition: Condition): readonly string[] {
  switch (condition.kind) {
    case 'present':
      return [condition.finding];
    case 'any':
    case 'at-least':
      return condition.of.flatMap(leading);
    case 'all': {
      const first = condition.of.find((item) => leading(item).length > 0);
      return first ? leading(first) : [];
    }
    case 'number':
    case 'age':
    case 'sex':
    case 'region':
    case 'pathway-kind':
    case 'none':
      return [];
    default:
      return condition satisfies never;
  }
}
