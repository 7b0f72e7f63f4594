/** What the service is told of a call: what this browser can, and how the call stands. */
import type { MediaRequest, MediaStanding } from '../../src/contract/consultation.ts';
import type { CallState, DeviceStanding } from '../consultation/call-media.ts';

export function ability(): MediaRequest {
  const webrtc = typeof RTCPeerConnection !== 'undefined';
  return { webrtc, e2ee: webrtc && canEncrypt() };
}

/** Frames can be reached before they are sent, and there is a place for keys. */
function canEncrypt(): boolean {
  const transforms = 'RTCRtpScriptTransform' in globalThis || (typeof RTCRtpSender !== 'undefined' && 'createEncodedStreams' in RTCRtpSender.prototype);
  return transforms && typeof Worker !== 'undefined' && globalThis.crypto?.subtle !== undefined;
}

export function standingOf(state: CallState): MediaStanding {
  const note = noteOf(state);
  return {
    kind: state.kind ?? 'livekit',
    connection: state.connection,
    audioOut: state.connection === 'connected' && state.microphone === 'on',
    videoOut: state.connection === 'connected' && state.camera === 'on',
    audioIn: state.remoteSound,
    videoIn: state.remotePicture,
    quality: state.quality,
    encrypted: state.encrypted,
    ...(note ? { note } : {}),
  };
}

function noteOf({ camera, microphone }: CallState): MediaStanding['note'] {
  const either = (standing: DeviceStanding): boolean => microphone === standing || camera === standing;
  if (either('refused')) return 'permission';
  if (either('missing') || either('busy')) return 'no-device';
  if (camera === 'weak-link') return 'weak-link';
  return either('off') ? 'chosen' : undefined;
}
