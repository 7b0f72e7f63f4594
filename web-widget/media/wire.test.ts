import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConsultationEvent } from '../../src/contract/consultation.ts';
import { createWire } from './wire.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const hello: ConsultationEvent = { seq: 4, at: '', consultationId: 'c', epoch: 2, type: 'signal', from: 'doctor', payload: { kind: 'hello' } };

it('a stream that does not open, as after a cut, keeps nobody waiting: what was missed is asked for', async () => {
  const changes = vi.fn(async () => ({ seq: 4, events: [hello], more: false }));
  const wire = createWire({
    // As a request that went into a network without a way out.
    events: (_, stop) => new Promise((_done, failed) => stop.addEventListener('abort', () => failed(new Error('given up')))),
    changes,
    signal: async () => undefined,
  });
  const heard: ConsultationEvent[] = [];
  wire.listen((event) => heard.push(event));
  await vi.advanceTimersByTimeAsync(3000);
  expect(changes).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard).toEqual([hello]);
  wire.stop();
});
