/** Every age and sex finds a pathway, or a complaint known to be uncovered, in every family. */
import { meets } from '../quantity.ts';
import type { CompiledRuleset } from '../compile.ts';
import type { Condition, Pathway, Sex } from '../ruleset.ts';
import type { Finding } from './proof.ts';

export function proveNoGap(rules: CompiledRuleset): readonly Finding[] {
  const families = new Map<string, Pathway[]>();
  for (const { pathway } of rules.pathways) {
    const family = pathway.family ?? pathway.id;
    families.set(family, [...(families.get(family) ?? []), pathway]);
  }
  const known = new Set(rules.ruleset.uncovered.flatMap((item) => item.family ?? []));
  return [...families].flatMap(([family, pathways]) => {
    if (known.has(family)) return [];
    for (const sex of ['female', 'male'] as const) {
      for (const ageDays of agesOf(pathways)) {
        if (pathways.some((pathway) => pathway.for === undefined || fits(pathway.for, ageDays, sex))) continue;
        const place = pathways[0]?.place ?? { file: 'pathways', line: 1 };
        return [
          {
            place,
            what: `family "${family}" has no pathway for a ${sex} person of ${ageDays} days. Mend: write it, or give the complaint in uncovered.yaml that people of this age bring "family: ${family}"`,
          },
        ];
      }
    }
    return [];
  });
}

function agesOf(pathways: readonly Pathway[]): readonly number[] {
  const limits = new Set<number>([0, 36_500]);
  const visit = (condition: Condition): void => {
    if (condition.kind === 'age') for (const days of [condition.threshold.limit - 1, condition.threshold.limit, condition.threshold.limit + 1]) limits.add(Math.max(0, days));
    if ('of' in condition) condition.of.forEach(visit);
  };
  for (const pathway of pathways) if (pathway.for) visit(pathway.for);
  return [...limits];
}

function fits(condition: Condition, ageDays: number, sex: Sex): boolean {
  switch (condition.kind) {
    case 'age':
      return meets(ageDays, condition.threshold);
    case 'sex':
      return condition.sex === sex;
    case 'all':
      return condition.of.every((inner) => fits(inner, ageDays, sex));
    case 'any':
      return condition.of.some((inner) => fits(inner, ageDays, sex));
    case 'present':
    case 'number':
    case 'region':
    case 'pathway-kind':
    case 'at-least':
    case 'none':
      return false;
    default:
      return condition satisfies never;
  }
}
