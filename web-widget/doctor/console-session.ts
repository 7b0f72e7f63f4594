/** The doctor's console: who is signed in, who waits, what rings, which case is open. Screens are projections of it. */
import type { Availability, ConsoleSnapshot, Offer, StaffSession } from '../../src/contract/staff.ts';
import { Refused } from '../client/ask.ts';
import { createLive, type Contact, type Live } from '../client/live.ts';
import { createOnce, type Once } from '../client/once.ts';
import type { DeclineReason, SignInOptions, StaffApi } from '../client/staff-api.ts';
import { createStore, type Store } from '../client/store.ts';
import { troubleOf, type Trouble } from '../client/trouble.ts';
import type { CaseSession } from './case-session.ts';
import { offerKey } from './ring.ts';
import type { DoctorWords } from './words.ts';

export type ConsoleState = {
  readonly step: 'looking' | 'signed-out' | 'ready' | 'unreachable';
  /** Why one is asked to sign in. */
  readonly signedOut: 'first' | 'ended' | 'link-used';
  readonly options: SignInOptions | undefined;
  readonly session: StaffSession | undefined;
  readonly snapshot: ConsoleSnapshot | undefined;
  /** The server's clock minus this one's, in milliseconds. */
  readonly skew: number;
  readonly contact: Contact;
  readonly busy: 'accept' | 'decline' | 'availability' | 'take-over' | 'phoned' | undefined;
  readonly trouble: Trouble | undefined;
  readonly answered: ReadonlySet<string>;
  /** Taken off call by the service. */
  readonly missed: boolean;
  readonly case: CaseSession | undefined;
};

export const startConsole: ConsoleState = {
  step: 'looking',
  signedOut: 'first',
  options: undefined,
  session: undefined,
  snapshot: undefined,
  skew: 0,
  contact: { kind: 'polling' },
  busy: undefined,
  trouble: undefined,
  answered: new Set(),
  missed: false,
  case: undefined,
};

export type ConsoleSession = Store<ConsoleState> & {
  /** @param link one-time link from the address, already taken out of it */
  readonly begin: (link: string | undefined) => Promise<void>;
  readonly setAvailability: (availability: Availability) => Promise<void>;
  readonly shown: (offer: Offer) => void;
  readonly accept: (offer: Offer) => Promise<void>;
  readonly decline: (offer: Offer, reason: DeclineReason) => Promise<void>;
  readonly openCase: (id: string) => void;
  readonly closeCase: () => void;
  readonly takeOver: (alarmId: string, agreed: string) => Promise<void>;
  readonly phoned: (alarmId: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly stop: () => void;
};

export function createConsoleSession({
  api,
  words,
  openCase,
  once = createOnce(),
  now = Date.now,
}: {
  readonly api: StaffApi;
  readonly words: DoctorWords;
  readonly openCase: (id: string, options: { readonly inHand: boolean }) => CaseSession;
  readonly once?: Once;
  readonly now?: () => number;
}): ConsoleSession {
  const store = createStore<ConsoleState>(startConsole);
  const shownOffers = new Set<string>();
  let live: Live | undefined;
  let own: Availability | undefined;
  let sessionAskedAt = Number.NEGATIVE_INFINITY;

  const toSignIn = async (signedOut: ConsoleState['signedOut']): Promise<void> => {
    live?.stop();
    store.get().case?.stop();
    const options = await api.signIn().catch(() => undefined);
    store.set({ step: 'signed-out', signedOut, options, session: undefined, snapshot: undefined, case: undefined });
  };
  /** A reply that left before a newer one arrived changes nothing. */
  const show = (snapshot: ConsoleSnapshot): void => {
    const before = store.get().snapshot;
    if (before && snapshot.seq < before.seq) return;
    const dropped = before?.availability === 'on-call' && snapshot.availability === 'off' && own !== 'off';
    const missed = snapshot.availability === 'on-call' ? false : store.get().missed || dropped;
    store.set({ snapshot, step: 'ready', skew: Date.parse(snapshot.now) - now(), missed });
    const { current } = snapshot;
    // A consultation in hand is always on the screen: after a reload, a crash, or on another computer.
    if (current && store.get().case?.id !== current.id) switchCase(openCase(current.id, { inHand: true }));
  };
  const switchCase = (next: CaseSession | undefined): void => {
    store.get().case?.stop();
    store.set({ case: next });
  };
  /** An open console is in use, so that the time without use begins anew: what was said at sign-in is asked again when it seems to run out. */
  const lookAtSession = async (): Promise<void> => {
    const { session, skew } = store.get();
    if (!session || Date.parse(session.warnAt) > now() + skew || now() - sessionAskedAt < sessionEveryMs) return;
    sessionAskedAt = now();
    const again = await api.session().catch(() => undefined);
    if (again) store.set({ session: again });
  };
  const refresh = async (): Promise<void> => {
    try {
      show(await api.console());
      await lookAtSession();
    } catch (error) {
      if (error instanceof Refused && isSignedOut(error)) return toSignIn('ended');
      throw error;
    }
  };
  const trying = async (busy: Exclude<ConsoleState['busy'], undefined>, work: () => Promise<void>): Promise<void> => {
    const before = store.get().busy;
    // A patient who rings while something else is still on its way is answered all the same: that tap is never lost.
    if (before && (busy !== 'accept' || before === 'accept')) return;
    store.set({ busy, trouble: undefined });
    try {
      await work();
    } catch (error) {
      if (error instanceof Refused && isSignedOut(error) && busy !== 'accept' && busy !== 'decline') return await toSignIn('ended');
      store.set({ trouble: troubleOf(error, words) });
    } finally {
      if (store.get().busy === busy) store.set({ busy: undefined });
    }
  };
  const answered = (offer: Offer): void => store.set({ answered: new Set([...store.get().answered, offerKey(offer)]) });
  const unanswered = (offer: Offer): void => store.set({ answered: new Set([...store.get().answered].filter((key) => key !== offerKey(offer))) });

  return {
    ...store,
    begin: async (link) => {
      store.set({ step: 'looking', trouble: undefined });
      try {
        const session = link === undefined ? await api.session() : await api.takeLink(link);
        store.set({ session });
      } catch (error) {
        if (!(error instanceof Refused)) return store.set({ step: 'unreachable' });
        // An old link in the address of a tab that is signed in already is no reason to sign out.
        const session = link === undefined ? undefined : await api.session().catch(() => undefined);
        if (!session) return toSignIn(link === undefined ? 'first' : 'link-used');
        store.set({ session });
      }
      live = createLive({ refresh, openStream: api.events, changed: (contact) => store.set({ contact }) });
    },
    setAvailability: (availability) =>
      trying('availability', async () => {
        own = availability;
        await api.setAvailability(availability);
        store.set({ missed: false });
        await live?.refresh();
      }),
    shown: (offer) => {
      if (shownOffers.has(offerKey(offer))) return;
      shownOffers.add(offerKey(offer));
      // Only tells the service that no other way of ringing is needed.
      void api.offerShown(offer.id).catch(() => shownOffers.delete(offerKey(offer)));
    },
    accept: (offer) =>
      trying('accept', async () => {
        answered(offer);
        try {
          const { consultationId } = await once(() => api.accept(offer.id, offer.epoch));
          switchCase(openCase(consultationId, { inHand: true }));
        } catch (error) {
          if (error instanceof Refused) {
            store.set({ trouble: { title: words.offerGone } });
            return;
          }
          unanswered(offer);
          throw error;
        } finally {
          void live?.refresh();
        }
      }),
    decline: (offer, reason) =>
      trying('decline', async () => {
        answered(offer);
        await once(() => api.decline(offer.id, { epoch: offer.epoch, reason })).catch((error: unknown) => {
          // Gone already is what was wanted.
          if (!(error instanceof Refused)) throw error;
        });
        await live?.refresh();
      }),
    openCase: (id) => switchCase(openCase(id, { inHand: store.get().snapshot?.current?.id === id })),
    closeCase: () => switchCase(undefined),
    takeOver: (alarmId, agreed) =>
      trying('take-over', async () => {
        await once((turnId) => api.takeOver(alarmId, { turnId, agreed }));
        await live?.refresh();
      }),
    phoned: (alarmId) =>
      trying('phoned', async () => {
        await api.phoned(alarmId);
        await live?.refresh();
      }),
    signOut: async () => {
      await api.signOut().catch(() => undefined);
      await toSignIn('first');
    },
    stop: () => {
      live?.stop();
      store.get().case?.stop();
    },
  };
}

const sessionEveryMs = 60_000;

function isSignedOut(error: Refused): boolean {
  return error.status === 401 || error.status === 404;
}
