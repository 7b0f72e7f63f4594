/** The clinical content as data: what `triage-rules/` says, read and checked, before it is compiled. */
import type { Language, Words, WordList } from '../shared/language.ts';
import type { Outcome, RoutingTag, Urgency } from './outcome.ts';
import type { Threshold } from './quantity.ts';

/** Where something stands in the rule files, for an author's error message. */
export type Place = { readonly file: string; readonly line: number };

export type Kind = 'illness' | 'injury' | 'mental' | 'admin';
export type Sex = 'female' | 'male';
export type RegionId = 'FR' | 'UK';
export const regionIds: readonly RegionId[] = ['FR', 'UK'];

/**
 * A condition over findings, in three values (true, false, open).
 * `none` (each confirmed absent) may stand in default lines only: a red flag never rests on an absence.
 */
export type Condition =
  | { readonly kind: 'present'; readonly finding: string }
  | { readonly kind: 'number'; readonly finding: string; readonly threshold: Threshold }
  | { readonly kind: 'age'; readonly threshold: Threshold }
  | { readonly kind: 'sex'; readonly sex: Sex }
  | { readonly kind: 'region'; readonly region: RegionId }
  | { readonly kind: 'pathway-kind'; readonly is: Kind }
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'at-least'; readonly count: number; readonly of: readonly Condition[] }
  | { readonly kind: 'none'; readonly of: readonly Condition[] };

/** How a finding is put to a person, in one language. */
export type FindingWords = {
  /** A line in a checklist and in the doctor's summary; names no person. */
  readonly label: string;
  readonly ask: string;
  readonly askOther: string;
  readonly plain: string;
  readonly why: string;
  /** Lay phrases: patterns of the lexicon (docs/writing-rules.md). */
  readonly say: readonly string[];
  /** Phrases that hold a lay phrase and mean something else: "confused about my bill". */
  readonly except?: readonly string[];
};

type FindingBase = {
  readonly id: string;
  readonly topic: string;
  readonly words: Readonly<Record<Language, FindingWords>>;
  /** Who can have it at all; for anyone else it is never asked and counts as absent. */
  readonly onlyIf: Condition | undefined;
  /** Cannot be asked of the person: counts only when staff report it. */
  readonly observedByStaff: boolean;
  readonly place: Place;
};

export type YesNoFinding = FindingBase & { readonly kind: 'yes-no'; readonly implies: readonly string[] };

/** An answer that stands in for a number: "no fever", "hot, no thermometer". */
export type NumberShortcut = { readonly finding: string; readonly state: 'present' | 'absent'; readonly words: Words };

export type NumberFinding = FindingBase & {
  readonly kind: 'number';
  readonly unit: 'celsius' | 'zero-to-ten' | 'hours' | 'percent' | 'per-minute' | 'mmHg' | 'mmol/L';
  /** Plausible values, in the unit; outside them the entry is refused with its mend. */
  readonly least: number;
  readonly most: number;
  /** Needs a device or another person's count: "not measured" is an honest answer and is no evidence either way. */
  readonly measured: boolean;
  readonly shortcuts: readonly NumberShortcut[];
  /** Meeting the threshold entails the finding: 38.0 or more is a fever. With `elseAbsent` a measured value below it denies it. */
  readonly entails: readonly { readonly threshold: Threshold; readonly finding: string; readonly elseAbsent: boolean }[];
};

export type Finding = YesNoFinding | NumberFinding;

/** Findings of one topic belong together; topics of one group may share a screen. */
export type Topic = { readonly id: string; readonly group: string; readonly title: Words };
export type TopicGroup = { readonly id: string; readonly title: Words };

export type Rule = {
  readonly id: string;
  readonly when: Condition;
  readonly outcome: Outcome;
  readonly because: Words;
  readonly source: readonly string[];
  /** Key of what to do at once, before anything else. */
  readonly firstAid: string | undefined;
  /** Of `red-flags.yaml`: asked of nobody until its first part is known. */
  readonly toldOnly?: boolean;
  /** Complaints of `uncovered.yaml` that it is asked in although nothing of it is known. */
  readonly askedIn?: readonly string[] | undefined;
  readonly place: Place;
};

export type DefaultLine = Rule & { readonly floorExempt: boolean };

export type Modifier = {
  readonly id: string;
  readonly when: Condition;
  readonly floor: Outcome | undefined;
  /** The floor holds even for a default line marked floor-exempt. */
  readonly always: boolean;
  readonly lift: boolean;
  /** The kinds of complaint in which it is asked about; all when not given. In others it counts once a part of it is known. */
  readonly askedIn: readonly Kind[] | undefined;
  readonly because: Words;
  readonly source: readonly string[];
  readonly place: Place;
};

export type AdviceWords = { readonly do: readonly string[]; readonly avoid: readonly string[]; readonly expect: string };
export type Advice = { readonly words: Readonly<Record<Language, AdviceWords>>; readonly reviewHours: number | undefined };

export type Example = {
  readonly who: { readonly ageDays: number; readonly age: string; readonly sex: Sex; readonly elsewhere: boolean };
  readonly region: RegionId | undefined;
  readonly words: Words;
  readonly present: readonly string[];
  readonly unsure: readonly string[];
  readonly values: Readonly<Record<string, number>>;
  readonly expect: { readonly urgency: Urgency; readonly withinHours: number | undefined; readonly examined: boolean | undefined };
  readonly because: string;
  readonly place: Place;
};

export type Signature = { readonly by: string; readonly role: string; readonly on: string };

export type Pathway = {
  readonly id: string;
  readonly status: 'draft' | 'signed';
  readonly signed: Signature | undefined;
  readonly family: string | undefined;
  /** For people it is not meant for, an ordinary accompaniment: counts only when nothing else was recognised. */
  readonly aloneOnly: boolean;
  /** Opens for the complaints of its kind that no pathway covers. */
  readonly catchAll?: true;
  readonly kind: Kind;
  /** Over age and sex only; undefined: anyone. */
  readonly for: Condition | undefined;
  readonly title: Words;
  readonly opensOnFindings: readonly string[];
  readonly opensOnPhrases: WordList;
  /** Modifiers that this pathway counts for itself. */
  readonly without: readonly string[];
  readonly reassuring: readonly string[];
  readonly redFlags: readonly Rule[];
  readonly defaultLines: readonly DefaultLine[];
  readonly otherwise: Rule;
  readonly advice: Readonly<Partial<Record<Urgency, Advice>>>;
  readonly goUpIf: WordList;
  /** The lines of the general net that these say already. */
  readonly goUpInsteadOf?: readonly string[];
  readonly examples: readonly Example[];
  readonly place: Place;
};

/** A complaint that people bring and no pathway covers yet. */
export type UncoveredComplaint = {
  readonly id: string;
  readonly kind: Kind;
  readonly title: Words;
  readonly phrases: WordList;
  /** The family of pathways that it completes, for the ages that have none. */
  readonly family: string | undefined;
  /** An ordinary accompaniment of other complaints: opens only when nothing else was recognised. */
  readonly aloneOnly: boolean;
  /** Whom someone who brings it may talk to at once, whatever the urgency. */
  readonly via: readonly RoutingTag[];
  /** Key of what to do at once, whatever else is found. */
  readonly firstAid?: string | undefined;
};

export type Disposition = {
  readonly urgency: Urgency;
  readonly words: Readonly<
    Record<
      Language,
      {
        readonly headline: string;
        readonly headlineExamined: string;
        readonly who: string;
        readonly short: string;
        readonly do: readonly string[];
        readonly avoid: readonly string[];
        /** "Nothing to eat or drink", unless first aid gives something. */
        readonly nothingByMouth?: string;
      }
    >
  >;
};

/** A sign that means "go up a level" in any complaint; from and until an age in days. */
export type NetLine = { readonly id: string; readonly from: number | undefined; readonly until: number | undefined; readonly words: Words };

export type Contact = {
  readonly id: string;
  readonly number: string;
  readonly name: Words;
  readonly hours: Words | undefined;
  readonly via: readonly RoutingTag[];
  readonly fallback: string | undefined;
  readonly mark: Mark;
};

export type Region = {
  readonly id: RegionId;
  readonly name: Words;
  /** IANA name: clock times are shown in it. */
  readonly timeZone: string;
  readonly emergency: readonly { readonly number: string; readonly use: Words; readonly mark: Mark }[];
  readonly noVoice: readonly { readonly label: Words; readonly contact: string; readonly how: Words; readonly mark: Mark }[];
  readonly contacts: readonly Contact[];
};

export type Mark = 'seen' | 'to-check';
export type Source = { readonly key: string; readonly title: string; readonly mark: Mark };
export type FirstAid = {
  readonly key: string;
  readonly words: WordList;
  readonly source: readonly string[];
  /** It gives something to swallow: "nothing to eat or drink" is not said beside it. */
  readonly byMouth?: true;
};

export type Ruleset = {
  readonly findings: readonly Finding[];
  readonly topics: readonly Topic[];
  readonly groups: readonly TopicGroup[];
  /** What holds in every complaint: the signs asked of everyone first, and those that count once they are told. */
  readonly gate: readonly Rule[];
  readonly modifiers: readonly Modifier[];
  readonly pathways: readonly Pathway[];
  readonly uncovered: readonly UncoveredComplaint[];
  readonly dispositions: readonly Disposition[];
  /** Lists of words in rulesets of before December 2026. */
  readonly generalNet: readonly NetLine[] | WordList;
  readonly routing: Readonly<Record<RoutingTag, Words>>;
  readonly regions: readonly Region[];
  readonly sources: readonly Source[];
  readonly firstAid: readonly FirstAid[];
};
