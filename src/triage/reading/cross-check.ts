/** What one file says of another: every id that is named exists, once, and each outcome has all the words it needs. */
import { rank, routingTags, urgencies } from '../outcome.ts';
import type { Condition, Place, Rule, Ruleset } from '../ruleset.ts';
import { nearest } from './nearest.ts';

type Report = (place: Place, what: string, mend: string) => void;

export function crossCheck(ruleset: Ruleset, report: Report): void {
  const findings = new Set(ruleset.findings.map((finding) => finding.id));
  const known = (ids: readonly string[], set: ReadonlySet<string>, place: Place, role: string, where: string): void => {
    for (const id of ids) {
      if (set.has(id)) continue;
      const guess = nearest(id, set);
      report(place, `${role} "${id}" is not in ${where}`, guess ? `did you mean "${guess}"?` : `add it to ${where}`);
    }
  };
  once(
    ruleset.findings.map((finding) => [finding.id, finding.place]),
    'finding',
    report,
  );
  once(
    ruleset.pathways.map((pathway) => [pathway.id, pathway.place]),
    'pathway',
    report,
  );
  const sources = new Set(ruleset.sources.map((source) => source.key));
  const modifiers = new Set(ruleset.modifiers.map((modifier) => modifier.id));
  const firstAid = new Set(ruleset.firstAid.map((item) => item.key));

  const uncovered = new Set(ruleset.uncovered.map((item) => item.id));
  const net = new Set('en' in ruleset.generalNet ? [] : ruleset.generalNet.map((line) => line.id));

  const groups = new Set(ruleset.groups.map((group) => group.id));
  for (const topic of ruleset.topics) known([topic.group], groups, { file: `findings/${topic.id}.yaml`, line: 1 }, 'group', 'groups.yaml');
  for (const finding of ruleset.findings) {
    if (finding.kind === 'yes-no') known(finding.implies, findings, finding.place, 'implied finding', 'findings/');
    else {
      known(
        finding.shortcuts.map((item) => item.finding),
        findings,
        finding.place,
        'finding',
        'findings/',
      );
      known(
        finding.entails.map((item) => item.finding),
        findings,
        finding.place,
        'finding',
        'findings/',
      );
    }
    if (finding.onlyIf && !isAboutPerson(finding.onlyIf)) {
      report(finding.place, `only-if of "${finding.id}" may use age and sex only`, 'write e.g. {age: "< 2 y"} or {sex: female}');
    }
  }
  const ruleSources = (rule: Rule): void => {
    known(rule.source, sources, rule.place, 'source', 'sources.yaml');
    if (rule.firstAid) known([rule.firstAid], firstAid, rule.place, 'first aid', 'first-aid.yaml');
    known(rule.askedIn ?? [], uncovered, rule.place, 'complaint', 'uncovered.yaml');
  };
  ruleset.gate.forEach(ruleSources);
  once(
    ruleset.gate.map((rule) => [rule.id, rule.place]),
    'gate rule',
    report,
  );
  for (const item of ruleset.uncovered) known(item.firstAid ? [item.firstAid] : [], firstAid, { file: 'uncovered.yaml', line: 1 }, 'first aid', 'first-aid.yaml');
  for (const item of ruleset.firstAid) {
    known(item.source, sources, { file: 'first-aid.yaml', line: 1 }, 'source', 'sources.yaml');
    if (item.words.en.length !== item.words.fr.length)
      report({ file: 'first-aid.yaml', line: 1 }, `first aid "${item.key}" must say the same things in both languages`, 'give en and fr the same number of lines');
  }
  for (const modifier of ruleset.modifiers) {
    known(modifier.source, sources, modifier.place, 'source', 'sources.yaml');
    if (!modifier.floor && !modifier.lift) report(modifier.place, `modifier "${modifier.id}" does nothing`, 'give it a floor or lift: true');
  }
  for (const pathway of ruleset.pathways) {
    known(pathway.opensOnFindings, findings, pathway.place, 'finding', 'findings/');
    known(pathway.reassuring, findings, pathway.place, 'finding', 'findings/');
    known(pathway.goUpInsteadOf ?? [], net, pathway.place, 'line of the general net', 'dispositions.yaml');
    known(pathway.without, modifiers, pathway.place, 'modifier', 'modifiers.yaml');
    const rules = [...pathway.redFlags, ...pathway.defaultLines];
    once(
      rules.map((rule) => [rule.id, rule.place]),
      'rule',
      report,
    );
    [...rules, pathway.otherwise].forEach(ruleSources);
    if (pathway.for && !isAboutPerson(pathway.for)) report(pathway.place, 'a pathway is "for" an age and sex only', 'write e.g. {age: ">= 16 y"}');
    if (pathway.status === 'signed' && !pathway.signed) report(pathway.place, 'signed by nobody', 'add signed: {by, role, on}, or set status: draft');
    for (const urgency of new Set([...pathway.defaultLines, pathway.otherwise].map((rule) => rule.outcome.urgency))) {
      if (urgency !== 'ambulance' && !pathway.advice[urgency])
        report(pathway.place, `no advice for ${urgency}, which this pathway can end in`, `add advice: ${urgency}: with en and fr`);
    }
    if (pathway.goUpIf.en.length === 0 || pathway.goUpIf.fr.length !== pathway.goUpIf.en.length) {
      report(pathway.place, 'go-up-if must say the same things in both languages', 'give en and fr the same number of lines, at least one');
    }
    if (rank(pathway.otherwise.outcome.urgency) < rank('same-day') && pathway.kind !== 'admin') {
      report(pathway.otherwise.place, 'otherwise must never be below same-day', 'when nothing is known, someone should look: then: same-day, within: 24 h');
    }
    for (const example of pathway.examples) {
      known([...example.present, ...example.unsure, ...Object.keys(example.values)], findings, example.place, 'finding', 'findings/');
    }
  }
  for (const urgency of urgencies) {
    if (!ruleset.dispositions.some((item) => item.urgency === urgency)) report({ file: 'dispositions.yaml', line: 1 }, `no words for ${urgency}`, 'add it to urgencies');
  }
  for (const tag of routingTags) {
    if (!ruleset.routing[tag]) report({ file: 'dispositions.yaml', line: 1 }, `no words for the routing tag ${tag}`, 'add it to via');
  }
}

function once(ids: readonly (readonly [string, Place])[], role: string, report: Report): void {
  const seen = new Map<string, Place>();
  for (const [id, place] of ids) {
    const first = seen.get(id);
    if (first) report(place, `${role} "${id}" stands twice (first in ${first.file}:${first.line})`, 'rename or remove one');
    else seen.set(id, place);
  }
}

function isAboutPerson(condition: Condition): boolean {
  switch (condition.kind) {
    case 'age':
    case 'sex':
      return true;
    case 'all':
    case 'any':
      return condition.of.every(isAboutPerson);
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
