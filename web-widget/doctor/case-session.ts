/** One consultation on the doctor's screen: its summary, its call, its note, its end. */
import type { DoctorMove, DoctorSummary, DoctorView, NewDocument } from '../../src/contract/staff.ts';
import { Refused } from '../client/ask.ts';
import type { CallApi, Wanted } from '../client/consultation-api.ts';
import { createLive, type Contact, type Live } from '../client/live.ts';
import { createOnce, type Once } from '../client/once.ts';
import type { StaffApi } from '../client/staff-api.ts';
import { createStore, type Store } from '../client/store.ts';
import { troubleOf, type Trouble } from '../client/trouble.ts';
import { doctorStates } from './doctor-states.ts';
import { createNoteKeeper, type KeptAnswer, type NoteKeeper, type NoteState } from './note-keeper.ts';
import type { DoctorWords } from './words.ts';

/** What is asked about beside the call. One at a time. */
export type CasePanel = 'none' | 'not-suitable' | 'phone' | 'interpreter' | 'hand-back' | 'end';

export type CaseState = {
  readonly view: DoctorView | undefined;
  readonly summary: DoctorSummary | undefined;
  readonly note: NoteState | undefined;
  readonly contact: Contact;
  readonly busy: 'move' | 'message' | 'document' | undefined;
  readonly trouble: Trouble | undefined;
  readonly unsent: string | undefined;
  readonly panel: CasePanel;
  /** The doctor has opened the call. */
  readonly entered: boolean;
  /** It is another doctor's now, or back in the queue. */
  readonly gone: boolean;
  /** To be given to an interpreter; only here, and only until the page is left. */
  readonly interpreterLink: { readonly path: string; readonly endsAt: string } | undefined;
};

export type CaseSession = Store<CaseState> & {
  readonly id: string;
  readonly call: CallApi;
  readonly enter: () => void;
  readonly show: (panel: CasePanel) => void;
  readonly type: (text: string) => void;
  readonly choose: (which: 'mine' | 'theirs' | 'both') => void;
  /** True once it was done. */
  readonly move: (move: Wanted<DoctorMove>) => Promise<boolean>;
  readonly write: (text: string) => Promise<void>;
  readonly addDocument: (document: Wanted<NewDocument>) => Promise<boolean>;
  readonly retry: () => void;
  readonly stop: () => void;
};

const beatMs = 2_000;

export const startCase: CaseState = {
  view: undefined,
  summary: undefined,
  note: undefined,
  contact: { kind: 'polling' },
  busy: undefined,
  trouble: undefined,
  unsent: undefined,
  panel: 'none',
  entered: false,
  gone: false,
  interpreterLink: undefined,
};

export function createCaseSession({
  id,
  api,
  words,
  once = createOnce(),
}: {
  readonly id: string;
  readonly api: StaffApi;
  readonly words: DoctorWords;
  readonly once?: Once;
}): CaseSession {
  const store = createStore<CaseState>(startCase);
  const call = api.call(id);
  let keeper: NoteKeeper | undefined;
  let live: Live | undefined;
  /** In an open call the media say themselves that the doctor is here. */
  const beating = setInterval(() => {
    const { view, entered } = store.get();
    if (view && !entered && doctorStates[view.state].beating) void call.heartbeat({ epoch: view.epoch }).catch(() => undefined);
  }, beatMs);

  const keep = async (text: string, version: number): Promise<KeptAnswer> => {
    try {
      const kept = await api.saveNote(id, { text, version });
      return { kind: 'kept', version: kept.version };
    } catch (error) {
      if (!(error instanceof Refused)) return { kind: 'failed' };
      if (error.status !== 409) return { kind: 'failed', reason: error.problem.detail ?? error.problem.title };
      const { note } = await api.view(id);
      return { kind: 'other-version', theirs: note };
    }
  };
  const show = (view: DoctorView): void => {
    const before = store.get().view;
    if (before && view.seq < before.seq) return;
    // Back after a reload or a crash: a call that is on goes on.
    const resumed = before === undefined && doctorStates[view.state].resumes;
    store.set({ view, ...(resumed ? { entered: true } : {}), ...(doctorStates[view.state].over ? { entered: false, panel: 'none' as const } : {}) });
    if (keeper) keeper.hear(view.note);
    else {
      keeper = createNoteKeeper({ start: view.note, keep, changed: (note) => store.set({ note }) });
      store.set({ note: keeper.state() });
    }
  };
  const leaveIt = (): void => store.set({ gone: true, entered: false, panel: 'none' });
  const begin = (): void => {
    live?.stop();
    live = createLive({
      refresh: async () => {
        try {
          if (!store.get().summary) store.set({ summary: await api.summary(id) });
          show(await api.view(id));
        } catch (error) {
          // It was here before, and is not ours to see any more. Whoever is signed out is told so by the console.
          if (error instanceof Refused && error.status === 404 && store.get().view) leaveIt();
          throw error;
        }
      },
      openStream: call.events,
      changed: (contact) => store.set({ contact }),
    });
  };
  const trying = async (busy: Exclude<CaseState['busy'], undefined>, work: () => Promise<void>): Promise<boolean> => {
    if (store.get().busy) return false;
    store.set({ busy, trouble: undefined });
    try {
      await work();
      return true;
    } catch (error) {
      store.set({ trouble: troubleOf(error, words) });
      return false;
    } finally {
      store.set({ busy: undefined });
    }
  };
  begin();

  return {
    ...store,
    id,
    call,
    enter: () => store.set({ entered: true }),
    show: (panel) => store.set({ panel, trouble: undefined }),
    type: (text) => keeper?.type(text),
    choose: (which) => keeper?.choose(which),
    move: (wanted) =>
      trying('move', async () => {
        // What was typed is in the record before anything ends.
        await keeper?.flush();
        const { consultation, interpreterLink } = await once((turnId) => api.move(id, { ...wanted, turnId }));
        if (!consultation) return leaveIt();
        show(consultation);
        // The link is given out from the panel that asked for it.
        store.set({ interpreterLink, ...(interpreterLink ? {} : { panel: 'none' as const }) });
      }),
    write: async (text) => {
      store.set({ unsent: text });
      const sent = await trying('message', async () => {
        await once((turnId) => call.write({ turnId, text }));
        await live?.refresh();
      });
      if (sent) store.set({ unsent: undefined });
    },
    addDocument: (wanted) =>
      trying('document', async () => {
        await keeper?.flush();
        await once((turnId) => api.addDocument(id, { ...wanted, turnId }));
        await live?.refresh();
      }),
    retry: begin,
    stop: () => {
      clearInterval(beating);
      live?.stop();
      keeper?.stop();
      void keeper?.flush();
    },
  };
}
