/**
 * The note keeps itself: what was typed is sent a moment later, again until it is kept, and never over what another window wrote.
 * A pure table of states and one small runner; the screen shows `state.kind` and nothing else.
 */
export type NoteText = { readonly text: string; readonly version: number };

export type NoteState =
  /** What stands here is what is kept. */
  | { readonly kind: 'kept'; readonly kept: NoteText; readonly text: string }
  /** Typed, not yet sent. */
  | { readonly kind: 'typed'; readonly kept: NoteText; readonly text: string }
  /** On its way: `sending` is what was sent, `text` what has been typed since. */
  | { readonly kind: 'sending'; readonly kept: NoteText; readonly text: string; readonly sending: string }
  /** It did not arrive; it is sent again by itself. `reason` is for the reader. */
  | { readonly kind: 'failed'; readonly kept: NoteText; readonly text: string; readonly attempts: number; readonly reason: string | undefined }
  /** Another window kept something else meanwhile: the doctor chooses, nothing is thrown away before. */
  | { readonly kind: 'conflict'; readonly kept: NoteText; readonly text: string; readonly theirs: NoteText };

export type NoteEvent =
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'sent' }
  | { readonly kind: 'kept'; readonly version: number }
  | { readonly kind: 'failed'; readonly reason?: string }
  | { readonly kind: 'other-version'; readonly theirs: NoteText }
  | { readonly kind: 'chosen'; readonly which: 'mine' | 'theirs' | 'both' };

/** What each state means for the screen and for the runner. */
export const noteStates = {
  kept: { safe: true, sendAfter: undefined, warnOnLeave: false },
  typed: { safe: false, sendAfter: 700, warnOnLeave: true },
  sending: { safe: false, sendAfter: undefined, warnOnLeave: true },
  failed: { safe: false, sendAfter: 2000, warnOnLeave: true },
  conflict: { safe: false, sendAfter: undefined, warnOnLeave: true },
} as const satisfies Record<NoteState['kind'], { readonly safe: boolean; readonly sendAfter: number | undefined; readonly warnOnLeave: boolean }>;

/** As the record takes it. */
export const longestNote = 40_000;

export function noteStep(state: NoteState, event: NoteEvent): NoteState {
  const { kept } = state;
  switch (event.kind) {
    case 'typed':
      if (state.kind === 'sending' || state.kind === 'conflict' || state.kind === 'failed') return { ...state, text: event.text };
      return event.text === kept.text ? { kind: 'kept', kept, text: event.text } : { kind: 'typed', kept, text: event.text };
    case 'sent':
      return state.kind === 'typed' || state.kind === 'failed' ? { kind: 'sending', kept, text: state.text, sending: state.text } : state;
    case 'kept': {
      if (state.kind !== 'sending') return state;
      const now: NoteText = { text: state.sending, version: event.version };
      return state.text === state.sending ? { kind: 'kept', kept: now, text: state.text } : { kind: 'typed', kept: now, text: state.text };
    }
    case 'failed':
      return state.kind === 'sending' ? { kind: 'failed', kept, text: state.text, attempts: 1, reason: event.reason } : state;
    case 'other-version': {
      const { theirs } = event;
      if (theirs.version <= kept.version) return state;
      // Nothing of ours is at stake, or it is the same text: take it.
      if (state.kind === 'kept' || theirs.text === state.text) return { kind: 'kept', kept: theirs, text: theirs.text };
      return { kind: 'conflict', kept, text: state.text, theirs };
    }
    case 'chosen': {
      if (state.kind !== 'conflict') return state;
      const { theirs } = state;
      if (event.which === 'theirs') return { kind: 'kept', kept: theirs, text: theirs.text };
      const text = event.which === 'mine' ? state.text : `${theirs.text}\n\n${state.text}`;
      return { kind: 'typed', kept: theirs, text };
    }
  }
}

export type KeptAnswer =
  | { readonly kind: 'kept'; readonly version: number }
  | { readonly kind: 'other-version'; readonly theirs: NoteText }
  | { readonly kind: 'failed'; readonly reason?: string };

export type NoteKeeper = {
  readonly state: () => NoteState;
  readonly type: (text: string) => void;
  readonly choose: (which: 'mine' | 'theirs' | 'both') => void;
  /** Another window's version was heard of. */
  readonly hear: (theirs: NoteText) => void;
  /** Sends at once what is not yet kept; true once it is. */
  readonly flush: () => Promise<boolean>;
  readonly stop: () => void;
};

export function createNoteKeeper({
  start,
  keep,
  changed,
  later = (work, ms) => {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
}: {
  readonly start: NoteText;
  /** Sends a text that rests on this version. */
  readonly keep: (text: string, onVersion: number) => Promise<KeptAnswer>;
  readonly changed: (state: NoteState) => void;
  readonly later?: (work: () => void, ms: number) => () => void;
}): NoteKeeper {
  let state: NoteState = { kind: 'kept', kept: start, text: start.text };
  let cancel: (() => void) | undefined;
  let running: Promise<void> | undefined;
  let stopped = false;

  const step = (event: NoteEvent): void => {
    const next = noteStep(state, event);
    if (next === state) return;
    state = next;
    changed(state);
  };
  const plan = (): void => {
    cancel?.();
    cancel = undefined;
    const { sendAfter } = noteStates[state.kind];
    if (sendAfter !== undefined && !stopped) cancel = later(() => void send(), sendAfter);
  };
  const send = (): Promise<void> => {
    running ??= once().finally(() => {
      running = undefined;
      plan();
    });
    return running;
  };
  const once = async (): Promise<void> => {
    step({ kind: 'sent' });
    if (state.kind !== 'sending') return;
    step(await keep(state.sending, state.kept.version).catch((): NoteEvent => ({ kind: 'failed' })));
  };

  return {
    state: () => state,
    type: (text) => {
      step({ kind: 'typed', text: text.slice(0, longestNote) });
      plan();
    },
    choose: (which) => {
      step({ kind: 'chosen', which });
      plan();
    },
    hear: (theirs) => step({ kind: 'other-version', theirs }),
    flush: async () => {
      for (let tries = 0; tries < 3 && !noteStates[state.kind].safe && state.kind !== 'conflict'; tries++) await send();
      return noteStates[state.kind].safe;
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
