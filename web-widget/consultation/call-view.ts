/** What a call's screen says and offers, from what is known of both sides. The same for patient and doctor. */
import type { ConsultationState, Side } from '../../src/contract/consultation.ts';
import type { Contact } from '../client/live.ts';
import type { CallState } from './call-media.ts';

export type CallNotice =
  | 'own-contact-lost'
  | 'other-lost'
  | 'no-media'
  | 'refused'
  | 'microphone-refused'
  | 'no-microphone'
  | 'connecting'
  | 'waiting-for-other'
  | 'own-reconnecting'
  | 'sound-blocked'
  | 'weak-link'
  | 'no-sound'
  | 'no-picture';

/** How each notice is shown: `covers` stands over the picture, which would be frozen or black; the others stand beside it. */
export const callNotices = {
  'own-contact-lost': { covers: true, urgent: true, offersPhone: true },
  'own-reconnecting': { covers: true, urgent: true, offersPhone: true },
  'other-lost': { covers: true, urgent: true, offersPhone: true },
  'no-media': { covers: true, urgent: false, offersPhone: true },
  refused: { covers: true, urgent: false, offersPhone: true },
  'microphone-refused': { covers: false, urgent: false, offersPhone: true },
  'no-microphone': { covers: false, urgent: false, offersPhone: true },
  connecting: { covers: true, urgent: false, offersPhone: true },
  'waiting-for-other': { covers: true, urgent: false, offersPhone: true },
  'sound-blocked': { covers: false, urgent: true, offersPhone: false },
  'weak-link': { covers: false, urgent: false, offersPhone: true },
  'no-sound': { covers: false, urgent: false, offersPhone: true },
  'no-picture': { covers: true, urgent: false, offersPhone: false },
} as const satisfies Record<CallNotice, { readonly covers: boolean; readonly urgent: boolean; readonly offersPhone: boolean }>;

export type CallView = {
  readonly notice: CallNotice | undefined;
  /** Camera and microphone can be switched. */
  readonly controls: boolean;
  readonly muted: boolean;
  readonly filmed: boolean;
  readonly encrypted: boolean;
  /** A third person belongs to the call. */
  readonly three: boolean;
};

type Presence = { readonly side: Side; readonly standing: 'here' | 'lost' | 'left' | 'never'; readonly joined?: boolean | undefined; readonly audio?: boolean | undefined };

export function callViewOf({
  state,
  presence,
  call,
  contact,
  side,
}: {
  readonly state: ConsultationState;
  readonly presence: readonly Presence[];
  readonly call: CallState;
  readonly contact: Contact;
  readonly side: 'patient' | 'doctor' | 'interpreter';
}): CallView {
  const other = presence.find((each) => each.side === (side === 'doctor' ? 'patient' : 'doctor'));
  return {
    notice: noticeOf({ state, other: other?.standing ?? 'never', quiet: other?.joined === true && other.audio === false, call, contact }),
    controls: call.kind === 'livekit' || call.kind === 'direct',
    muted: call.microphone !== 'on',
    filmed: call.camera === 'on',
    encrypted: call.encrypted && call.connection === 'connected',
    three: call.kind === 'livekit' && presence.some((each) => each.side === 'interpreter'),
  };
}

function noticeOf({
  state,
  other,
  quiet,
  call,
  contact,
}: {
  readonly state: ConsultationState;
  readonly other: Presence['standing'];
  /** The other says of itself that its line stands and no sound goes out on it. */
  readonly quiet: boolean;
  readonly call: CallState;
  readonly contact: Contact;
}): CallNotice | undefined {
  // What we see and hear is the better witness: where sound or a picture arrives, nobody is lost.
  if (call.connection === 'connected' && !call.silent && (call.remoteSound || call.remotePicture)) return besideNotice(call);
  if (contact.kind === 'lost') return 'own-contact-lost';
  if (call.microphone === 'refused' && call.camera === 'refused') return 'refused';
  if (call.kind === 'phone' || (call.connection === 'failed' && state !== 'connecting')) return 'no-media';
  if (call.connection === 'reconnecting') return other === 'lost' ? 'other-lost' : 'own-reconnecting';
  if (other === 'lost' || (state === 'interrupted' && other !== 'here')) return 'other-lost';
  if (call.connection === 'new' || call.connection === 'connecting') return 'connecting';
  if (other === 'never' || other === 'left') return 'waiting-for-other';
  // The line is not to blame: the other's microphone is off or gone, and no picture goes out either.
  if (call.silent && call.answered && quiet) return besideNotice(call) ?? 'no-sound';
  // Neither the browser nor the service has noticed yet: both take longer than a frightened person should wait.
  if (call.silent) return call.answered ? 'other-lost' : 'own-reconnecting';
  return besideNotice(call) ?? (call.unheard ? 'no-sound' : 'connecting');
}

function besideNotice(call: CallState): CallNotice | undefined {
  if (call.soundBlocked) return 'sound-blocked';
  if (call.microphone === 'refused') return 'microphone-refused';
  if (call.microphone === 'missing' || call.microphone === 'busy') return 'no-microphone';
  if (call.quality === 'poor' || call.camera === 'weak-link') return 'weak-link';
  if (call.connection !== 'connected' || call.remotePicture === call.remoteSound) return undefined;
  return call.remoteSound ? 'no-picture' : 'no-sound';
}
