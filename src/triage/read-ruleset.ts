/** The files of `triage-rules/` -> a checked `Ruleset`, or every problem found, each with file, line and mend. */
import type { z } from 'zod';
import { defaultWithinHours, routingTags, type Outcome, type RoutingTag, type Urgency } from './outcome.ts';
import { parseDecimal, parseSpan, parseThreshold } from './quantity.ts';
import { readCondition } from './reading/condition-form.ts';
import {
  dispositionsFile,
  findingsFile,
  firstAidFile,
  gateFile,
  groupsFile,
  modifiersFile,
  pathwayFile,
  redFlagsFile,
  regionFile,
  sourcesFile,
  uncoveredFile,
  wordsFile,
} from './reading/file-forms.ts';
import type { Language, WordList } from '../shared/language.ts';
import { createProblemList, readForm, type ProblemList } from '../shared/problem-list.ts';
import { crossCheck } from './reading/cross-check.ts';
import { createWordFamilies, type WordFamilies } from './reading/word-families.ts';
import { parseContentFile, type ContentFile, type ContentProblem, type ParsedFile, type Path } from '../shared/content-file.ts';
import type {
  Condition,
  DefaultLine,
  Disposition,
  Example,
  Finding,
  FindingWords,
  FirstAid,
  Modifier,
  Pathway,
  Place,
  Region,
  Rule,
  Ruleset,
  Source,
  Topic,
  UncoveredComplaint,
} from './ruleset.ts';

export type RulesetReading = { readonly ruleset: Ruleset; readonly problems: readonly [] } | { readonly ruleset: undefined; readonly problems: readonly ContentProblem[] };

type Reader = { readonly list: ProblemList; readonly units: ReadonlyMap<string, string>; readonly families: WordFamilies };
type PathwayForm = z.infer<typeof pathwayFile>;
type OutcomeForm = { then: Urgency; within?: number | undefined; examined?: boolean | undefined; via?: RoutingTag[] | undefined };

/** @param files every file below `triage-rules/`, with paths as seen from it ("pathways/chest-pain.yaml"). */
export function readRuleset(files: readonly ContentFile[]): RulesetReading {
  const list = createProblemList();
  const parsed: ParsedFile[] = [];
  const broken: ContentProblem[] = [];
  for (const file of files.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const result = parseContentFile(file);
    if ('parsed' in result) parsed.push(result.parsed);
    else broken.push(result.problem);
  }
  const within = (folder: string): ParsedFile[] => parsed.filter((file) => file.path.startsWith(`${folder}/`));
  const forms = within('findings').flatMap((file) => {
    const form = readForm(findingsFile, file, list);
    return form ? [{ file, form }] : [];
  });
  const units = new Map(forms.flatMap(({ form }) => form.findings.map((item) => [item.id, item.kind === 'number' ? (item.unit ?? 'number') : 'yes-no'] as const)));
  const one = <T>(name: string, form: z.ZodType<T>): { file: ParsedFile; form: T } | undefined => {
    const file = parsed.find((candidate) => candidate.path === name);
    if (!file) {
      if (!broken.some((problem) => problem.file === name)) broken.push({ file: name, line: 1, what: 'the file is missing', mend: `write triage-rules/${name}` });
      return undefined;
    }
    const value = readForm(form, file, list);
    return value ? { file, form: value } : undefined;
  };

  const optional = <T>(name: string, form: z.ZodType<T>): { file: ParsedFile; form: T } | undefined => (parsed.some((file) => file.path === name) ? one(name, form) : undefined);

  const reader: Reader = { list, units, families: createWordFamilies(optional('words.yaml', wordsFile)?.form.words ?? {}) };
  const gate = one('gate.yaml', gateFile);
  const redFlags = optional('red-flags.yaml', redFlagsFile);
  const modifiers = one('modifiers.yaml', modifiersFile);
  const dispositions = one('dispositions.yaml', dispositionsFile);
  const uncovered = one('uncovered.yaml', uncoveredFile);
  const ruleset: Ruleset = {
    topics: forms.map(({ form }): Topic => ({ id: form.topic, group: form.group, title: form.title })),
    groups: one('groups.yaml', groupsFile)?.form.groups ?? [],
    findings: forms.flatMap(({ file, form }) => form.findings.map((_, index) => readFinding(reader, file, form, index))),
    gate: [
      ...(gate?.form.gate.map((raw, index) => readRule(reader, gate.file, ['gate', index], raw)) ?? []),
      ...(redFlags?.form['red-flags'].map((raw, index): Rule => ({ ...readRule(reader, redFlags.file, ['red-flags', index], raw), toldOnly: true, askedIn: raw['asked-in'] })) ??
        []),
    ],
    modifiers: modifiers?.form.modifiers.map((raw, index) => readModifier(reader, modifiers.file, ['modifiers', index], raw)) ?? [],
    pathways: within('pathways').flatMap((file) => {
      const form = readForm(pathwayFile, file, list);
      return form ? [readPathway(reader, file, form)] : [];
    }),
    uncovered:
      uncovered?.form.uncovered.map((raw, index): UncoveredComplaint => ({
        id: raw.id,
        kind: raw.kind,
        title: raw.title,
        phrases: phrasesOf(reader, uncovered.file, ['uncovered', index], { en: raw.en, fr: raw.fr }),
        aloneOnly: raw['alone-only'],
        family: raw.family,
        via: raw.via,
        firstAid: raw['first-aid'],
      })) ?? [],
    dispositions: dispositions?.form.urgencies.map(readDisposition) ?? [],
    generalNet: (dispositions?.form['general-net'] ?? []).map(({ id, from, until, en, fr }) => ({ id, from: from?.days, until: until?.days, words: { en, fr } })),
    // The form admits exactly the routing tags.
    routing: (dispositions?.form.via ?? {}) as Ruleset['routing'],
    regions: within('regions').flatMap((file) => {
      const form = readForm(regionFile, file, list);
      return form ? [readRegion(form)] : [];
    }),
    sources: Object.entries(one('sources.yaml', sourcesFile)?.form.sources ?? {}).map(([key, raw]): Source => ({ key, ...raw })),
    firstAid: Object.entries(one('first-aid.yaml', firstAidFile)?.form['first-aid'] ?? {}).map(([key, raw]): FirstAid => ({
      key,
      words: { en: raw.en, fr: raw.fr },
      source: raw.source,
      ...(raw['by-mouth'] ? { byMouth: true } : {}),
    })),
  };
  if (broken.length + list.problems.length === 0) crossCheck(ruleset, (place, what, mend) => broken.push({ ...place, what, mend }));
  // A findings file that cannot be read takes its findings with it: naming each of them again would bury the one line to mend.
  const lost = [...broken, ...list.problems].some((problem) => problem.file.startsWith('findings/'));
  const told = [...broken, ...list.problems].filter((problem) => !lost || !problem.what.endsWith('is not in findings/'));
  const problems = told.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return problems.length > 0 ? { ruleset: undefined, problems } : { ruleset, problems: [] };
}

/** The line is looked for when someone asks: finding all of them takes longer than reading all the rest. */
function placeOf(file: ParsedFile, path: Path): Place {
  return {
    file: file.path,
    get line() {
      return file.lineOf(path);
    },
  };
}

function conditionOf(reader: Reader, file: ParsedFile, path: Path, raw: unknown, allowNone: boolean): Condition {
  return readCondition(raw, path, { findings: reader.units, allowNone, report: (at, what, mend) => reader.list.report(file, at, what, mend) });
}

function outcomeOf(raw: OutcomeForm): Outcome {
  const examined = raw.examined ?? false;
  const via = raw.via ?? [];
  return {
    urgency: raw.then,
    withinHours: raw.within ?? defaultWithinHours(raw.then, examined),
    examined,
    via: routingTags.filter((tag) => via.includes(tag)),
  };
}

function wordsOf(reader: Reader, file: ParsedFile, path: Path, raw: z.infer<typeof findingsFile>['findings'][number]['en'], language: Language): FindingWords {
  const phrases = (key: 'say' | 'except', list: readonly string[]): readonly string[] =>
    reader.families.expand(list, language, (index, what, mend) => reader.list.report(file, [...path, language, key, index], what, mend));
  const except = raw.except && phrases('except', raw.except);
  return { label: raw.label, ask: raw.ask, askOther: raw['ask-other'], plain: raw.plain, why: raw.why, say: phrases('say', raw.say), ...(except ? { except } : {}) };
}

function phrasesOf(reader: Reader, file: ParsedFile, path: Path, phrases: WordList): WordList {
  return reader.families.expandBoth(phrases, (language) => (index, what, mend) => reader.list.report(file, [...path, language, index], what, mend));
}

function readFinding(reader: Reader, file: ParsedFile, form: z.infer<typeof findingsFile>, index: number): Finding {
  const raw = form.findings[index];
  if (!raw) throw new RangeError('no such finding');
  const path = ['findings', index];
  const base = {
    id: raw.id,
    topic: form.topic,
    words: { en: wordsOf(reader, file, path, raw.en, 'en'), fr: wordsOf(reader, file, path, raw.fr, 'fr') },
    onlyIf: raw['only-if'] === undefined ? undefined : conditionOf(reader, file, [...path, 'only-if'], raw['only-if'], false),
    observedByStaff: raw['observed-by'] === 'staff',
    place: placeOf(file, path),
  };
  if (raw.kind === 'yes-no') return { ...base, kind: 'yes-no', implies: raw.implies };
  if (raw.unit === undefined || raw.least === undefined || raw.most === undefined) {
    reader.list.report(file, path, `number "${raw.id}" needs unit, least and most`, 'add them, e.g. unit: celsius, least: 30, most: 44');
  }
  const unit = raw.unit ?? 'zero-to-ten';
  return {
    ...base,
    kind: 'number',
    unit,
    least: raw.least ?? 0,
    most: raw.most ?? 0,
    measured: raw.measured,
    shortcuts: raw.shortcuts.map((item) => ({ finding: item.finding, state: item.state, words: { en: item.en, fr: item.fr } })),
    entails: raw.entails.flatMap((item, at) => {
      const threshold = parseThreshold(item.threshold, unit === 'hours' ? parseSpan : parseDecimal);
      if (!threshold) reader.list.report(file, [...path, 'entails', at], `"${item.threshold}" is not a comparison`, 'write it like ">= 38.0"');
      return threshold ? [{ threshold, finding: item.finding, elseAbsent: item['else-absent'] }] : [];
    }),
  };
}

type RuleForm = OutcomeForm & { id: string; when?: unknown; because: { en: string; fr: string }; source: string[]; 'first-aid'?: string | undefined };

function readRule(reader: Reader, file: ParsedFile, path: Path, raw: RuleForm): Rule {
  return {
    id: raw.id,
    when: conditionOf(reader, file, [...path, 'when'], raw.when, false),
    outcome: outcomeOf(raw),
    because: raw.because,
    source: raw.source,
    firstAid: raw['first-aid'],
    place: placeOf(file, path),
  };
}

function readModifier(reader: Reader, file: ParsedFile, path: Path, raw: z.infer<typeof modifiersFile>['modifiers'][number]): Modifier {
  return {
    id: raw.id,
    when: conditionOf(reader, file, [...path, 'when'], raw.when, false),
    floor: raw.floor && outcomeOf(raw.floor),
    always: raw.always ?? false,
    lift: raw.lift ?? false,
    askedIn: raw['asked-in'],
    because: raw.because,
    source: raw.source,
    place: placeOf(file, path),
  };
}

function readPathway(reader: Reader, file: ParsedFile, form: PathwayForm): Pathway {
  const place = { file: file.path, line: 1 };
  if (file.path !== `pathways/${form.id}.yaml`) reader.list.report(file, ['id'], `pathway "${form.id}" stands in ${file.path}`, `name the file pathways/${form.id}.yaml`);
  return {
    id: form.id,
    status: form.status,
    signed: form.signed,
    family: form.family,
    aloneOnly: form['alone-only'],
    ...(form['catch-all'] ? { catchAll: true } : {}),
    kind: form.kind,
    for: form.for === undefined ? undefined : conditionOf(reader, file, ['for'], form.for, false),
    title: form.title,
    opensOnFindings: form['opens-on'].findings,
    opensOnPhrases: phrasesOf(reader, file, ['opens-on'], form['opens-on']),
    without: form.without,
    reassuring: form.reassuring,
    redFlags: form['red-flags'].map((raw, index) => readRule(reader, file, ['red-flags', index], raw)),
    defaultLines: form.default.map((raw, index): DefaultLine => {
      const path = ['default', index];
      return {
        id: raw.id,
        when: conditionOf(reader, file, [...path, 'when'], raw.when, true),
        outcome: outcomeOf(raw),
        because: raw.because,
        source: raw.source ?? form.source,
        firstAid: undefined,
        floorExempt: raw['floor-exempt'] ?? false,
        place: placeOf(file, path),
      };
    }),
    otherwise: {
      id: 'otherwise',
      when: { kind: 'all', of: [] },
      outcome: outcomeOf(form.otherwise),
      because: form.otherwise.because,
      source: form.otherwise.source ?? form.source,
      firstAid: undefined,
      place: placeOf(file, ['otherwise']),
    },
    advice: Object.fromEntries(Object.entries(form.advice).map(([urgency, raw]) => [urgency, { words: { en: raw.en, fr: raw.fr }, reviewHours: raw.review }])),
    goUpIf: { en: form['go-up-if'].en, fr: form['go-up-if'].fr },
    goUpInsteadOf: form['go-up-if']['instead-of'],
    examples: form.examples.map((raw, index) => readExample(reader, file, ['examples', index], raw)),
    place,
  };
}

function readExample(reader: Reader, file: ParsedFile, path: Path, raw: PathwayForm['examples'][number]): Example {
  const values: Record<string, number> = {};
  for (const [id, value] of Object.entries(raw.values)) {
    const parsed = typeof value === 'number' ? value : reader.units.get(id) === 'hours' ? parseSpan(value) : parseDecimal(value);
    if (parsed === undefined)
      reader.list.report(file, [...path, 'values', id], `"${String(value)}" is not a value of ${id}`, 'write a number, or a length of time like "3 d" for duration');
    else values[id] = parsed;
  }
  return {
    who: { ageDays: raw.who.age.days, age: raw.who.age.text, sex: raw.who.sex, elsewhere: raw.who.elsewhere },
    region: raw.region,
    words: { en: raw.en, fr: raw.fr },
    present: raw.present,
    unsure: raw.unsure,
    values,
    expect: { urgency: raw.expect.then, withinHours: raw.expect.within, examined: raw.expect.examined },
    because: raw.because,
    place: placeOf(file, path),
  };
}

function readDisposition(raw: z.infer<typeof dispositionsFile>['urgencies'][number]): Disposition {
  const wordsFor = (words: (typeof raw)['en']): Disposition['words']['en'] => ({
    headline: words.headline,
    headlineExamined: words['headline-examined'] ?? words.headline,
    who: words.who,
    short: words.short,
    do: words.do,
    avoid: words.avoid,
    ...(words['nothing-by-mouth'] === undefined ? {} : { nothingByMouth: words['nothing-by-mouth'] }),
  });
  return { urgency: raw.id, words: { en: wordsFor(raw.en), fr: wordsFor(raw.fr) } };
}

function readRegion(form: z.infer<typeof regionFile>): Region {
  return {
    id: form.id,
    name: form.name,
    timeZone: form['time-zone'],
    emergency: form.emergency,
    noVoice: form['no-voice'],
    contacts: form.contacts.map((raw) => ({ ...raw, hours: raw.hours, fallback: raw.fallback })),
  };
}
