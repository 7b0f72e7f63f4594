/** What was understood from a person's own words: proposals only, each resting on a literal piece of the text. */
import type { Language } from '../shared/language.ts';

/** A piece of the text, by UTF-16 offsets: `text.slice(start, end) === quote`. */
export type Span = { readonly start: number; readonly end: number; readonly quote: string };

export type Proposal = {
  readonly finding: string;
  /** A number is in the finding's unit (hours, degrees Celsius, 0-10...). `absent` never excludes a danger by itself. */
  readonly value: 'present' | 'absent' | number;
  readonly span: Span;
  readonly origin: 'lexicon' | 'model';
};

export type RecognisedComplaint = {
  readonly id: string;
  readonly covered: boolean;
  readonly span: Span;
};

/** Who the words seem to be about, when they say so. */
export type About = { readonly who: 'child' | 'someone-else'; readonly ageDays: number | undefined; readonly span: Span };

export type Reading = {
  readonly language: Language;
  readonly proposals: readonly Proposal[];
  readonly complaints: readonly RecognisedComplaint[];
  readonly about: About | undefined;
};

export const emptyReading = (language: Language): Reading => ({ language, proposals: [], complaints: [], about: undefined });

/** The model beside the lexicon. Resolves within its deadline; a failure is a reading with no proposals, never an error. */
export type Interpreter = {
  readonly read: (request: { readonly text: string; readonly language: Language; readonly signal?: AbortSignal }) => Promise<Reading>;
};
