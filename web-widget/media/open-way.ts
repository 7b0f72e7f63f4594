/** From a grant to a connection: each way is loaded when it is needed, the keys are agreed on while the connection is made. */
import type { MediaGrant, Side } from '../../src/contract/consultation.ts';
import { NotMetError, type Connection, type ConnectionEvents } from './connection.ts';
import { createKeyPair, type KeyPair } from './key-agreement.ts';
import { createPeer, type Peer } from './peer.ts';
import type { Wire } from './wire.ts';

type Held = Extract<MediaGrant, { readonly kind: 'livekit' | 'direct' }>;
type Asked<G> = { readonly grant: G; readonly greeting: Greeting | undefined; readonly events: ConnectionEvents };

/** Said to the other side once an epoch is known, before there is a way: the key travels while the other still comes. */
export type Greeting = { readonly epoch: number; readonly pair: KeyPair | undefined; readonly peer: Peer };

/** @param encrypts whether this browser can encrypt from end to end: without a key of ours nobody will ask for it. */
export async function greet({ epoch, side, wire, encrypts }: { readonly epoch: number; readonly side: Side; readonly wire: Wire; readonly encrypts: boolean }): Promise<Greeting> {
  const pair = encrypts ? await createKeyPair(`epoch ${epoch}`) : undefined;
  return { epoch, pair, peer: createPeer({ wire, epoch, side, key: pair?.publicKey }) };
}

const livekit = () => Promise.all([import('./livekit/livekit-connection.ts'), import('./livekit/encryption.ts')]);

/** The usual way's part is fetched while the service is asked; what fails now is tried again when it is needed. */
export function fetchAhead(): void {
  livekit().catch(() => undefined);
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
  const { createDirectConnection } = await import('./direct/direct-connection.ts');
  if (!greeting) throw new Error('the two cannot find each other');
  return createDirectConnection({ grant, peer: greeting.peer, events });
}

async function openLivekit({ grant, greeting, events }: Asked<Extract<Held, { kind: 'livekit' }>>): Promise<Connection> {
  const [{ createLivekitConnection }, { createEncryption }] = await livekit();
  if (!grant.e2ee) return createLivekitConnection({ grant, encryption: undefined, events });
  if (!greeting?.pair) throw new Error('there is no key to encrypt with');
  const { pair, peer } = greeting;
  const encryption = createEncryption();
  const setKey = async (theirs: string | undefined): Promise<void> => {
    // Agreed to be encrypted and no key came: the service decides on another way, and writes it down.
    if (theirs === undefined) throw new Error('no key came');
    const key = await pair.agree(theirs);
    // Of a page that was loaded again meanwhile.
    if (peer.other()?.key === theirs) await encryption.keyProvider.setKey(key);
  };
  // The other side has loaded its page again: another key pair, so another key. Without one, nothing goes on in the clear.
  peer.onOther(({ key }) => void setKey(key).catch(() => events.onEnd('encryption')));
  const keyed = async (within: AbortSignal): Promise<void> => {
    const other = await peer.met(within);
    if (!other) throw new NotMetError('nobody came');
    await setKey(other.key);
  };
  return createLivekitConnection({ grant, encryption: { ...encryption, keyed }, events });
}
