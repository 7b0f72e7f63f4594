/** A ruleset small enough to read at a glance, for tests of the engine and as the sound base of every canary. */
import type { ContentFile } from '../../shared/content-file.ts';

const words = (label: string): string => {
  const language = (name: string): string => `    ${name}: {label: ${label} ${name}, ask: ${label}?, ask-other: ${label}?, plain: ${label}., why: ${label}., say: [${label}]}`;
  return `${language('en')}\n${language('fr')}`;
};
const finding = (id: string, more = ''): string => `  - id: ${id}\n${more}${words(id)}`;
const because = '    because: {en: It matters., fr: Cela compte.}\n    source: [SRC]';

export const smallFiles: Readonly<Record<string, string>> = {
  'groups.yaml': 'groups:\n  - {id: body, title: {en: Body, fr: Corps}}\n',
  'sources.yaml': 'sources:\n  SRC: {title: A source, mark: to-check}\n',
  'first-aid.yaml': 'first-aid:\n  cpr: {en: [Press hard.], fr: [Appuyez fort.], source: [SRC]}\n',
  'uncovered.yaml':
    'uncovered:\n  - {id: rash, kind: illness, title: {en: Rash, fr: Boutons}, en: [rash], fr: [boutons]}\n  - {id: tired, kind: illness, title: {en: Tired, fr: Fatigue}, en: [tired], fr: [fatigue], alone-only: true}\n  - {id: cough-child, kind: illness, title: {en: Cough, fr: Toux}, en: [cough], fr: [toux], family: cough}\n',
  'findings/body.yaml': [
    'topic: body\ngroup: body\ntitle: {en: Body, fr: Corps}\nfindings:',
    finding('unresponsive'),
    finding('confused-or-drowsy'),
    finding('fever'),
    finding('breathless'),
    finding('breathless-at-rest', '    implies: [breathless]\n'),
    finding('blood-in-spit'),
    finding('runny-nose'),
    finding('pregnant', '    only-if: {all: [{sex: female}, {age: ">= 10 y"}, {age: "< 56 y"}]}\n'),
    finding('weak-defences'),
  ].join('\n'),
  'findings/numbers.yaml': [
    'topic: numbers\ngroup: body\ntitle: {en: Numbers, fr: Chiffres}\nfindings:',
    finding(
      'temperature',
      '    kind: number\n    unit: celsius\n    least: 30\n    most: 44\n    measured: true\n    entails: [{threshold: ">= 38.0", finding: fever, else-absent: true}]\n    shortcuts: [{finding: fever, state: absent, en: No fever, fr: Pas de fièvre}]\n',
    ),
    finding('duration', '    kind: number\n    unit: hours\n    least: 0\n    most: 876000\n'),
  ].join('\n'),
  'gate.yaml': `gate:\n  - id: unresponsive\n    when: unresponsive\n    then: ambulance\n    first-aid: cpr\n${because}\n  - id: confusion\n    when: confused-or-drowsy\n    then: ambulance\n${because}\n`,
  'modifiers.yaml': [
    'modifiers:',
    `  - id: weak-defences-fever\n    when: {all: [weak-defences, fever]}\n    floor: {then: emergency}\n    always: true\n${because}`,
    `  - id: pregnant\n    when: {all: [pregnant, {kind: illness}]}\n    lift: true\n${because}`,
  ].join('\n'),
  'dispositions.yaml': [
    'urgencies:',
    ...['ambulance', 'emergency', 'same-day', 'routine', 'pharmacy', 'self-care'].map(
      (id) => `  - {id: ${id}, en: {headline: ${id}, who: who, short: ${id}, do: [do], avoid: []}, fr: {headline: ${id}, who: qui, short: ${id}, do: [faire], avoid: []}}`,
    ),
    'general-net: [{id: worse, en: worse, fr: pire}]',
    'via:',
    ...[
      'maternity',
      'dental',
      'eye',
      'mental-health-crisis',
      'poison-centre',
      'sexual-assault-centre',
      'safeguarding',
      'police',
      'own-team',
      'optometrist',
      'midwife',
      'sexual-health',
      'physio',
    ].map((tag) => `  ${tag}: {en: ${tag}, fr: ${tag}}`),
  ].join('\n'),
  'regions/FR.yaml': region('FR', 'Europe/Paris', '15'),
  'regions/UK.yaml': region('UK', 'Europe/London', '999'),
  'pathways/cough.yaml': `id: cough
status: draft
kind: illness
for: {age: ">= 1 y"}
title: {en: Cough, fr: Toux}
opens-on: {findings: [blood-in-spit], en: [cough], fr: [toux]}
source: [SRC]
reassuring: [runny-nose]
red-flags:
  - id: breathless-at-rest
    when: breathless-at-rest
    then: emergency
${because}
  - id: blood
    when: {all: [blood-in-spit, {age: ">= 16 y"}]}
    then: same-day
    within: 4 h
    examined: true
${because}
default:
  - id: short-cold
    when: {all: [runny-nose, {duration: "<= 7 d"}, {none: [breathless, fever]}]}
    then: self-care
${because}
  - id: short-cough
    when: {all: [{duration: "<= 3 w"}, {none: [breathless]}]}
    then: routine
    within: 7 d
${because}
otherwise:
  then: same-day
  within: 24 h
  because: {en: Someone should look., fr: Quelqu'un doit regarder.}
advice:
  self-care: {en: {do: [Rest.], avoid: [], expect: Better soon.}, fr: {do: [Reposez-vous.], avoid: [], expect: Mieux bientôt.}, review: 7 d}
  routine: {en: {do: [Book.], avoid: [], expect: A visit.}, fr: {do: [Prenez rendez-vous.], avoid: [], expect: Une visite.}}
  same-day: {en: {do: [Go.], avoid: [], expect: A visit.}, fr: {do: [Allez-y.], avoid: [], expect: Une visite.}}
go-up-if: {en: [worse], fr: [pire]}
examples:
  - who: {age: 30 y, sex: male}
    en: cough and a runny nose for 3 days
    fr: toux et nez qui coule depuis 3 jours
    present: [runny-nose]
    values: {duration: 3 d}
    expect: {then: self-care}
    because: a short cold
`,
};

function region(id: string, zone: string, number: string): string {
  const tags = 'maternity, dental, eye, mental-health-crisis, poison-centre, sexual-assault-centre, safeguarding, police, own-team, optometrist, midwife, sexual-health, physio';
  return `id: ${id}
name: {en: ${id}, fr: ${id}}
time-zone: ${zone}
emergency: [{number: "${number}", use: {en: Emergency, fr: Urgences}, mark: seen}]
no-voice: [{label: {en: Text, fr: SMS}, contact: "114", how: {en: Send a text., fr: Envoyez un SMS.}, mark: seen}]
contacts: [{id: all, number: "${number}", name: {en: Help, fr: Aide}, via: [${tags}], mark: seen}]
`;
}

/** The small rules, with some files changed: `replace` takes exactly one place in one file. */
export function smallRules(changes: readonly { readonly file: string; readonly from: string; readonly to: string }[] = []): readonly ContentFile[] {
  const files: Record<string, string> = { ...smallFiles };
  for (const { file, from, to } of changes) {
    const text = files[file] ?? '';
    if (!text.includes(from)) throw new RangeError(`${file} does not hold "${from}"`);
    files[file] = text.replace(from, to);
  }
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}
