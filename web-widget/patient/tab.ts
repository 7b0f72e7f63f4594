/**
 * What this tab remembers, so that a reload loses nothing: the public handle of the encounter, the turn that is on its
 * way, and unsent words. It ends with the tab; where the browser keeps nothing it lives in memory. The key to the
 * encounter is never here: it is an HttpOnly cookie, or in memory.
 */
import type { Turn } from '../../src/contract/turn.ts';
import type { Language } from './words.ts';

export type Kept = {
  readonly encounterId: string;
  readonly site: string;
  readonly language: Language;
  readonly pending?: Turn;
  /** A doctor has been asked for: a reload goes back to the waiting room or the call. */
  readonly doctor?: true;
  /** The card it was written for, and the words. */
  readonly draft?: { readonly card: string; readonly text: string };
};

export type Tab = {
  readonly read: () => Kept | undefined;
  readonly write: (kept: Kept) => void;
  readonly clear: () => void;
};

const name = 'relais';

export function createTab(storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = () => sessionStorage): Tab {
  let memory: string | null = null;
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work();
    } catch {
      return otherwise;
    }
  };
  return {
    read: () => {
      const text = attempt(() => storage().getItem(name), null) ?? memory;
      // Written by us below, in this form; what is not JSON counts as nothing.
      return text === null ? undefined : attempt(() => JSON.parse(text) as Kept, undefined);
    },
    write: (kept) => {
      memory = JSON.stringify(kept);
      const text = memory;
      attempt(() => storage().setItem(name, text), undefined);
    },
    clear: () => {
      memory = null;
      attempt(() => storage().removeItem(name), undefined);
    },
  };
}
