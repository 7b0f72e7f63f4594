/** That the other end of the encrypted path is who the signalling said: by the fingerprint of its certificate. */

/** Of a session description, in one form; several sections carry the same. */
export function fingerprintsIn(sdp: string): readonly string[] {
  return [...new Set([...sdp.matchAll(/^a=fingerprint:(\S+) (\S+)\s*$/gim)].map(([, algorithm = '', value = '']) => oneForm(algorithm, value)))];
}

/** Of the certificate that the browser has really met on the wire; undefined where it does not tell. */
export function metFingerprint(reports: readonly Readonly<Record<string, unknown>>[]): string | undefined {
  const remote = reports.find((report) => report['type'] === 'transport' && typeof report['remoteCertificateId'] === 'string')?.['remoteCertificateId'];
  const certificate = reports.find((report) => report['type'] === 'certificate' && report['id'] === remote);
  const { fingerprint, fingerprintAlgorithm } = certificate ?? {};
  return typeof fingerprint === 'string' && typeof fingerprintAlgorithm === 'string' ? oneForm(fingerprintAlgorithm, fingerprint) : undefined;
}

function oneForm(algorithm: string, value: string): string {
  return `${algorithm.toLowerCase()} ${value.toUpperCase()}`;
}
