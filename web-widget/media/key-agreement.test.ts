import { expect, it } from 'vitest';
import { createKeyPair } from './key-agreement.ts';

const hex = (key: ArrayBuffer): string => Buffer.from(key).toString('hex');

it('the two of a call arrive at the same key, 256 bits long, and nobody else does', async () => {
  const [patient, doctor, stranger] = await Promise.all([createKeyPair('epoch 3'), createKeyPair('epoch 3'), createKeyPair('epoch 3')]);
  const key = hex(await patient.agree(doctor.publicKey));
  expect(key).toHaveLength(64);
  expect(hex(await doctor.agree(patient.publicKey))).toBe(key);
  expect(hex(await stranger.agree(patient.publicKey))).not.toBe(key);
});

it('a key of one epoch is never that of another, even between the same two pages', async () => {
  const [patient, doctor] = await Promise.all([createKeyPair('epoch 3'), createKeyPair('epoch 4')]);
  expect(hex(await patient.agree(doctor.publicKey))).not.toBe(hex(await doctor.agree(patient.publicKey)));
});

it('what is not a key is refused', async () => {
  const { agree } = await createKeyPair('epoch 1');
  await expect(agree('bm90IGEga2V5')).rejects.toThrow();
});
