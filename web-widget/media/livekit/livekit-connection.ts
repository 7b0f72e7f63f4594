/** The two joined through a LiveKit server of ours, by its own client. */
import {
  AudioPresets,
  ConnectionState,
  DisconnectReason,
  KeyProviderEvent,
  Room,
  RoomEvent,
  Track,
  VideoPresets,
  setLogLevel,
  type LocalTrackPublication,
  type RemoteTrack,
  type RemoteTrackPublication,
  type RoomOptions,
} from 'livekit-client';
import type { MediaGrant } from '../../../src/contract/consultation.ts';
import type { Connection, ConnectionEvents, EndReason, OwnTracks } from '../connection.ts';
import { sampleOf } from '../samples.ts';
import type { DirectionKeys } from './encryption.ts';

type LivekitGrant = Extract<MediaGrant, { readonly kind: 'livekit' }>;

/** Its own tries after a cut; then we ask for a fresh grant, which may name another server. */
const retryDelaysMs = [100, 300, 700, 1500, 2500, 2500];

/** What the server decided is not to be undone by coming back. */
const endings: Readonly<Partial<Record<DisconnectReason, EndReason>>> = {
  [DisconnectReason.DUPLICATE_IDENTITY]: 'elsewhere',
  [DisconnectReason.PARTICIPANT_REMOVED]: 'room-closed',
  [DisconnectReason.ROOM_DELETED]: 'room-closed',
  [DisconnectReason.ROOM_CLOSED]: 'room-closed',
};

/** With its own second try; then the service is told that this server does not let us in. */
const connectMs = 15_000;

/** Until what encrypts beside the page has taken a new key. */
const keyTakenMs = 50;

/** Without one frame that did not open. */
const allOpensMs = 3000;

/** `keyed` waits for the keys that the two agree on; the worker ends with the connection. */
export type Encryption = { readonly keys: DirectionKeys; readonly worker: Worker; readonly keyed: (within: AbortSignal) => Promise<void> };

export function createLivekitConnection({
  grant,
  encryption,
  events,
}: {
  readonly grant: LivekitGrant;
  /** Undefined where one of the two browsers cannot encrypt. */
  readonly encryption: Encryption | undefined;
  readonly events: ConnectionEvents;
}): Connection {
  // Its own lines name rooms and people.
  setLogLevel('silent');
  const room = new Room(optionsFor(encryption));
  let element: HTMLVideoElement | null = null;
  let third: HTMLVideoElement | null = null;
  let audio: LocalTrackPublication | undefined;
  let video: LocalTrackPublication | undefined;
  let leaving = false;
  let joined = false;
  let own: OwnTracks = { audio: undefined, video: undefined };
  let opening: ReturnType<typeof setTimeout> | undefined;

  /**
   * What another key has closed does not open, as while the other side comes back with a new one. Nothing goes out and nothing
   * is played in the clear meanwhile; it is said again that nobody else can look in once all has opened for a while.
   */
  const doubtEncryption = (): void => {
    events.onEncrypted(false);
    clearTimeout(opening);
    opening = setTimeout(() => {
      if (!leaving && room.isE2EEEnabled) events.onEncrypted(true);
    }, allOpensMs);
  };

  // A page that came with a new key has missed the beginning of our picture: without a whole one it would wait for its own asking to get through.
  encryption?.keys.on(KeyProviderEvent.SetKey, (_, isOwn) => {
    if (isOwn) return;
    setTimeout(() => {
      if (!leaving) void sendWholePicture(video);
    }, keyTakenMs);
  });

  const playable = (publication: RemoteTrackPublication): boolean => encryption === undefined || publication.isEncrypted;
  const tracksOf = (wanted: (identity: string) => boolean): readonly RemoteTrack[] =>
    [...room.remoteParticipants.values()].flatMap((participant) =>
      wanted(participant.identity)
        ? [...participant.trackPublications.values()].flatMap((publication) => (publication.track && playable(publication) ? [publication.track] : []))
        : [],
    );
  const remoteTracks = (): readonly RemoteTrack[] => tracksOf(isOther);
  const thirdTracks = (): readonly RemoteTrack[] => tracksOf((identity) => !isOther(identity));
  /** The one whom this side speaks with first: for the doctor and the interpreter it is the patient. An identity begins with its side. */
  const isOther = (identity: string): boolean => identity.startsWith(grant.side === 'patient' ? 'd_' : 'p_');
  const play = (): void => {
    for (const track of remoteTracks()) if (element) track.attach(element);
    for (const track of thirdTracks()) if (third) track.attach(third);
  };

  room
    .on(RoomEvent.TrackSubscribed, (_, publication) => {
      // Agreed to be encrypted and is not: never shown as if nothing were.
      if (!playable(publication)) return end('encryption');
      play();
      events.onRemote();
    })
    .on(RoomEvent.TrackUnsubscribed, (track) => {
      track.detach();
      events.onRemote();
    })
    .on(RoomEvent.ConnectionStateChanged, (state) => {
      if (!joined) return;
      if (state === ConnectionState.Connected) events.onState('connected');
      else if (state === ConnectionState.Reconnecting || state === ConnectionState.SignalReconnecting) events.onState('reconnecting');
    })
    .on(RoomEvent.EncryptionError, doubtEncryption)
    .on(RoomEvent.Disconnected, (reason) => end((reason === undefined ? undefined : endings[reason]) ?? 'lost'));

  const end = (reason: EndReason): void => {
    if (leaving) return;
    leaving = true;
    clearTimeout(opening);
    events.onEnd(reason);
  };

  // One sending after the other, so that no track goes out twice; sound and picture of one are agreed on together.
  let sending: Promise<void> = Promise.resolve();
  const sendOwn = (): Promise<void> => {
    const before = sending;
    const sendBoth = async (): Promise<void> => {
      await before.catch(() => undefined);
      [audio, video] = await Promise.all([sent(room, audio, own.audio, Track.Source.Microphone), sent(room, video, own.video, Track.Source.Camera)]);
    };
    return (sending = sendBoth());
  };
  const connect = async (within: AbortSignal): Promise<void> => {
    const late = new AbortController();
    const leave = (): void => void room.disconnect();
    const timer = setTimeout(() => late.abort(), connectMs);
    for (const signal of [late.signal, within]) signal.addEventListener('abort', leave, { once: true });
    try {
      // Our own ICE servers and no other, whatever the server names: an empty list is a list.
      await room.connect(grant.url, grant.token, {
        rtcConfig: { iceServers: grant.iceServers.map(iceServer) },
        maxRetries: 1,
        websocketTimeout: 6000,
        peerConnectionTimeout: 9000,
      });
    } finally {
      clearTimeout(timer);
      within.removeEventListener('abort', leave);
    }
  };

  return {
    join: async (tracks, within) => {
      own = tracks;
      if (encryption) await room.setE2EEEnabled(true);
      await Promise.all([connect(within), encryption?.keyed(within)]);
      joined = true;
      events.onEncrypted(encryption !== undefined);
      await sendOwn();
    },
    send: async (tracks) => {
      own = tracks;
      if (joined) await sendOwn();
    },
    show: (next, nextThird) => {
      if (element && element !== next) for (const track of remoteTracks()) track.detach(element);
      if (third && third !== nextThird) for (const track of thirdTracks()) track.detach(third);
      element = next;
      third = nextThird;
      play();
    },
    sample: async () => sampleOf(await reportsOf(remoteTracks(), [audio, video])),
    leave: async () => {
      leaving = true;
      clearTimeout(opening);
      await room.disconnect(false);
      encryption?.worker.terminate();
    },
  };
}

function optionsFor(encryption: Encryption | undefined): RoomOptions {
  return {
    adaptiveStream: true,
    dynacast: true,
    // The page says goodbye itself; a frozen tab must not.
    disconnectOnPageLeave: false,
    stopLocalTrackOnUnpublish: false,
    reconnectPolicy: { nextRetryDelayInMs: ({ retryCount }) => retryDelaysMs[retryCount] ?? null },
    publishDefaults: {
      simulcast: true,
      // Speech, at half the width of the client's own choice for music: it fits where little does.
      audioPreset: AudioPresets.speech,
      videoCodec: 'vp8',
      // One codec, so that nobody is sent a second, unencrypted form.
      backupCodec: false,
      videoEncoding: VideoPresets.h720.encoding,
      videoSimulcastLayers: [VideoPresets.h216, VideoPresets.h540],
      // Redundant sound helps on poor links, but cannot be encrypted from end to end.
      red: encryption === undefined,
      dtx: true,
    },
    ...(encryption ? { encryption: { keyProvider: encryption.keys, worker: encryption.worker } } : {}),
  };
}

/** Publishes, replaces or rests one of our own tracks. */
async function sent(
  room: Room,
  publication: LocalTrackPublication | undefined,
  track: MediaStreamTrack | undefined,
  source: Track.Source.Microphone | Track.Source.Camera,
): Promise<LocalTrackPublication | undefined> {
  if (!track) {
    await publication?.mute();
    return publication;
  }
  if (!publication) return room.localParticipant.publishTrack(track, { source });
  if (publication.track && publication.track.mediaStreamTrack !== track) await publication.track.replaceTrack(track, true);
  if (publication.isMuted) await publication.unmute();
  return publication;
}

/** Where the browser can be asked for that; elsewhere the other side asks in its own time. */
async function sendWholePicture(video: LocalTrackPublication | undefined): Promise<void> {
  const sender = video?.track?.sender;
  if (!sender) return;
  const parameters = sender.getParameters();
  const options = { encodingOptions: parameters.encodings.map(() => ({ keyFrame: true })) };
  await sender.setParameters(parameters, options).catch(() => undefined);
}

async function reportsOf(remote: readonly RemoteTrack[], own: readonly (LocalTrackPublication | undefined)[]): Promise<Readonly<Record<string, unknown>>[]> {
  const found = await Promise.all([...remote.map((track) => track.getRTCStatsReport()), ...own.map((publication) => publication?.track?.getRTCStatsReport())]);
  // Several tracks report the same connection: each report counts once.
  const byId = new Map<string, Readonly<Record<string, unknown>>>();
  for (const report of found) report?.forEach((entry: Readonly<Record<string, unknown>>, id: string) => byId.set(id, entry));
  return [...byId.values()];
}

function iceServer({ urls, username, credential }: LivekitGrant['iceServers'][number]): RTCIceServer {
  return { urls: [...urls], ...(username === undefined ? {} : { username }), ...(credential === undefined ? {} : { credential }) };
}
