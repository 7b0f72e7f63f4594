/** What the browser itself counts of a call, every two seconds: the only witness of what is really seen and heard. */
export type Sample = {
  readonly framesDecoded: number;
  readonly audioEnergy: number;
  readonly audioPackets: number;
  readonly packetsReceived: number;
  readonly packetsLost: number;
  /** Of what we send, as the other end reports it: 0 to 1. */
  readonly sentLost: number;
  readonly roundTripMs: number | undefined;
};

export const emptySample: Sample = { framesDecoded: 0, audioEnergy: 0, audioPackets: 0, packetsReceived: 0, packetsLost: 0, sentLost: 0, roundTripMs: undefined };

/** Reports as the browser gives them; fields that it leaves out count as zero. */
export function sampleOf(reports: Iterable<Readonly<Record<string, unknown>>>): Sample {
  let sample = emptySample;
  for (const report of reports) {
    const number = (name: string): number => (typeof report[name] === 'number' ? report[name] : 0);
    if (report['type'] === 'inbound-rtp') {
      sample = {
        ...sample,
        framesDecoded: sample.framesDecoded + number('framesDecoded'),
        audioEnergy: sample.audioEnergy + number('totalAudioEnergy'),
        audioPackets: sample.audioPackets + (report['kind'] === 'audio' ? number('packetsReceived') : 0),
        packetsReceived: sample.packetsReceived + number('packetsReceived'),
        packetsLost: sample.packetsLost + number('packetsLost'),
      };
    } else if (report['type'] === 'remote-inbound-rtp') {
      sample = { ...sample, sentLost: Math.max(sample.sentLost, number('fractionLost')) };
    } else if (report['type'] === 'candidate-pair' && report['nominated'] === true && typeof report['currentRoundTripTime'] === 'number') {
      sample = { ...sample, roundTripMs: report['currentRoundTripTime'] * 1000 };
    }
  }
  return sample;
}

export type Flow = {
  readonly sound: boolean;
  readonly picture: boolean;
  readonly quality: 'good' | 'poor' | 'lost' | 'unknown';
};

/** Loss above which speech begins to suffer, and the delay from which people talk over each other. */
const poorLoss = 0.08;
const poorRoundTripMs = 600;

/** What came between two samples. */
export function flowBetween(before: Sample, after: Sample): Flow {
  const received = after.packetsReceived - before.packetsReceived;
  const lost = Math.max(0, after.packetsLost - before.packetsLost);
  const sound = after.audioPackets > before.audioPackets;
  const picture = after.framesDecoded > before.framesDecoded;
  if (received <= 0) return { sound, picture, quality: after.packetsReceived === 0 ? 'unknown' : 'lost' };
  const share = lost / (received + lost);
  const poor = share > poorLoss || after.sentLost > poorLoss || (after.roundTripMs ?? 0) > poorRoundTripMs;
  return { sound, picture, quality: poor ? 'poor' : 'good' };
}
