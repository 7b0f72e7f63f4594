/** What went wrong, in the reader's words. */
import { problemWords } from './ask.ts';

export type Trouble = { readonly title: string; readonly detail?: string | undefined; readonly mend?: string | undefined; readonly reference?: string | undefined };

/** The service's own words; where there was no answer, ours. */
export function troubleOf(error: unknown, words: { readonly problem: string; readonly lostShort: string }): Trouble {
  return problemWords(error) ?? { title: words.problem, detail: words.lostShort };
}
