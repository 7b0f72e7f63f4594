/** An interpreter's way: a link and a name, the wait, the call, the end. The link is held in this page alone until it is spent. */
import type { InterpreterView } from '../../src/contract/interpreter.ts';
import { Refused, type Ask } from '../client/ask.ts';
import { createCallApi, type CallApi } from '../client/consultation-api.ts';
import type { Contact } from '../client/live.ts';
import { createStore, type Store } from '../client/store.ts';
import { troubleOf, type Trouble } from '../client/trouble.ts';

export type InterpreterState = {
  readonly step: 'looking' | 'name' | 'no-link' | 'link-used' | 'waiting' | 'ready' | 'in-call' | 'left' | 'over';
  readonly view: InterpreterView | undefined;
  readonly call: CallApi | undefined;
  readonly contact: Contact;
  readonly busy: boolean;
  readonly trouble: Trouble | undefined;
};

export type InterpreterSession = Store<InterpreterState> & {
  readonly begin: (link: string | undefined) => Promise<void>;
  readonly arrive: (name: string) => Promise<void>;
  readonly enter: () => void;
  readonly leave: () => void;
};

const everyMs = 1500;
const lostAfterMs = 5000;

export const startInterpreter: InterpreterState = { step: 'looking', view: undefined, call: undefined, contact: { kind: 'polling' }, busy: false, trouble: undefined };

export function createInterpreterSession({
  ask,
  words,
  now = Date.now,
}: {
  readonly ask: Ask;
  readonly words: { readonly problem: string; readonly lostShort: string };
  readonly now?: () => number;
}): InterpreterSession {
  const store = createStore<InterpreterState>(startInterpreter);
  let link: string | undefined;
  /** Another link in the same page begins anew. */
  let round = 0;

  const show = (view: InterpreterView): void => {
    const { step, call } = store.get();
    const opened = view.call ? (call ?? createCallApi(ask, view.call.consultationId)) : undefined;
    const inside = step === 'in-call' || step === 'left' ? step : 'ready';
    store.set({ view, call: opened, step: view.standing === 'out' ? 'over' : view.standing === 'asking' ? 'waiting' : inside });
  };
  const look = async (since: number, own: number): Promise<number> => {
    try {
      const view = await ask.get<InterpreterView>('/v1/interpreter');
      if (own === round) show(view);
      store.set({ contact: { kind: 'polling' } });
      return now();
    } catch (error) {
      // The session is gone: there is nothing behind it any more.
      if (error instanceof Refused && error.status === 404) store.set({ step: 'over' });
      else if (now() - since > lostAfterMs) store.set({ contact: { kind: 'lost', since } });
      return since;
    }
  };
  const follow = async (): Promise<void> => {
    let since = now();
    const own = round;
    while (store.get().step !== 'over') {
      await new Promise((done) => {
        setTimeout(done, everyMs);
      });
      if (own !== round) return;
      since = await look(since, own);
    }
  };

  return {
    ...store,
    begin: async (given) => {
      link = given;
      round += 1;
      if (given !== undefined) return store.set({ ...startInterpreter, step: 'name' });
      try {
        // A reload: the session goes on.
        show(await ask.get<InterpreterView>('/v1/interpreter'));
        void follow();
      } catch (error) {
        store.set({ step: 'no-link', ...(error instanceof Refused ? {} : { trouble: troubleOf(error, words) }) });
      }
    },
    arrive: async (name) => {
      if (store.get().busy || link === undefined) return;
      store.set({ busy: true, trouble: undefined });
      try {
        show(await ask.post<InterpreterView>('/v1/interpreter', { link, name }));
        link = undefined;
        void follow();
      } catch (error) {
        if (error instanceof Refused && error.status === 404) store.set({ step: 'link-used' });
        else store.set({ trouble: troubleOf(error, words) });
      } finally {
        store.set({ busy: false });
      }
    },
    enter: () => store.set({ step: 'in-call' }),
    leave: () => store.set({ step: 'left' }),
  };
}
