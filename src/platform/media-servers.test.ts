import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { checkIceServers, livekitServers } from './media-servers.ts';

const secret = 'a-secret-of-at-least-32-characters';
const serversOf = (environment: Record<string, string>) => livekitServers(readConfig(environment));

describe('the servers of picture and sound', () => {
  it('without LIVEKIT_URL there are none', () => {
    expect(serversOf({})).toEqual([]);
  });

  it('two servers may share a key, or have one each', () => {
    const two = 'wss://a.example,wss://b.example';
    expect(serversOf({ LIVEKIT_URL: two, LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: secret }).map((server) => [server.url, server.apiKey])).toEqual([
      ['wss://a.example', 'k'],
      ['wss://b.example', 'k'],
    ]);
    expect(serversOf({ LIVEKIT_URL: two, LIVEKIT_API_KEY: 'k, l', LIVEKIT_API_SECRET: secret }).map((server) => server.apiKey)).toEqual(['k', 'l']);
  });

  it.each([
    ['a server without a key', { LIVEKIT_URL: 'wss://a.example' }, /^LIVEKIT_API_KEY: .*needs it/],
    [
      'two keys for three servers',
      { LIVEKIT_URL: 'wss://a.example,wss://b.example,wss://c.example', LIVEKIT_API_KEY: 'k,l', LIVEKIT_API_SECRET: secret },
      /3 servers .* 2 of these/,
    ],
    ['the trial key on a server elsewhere', { LIVEKIT_URL: 'wss://a.example', LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: secret }, /devkey/],
    ['a short secret', { LIVEKIT_URL: 'wss://a.example', LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: 'short' }, /^LIVEKIT_API_SECRET: .*shorter/],
    ['a server elsewhere in the clear', { LIVEKIT_URL: 'ws://a.example', LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: secret }, /^LIVEKIT_URL: .*wss/],
    ['an address of a page', { LIVEKIT_URL: 'https://a.example', LIVEKIT_API_KEY: 'k', LIVEKIT_API_SECRET: secret }, /^LIVEKIT_URL: /],
  ])('refuses %s, and never says the secret', (_, environment, words) => {
    expect(() => serversOf(environment)).toThrow(words);
    expect(() => serversOf(environment)).not.toThrow(secret);
  });

  it('takes the trial key on loopback', () => {
    expect(serversOf({ LIVEKIT_URL: 'ws://127.0.0.1:7880', LIVEKIT_API_KEY: 'devkey', LIVEKIT_API_SECRET: 'secret' })).toHaveLength(1);
  });

  it('a TURN server needs the secret that passwords are made from', () => {
    expect(() => checkIceServers(readConfig({ ICE_SERVERS: 'stun:turn.example:3478' }))).not.toThrow();
    expect(() => checkIceServers(readConfig({ ICE_SERVERS: 'turn:turn.example:3478?transport=udp' }))).toThrow(/^TURN_SECRET: /);
    expect(() => readConfig({ ICE_SERVERS: 'https://turn.example' })).toThrow(/^ICE_SERVERS: /);
  });
});
