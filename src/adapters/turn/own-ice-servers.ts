/** Our own STUN and TURN servers, with a password of an hour made from the secret that the TURN server knows too. */
import type { IceServer, IceServers } from '../../consultation/rooms.ts';

const validSeconds = 3600;

/** @param options.secret coturn's `static-auth-secret`; needed where an address is of a TURN server. */
export function createOwnIceServers({
  addresses,
  secret,
  now = Date.now,
}: {
  readonly addresses: readonly string[];
  readonly secret: string | undefined;
  readonly now?: () => number;
}): IceServers {
  const stun = addresses.filter((address) => address.startsWith('stun'));
  const turn = addresses.filter((address) => address.startsWith('turn'));
  return async () => {
    const servers: IceServer[] = stun.length > 0 ? [{ urls: stun }] : [];
    if (turn.length === 0 || secret === undefined) return servers;
    // The name is the end of its validity and nothing of a person.
    const username = `${Math.floor(now() / 1000) + validSeconds}:relais`;
    return [...servers, { urls: turn, username, credential: await signed(username, secret) }];
  };
}

/** The scheme of TURN servers is HMAC with SHA-1: fixed by them, and enough for a password of an hour. */
async function signed(username: string, secret: string): Promise<string> {
  const bytes = new TextEncoder();
  const key = await crypto.subtle.importKey('raw', bytes.encode(secret), { name: 'HMAC', hash: 'SHA-1' }, false, ['sign']);
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes.encode(username)))));
}
