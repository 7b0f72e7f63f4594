import { describe, expect, it } from 'vitest';
import type { ConsultationEvent, Side } from '../../src/contract/consultation.ts';
import { createPeer, type PeerMessage } from './peer.ts';
import type { Wire } from './wire.ts';

/** The service between two pages: keeps what was sent and tells it, to whoever comes later as well. */
function relay() {
  const sent: ConsultationEvent[] = [];
  const listeners = new Set<(event: ConsultationEvent) => void>();
  const wireOf = (from: Side): Wire => ({
    listen: (heard) => {
      for (const event of sent) heard(event);
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    send: (epoch, payload) => {
      const event = { seq: sent.length + 1, at: '', consultationId: 'c', epoch, type: 'signal', from, payload } as const;
      sent.push(event);
      for (const heard of listeners) heard(event);
    },
    stop: () => {},
  });
  return { patient: wireOf('patient'), doctor: wireOf('doctor'), sent };
}

const never = new AbortController().signal;

describe('the other browser', () => {
  it('is met whoever comes first', async () => {
    const { patient, doctor } = relay();
    const early = createPeer({ wire: patient, epoch: 1, side: 'patient', key: 'P' });
    const late = createPeer({ wire: doctor, epoch: 1, side: 'doctor', key: 'D' });
    expect((await early.met(never))?.key).toBe('D');
    expect((await late.met(never))?.key).toBe('P');
  });

  it('of another epoch is nobody', async () => {
    const { patient, doctor } = relay();
    createPeer({ wire: doctor, epoch: 1, side: 'doctor', key: 'D' });
    const mine = createPeer({ wire: patient, epoch: 2, side: 'patient', key: 'P' });
    const soon = new AbortController();
    setTimeout(() => soon.abort(), 10);
    expect(await mine.met(soon.signal)).toBeUndefined();
  });

  it('gets every message in order, also those from before it listened', () => {
    const { patient, doctor } = relay();
    const mine = createPeer({ wire: patient, epoch: 1, side: 'patient', key: undefined });
    const theirs = createPeer({ wire: doctor, epoch: 1, side: 'doctor', key: undefined });
    theirs.tell('description', 1);
    theirs.tell('candidates', 2);
    const heard: PeerMessage[] = [];
    mine.onMessage((message) => heard.push(message));
    theirs.tell('candidates', 3);
    expect(heard.map(({ content }) => content)).toEqual([1, 2, 3]);
  });

  it('that loaded its page again is another: what its old page still sends is not for us', () => {
    const { patient, doctor } = relay();
    const mine = createPeer({ wire: patient, epoch: 1, side: 'patient', key: undefined });
    const before = createPeer({ wire: doctor, epoch: 1, side: 'doctor', key: 'D1' });
    const keys: (string | undefined)[] = [];
    mine.onOther(({ key }) => keys.push(key));
    const after = createPeer({ wire: doctor, epoch: 1, side: 'doctor', key: 'D2' });
    const heard: PeerMessage[] = [];
    mine.onMessage((message) => heard.push(message));
    before.tell('candidates', 'old');
    after.tell('candidates', 'new');
    expect(keys).toEqual(['D2']);
    expect(heard).toEqual([{ kind: 'candidates', content: 'new' }]);
  });

  it('cannot be told by something else than a greeting', () => {
    const { patient, doctor } = relay();
    const mine = createPeer({ wire: patient, epoch: 1, side: 'patient', key: undefined });
    doctor.send(1, { kind: 'hello' });
    doctor.send(1, { kind: 7, session: 'x' });
    doctor.send(1, { session: 'x', to: 'y', content: null });
    expect(mine.other()).toBeUndefined();
  });
});
