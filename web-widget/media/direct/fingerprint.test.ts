import { expect, it } from 'vitest';
import { fingerprintsIn, metFingerprint } from './fingerprint.ts';

const sdp = 'v=0\r\na=fingerprint:sha-256 AB:CD:01\r\nm=audio\r\na=fingerprint:SHA-256 ab:cd:01\r\n';

it('the certificate met on the wire is looked for among those that were signalled', () => {
  expect(fingerprintsIn(sdp)).toEqual(['sha-256 AB:CD:01']);
  const reports = [
    { type: 'transport', id: 'T1', remoteCertificateId: 'C2', localCertificateId: 'C1' },
    { type: 'certificate', id: 'C1', fingerprint: '11:22', fingerprintAlgorithm: 'sha-256' },
    { type: 'certificate', id: 'C2', fingerprint: 'ab:cd:01', fingerprintAlgorithm: 'sha-256' },
  ];
  expect(metFingerprint(reports)).toBe('sha-256 AB:CD:01');
});

it('a browser that does not tell is not taken for a stranger', () => {
  expect(metFingerprint([{ type: 'transport', id: 'T1' }])).toBeUndefined();
  expect(fingerprintsIn('v=0')).toEqual([]);
});
