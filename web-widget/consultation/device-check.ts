/** What a device check found, and the way on that it leaves. The patient never meets a closed door: sound only, text and the phone remain. */
export type DeviceResult = 'not-tried' | 'trying' | 'works' | 'silent' | 'refused' | 'missing' | 'busy';
export type SpeakerResult = 'not-tried' | 'playing' | 'works' | 'not-heard';
export type ConnectionResult = 'not-tried' | 'trying' | 'good' | 'slow' | 'none';

export type DeviceCheck = {
  /** False in browsers without WebRTC, and in pages that are not secure. */
  readonly canCall: boolean;
  readonly camera: DeviceResult;
  readonly microphone: DeviceResult;
  readonly speaker: SpeakerResult;
  readonly connection: ConnectionResult;
};

export type WayOn = 'video' | 'sound-only' | 'phone';

/** What each result allows, and whether there is something the person can do about it. */
export const deviceResults = {
  'not-tried': { usable: true, mendable: false },
  trying: { usable: true, mendable: false },
  works: { usable: true, mendable: false },
  silent: { usable: true, mendable: true },
  refused: { usable: false, mendable: true },
  missing: { usable: false, mendable: false },
  busy: { usable: false, mendable: true },
} as const satisfies Record<DeviceResult, { readonly usable: boolean; readonly mendable: boolean }>;

export function wayOnOf({ canCall, camera, microphone }: Pick<DeviceCheck, 'canCall' | 'camera' | 'microphone'>): WayOn {
  if (!canCall || !deviceResults[microphone].usable) return 'phone';
  return deviceResults[camera].usable ? 'video' : 'sound-only';
}

/** The browser's own words for what went wrong, made ours. */
export function resultOfFailure(name: string): DeviceResult {
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'missing';
  }
}

/** From the times (ms) of a few small requests; none means that there was no answer. */
export function connectionOf(times: readonly number[]): ConnectionResult {
  if (times.length === 0) return 'none';
  const middle = times.slice().sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return middle < 400 ? 'good' : 'slow';
}
