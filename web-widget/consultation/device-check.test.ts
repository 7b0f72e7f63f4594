import { describe, expect, it } from 'vitest';
import { connectionOf, resultOfFailure, wayOnOf } from './device-check.ts';

describe('a patient tries the camera and the microphone while waiting', () => {
  it.each([
    ['with both working, sees the doctor', { camera: 'works', microphone: 'works' }, 'video'],
    ['before trying, is promised video and nothing is refused yet', { camera: 'not-tried', microphone: 'not-tried' }, 'video'],
    ['without a camera, hears and is heard', { camera: 'missing', microphone: 'works' }, 'sound-only'],
    ['who refused the camera, hears and is heard', { camera: 'refused', microphone: 'works' }, 'sound-only'],
    ['whose microphone is silent in the check may still call: the doctor will say', { camera: 'works', microphone: 'silent' }, 'video'],
    ['who refused the microphone is called on the phone', { camera: 'works', microphone: 'refused' }, 'phone'],
  ] as const)('%s', (_, devices, way) => {
    expect(wayOnOf({ canCall: true, ...devices })).toBe(way);
  });

  it('in a browser without WebRTC is called on the phone', () => {
    expect(wayOnOf({ canCall: false, camera: 'works', microphone: 'works' })).toBe('phone');
  });

  it('is told what to do: a refusal is not a missing camera, nor is one that another programme holds', () => {
    expect(['NotAllowedError', 'NotFoundError', 'NotReadableError', 'SomethingNew'].map(resultOfFailure)).toEqual(['refused', 'missing', 'busy', 'missing']);
  });

  it('one slow answer among three does not make a connection slow', () => {
    expect(connectionOf([80, 2_000, 90])).toBe('good');
    expect(connectionOf([900, 2_000, 90])).toBe('slow');
    expect(connectionOf([])).toBe('none');
  });
});
