/** What each part of a consultation's screen is given. */
import type { CallMedia } from '../consultation/call-media.ts';
import type { CaseSession, CaseState } from './case-session.ts';
import type { DoctorWords } from './words.ts';

export type CaseProps = {
  readonly state: CaseState;
  readonly session: CaseSession;
  readonly media: CallMedia;
  readonly words: DoctorWords;
  readonly time: (at: string | number) => string;
  readonly date: (at: string) => string;
  readonly now: () => number;
  readonly onDone: () => void;
};
