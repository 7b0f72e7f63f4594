import type { Words } from './language.ts';

/**
 * The closed list of what can go wrong for a caller. HTTP status, title and words are chosen once, in `src/http`.
 * `field`, `reason` and `mend` never carry a patient's words.
 */
export const errorCodes = [
  'invalid-input', // a field is wrong: field, reason, mend
  'not-found', // no such thing, or not yours: the same answer
  'stale-turn', // the answer is for a question that is no longer the current one
  'not-now', // right, but not where the encounter stands
  'too-large', // more than is ever needed
  'too-many-requests',
  'notice-not-accepted', // the automated-service notice must be accepted first
  'ended', // the encounter has been erased or closed
  'not-offered', // a doctor by video is not what this outcome needs, or not now
  'moved-on', // it has changed since: another state, epoch or version
  'unavailable', // a part that is needed cannot be reached now
] as const;
export type ErrorCode = (typeof errorCodes)[number];

export class RelaisError extends Error {
  readonly code: ErrorCode;
  readonly reason: Words;
  readonly field: string | undefined;
  readonly mend: Words | undefined;

  /** `reason` and `mend` in both languages: the front door chooses the reader's. `message` is the English reason. */
  constructor(code: ErrorCode, reason: Words, details: { field?: string; mend?: Words; cause?: unknown } = {}) {
    super(reason.en, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'RelaisError';
    this.code = code;
    this.reason = reason;
    this.field = details.field;
    this.mend = details.mend;
  }
}

/** The one reason for everything that is not there, or not yours. */
export const nothingHere: Words = { en: 'there is nothing here', fr: 'il n’y a rien ici' };
