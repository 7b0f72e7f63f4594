/** From a grant to a connection: each way is loaded when it is needed, the keys are agreed on while the connection is made. */
import type { MediaGrant, Side } from '../../src/contract/consultation.ts';
import type { CallKeys } from './call-keys.ts';
import { NotMetError, type Connection, type ConnectionEvents } from './connection.ts';
import { keyPairOf, type AgreedKeys, type KeyPair } from './key-agreement.ts';
import { createPeer, type Other, type Peer } from './peer.ts';
import type { Wire } from './wire.ts';

type Held = Extract<MediaGrant, { readonly kind: 'livekit' | 'direct' }>;
type Asked<G> = { readonly grant: G; readonly greeting: Promise<Greeting> | undefined; readonly ahead: Ahead; readonly events: ConnectionEvents };

/** Said to the other side once an epoch is known, before there is a way: the key travels while the other still comes. */
export type Greeting = {
  readonly epoch: number;
  readonly peer: Peer;
  readonly pair: KeyPair | undefined;
  /** As this page knew it before it was loaded again: what the other sends opens before the other has answered. */
  readonly remembered: Other | undefined;
};

/** @param keys undefined where this browser cannot encrypt from end to end: without a key of ours nobody will ask for it. */
export async function greet({
  epoch,
  side,
  wire,
  keys,
}: {
  readonly epoch: number;
  readonly side: Side;
  readonly wire: Wire;
  readonly keys: CallKeys | undefined;
}): Promise<Greeting> {
  const kept = await keys?.of(epoch);
  const pair = kept && (await keyPairOf(kept.pair, `epoch ${epoch}`));
  const peer = createPeer({ wire, epoch, side, key: pair?.publicKey });
  const met = (other: Other): void => keys?.met(epoch, other);
  peer.onOther(met);
  const already = peer.other();
  if (already) met(already);
  return { epoch, peer, pair, remembered: kept?.other };
}

/** What a call through the usual way needs before there is a way in. */
export type Ahead = {
  /** What encrypts beside the page: one for each connection. */
  readonly worker: () => Promise<Worker>;
  readonly drop: () => void;
};

const livekit = () => import('./livekit/livekit-connection.ts');
const encryption = () => import('./livekit/encryption.ts');

/** The usual way's part, for a page on which a call is about to be opened. What fails now is tried again when it is needed. */
export function fetchAhead(): void {
  for (const part of [livekit, encryption]) part().catch(() => undefined);
}

/** Fetched and started while the service is asked. */
export function prepare({ webrtc, encrypts }: { readonly webrtc: boolean; readonly encrypts: boolean }): Ahead {
  if (webrtc) livekit().catch(() => undefined);
  const start = async (): Promise<Worker> => (await encryption()).startEncryptionWorker();
  let started = encrypts ? start() : undefined;
  started?.catch(() => undefined);
  return {
    worker: async () => {
      const taken = started;
      started = undefined;
      return (await taken?.catch(() => undefined)) ?? start();
    },
    drop: () => {
      started?.then((worker) => worker.terminate()).catch(() => undefined);
      started = undefined;
    },
  };
}

/** @throws when the part cannot be loaded, or this browser cannot encrypt after all. */
export async function openWay({ grant, ...asked }: Asked<Held>): Promise<Connection> {
  return grant.kind === 'direct' ? openDirect({ grant, ...asked }) : openLivekit({ grant, ...asked });
}

/** Whether the two must know of each other: sound and picture go from one to the other, or the keys do. */
export function needsGreeting(grant: Held): boolean {
  return grant.kind === 'direct' || grant.e2ee;
}

async function openDirect({ grant, greeting, events }: Asked<Extract<Held, { kind: 'direct' }>>): Promise<Connection> {
  const [{ createDirectConnection }, greeted] = await Promise.all([import('./direct/direct-connection.ts'), greeting]);
  if (!greeted) throw new Error('the two cannot find each other');
  return createDirectConnection({ grant, peer: greeted.peer, events });
}

async function openLivekit({ grant, greeting, ahead, events }: Asked<Extract<Held, { kind: 'livekit' }>>): Promise<Connection> {
  const { createLivekitConnection } = await livekit();
  if (!grant.e2ee) {
    ahead.drop();
    return createLivekitConnection({ grant, encryption: undefined, events });
  }
  const { DirectionKeys } = await encryption();
  const keys = new DirectionKeys(grant.side === 'doctor' ? 'doctor' : 'patient');
  // Beside the way in, which does not wait for it. Nothing is sent before both are there.
  const keyed = async (within: AbortSignal): Promise<void> => agreeOnKeys({ greeting: await greeting, keys, events, within });
  return createLivekitConnection({ grant, encryption: { keys, worker: await ahead.worker(), keyed }, events });
}

/** Until the first keys are set; later ones are set as the other side comes back. @throws NotMetError when nobody came. */
async function agreeOnKeys({
  greeting,
  keys,
  events,
  within,
}: {
  readonly greeting: Greeting | undefined;
  readonly keys: { readonly set: (agreed: AgreedKeys) => Promise<void> };
  readonly events: ConnectionEvents;
  readonly within: AbortSignal;
}): Promise<void> {
  if (!greeting?.pair) throw new Error('there is no key to encrypt with');
  const { pair, peer, remembered } = greeting;
  let current: { readonly other: Other; readonly keyed: Promise<void> } | undefined;
  const agree = async (other: Other): Promise<void> => {
    // Agreed to be encrypted and no key came: the service decides on another way, and writes it down.
    if (other.key === undefined) throw new Error('no key came');
    const agreed = await pair.agree({ own: peer.session, other: { session: other.session, key: other.key } });
    // Of a page that was loaded again meanwhile.
    if (current?.other === other) await keys.set(agreed);
  };
  const keyTo = (other: Other): Promise<void> => {
    // Of two greetings the later one is true, whichever is told first.
    if (!current || (other.seq > current.other.seq && other.session !== current.other.session)) {
      current = { other, keyed: Promise.resolve().then(() => agree(other)) };
    }
    return current.keyed;
  };
  // The other side has loaded its page again: another session, so another key. Without one, nothing goes on in the clear.
  peer.onOther((other) => void keyTo(other).catch(() => events.onEnd('encryption')));
  const known = [remembered, peer.other()].flatMap((other) => other ?? []).toSorted((one, next) => next.seq - one.seq);
  const other = known[0] ?? (await peer.met(within));
  if (!other) throw new NotMetError('nobody came');
  await keyTo(other);
}
