/** How often one may call. A limit never stands between a person and the emergency screen, and never fails a request. */
import type { Ephemeral } from '../shared/ephemeral.ts';
import { RelaisError } from '../shared/errors.ts';

const minute = 60_000;
export const perMinute = { open: 30, failedCapability: 20, turn: 120, code: 10, codeMade: 10, places: 40, signal: 1200 } as const;
type Limited = keyof typeof perMinute;

export type Limits = {
  /** Counts one more; true when that is over the limit. */
  readonly over: (what: Limited, who: string) => Promise<boolean>;
};

export function createLimits(ephemeral: Ephemeral): Limits {
  return {
    over: async (what, who) => {
      try {
        return (await ephemeral.increment(`limit:${what}:${who}`, minute)) > perMinute[what];
      } catch {
        return false;
      }
    },
  };
}

export function tooMany(): RelaisError {
  return new RelaisError(
    'too-many-requests',
    { en: 'too many requests in a short time', fr: 'trop de demandes en peu de temps' },
    { mend: { en: 'wait a minute and try again', fr: 'attendez une minute puis recommencez' } },
  );
}
