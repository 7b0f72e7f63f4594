/** The origin of a web site that pages are given to: https, or this machine while one develops. No path, and no star, which a browser would take for any host. */
export function isSiteOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { origin, protocol, hostname } = new URL(value);
  return origin === value && /^[a-z0-9.-]+$/.test(hostname) && (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname)));
}
