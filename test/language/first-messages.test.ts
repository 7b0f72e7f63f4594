/** What a first message alone raises, everything else answered "no", over messages that the phrases were not written from. */
import { describe, expect, it } from 'vitest';
import { realRules } from '../conversation/talk.ts';
import { firstMessages, isEmergency, urgencyOf, type Half } from './first-messages.ts';

const active = realRules();

async function shareRaised(half: Half, kind: 'emergency' | 'calm'): Promise<number> {
  const messages = firstMessages(half).filter((message) => message.kind === kind);
  const urgencies = await Promise.all(messages.map((message) => urgencyOf(active(), message, 'no')));
  return urgencies.filter(isEmergency).length / messages.length;
}

describe('of first messages in words of many people', () => {
  it.each([
    ['development', 0.96],
    ['held-out', 0.92],
    ['second', 0.85],
    ['unseen', 0.68],
  ] as const)('at least this share of the emergencies is raised (%s: %f)', async (half, floor) => {
    expect(await shareRaised(half, 'emergency')).toBeGreaterThanOrEqual(floor);
  });

  it.each([
    ['development', 0.03],
    ['held-out', 0.08],
    ['second', 0.1],
    ['unseen', 0.1],
  ] as const)('at most this share of the harmless ones raises an alarm (%s: %f)', async (half, ceiling) => {
    expect(await shareRaised(half, 'calm')).toBeLessThanOrEqual(ceiling);
  });
});
