import { describe, expect, it } from 'vitest';
import { emptySample, flowBetween, sampleOf } from './samples.ts';

const heard = { ...emptySample, audioPackets: 100, packetsReceived: 300, framesDecoded: 40 };

describe('what the browser counts', () => {
  it('adds up sound and picture of the other side, and takes the delay of the path in use', () => {
    const sample = sampleOf([
      { type: 'inbound-rtp', kind: 'audio', packetsReceived: 50, packetsLost: 1, totalAudioEnergy: 0.5 },
      { type: 'inbound-rtp', kind: 'video', packetsReceived: 90, packetsLost: 2, framesDecoded: 30 },
      { type: 'remote-inbound-rtp', fractionLost: 0.02 },
      { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.04 },
      { type: 'candidate-pair', nominated: false, currentRoundTripTime: 9 },
      { type: 'codec' },
    ]);
    expect(sample).toEqual({ framesDecoded: 30, audioEnergy: 0.5, audioPackets: 50, packetsReceived: 140, packetsLost: 3, sentLost: 0.02, roundTripMs: 40 });
  });

  it('sound without picture is told apart from nothing at all', () => {
    expect(flowBetween(heard, { ...heard, audioPackets: 200, packetsReceived: 400 })).toEqual({ sound: true, picture: false, quality: 'good' });
    expect(flowBetween(heard, heard)).toEqual({ sound: false, picture: false, quality: 'lost' });
    expect(flowBetween(emptySample, emptySample).quality).toBe('unknown');
  });

  it.each([
    ['one packet in five lost on the way here', { packetsReceived: 380, packetsLost: 20 }],
    ['one in five of what we send lost', { packetsReceived: 400, sentLost: 0.2 }],
    ['a delay from which people talk over each other', { packetsReceived: 400, roundTripMs: 900 }],
  ])('a poor link: %s', (_, change) => {
    expect(flowBetween(heard, { ...heard, audioPackets: 150, ...change }).quality).toBe('poor');
  });

  it('counts that begin again after a new connection are no loss', () => {
    expect(flowBetween({ ...heard, packetsLost: 50 }, { ...heard, packetsReceived: 400, packetsLost: 0 }).quality).toBe('good');
  });
});
