/** What a call's screen needs of a call's media, and says of it. Two ways of joining implement it (`web-widget/media`); the screen cannot tell. */
import type { MediaKind, MediaStanding } from '../../src/contract/consultation.ts';

/** How one of this person's own devices is. `weak-link`: the picture was given up so that the sound stays. */
export type DeviceStanding = 'on' | 'off' | 'asking' | 'refused' | 'missing' | 'busy' | 'weak-link';

export type CallState = {
  readonly kind: MediaKind | undefined;
  readonly connection: MediaStanding['connection'];
  readonly camera: DeviceStanding;
  readonly microphone: DeviceStanding;
  /** Received and playing. */
  readonly remoteSound: boolean;
  readonly remotePicture: boolean;
  /** The other was heard, and for some seconds nothing has arrived any more. */
  readonly silent: boolean;
  /** Joined for some seconds, and the other was never heard. */
  readonly unheard: boolean;
  /** Our own service has answered of late: what is silent then is not this person's own connection. */
  readonly answered: boolean;
  readonly quality: MediaStanding['quality'];
  /** The browser plays nothing before a tap. */
  readonly soundBlocked: boolean;
  readonly encrypted: boolean;
  /** What the service says where there is no picture to be had. */
  readonly phoneWords: string | undefined;
};

export const noCall: CallState = {
  kind: undefined,
  connection: 'new',
  camera: 'off',
  microphone: 'off',
  remoteSound: false,
  remotePicture: false,
  silent: false,
  unheard: false,
  answered: true,
  quality: 'unknown',
  soundBlocked: false,
  encrypted: false,
  phoneWords: undefined,
};

export type CallMedia = {
  readonly state: () => CallState;
  readonly subscribe: (heard: () => void) => () => void;
  /** Asks for camera and microphone and joins; never rejects: the state says what became of it. */
  readonly start: (wanted: { readonly camera: boolean; readonly microphone: boolean }) => Promise<void>;
  readonly setMicrophone: (on: boolean) => Promise<void>;
  readonly setCamera: (on: boolean) => Promise<void>;
  readonly showRemote: (element: HTMLVideoElement | null) => void;
  /** Where a third person is seen and heard: the interpreter, or for them the doctor. */
  readonly showThird: (element: HTMLVideoElement | null) => void;
  readonly showOwn: (element: HTMLVideoElement | null) => void;
  /** From a tap: lets the browser play what it held back. */
  readonly allowSound: () => Promise<void>;
  readonly stop: () => void;
};
