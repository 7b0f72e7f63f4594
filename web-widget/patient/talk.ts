/**
 * The conversation as this tab holds it: one card, at most one turn on its way. A turn keeps its id until it is
 * acknowledged, whatever happens to the network, the server or the page: so nothing is lost and nothing counts twice.
 */
import type { Card } from '../../src/contract/card.ts';
import type { CardAnswer, Turn } from '../../src/contract/turn.ts';
import { Refused, type Problem } from '../client/ask.ts';
import type { PatientApi, Shown } from '../client/patient-api.ts';
import { createStore, type Store } from '../client/store.ts';
import type { Tab } from './tab.ts';
import type { Language, PatientWords } from './words.ts';

export type LineKind = keyof PatientWords['lines'];

export type TalkState = {
  readonly phase: 'opening' | 'starting' | 'talking';
  readonly language: Language;
  readonly encounterId: string | undefined;
  readonly card: Card | undefined;
  /** On its way, or waiting to be sent again. */
  readonly pending: Turn | undefined;
  /** What is happening, said in one line. */
  readonly line: LineKind | undefined;
  readonly problem: Problem | undefined;
  /** Cards that the person's own act brought: focus follows these only. */
  readonly moved: number;
  /** The browser keeps no cookie: a reload loses everything. */
  readonly memoryOnly: boolean;
  /** A doctor has been asked for: the outcome gives way to the waiting room and the call. */
  readonly doctor: boolean;
  /** Unsent words, by the card they were written for. */
  readonly draft: { readonly card: string; readonly text: string } | undefined;
  /** On its way from a hospital's frame to a page of our own, by a link that opens once. `taken`: it goes on there, and here no more. */
  readonly crossing: { readonly link: string; readonly taken: boolean } | undefined;
};

export type Talk = Store<TalkState> & {
  readonly resume: () => Promise<void>;
  /** @param notice the version of the notice that the person has read and accepted by this tap. */
  readonly start: (notice: string) => Promise<void>;
  /** Goes on with what was begun on another device. False: the code opens nothing. */
  readonly adopt: (code: string) => Promise<boolean>;
  /** Makes the link to a page of our own. @throws when no code can be had now. */
  readonly cross: () => Promise<string>;
  /** In the page of our own: takes over what came by the link, and goes on to the doctor. */
  readonly arrive: (code: string) => Promise<void>;
  readonly answer: (answer: CardAnswer) => Promise<void>;
  readonly back: () => Promise<void>;
  readonly change: (step: number) => Promise<void>;
  readonly worse: () => Promise<void>;
  readonly choose: (language: Language) => Promise<void>;
  readonly write: (text: string) => void;
  /** To the waiting room, or back from it. */
  readonly consult: (on: boolean) => void;
  /** A card that came with the answer to something else than a turn. */
  readonly showCard: (card: Card) => void;
  /** Looks whether another tab went on; never while a turn is on its way. */
  readonly refresh: () => Promise<void>;
  /** Tries at once instead of when the wait is over. */
  readonly hurry: () => void;
  readonly again: () => void;
  readonly leave: () => void;
};

export type TalkParts = {
  readonly api: PatientApi;
  readonly tab: Tab;
  readonly site: string;
  readonly language: Language;
  /** The browser says itself that it takes no cookies. */
  readonly cookies: boolean;
  readonly newId?: () => string;
  readonly wait?: (ms: number) => Promise<void>;
};

const waits = [800, 1500, 3000, 5000, 8000] as const;
const crowdWait = 12_000;

export function createTalk({ api, tab, site, language, cookies, newId = () => crypto.randomUUID(), wait = pause }: TalkParts): Talk {
  const start: TalkState = {
    phase: 'opening',
    language,
    encounterId: undefined,
    card: undefined,
    pending: undefined,
    line: undefined,
    problem: undefined,
    moved: 0,
    memoryOnly: false,
    doctor: false,
    draft: undefined,
    crossing: undefined,
  };
  const store = createStore<TalkState>(start);
  const { get, set } = store;
  let wake: (() => void) | undefined;
  /** Counts up when the conversation is given up: replies that come later are dropped. */
  let run = 0;

  const keep = (): void => {
    const { encounterId, pending, draft, doctor, language: now } = get();
    if (encounterId === undefined) return;
    tab.write({ encounterId, site, language: now, ...(doctor ? { doctor } : {}), ...(pending ? { pending } : {}), ...(draft ? { draft } : {}) });
  };

  /** Tries until there is an answer that is not "later". */
  const insist = async <T>(work: () => Promise<T>): Promise<T> => {
    const mine = run;
    for (let tries = 0; ; tries += 1) {
      try {
        const reply = await work();
        if (tries > 0 && mine === run) set({ line: 'restored' });
        return reply;
      } catch (error) {
        if (mine !== run || (error instanceof Refused && error.status < 500 && error.status !== 429)) throw error;
        const crowd = error instanceof Refused && error.status === 429;
        set({ line: crowd ? 'slow' : error instanceof Refused ? 'busy' : 'lost' });
        await Promise.race([wait(crowd ? crowdWait : (waits[tries] ?? 8000)), new Promise<void>((done) => (wake = done))]);
        if (mine !== run) throw error;
      }
    }
  };

  const shown = ({ encounterId, card }: Shown, own: boolean): void => {
    const { draft, moved } = get();
    // Words written for this card stay; for a card that is gone they have been sent.
    set({ phase: 'talking', encounterId, card, problem: undefined, draft: draft?.card === card.id ? draft : undefined, ...(own ? { moved: moved + 1 } : {}) });
  };

  const ended = (): void => {
    run += 1;
    tab.clear();
    set({ ...start, language: get().language, line: 'ended', moved: get().moved + 1 });
  };

  /** Where the encounter stands, after an answer that came too late. */
  const reload = async (line: LineKind, own: boolean): Promise<void> => {
    const { encounterId } = get();
    if (encounterId === undefined) return;
    const now = await insist(() => api.show(encounterId));
    shown(now, own);
    set({ line });
  };

  const send = async (turn: Turn, own = true): Promise<boolean> => {
    const { encounterId, pending, line } = get();
    // One turn at a time: a second tap on the same button is the same answer.
    if (encounterId === undefined || (pending && pending.turnId !== turn.turnId)) return false;
    const mine = run;
    // What was said before is over with the next act; what still holds comes again.
    set({ pending: turn, problem: undefined, ...(line === 'lost' || line === 'busy' || line === 'slow' ? {} : { line: undefined }) });
    keep();
    try {
      const next = await insist(() => api.take(encounterId, turn));
      if (mine !== run) return false;
      shown(next, own);
      return true;
    } catch (error) {
      if (mine !== run) return false;
      if (!(error instanceof Refused)) throw error;
      if (error.status === 409) await reload('stale', own).catch(() => undefined);
      else if (error.status === 404 || error.status === 410) ended();
      else set({ problem: error.problem });
      return false;
    } finally {
      if (mine === run) {
        set({ pending: undefined });
        keep();
        await align();
      }
    }
  };

  /** The language may have been switched while a turn was on its way. */
  const align = async (): Promise<void> => {
    const { card, language: wanted, pending } = get();
    if (card && !pending && card.language !== wanted) await send({ action: 'language', turnId: newId(), language: wanted }, false);
  };

  const open = async (bearer: boolean): Promise<Shown> => {
    const turnId = newId();
    const opened = await insist(() => api.open({ language: get().language, turnId }, { bearer }));
    set({ encounterId: opened.encounterId, memoryOnly: bearer });
    return opened;
  };

  /** The notice that the person has agreed to on the opening card, agreed to; a newer one is shown. */
  const accepted = ({ encounterId, card }: Shown, notice: string): Promise<Shown> => {
    const turnId = newId();
    return card.kind === 'notice' && card.version === notice
      ? insist(() => api.take(encounterId, { action: 'answer', turnId, card: card.id, answer: { accept: true } }))
      : insist(() => api.show(encounterId));
  };

  const begin = async (notice: string): Promise<void> => {
    const opened = await open(!cookies);
    // A browser that refuses the cookie says nothing about it: the first answer tells. On a slow line each request is half a second.
    const next = await accepted(opened, notice).catch(async (error: unknown) => {
      if (!cookies || !(error instanceof Refused) || error.status !== 404) throw error;
      return accepted(await open(true), notice);
    });
    shown(next, true);
    keep();
    await align();
    if (get().memoryOnly) set({ line: 'memory' });
  };

  const act = async (make: (turnId: string) => Turn): Promise<void> => {
    await send(make(newId()));
  };

  /** The code works once: where no cookie can be kept there is no second try, so the key is held in memory. */
  const takeOver = async (moved: Shown, doctor: boolean): Promise<void> => {
    set({ memoryOnly: !cookies, doctor });
    shown(moved, true);
    set({ line: cookies ? 'resumed' : 'memory' });
    keep();
    await align();
  };

  return {
    ...store,
    resume: async () => {
      const kept = tab.read();
      if (!kept || kept.site !== site) return;
      const mine = run;
      set({ phase: 'starting', encounterId: kept.encounterId, language: kept.language, draft: kept.draft, doctor: kept.doctor === true });
      try {
        shown(await insist(() => api.show(kept.encounterId)), false);
        set({ line: 'resumed' });
        if (kept.pending) await send(kept.pending, false);
        else await align();
      } catch {
        if (mine === run) ended();
      }
    },
    start: async (notice) => {
      if (get().phase !== 'opening') return;
      set({ phase: 'starting', line: undefined, problem: undefined });
      const mine = run;
      try {
        await begin(notice);
      } catch (error) {
        if (mine !== run) return;
        set({ phase: 'opening', ...(error instanceof Refused ? { problem: error.problem } : { line: 'busy' }) });
      }
    },
    adopt: async (code) => {
      if (get().phase !== 'opening') return false;
      set({ phase: 'starting', line: undefined, problem: undefined });
      try {
        await takeOver(await api.move(code, { bearer: !cookies }), false);
        return true;
      } catch (error) {
        set({ phase: 'opening', ...(error instanceof Refused ? {} : { line: 'busy' }) });
        return false;
      }
    },
    cross: async () => {
      const { encounterId, language: now } = get();
      if (encounterId === undefined) throw new Error('there is nothing to carry over');
      const { code } = await api.code(encounterId, 'device');
      const link = `/p/${site}?lang=${now}#doctor=${code}`;
      set({ crossing: { link, taken: false }, moved: get().moved + 1 });
      return link;
    },
    arrive: async (code) => {
      set({ phase: 'starting' });
      try {
        await takeOver(await insist(() => api.move(code, { bearer: !cookies })), true);
      } catch {
        // Used already, or too old.
        set({ phase: 'opening', line: 'linkOver' });
      }
    },
    answer: (answer) => {
      const { card } = get();
      return card ? act((turnId) => ({ action: 'answer', turnId, card: card.id, answer })) : Promise.resolve();
    },
    back: () => act((turnId) => ({ action: 'back', turnId })),
    change: (step) => act((turnId) => ({ action: 'change', turnId, step })),
    worse: () => act((turnId) => ({ action: 'worse', turnId })),
    choose: async (wanted) => {
      set({ language: wanted });
      keep();
      await align();
    },
    write: (text) => {
      const { card } = get();
      if (!card) return;
      set({ draft: text === '' ? undefined : { card: card.id, text } });
      keep();
    },
    consult: (on) => {
      set({ doctor: on, crossing: undefined, moved: get().moved + 1 });
      keep();
    },
    showCard: (card) => {
      const { encounterId } = get();
      if (encounterId !== undefined) shown({ encounterId, card }, true);
    },
    refresh: async () => {
      const { encounterId, card, pending, phase } = get();
      if (encounterId === undefined || !card || pending || phase !== 'talking' || get().crossing?.taken) return;
      const mine = run;
      try {
        const now = await api.show(encounterId);
        if (mine !== run || get().pending || now.card.id === get().card?.id) return;
        shown(now, false);
        set({ line: 'elsewhere' });
      } catch (error) {
        if (mine !== run || !(error instanceof Refused) || (error.status !== 404 && error.status !== 410)) return;
        const { crossing } = get();
        if (!crossing) return ended();
        tab.clear();
        set({ crossing: { ...crossing, taken: true } });
      }
    },
    hurry: () => wake?.(),
    again: () => {
      const { encounterId, moved } = get();
      run += 1;
      if (encounterId !== undefined) api.leave(encounterId);
      tab.clear();
      set({ ...start, language: get().language, moved: moved + 1 });
    },
    leave: () => {
      run += 1;
      const { encounterId } = get();
      tab.clear();
      if (encounterId !== undefined) api.leave(encounterId);
      set({ ...start, language: get().language });
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}
