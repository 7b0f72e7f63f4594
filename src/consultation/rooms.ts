/**
 * The port for rooms on a media server. Rooms are made by us, never by a token; a name is random, used for one epoch and never again.
 * An adapter adds its own deadline to every call, and keeps no state.
 */
import type { Side } from '../contract/consultation.ts';

export type RoomRef = {
  /** Name of a server of the configuration. */
  readonly server: string;
  /** Random, no patient data. */
  readonly room: string;
};

export type RoomToken = { readonly url: string; readonly token: string; readonly expiresAt: number };

/** @property joinedAt milliseconds since the epoch, by the media server's clock: never compared with ours. */
export type RoomParticipant = { readonly identity: string; readonly sid: string; readonly joinedAt: number; readonly publishing: readonly ('audio' | 'video')[] };

/** A verified notice from a media server: a hint that something may have changed, never the truth. */
export type RoomNotice = { readonly id: string; readonly event: string; readonly room: string | undefined; readonly identity: string | undefined };

export type Rooms = {
  /** Names of the servers in the order in which they are preferred; empty when there are none. */
  readonly servers: readonly string[];
  /** Makes the room; one that is there already is left as it is. @throws when the server cannot be reached. */
  readonly open: (room: RoomRef & { readonly mostParticipants: number }) => Promise<void>;
  /** May join this room with camera and microphone, and nothing else. Signed here: no call to the server. */
  readonly admit: (request: RoomRef & { readonly identity: string; readonly side: Side; readonly forSeconds: number }) => Promise<RoomToken>;
  /** Who is in it by the server's own list; undefined when there is no such room. @throws when the server cannot be reached. */
  readonly participants: (room: RoomRef) => Promise<readonly RoomParticipant[] | undefined>;
  /** Ends it for everyone; a room that is gone already is no error. @throws when the server cannot be reached. */
  readonly close: (room: RoomRef) => Promise<void>;
  /** Whether the server answers within a second. */
  readonly answers: (server: string) => Promise<boolean>;
  /** Checks signature and digest over the raw body. Undefined for anything that is not from one of our servers. */
  readonly notice: (request: { readonly body: string; readonly authorization: string | undefined }) => Promise<RoomNotice | undefined>;
};

/** A server of ours that helps two browsers find a way to each other, or relays between them. */
export type IceServer = { readonly urls: readonly string[]; readonly username?: string; readonly credential?: string };
/** Made anew for each grant: its passwords lapse. Both ways of a call use these and no other, least of all a browser's or media server's own. */
export type IceServers = () => Promise<readonly IceServer[]>;

/** Without a media server the two browsers are joined directly, or the doctor phones. */
export const noRooms: Rooms = {
  servers: [],
  open: async () => {
    throw new Error('there is no media server');
  },
  admit: async () => {
    throw new Error('there is no media server');
  },
  participants: async () => undefined,
  close: async () => {},
  answers: async () => false,
  notice: async () => undefined,
};
