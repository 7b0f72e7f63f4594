/**
 * The other browser of this epoch, over signals: who it is now (a reload makes it another), its public key, and messages meant for
 * this very page. Each side greets once; the service keeps the greeting for whoever comes later.
 */
import type { Side } from '../../src/contract/consultation.ts';
import type { Wire } from './wire.ts';

/** `seq`: where its greeting stands among the call's events; of two greetings the later one is true. */
export type Other = { readonly session: string; readonly key: string | undefined; readonly seq: number };
export type PeerMessage = { readonly kind: string; readonly content: unknown };

export type Peer = {
  /** This page, as the other knows it. */
  readonly session: string;
  /** The other page as it is known now. */
  readonly other: () => Other | undefined;
  readonly met: (within: AbortSignal) => Promise<Other | undefined>;
  readonly tell: (kind: string, content: unknown) => void;
  readonly onOther: (heard: (other: Other) => void) => void;
  readonly onMessage: (heard: (message: PeerMessage) => void) => void;
  readonly leave: () => void;
};

export function createPeer({ wire, epoch, side, key }: { readonly wire: Wire; readonly epoch: number; readonly side: Side; readonly key: string | undefined }): Peer {
  const session = crypto.randomUUID();
  let other: Other | undefined;
  const others = new Set<(other: Other) => void>();
  /** Until somebody listens they are kept. */
  let waiting: PeerMessage[] = [];
  let take: ((message: PeerMessage) => void) | undefined;
  const unlisten = wire.listen((event) => {
    if (event.type !== 'signal' || event.epoch !== epoch || event.from === side) return;
    const { kind, session: from, key: theirs, to, content } = event.payload;
    if (typeof kind !== 'string' || typeof from !== 'string') return;
    if (kind === 'hello') {
      if (other?.session === from) return;
      other = { session: from, key: typeof theirs === 'string' ? theirs : undefined, seq: event.seq };
      waiting = [];
      for (const heard of others) heard(other);
      return;
    }
    // From a page that is gone, or to one: a reload begins anew.
    if (from !== other?.session || to !== session) return;
    const heard: PeerMessage = { kind, content };
    if (take) take(heard);
    else waiting.push(heard);
  });
  wire.send(epoch, { kind: 'hello', session, ...(key === undefined ? {} : { key }) });
  return {
    session,
    other: () => other,
    met: (within) =>
      new Promise((done) => {
        if (other || within.aborted) return done(other);
        others.add(done);
        within.addEventListener('abort', () => done(other), { once: true });
      }),
    tell: (kind, content) => {
      if (other) wire.send(epoch, { kind, session, to: other.session, content });
    },
    onOther: (heard) => void others.add(heard),
    onMessage: (heard) => {
      take = heard;
      for (const message of waiting.splice(0)) heard(message);
    },
    leave: unlisten,
  };
}
