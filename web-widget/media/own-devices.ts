/** Camera and microphone of this person: asked for one at a time, given back when not used, so that the light beside the lens tells the truth. */
import type { DeviceStanding } from '../consultation/call-media.ts';

type Kind = 'camera' | 'microphone';

export type OwnDevices = {
  readonly standing: (kind: Kind) => DeviceStanding;
  readonly track: (kind: Kind) => MediaStreamTrack | undefined;
  /** Asks the browser, and so perhaps the person. Never rejects: the standing says what became of it. */
  readonly turnOn: (kind: Kind) => Promise<void>;
  readonly turnOff: (kind: Kind) => void;
  readonly stop: () => void;
};

const wanted: Readonly<Record<Kind, MediaStreamConstraints>> = {
  camera: { video: { facingMode: 'user', width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } } },
  microphone: { audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } },
};

/** @param changed called when a standing changes, also when a device is unplugged or taken by another program. */
export function createOwnDevices(changed: (kind: Kind) => void): OwnDevices {
  const tracks: Partial<Record<Kind, MediaStreamTrack>> = {};
  const standings: Record<Kind, DeviceStanding> = { camera: 'off', microphone: 'off' };
  const asking = new Set<Kind>();
  const set = (kind: Kind, standing: DeviceStanding): void => {
    standings[kind] = standing;
    changed(kind);
  };
  const drop = (kind: Kind): void => {
    tracks[kind]?.stop();
    delete tracks[kind];
  };
  const turnOn = async (kind: Kind): Promise<void> => {
    const held = tracks[kind];
    if (held?.readyState === 'live') {
      held.enabled = true;
      return set(kind, 'on');
    }
    if (asking.has(kind)) return;
    asking.add(kind);
    set(kind, 'asking');
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wanted[kind]);
      const [track] = stream.getTracks();
      if (!track) return set(kind, 'missing');
      // Turned off again while the person was being asked.
      if (!asking.has(kind)) return track.stop();
      track.addEventListener('ended', () => {
        if (tracks[kind] !== track) return;
        drop(kind);
        set(kind, 'missing');
      });
      tracks[kind] = track;
      set(kind, 'on');
    } catch (error) {
      if (asking.has(kind)) set(kind, standingOfFailure(error instanceof Error ? error.name : ''));
    } finally {
      asking.delete(kind);
    }
  };
  const turnOff = (kind: Kind): void => {
    asking.delete(kind);
    // A microphone stays open, silent: words must not be lost while the browser opens it again.
    if (kind === 'microphone' && tracks.microphone) tracks.microphone.enabled = false;
    else drop(kind);
    set(kind, 'off');
  };
  return {
    standing: (kind) => standings[kind],
    track: (kind) => tracks[kind],
    turnOn,
    turnOff,
    stop: () => {
      for (const kind of ['camera', 'microphone'] as const) {
        asking.delete(kind);
        drop(kind);
        standings[kind] = 'off';
      }
    },
  };
}

/** The browser's own names for what went wrong. */
function standingOfFailure(name: string): DeviceStanding {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}
