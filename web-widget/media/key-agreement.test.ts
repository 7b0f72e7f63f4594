import { expect, it } from 'vitest';
import { createKeyPair, keyPairOf, type KeyPair } from './key-agreement.ts';

const hex = (key: ArrayBuffer): string => Buffer.from(key).toString('hex');
const someone = async (room = 'epoch 3'): Promise<KeyPair> => keyPairOf(await createKeyPair(), room);
const agreed = async (own: KeyPair, session: string, other: KeyPair, otherSession: string): Promise<{ readonly sending: string; readonly opening: string }> => {
  const { sending, opening } = await own.agree({ own: session, other: { session: otherSession, key: other.publicKey } });
  return { sending: hex(sending), opening: hex(opening) };
};

it('what one of a call sends the other opens, by keys of 256 bits, one for each direction, and nobody else has them', async () => {
  const [patient, doctor, stranger] = await Promise.all([someone(), someone(), someone()]);
  const [ofPatient, ofDoctor] = await Promise.all([agreed(patient, 'p', doctor, 'd'), agreed(doctor, 'd', patient, 'p')]);
  expect(ofPatient.sending).toHaveLength(64);
  expect(ofDoctor).toEqual({ sending: ofPatient.opening, opening: ofPatient.sending });
  expect(ofPatient.sending).not.toBe(ofPatient.opening);
  const ofStranger = await agreed(stranger, 'p', doctor, 'd');
  expect([ofStranger.sending, ofStranger.opening]).not.toContain(ofPatient.sending);
});

it('a page that comes back with its pair opens what the other sends as before, and sends with a key that was never used', async () => {
  const pair = await createKeyPair();
  const [patient, again, doctor] = [await keyPairOf(pair, 'epoch 3'), await keyPairOf(pair, 'epoch 3'), await someone()];
  const before = await agreed(patient, 'p1', doctor, 'd');
  const after = await agreed(again, 'p2', doctor, 'd');
  expect(after.opening).toBe(before.opening);
  expect(after.sending).not.toBe(before.sending);
  expect((await agreed(doctor, 'd', again, 'p2')).opening).toBe(after.sending);
});

it('a key of one epoch is never that of another, even between the same two pages', async () => {
  const [pair, other] = [await createKeyPair(), await someone()];
  const keys = await Promise.all(['epoch 3', 'epoch 4'].map(async (room) => agreed(await keyPairOf(pair, room), 'p', other, 'd')));
  expect(keys[0]?.sending).not.toBe(keys[1]?.sending);
});

it('the private half cannot be taken out', async () => {
  const { privateKey } = await createKeyPair();
  await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
});

it('what is not a key is refused', async () => {
  const { agree } = await someone();
  await expect(agree({ own: 'p', other: { session: 'd', key: 'bm90IGEga2V5' } })).rejects.toThrow();
});
