/** Rooms on LiveKit servers of ours. Only `fetch` and WebCrypto: the same on Node and on Workers. No recording: no code for it stands here. */
import { AccessToken, RoomServiceClient, TrackSource, TrackType, TwirpError, WebhookReceiver, type ParticipantInfo } from 'livekit-server-sdk';
import type { RoomNotice, RoomParticipant, RoomRef, Rooms } from '../../consultation/rooms.ts';

export type LivekitServer = {
  /** What browsers connect to, and where the server's own interface stands: wss://, or ws:// on loopback. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
};

/** An empty room is kept this long, before anyone came and after everyone is gone: browsers try to come back for about 50 s by themselves. */
const emptySeconds = 300;
const departureSeconds = 120;
const callSeconds = 3;
const answerMs = 1000;

export function createLivekitRooms(servers: readonly LivekitServer[], { now = Date.now }: { readonly now?: () => number } = {}): Rooms {
  const byName = new Map(servers.map((server) => [nameOf(server), { ...server, client: clientOf(server) }]));
  const at = (name: string): LivekitServer & { readonly client: RoomServiceClient } => {
    const server = byName.get(name);
    if (!server) throw new Error('this media server is not in the configuration any more');
    return server;
  };
  return {
    servers: [...byName.keys()],
    open: async ({ server, room, mostParticipants }) => {
      await at(server).client.createRoom({ name: room, emptyTimeout: emptySeconds, departureTimeout: departureSeconds, maxParticipants: mostParticipants });
    },
    admit: async ({ server, room, identity, forSeconds }) => {
      const { url, apiKey, apiSecret } = at(server);
      const token = new AccessToken(apiKey, apiSecret, { identity, ttl: forSeconds });
      token.addGrant({
        roomJoin: true,
        room,
        canPublish: true,
        canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
        canSubscribe: true,
        canPublishData: false,
        canUpdateOwnMetadata: false,
      });
      return { url, token: await token.toJwt(), expiresAt: now() + forSeconds * 1000 };
    },
    participants: async ({ server, room }) => listed(at(server).client, room),
    close: async ({ server, room }) => {
      await at(server)
        .client.deleteRoom(room)
        .catch((error: unknown) => {
          if (!isNotFound(error)) throw error;
        });
    },
    answers: async (name) => {
      const server = byName.get(name);
      if (!server) return false;
      return fetch(`${httpAddress(server.url)}/`, { signal: AbortSignal.timeout(answerMs) }).then(
        (response) => response.ok,
        () => false,
      );
    },
    notice: async ({ body, authorization }) => {
      for (const { apiKey, apiSecret } of servers) {
        const notice = await verified({ apiKey, apiSecret, body, authorization });
        if (notice) return notice;
      }
      return undefined;
    },
  };
}

/** How the record names a server: its host and port, which do not change when the list is put in another order. */
export function nameOf(server: Pick<LivekitServer, 'url'>): string {
  return new URL(server.url).host;
}

function clientOf(server: LivekitServer): RoomServiceClient {
  return new RoomServiceClient(httpAddress(server.url), server.apiKey, server.apiSecret, { requestTimeout: callSeconds, failover: false });
}

function httpAddress(url: string): string {
  return url.replace(/^ws/, 'http').replace(/\/$/, '');
}

async function listed(client: RoomServiceClient, room: RoomRef['room']): Promise<readonly RoomParticipant[] | undefined> {
  const present = await client.listParticipants(room).catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
  if (present && present.length > 0) return present.map(participant);
  // Nobody in it, or no such room: the server answers both in the same way.
  return (await client.listRooms([room])).length > 0 ? [] : undefined;
}

function participant(info: ParticipantInfo): RoomParticipant {
  const publishing = info.tracks.flatMap((track): ('audio' | 'video')[] =>
    track.muted ? [] : track.type === TrackType.AUDIO ? ['audio'] : track.type === TrackType.VIDEO ? ['video'] : [],
  );
  const joinedAt = info.joinedAtMs > 0n ? Number(info.joinedAtMs) : Number(info.joinedAt) * 1000;
  return { identity: info.identity, sid: info.sid, joinedAt, publishing: [...new Set(publishing)] };
}

type Received = { readonly apiKey: string; readonly apiSecret: string; readonly body: string; readonly authorization: string | undefined };

async function verified({ apiKey, apiSecret, body, authorization }: Received): Promise<RoomNotice | undefined> {
  try {
    const event = await new WebhookReceiver(apiKey, apiSecret).receive(body, authorization);
    return event.id === '' ? undefined : { id: event.id, event: event.event, room: event.room?.name || undefined, identity: event.participant?.identity || undefined };
  } catch {
    // Not signed by this key, too old, or another body than the one that was signed.
    return undefined;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof TwirpError && error.status === 404;
}
