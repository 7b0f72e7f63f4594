import { createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { createOwnIceServers } from './own-ice-servers.ts';

it('on one machine no server is asked', async () => {
  expect(await createOwnIceServers({ addresses: [], secret: undefined })()).toEqual([]);
});

it('a password for the TURN server lapses after an hour and is what the server computes too', async () => {
  const secret = 'shared-with-the-turn-server';
  const addresses = ['stun:turn.example:3478', 'turn:turn.example:3478?transport=udp', 'turns:turn.example:443?transport=tcp'];
  const [stun, turn] = await createOwnIceServers({ addresses, secret, now: () => 1_800_000_000_000 })();
  expect(stun).toEqual({ urls: [addresses[0]] });
  expect(turn).toEqual({
    urls: addresses.slice(1),
    username: '1800003600:relais',
    credential: createHmac('sha1', secret).update('1800003600:relais').digest('base64'),
  });
});
