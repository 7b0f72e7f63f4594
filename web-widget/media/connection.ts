/** One way of joining the two of a call for one epoch. `livekit` and `direct` implement it; the call cannot tell them apart. */
import type { Sample } from './samples.ts';

export type OwnTracks = { readonly audio: MediaStreamTrack | undefined; readonly video: MediaStreamTrack | undefined };

/** Why a connection ended by itself. `elsewhere`: the same person joined in another window; `room-closed`: the service ended this room. */
export type EndReason = 'lost' | 'elsewhere' | 'room-closed' | 'encryption' | 'other-changed';

/** The other side has not come in time: nothing of this way has failed. */
export class NotMetError extends Error {}

export type ConnectionEvents = {
  readonly onState: (state: 'connected' | 'reconnecting') => void;
  readonly onEnd: (reason: EndReason) => void;
  /** Tracks came or went: what plays may have to be started again. */
  readonly onRemote: () => void;
  /** True once what comes and goes can be read by the two alone. */
  readonly onEncrypted: (encrypted: boolean) => void;
};

export type Connection = {
  /** Resolves once joined. What is to be sent may come later. @throws NotMetError when nobody came, another error when it cannot be. */
  readonly join: (own: OwnTracks, within: AbortSignal) => Promise<void>;
  /** Sends these from now on; what is left out is not sent. */
  readonly send: (own: OwnTracks) => Promise<void>;
  /** `third`: for whoever is there beside the two. A way that joins two only leaves it empty. */
  readonly show: (element: HTMLVideoElement | null, third: HTMLVideoElement | null) => void;
  readonly sample: () => Promise<Sample>;
  readonly leave: () => Promise<void>;
};
