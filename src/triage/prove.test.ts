import { describe, expect, it } from 'vitest';
import { compileRuleset } from './compile.ts';
import { proveAll } from './prove.ts';
import { proveEnds } from './proofs/ends.ts';
import { readRuleset } from './read-ruleset.ts';
import { smallRules } from './testing/small-rules.ts';

type Change = { readonly file: string; readonly from: string; readonly to: string };

function brokenProofs(changes: readonly Change[]): string[] {
  const reading = readRuleset(smallRules(changes));
  if (!reading.ruleset) throw new Error(JSON.stringify(reading.problems));
  return proveAll(compileRuleset(reading.ruleset)).flatMap(({ proof, findings }) => findings.map((finding) => `${proof.name}: ${finding.what}`));
}

const cough = 'pathways/cough.yaml';

describe('the proofs of a ruleset', () => {
  it('hold for sound rules', () => {
    expect(brokenProofs([])).toEqual([]);
  });

  const canaries: readonly { readonly name: string; readonly changes: readonly Change[]; readonly says: RegExp }[] = [
    {
      name: 'an example that comes out otherwise',
      changes: [{ file: cough, from: 'expect: {then: self-care}', to: 'expect: {then: pharmacy}' }],
      says: /^examples: "cough and a runny nose for 3 days" comes out as self-care, not pharmacy/,
    },
    {
      name: 'a danger whose presence opens a milder line',
      changes: [
        { file: cough, from: '{duration: "<= 3 w"}, {none: [breathless]}', to: '{duration: "<= 3 w"}, {none: [breathless, fever]}' },
        {
          file: cough,
          from: 'default:\n',
          to: 'default:\n  - id: severe\n    when: {all: [{duration: "<= 3 w"}, {none: [weak-defences]}]}\n    then: routine\n    within: 1 d\n    because: {en: Look., fr: Voir.}\n',
        },
      ],
      says: /^monotone: when "weak-defences" appears the outcome falls from routine within 24 h/,
    },
    {
      name: 'a finding that lowers and is not listed as reassuring',
      changes: [{ file: cough, from: 'reassuring: [runny-nose]', to: 'reassuring: []' }],
      says: /^monotone: when "runny-nose" appears the outcome falls .*list it under reassuring/,
    },
    {
      name: 'a rule whose ages contradict each other',
      changes: [{ file: cough, from: '{all: [blood-in-spit, {age: ">= 16 y"}]}', to: '{all: [blood-in-spit, {age: ">= 16 y"}, {age: "< 2 y"}]}' }],
      says: /^dead: red flag "blood" can never hold/,
    },
    {
      name: 'a rule that a stronger one always covers',
      changes: [{ file: cough, from: 'when: {all: [blood-in-spit, {age: ">= 16 y"}]}', to: 'when: {all: [blood-in-spit, breathless-at-rest]}' }],
      says: /^dead: red flag "blood" never decides anything: whenever it holds, "breathless-at-rest" asks for at least as much/,
    },
    {
      name: 'a default line behind one that always holds first',
      changes: [
        { file: cough, from: '{all: [runny-nose, {duration: "<= 7 d"}, {none: [breathless, fever]}]}', to: '{all: [{duration: "<= 3 w"}, {none: [breathless]}]}' },
        { file: cough, from: 'reassuring: [runny-nose]', to: 'reassuring: []' },
      ],
      says: /^dead: default line "short-cough" is never reached/,
    },
    {
      name: 'a finding that no rule asks for',
      changes: [
        { file: cough, from: 'when: {all: [blood-in-spit, {age: ">= 16 y"}]}', to: 'when: {all: [weak-defences, {age: ">= 16 y"}]}' },
        { file: cough, from: 'findings: [blood-in-spit]', to: 'findings: []' },
      ],
      says: /^dead: finding "blood-in-spit" is in no rule/,
    },
    {
      name: 'an age without a pathway',
      changes: [{ file: 'uncovered.yaml', from: ', family: cough', to: '' }],
      says: /^gaps: family "cough" has no pathway for a female person of 0 days/,
    },
    {
      name: 'a number that one language does not say',
      changes: [{ file: cough, from: 'because: {en: It matters., fr: Cela compte.}', to: 'because: {en: After 15 minutes it matters., fr: Cela compte.}' }],
      says: /^words: because of "breathless-at-rest": the English says 15, the French no number/,
    },
    {
      name: 'a routing tag that leads nowhere',
      changes: [{ file: 'regions/UK.yaml', from: 'via: [maternity, ', to: 'via: [' }],
      says: /^regions: routing tag "maternity" leads to no contact/,
    },
    {
      name: 'a number with hours and nobody at night',
      changes: [{ file: 'regions/FR.yaml', from: 'name: {en: Help, fr: Aide}', to: 'name: {en: Help, fr: Aide}, hours: {en: 9 to 5, fr: 9 h à 17 h}' }],
      says: /^regions: contact "all" has limited hours and no fallback/,
    },
  ];

  it('find an interview that asks for ever, and one that stops while a danger is open', () => {
    const reading = readRuleset(smallRules());
    if (!reading.ruleset) throw new Error('small rules do not read');
    const rules = compileRuleset(reading.ruleset);
    const [finding] = reading.ruleset.findings;
    if (finding?.kind !== 'yes-no') throw new Error('no finding');
    expect(proveEnds(rules, () => ({ kind: 'yes-no', finding }))[0]?.what).toMatch(/"unresponsive" is asked twice/);
    const silent = readRuleset(smallRules([{ file: cough, from: 'then: emergency', to: 'then: routine' }]));
    if (!silent.ruleset) throw new Error('small rules do not read');
    expect(proveEnds(compileRuleset(silent.ruleset), () => undefined)).toEqual([]);
  });

  for (const canary of canaries) {
    it(`finds ${canary.name}`, () => {
      expect(brokenProofs(canary.changes)).toEqual(expect.arrayContaining([expect.stringMatching(canary.says)]));
    });
  }
});
