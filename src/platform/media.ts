/** How the two of a call are joined here: LiveKit of the operator's, one of this machine, or the two browsers directly. */
import { createLivekitRooms } from '../adapters/livekit/livekit-rooms.ts';
import { createOwnIceServers } from '../adapters/turn/own-ice-servers.ts';
import { noRooms, type IceServers, type Rooms } from '../consultation/rooms.ts';
import type { Config } from './config.ts';
import { findLivekitProgram, prepareLocalLivekit } from './local-livekit.ts';
import { checkIceServers, isLoopback, livekitServers, originsOf } from './media-servers.ts';

export type Media = {
  readonly rooms: Rooms;
  readonly iceServers: IceServers;
  /** What a page of ours may connect to besides ourselves, for its Content-Security-Policy. */
  readonly origins: readonly string[];
  /** Once the service listens. Gives the line of the greeting. */
  readonly start: (port: number, onEnded: () => void) => Promise<string>;
  readonly stop: () => Promise<void>;
};

const install = 'npm run livekit:install brings LiveKit, LIVEKIT_URL takes yours';

/** @throws ConfigError before anything is started. */
export async function prepareMedia(config: Config, path: string): Promise<Media> {
  checkIceServers(config);
  const servers = livekitServers(config);
  const iceServers = createOwnIceServers({ addresses: config.iceServers, secret: config.turnSecret });
  if (servers.length > 0) {
    const rooms = createLivekitRooms(servers);
    return { rooms, iceServers, origins: originsOf(servers), start: () => greetYours(rooms), stop: async () => {} };
  }
  const program = config.livekitLocal ? await findLivekitProgram(path) : undefined;
  const direct = (words: string): Media => ({ rooms: noRooms, iceServers, origins: [], start: async () => words, stop: async () => {} });
  if (program === undefined) return direct(`the two browsers are joined directly; ${install}`);
  // People elsewhere could not reach it.
  if (!isLoopback(config.host)) return direct('the two browsers are joined directly: the LiveKit of this machine is for loopback only; LIVEKIT_URL takes yours');
  const local = await prepareLocalLivekit(program);
  return {
    rooms: createLivekitRooms([local.server]),
    iceServers,
    origins: originsOf([local.server]),
    start: async (port, onEnded) => {
      const host = config.host.includes(':') ? `[${config.host}]` : config.host;
      const up = await local.start(`http://${host}:${port}/webhooks/livekit`, onEnded);
      return up
        ? `LiveKit of this machine (${program}), on loopback, for a trial; LIVEKIT_URL takes yours`
        : `the two browsers are joined directly: ${program} does not answer; LIVEKIT_URL takes yours`;
    },
    stop: local.stop,
  };
}

async function greetYours(rooms: Rooms): Promise<string> {
  const answering = (await Promise.all(rooms.servers.map((server) => rooms.answers(server)))).filter(Boolean).length;
  const count = rooms.servers.length;
  const all = count === 1 ? 'LiveKit, yours (LIVEKIT_URL)' : `LiveKit, ${count} of yours (LIVEKIT_URL)`;
  if (answering === count) return all;
  return answering === 0 ? `${all}, not answering now: the two browsers are joined directly until one does` : `${all}, ${answering} answering now`;
}
