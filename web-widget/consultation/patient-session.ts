/** The patient's side of one consultation: what is known, what may be done, and how it is kept true. Screens are projections of it. */
import type { Card } from '../../src/contract/card.ts';
import type { ConsultationTerms, Message, PatientMove, PatientView } from '../../src/contract/consultation.ts';
import { Refused } from '../client/ask.ts';
import type { ConsultationApi } from '../client/consultation-api.ts';
import { createLive, type Contact, type Live } from '../client/live.ts';
import { createOnce, type Once } from '../client/once.ts';
import { createStore, type Store } from '../client/store.ts';
import { troubleOf, type Trouble } from '../client/trouble.ts';
import { patientStates, announcementOf } from './patient-screens.ts';
import { emptyDraft, needsAdult, personMistakes, requestOf, suitabilityMistakes, type RequestDraft } from './request-form.ts';
import type { ConsultationWords } from './words.ts';

export type PatientStep = 'looking' | 'terms' | 'person' | 'live' | 'unreachable';
export type Busy = 'ask' | 'move' | 'code' | 'message' | undefined;

export type PatientState = {
  readonly step: PatientStep;
  readonly terms: ConsultationTerms | undefined;
  readonly draft: RequestDraft;
  /** Mistakes are shown once the person has tried to go on, not while typing. */
  readonly tried: boolean;
  readonly view: PatientView | undefined;
  readonly contact: Contact;
  readonly busy: Busy;
  readonly trouble: Trouble | undefined;
  /** The person has tapped to open the call. */
  readonly entered: boolean;
  readonly hungUp: boolean;
  readonly thanked: boolean;
  /** `until`: ISO 8601; `page`: where to type it. */
  readonly code: { readonly code: string; readonly until: string; readonly page: string } | undefined;
  readonly messages: readonly Message[];
  /** What was typed and could not be sent. */
  readonly unsent: string | undefined;
  readonly announcement: string;
};

export type PatientSession = Store<PatientState> & {
  readonly edit: (change: Partial<RequestDraft>) => void;
  readonly toPerson: () => void;
  readonly toTerms: () => void;
  readonly ask: () => Promise<void>;
  readonly move: (move: WantedMove) => Promise<void>;
  readonly askCode: () => Promise<void>;
  readonly enter: () => void;
  readonly hangUp: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
  readonly write: (text: string) => Promise<void>;
  readonly look: () => Promise<void>;
  /** After having left: from the beginning. */
  readonly askAgain: () => Promise<void>;
  readonly stop: () => void;
};

export type WantedMove = { readonly move: Exclude<PatientMove['move'], 'check-in'> } | { readonly move: 'check-in'; readonly feeling: 'same' | 'better' | 'worse' };

const beatMs = 2_000;

export const startState: PatientState = {
  step: 'looking',
  terms: undefined,
  draft: emptyDraft,
  tried: false,
  view: undefined,
  contact: { kind: 'polling' },
  busy: undefined,
  trouble: undefined,
  entered: false,
  hungUp: false,
  thanked: false,
  code: undefined,
  messages: [],
  unsent: undefined,
  announcement: '',
};

export function createPatientSession({
  api,
  words,
  onQuestions,
  once = createOnce(),
  now = () => new Date(),
}: {
  readonly api: ConsultationApi;
  /** In the language that is chosen now. */
  readonly words: () => ConsultationWords;
  /** The rules were run again and ask something, or say something more urgent: the conversation shows it, the place is kept. */
  readonly onQuestions: (card: Card) => void;
  readonly once?: Once;
  readonly now?: () => Date;
}): PatientSession {
  const store = createStore<PatientState>(startState);
  let live: Live | undefined;
  let beating: ReturnType<typeof setInterval> | undefined;

  /** Answers may overtake each other: an older one never replaces a newer one. */
  const show = (view: PatientView): void => {
    const before = store.get().view;
    if (before?.id === view.id && view.seq < before.seq) return;
    const over = patientStates[view.state].over;
    const announcement = announcementOf(before, view, words()) ?? store.get().announcement;
    store.set({ view, step: 'live', announcement, ...(over ? { entered: false, hungUp: false } : {}), ...(view.checkIn?.due ? { thanked: false } : {}) });
  };
  const refresh = async (): Promise<void> => {
    const view = await api.view();
    show(view);
    if (patientStates[view.state].beating) store.set({ messages: await api.call(view.id).messages() });
  };
  /** From the acceptance on the other side is told that this one is here; in an open call the media say it themselves. */
  const beat = (): void => {
    const { view, entered } = store.get();
    if (!view || entered || !patientStates[view.state].beating) return;
    void api
      .call(view.id)
      .heartbeat({ epoch: view.epoch })
      .catch(() => undefined);
  };
  const follow = (view: PatientView): void => {
    stop();
    if (patientStates[view.state].over) return;
    beating = setInterval(beat, beatMs);
    live = createLive({
      refresh: async () => {
        await refresh();
        const latest = store.get().view;
        if (latest && patientStates[latest.state].over) stop();
      },
      openStream: (lastEventId, signal) => api.call(view.id).events(lastEventId, signal),
      changed: (contact) => store.set({ contact }),
    });
  };
  const trying = async (busy: Exclude<Busy, undefined>, work: () => Promise<void>): Promise<void> => {
    // A double tap is one tap.
    if (store.get().busy) return;
    store.set({ busy, trouble: undefined });
    try {
      await work();
    } catch (error) {
      store.set({ trouble: troubleOf(error, words()) });
    } finally {
      store.set({ busy: undefined });
    }
  };

  const stop = (): void => {
    live?.stop();
    clearInterval(beating);
  };
  const toTerms = async (): Promise<void> => {
    try {
      store.set({ terms: await api.terms(), step: 'terms', tried: false });
    } catch (error) {
      store.set({ step: 'unreachable', trouble: error instanceof Refused ? troubleOf(error, words()) : undefined });
    }
  };
  const look = async (): Promise<void> => {
    store.set({ step: store.get().view ? 'live' : 'looking', trouble: undefined });
    try {
      // Here already: after a reload, or on another device.
      const view = await api.view();
      show(view);
      follow(view);
      return;
    } catch (error) {
      if (!(error instanceof Refused)) return store.set({ step: 'unreachable' });
    }
    await toTerms();
  };
  const move = (wanted: WantedMove): Promise<void> =>
    trying('move', async () => {
      const { consultation, card } = await once((turnId) => api.move({ ...wanted, turnId }));
      show(consultation);
      if (wanted.move === 'check-in' && wanted.feeling !== 'worse') store.set({ thanked: true });
      if (card) onQuestions(card);
      if (patientStates[consultation.state].over) stop();
    });

  return {
    ...store,
    look,
    askAgain: async () => {
      store.set({ view: undefined, step: 'looking', code: undefined });
      await toTerms();
    },
    edit: (change) => store.set({ draft: { ...store.get().draft, ...change } }),
    toPerson: () => {
      const { draft, terms } = store.get();
      if (!terms || suitabilityMistakes(draft, terms).length > 0 || needsAdult(draft, terms)) return store.set({ tried: true });
      store.set({ step: 'person', tried: false });
    },
    toTerms: () => store.set({ step: 'terms', tried: false }),
    ask: () => {
      const { draft, terms } = store.get();
      const ready = terms && personMistakes(draft, now()).length === 0;
      if (!ready) {
        store.set({ tried: true });
        return Promise.resolve();
      }
      return trying('ask', async () => {
        const view = await once(async (turnId) => {
          const body = requestOf(draft, { terms, turnId });
          if (!body) throw new Error('a draft without mistakes is a request');
          return api.request(body);
        });
        // Held no longer than needed.
        store.set({ draft: emptyDraft });
        show(view);
        follow(view);
      });
    },
    move,
    askCode: () =>
      trying('code', async () => {
        const { code, expiresAt, page } = await api.code();
        store.set({ code: { code, until: expiresAt, page } });
      }),
    enter: () => store.set({ entered: true, hungUp: false }),
    hangUp: async () => {
      store.set({ entered: false, hungUp: true });
      await move({ move: 'hang-up' });
    },
    comeBack: async () => {
      store.set({ entered: true, hungUp: false });
      await move({ move: 'rejoin' });
    },
    write: (text) =>
      trying('message', async () => {
        const { view } = store.get();
        if (!view) return;
        store.set({ unsent: text });
        await once((turnId) => api.call(view.id).write({ turnId, text }));
        store.set({ unsent: undefined });
        await live?.refresh();
      }),
    stop,
  };
}
