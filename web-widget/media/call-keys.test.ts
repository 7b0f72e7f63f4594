import { expect, it, vi } from 'vitest';
import { createCallKeys, keptForMs, type KeptKeys, type KeyStore } from './call-keys.ts';

/** A browser's keeping, which answers a moment later as a real one does. */
function memory(): KeyStore & { readonly kept: Map<string, KeptKeys> } {
  const kept = new Map<string, KeptKeys>();
  const later = async <T>(work: () => T): Promise<T> => {
    await new Promise((done) => setTimeout(done, 1));
    return work();
  };
  return {
    kept,
    find: (name) => later(() => kept.get(name)),
    keep: (name, keys) => later(() => void kept.set(name, keys)),
    forget: (name) => later(() => void kept.delete(name)),
    forgetBefore: (at) => later(() => [...kept].forEach(([name, keys]) => keys.at < at && kept.delete(name))),
  };
}
const doctor = { session: 'd', key: 'D', seq: 4 };
const settled = () => new Promise((done) => setTimeout(done, 20));

it('a page that is loaded again in the same epoch finds its pair, and the other as it was last known', async () => {
  const store = memory();
  const before = createCallKeys({ name: 'patient c', store });
  const { pair, other } = await before.of(2);
  expect(other).toBeUndefined();
  before.met(2, doctor);
  before.met(2, { session: 'earlier', key: 'E', seq: 3 });
  await settled();
  expect(await createCallKeys({ name: 'patient c', store }).of(2)).toMatchObject({ pair, other: doctor });
});

it('another epoch, another side, another device and another day each begin with a pair of their own', async () => {
  const store = memory();
  const { pair } = await createCallKeys({ name: 'patient c', store }).of(2);
  await settled();
  const others = await Promise.all([
    createCallKeys({ name: 'doctor c', store }).of(2),
    createCallKeys({ name: 'patient c', store: memory() }).of(2),
    createCallKeys({ name: 'patient c', store, now: () => Date.now() + keptForMs + 1 }).of(2),
    createCallKeys({ name: 'patient c', store }).of(3),
  ]);
  expect(others.map(({ other }) => other)).toEqual([undefined, undefined, undefined, undefined]);
  expect(new Set([pair, ...others.map((each) => each.pair)]).size).toBe(5);
  await settled();
  expect(store.kept.get('patient c')?.epoch).toBe(3);
});

it('a call that was left leaves nothing behind, whatever was still being written', async () => {
  const store = memory();
  const keys = createCallKeys({ name: 'patient c', store });
  await keys.of(2);
  keys.met(2, doctor);
  keys.forget();
  keys.met(2, { ...doctor, seq: 9 });
  await settled();
  expect(store.kept.size).toBe(0);
});

it('what was left by a browser that was closed in the middle of a call goes with the next start', async () => {
  const store = memory();
  await createCallKeys({ name: 'patient old', store, now: () => Date.now() - keptForMs - 1000 }).of(1);
  await settled();
  createCallKeys({ name: 'patient new', store });
  await settled();
  expect(store.kept.size).toBe(0);
});

it('where nothing can be kept, or the browser never answers, there is a fresh pair', async () => {
  const refused = (): Promise<never> => Promise.reject(new Error('private'));
  const never = (): Promise<never> => new Promise(() => {});
  for (const answer of [refused, never]) {
    vi.useFakeTimers();
    const asked = createCallKeys({ name: 'patient c', store: { find: answer, keep: answer, forget: answer, forgetBefore: answer } }).of(2);
    await vi.advanceTimersByTimeAsync(1000);
    vi.useRealTimers();
    expect((await asked).pair.publicKey.type).toBe('public');
  }
});

it('another other than a browser that can encrypt is not remembered', async () => {
  const store = memory();
  const keys = createCallKeys({ name: 'patient c', store });
  await keys.of(2);
  keys.met(2, { session: 'd', key: undefined, seq: 4 });
  await settled();
  expect(store.kept.get('patient c')?.other).toBeUndefined();
});
