/** Every rule can decide something, every default line can be reached, every finding can be asked of someone. */
import { assess } from '../assess.ts';
import type { CompiledPathway, CompiledRuleset } from '../compile.ts';
import { coversUrgency, join, leastOutcome } from '../outcome.ts';
import type { Rule } from '../ruleset.ts';
import { addFindings, everyFinding, factsOfCase, findingsThatMatter, type Finding } from './proof.ts';
import { caseOf, waysOf } from './witness.ts';

export function proveNothingDead(rules: CompiledRuleset): readonly Finding[] {
  return [...rules.pathways.flatMap((compiled) => [...deadFlags(rules, compiled), ...deadLines(rules, compiled)]), ...unusedFindings(rules)];
}

function deadFlags(rules: CompiledRuleset, compiled: CompiledPathway): readonly Finding[] {
  const { pathway } = compiled;
  const asked = everyFinding(rules);
  return compiled.redFlags.flatMap(({ rule }) => {
    let everHolds = false;
    let coveredBy: string | undefined;
    for (const way of waysOf(rule.when)) {
      const item = caseOf(rules, pathway.id, way.leaves, pathway.for);
      if (!item) continue;
      const { firings } = assess(rules, factsOfCase(rules, item, asked));
      if (!firings.some((firing) => firing.kind === 'rule' && firing.rule === rule && firing.standing === 'present')) continue;
      everHolds = true;
      // Floors and the red flags of every complaint are left aside: they are shared, and a flag of the pathway's own says why here.
      const others = firings.filter(
        (firing) => firing.kind === 'rule' && firing.rule !== rule && firing.rule.toldOnly !== true && (firing.pathway === undefined || firing.pathway === pathway.id),
      );
      const rest = others.reduce((all, firing) => join(all, firing.outcome ?? leastOutcome), leastOutcome);
      if (!coversUrgency(rest, rule.outcome)) return [];
      coveredBy ??= others.flatMap((firing) => (firing.kind === 'rule' && firing.outcome && coversUrgency(firing.outcome, rule.outcome) ? [firing.rule.id] : []))[0];
    }
    if (!everHolds) return [{ place: rule.place, what: `red flag "${rule.id}" can never hold: its ages, sexes or numbers contradict each other or the pathway's "for"` }];
    return [
      { place: rule.place, what: `red flag "${rule.id}" never decides anything: whenever it holds, ${coveredBy ? `"${coveredBy}"` : 'another rule'} asks for at least as much` },
    ];
  });
}

function deadLines(rules: CompiledRuleset, compiled: CompiledPathway): readonly Finding[] {
  const { pathway } = compiled;
  const asked = everyFinding(rules);
  return compiled.lines.flatMap(({ line }) => {
    const reached = waysOf(line.when).some((way) => {
      const item = caseOf(rules, pathway.id, way.leaves, pathway.for);
      if (!item) return false;
      return assess(rules, factsOfCase(rules, item, asked)).firings.some((firing) => firing.kind === 'default' && firing.line === line && firing.standing === 'present');
    });
    return reached || reachedWithMore(rules, compiled, line) ? [] : [{ place: line.place, what: `default line "${line.id}" is never reached: an earlier line always holds first` }];
  });
}

/** Lines that stand behind others may need more than their own words: what keeps each earlier line from holding. */
function reachedWithMore(rules: CompiledRuleset, compiled: CompiledPathway, line: Rule): boolean {
  const { pathway } = compiled;
  const asked = everyFinding(rules);
  const blockers = new Set<string>();
  for (const earlier of compiled.lines) {
    if (earlier.line === line) break;
    for (const way of waysOf(earlier.line.when)) for (const denied of way.denied) addFindings(denied, blockers);
  }
  for (const way of waysOf(line.when)) {
    const item = caseOf(rules, pathway.id, way.leaves, pathway.for);
    if (!item) continue;
    const denied = new Set<string>();
    for (const condition of way.denied) addFindings(condition, denied);
    const extras = [...blockers].filter((id) => !denied.has(id) && !item.values.has(id));
    const tries = [extras, ...extras.map((id) => [id]), ...extras.flatMap((a, at) => extras.slice(at + 1).map((b) => [a, b]))];
    for (const list of tries) {
      const values = new Map(item.values);
      for (const id of list) {
        const finding = rules.findings.get(id);
        if (finding?.kind === 'number') values.set(id, finding.id === 'temperature' ? 39.8 : finding.most);
        else values.set(id, 'present');
      }
      const { firings } = assess(rules, factsOfCase(rules, { ...item, values }, asked));
      if (firings.some((firing) => firing.kind === 'default' && firing.line === line && firing.standing === 'present')) return true;
    }
  }
  return false;
}

function unusedFindings(rules: CompiledRuleset): readonly Finding[] {
  const used = new Set<string>();
  for (const { pathway } of rules.pathways) {
    for (const id of findingsThatMatter(rules, pathway.id)) used.add(id);
    for (const id of pathway.opensOnFindings) used.add(id);
  }
  for (const finding of rules.ruleset.findings) {
    if (finding.kind !== 'number') continue;
    for (const item of finding.shortcuts) used.add(item.finding);
    if (finding.entails.some((item) => used.has(item.finding))) used.add(finding.id);
  }
  return rules.ruleset.findings.flatMap((finding) => {
    if (!used.has(finding.id)) return [{ place: finding.place, what: `finding "${finding.id}" is in no rule: it would never be asked` }];
    const possible = finding.onlyIf === undefined || waysOf(finding.onlyIf).some((way) => caseOf(rules, '', way.leaves, undefined) !== undefined);
    return possible ? [] : [{ place: finding.place, what: `finding "${finding.id}" can be asked of nobody: its only-if contradicts itself` }];
  });
}
