/** From a grant to a connection: each way is loaded when it is needed, keys are agreed before joining. */
import type { MediaGrant } from '../../src/contract/consultation.ts';
import type { Connection, ConnectionEvents } from './connection.ts';
import { createKeyPair, type KeyPair } from './key-agreement.ts';
import { createPeer, type Peer } from './peer.ts';
import type { Wire } from './wire.ts';

type Held = Extract<MediaGrant, { readonly kind: 'livekit' | 'direct' }>;
type Asked<G> = { readonly grant: G; readonly wire: Wire; readonly events: ConnectionEvents; readonly within: AbortSignal };
export type Way = {
  readonly connection: Connection;
  /** Whether the other page has greeted; always so where no greeting is needed. */
  readonly met: () => boolean;
  readonly leave: () => Promise<void>;
};

/** The other side has not come in time: nothing of this way has failed. */
export class NotMetError extends Error {}

/** @throws when the part cannot be loaded, or the two cannot agree on a key in time. */
export async function openWay({ grant, ...asked }: Asked<Held>): Promise<Way> {
  return grant.kind === 'direct' ? openDirect({ grant, ...asked }) : openLivekit({ grant, ...asked });
}

async function openDirect({ grant, wire, events }: Asked<Extract<Held, { kind: 'direct' }>>): Promise<Way> {
  const peer = createPeer({ wire, epoch: grant.epoch, side: grant.side, key: undefined });
  const { createDirectConnection } = await import('./direct/direct-connection.ts');
  const connection = createDirectConnection({ grant, peer, events });
  return withPeer(connection, peer);
}

async function openLivekit({ grant, wire, events, within }: Asked<Extract<Held, { kind: 'livekit' }>>): Promise<Way> {
  const loading = import('./livekit/livekit-connection.ts');
  if (!grant.e2ee) {
    const { createLivekitConnection } = await loading;
    const connection = createLivekitConnection({ grant, encryption: undefined, events });
    return { connection, met: () => true, leave: connection.leave };
  }
  const pair = await createKeyPair(`epoch ${grant.epoch}`);
  const peer = createPeer({ wire, epoch: grant.epoch, side: grant.side, key: pair.publicKey });
  try {
    const [{ createLivekitConnection }, { createEncryption }, key] = await Promise.all([loading, import('./livekit/encryption.ts'), firstKey(pair, peer, within)]);
    const encryption = createEncryption();
    await encryption.keyProvider.setKey(key);
    // The other side has loaded its page again: another key pair, so another key. Without one, nothing goes on in the clear.
    const changeKey = async (theirs: string | undefined): Promise<void> => {
      try {
        if (theirs === undefined) throw new Error('no key came');
        await encryption.keyProvider.setKey(await pair.agree(theirs));
      } catch {
        events.onEnd('encryption');
      }
    };
    peer.onOther(({ key: theirs }) => void changeKey(theirs));
    return withPeer(createLivekitConnection({ grant, encryption, events }), peer);
  } catch (error) {
    peer.leave();
    throw error;
  }
}

async function firstKey(pair: KeyPair, peer: Peer, within: AbortSignal): Promise<ArrayBuffer> {
  const other = await peer.met(within);
  if (!other) throw new NotMetError('nobody came');
  // Agreed to be encrypted and no key came: the service decides on another way, and writes it down.
  if (other.key === undefined) throw new Error('no key came');
  return pair.agree(other.key);
}

function withPeer(connection: Connection, peer: Peer): Way {
  return {
    connection,
    met: () => peer.other() !== undefined,
    leave: async () => {
      peer.leave();
      await connection.leave();
    },
  };
}
