import { describe, expect, it } from 'vitest';
import { noCall, type CallState } from './call-media.ts';
import { callViewOf } from './call-view.ts';

const talking: CallState = {
  ...noCall,
  kind: 'livekit',
  connection: 'connected',
  camera: 'on',
  microphone: 'on',
  remoteSound: true,
  remotePicture: true,
  quality: 'good',
  encrypted: true,
};
const both = [
  { side: 'patient', standing: 'here' },
  { side: 'doctor', standing: 'here' },
] as const;
const seen = (call: Partial<CallState> = {}, more: Partial<Parameters<typeof callViewOf>[0]> = {}) =>
  callViewOf({ state: 'in-call', presence: both, call: { ...talking, ...call }, contact: { kind: 'live' }, side: 'patient', ...more });

describe('a patient in a call', () => {
  it('who sees and hears the doctor is told nothing', () => {
    expect(seen()).toEqual({ notice: undefined, controls: true, muted: false, filmed: true, encrypted: true, three: false });
  });

  it('whose doctor’s browser died is told that the connection is being restored, before the media server has noticed', () => {
    const doctorLost = [{ side: 'patient', standing: 'here' } as const, { side: 'doctor', standing: 'lost' } as const];
    expect(seen({ remoteSound: false, remotePicture: false }, { presence: doctorLost, state: 'interrupted' }).notice).toBe('other-lost');
  });

  it('who still hears the doctor is not told that the doctor is lost, whatever a late heartbeat says', () => {
    const doctorLost = [{ side: 'doctor', standing: 'lost' } as const];
    expect(seen({}, { presence: doctorLost }).notice).toBeUndefined();
  });

  it('whose own network is gone is told that it is theirs', () => {
    expect(seen({ connection: 'reconnecting', remoteSound: false }, { contact: { kind: 'lost', since: 0 } }).notice).toBe('own-contact-lost');
    expect(seen({ connection: 'reconnecting', remoteSound: false }).notice).toBe('own-reconnecting');
  });

  it('to whom nothing comes any more is told whose connection it is, before browser and service have noticed', () => {
    const nothing = { silent: true, remoteSound: false, remotePicture: false };
    expect(seen({ ...nothing, answered: true }).notice).toBe('other-lost');
    expect(seen({ ...nothing, answered: false }).notice).toBe('own-reconnecting');
    const hungUp = [{ side: 'patient', standing: 'here' } as const, { side: 'doctor', standing: 'left' } as const];
    expect(seen(nothing, { presence: hungUp }).notice).toBe('waiting-for-other');
  });

  it('who sees a doctor without a sound is told so beside the picture, not before it', () => {
    expect(seen({ remoteSound: false }).notice).toBe('no-sound');
    expect(seen({ remoteSound: false, remotePicture: false, unheard: true }).notice).toBe('no-sound');
    expect(seen({ remoteSound: false, remotePicture: false }).notice).toBe('connecting');
  });

  it('whose doctor’s microphone was unplugged while the camera is off is told that no sound comes, and not that the connection is lost', () => {
    const nothing = { silent: true, remoteSound: false, remotePicture: false };
    const doctor = (says: { readonly joined: boolean; readonly audio: boolean }) => ({ presence: [{ side: 'doctor', standing: 'here', ...says } as const] });
    expect(seen(nothing, doctor({ joined: true, audio: false })).notice).toBe('no-sound');
    // It sends, or its line does not stand: then it is the line.
    expect(seen(nothing, doctor({ joined: true, audio: true })).notice).toBe('other-lost');
    expect(seen(nothing, doctor({ joined: false, audio: false })).notice).toBe('other-lost');
    // Whose own line is dead hears old news of the other.
    expect(seen({ ...nothing, answered: false }, doctor({ joined: true, audio: false })).notice).toBe('own-reconnecting');
  });

  it('who refused camera and microphone is told how to allow them; who refused only the microphone still sees the doctor', () => {
    expect(seen({ camera: 'refused', microphone: 'refused', connection: 'connecting', remoteSound: false }).notice).toBe('refused');
    expect(seen({ microphone: 'refused' }).notice).toBe('microphone-refused');
    expect(seen({ microphone: 'missing' }).notice).toBe('no-microphone');
  });

  it('without any way to open the picture goes on by text and phone', () => {
    expect(seen({ kind: 'phone', connection: 'failed', remoteSound: false }).notice).toBe('no-media');
  });

  it('on a weak link keeps the sound and is told why the picture went', () => {
    expect(seen({ quality: 'poor', remotePicture: false }).notice).toBe('weak-link');
  });

  it('is told to tap when the browser holds the sound back', () => {
    expect(seen({ soundBlocked: true }).notice).toBe('sound-blocked');
  });

  it('who is there first waits for the doctor, by name of what happens', () => {
    const alone = [{ side: 'patient', standing: 'here' } as const, { side: 'doctor', standing: 'never' } as const];
    expect(seen({ remoteSound: false, remotePicture: false }, { presence: alone, state: 'connecting' }).notice).toBe('waiting-for-other');
  });
});
