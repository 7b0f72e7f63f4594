/** The servers of picture and sound, from the settings: only ones that keep what is said between the two. */
import type { LivekitServer } from '../adapters/livekit/livekit-rooms.ts';
import { ConfigError, settings, type Config } from './config.ts';

type MediaSettings = Pick<Config, 'livekitUrl' | 'livekitApiKey' | 'livekitApiSecret' | 'iceServers' | 'turnSecret'>;

/** @throws ConfigError naming the setting, the reason and the mend. */
export function livekitServers(config: MediaSettings): readonly LivekitServer[] {
  const urls = config.livekitUrl ?? [];
  if (urls.length === 0) return [];
  const keys = oneEach(urls.length, config.livekitApiKey, 'livekitApiKey');
  const secrets = oneEach(urls.length, config.livekitApiSecret, 'livekitApiSecret');
  return urls.map((url, index) => {
    const server: LivekitServer = { url, apiKey: keys[index] ?? '', apiSecret: secrets[index] ?? '' };
    refuseUnsafe(server);
    return server;
  });
}

/** @throws ConfigError where a TURN server would be given without a password. */
export function checkIceServers({ iceServers, turnSecret }: MediaSettings): void {
  if (turnSecret === undefined && iceServers.some((address) => address.startsWith('turn')))
    throw new ConfigError('TURN_SECRET', 'a TURN server needs it', settings.turnSecret.mend);
}

function oneEach(count: number, given: readonly string[] | undefined, key: 'livekitApiKey' | 'livekitApiSecret'): readonly string[] {
  const { name, mend } = settings[key];
  if (!given || given.length === 0) throw new ConfigError(name, 'LIVEKIT_URL needs it', mend);
  if (given.length !== 1 && given.length !== count) throw new ConfigError(name, `there are ${count} servers in LIVEKIT_URL and ${given.length} of these`, mend);
  return Array.from({ length: count }, (_, index) => given[index] ?? given[0] ?? '');
}

/** The keys of LiveKit's own trial mode are known to everyone; a token travels in the address that a browser opens. */
function refuseUnsafe({ url, apiKey, apiSecret }: LivekitServer): void {
  const { hostname, protocol } = new URL(url);
  if (isLoopback(hostname)) return;
  if (apiKey === 'devkey' || apiSecret === 'secret')
    throw new ConfigError('LIVEKIT_API_KEY', 'the key of the trial mode (devkey) opens every room to anyone', 'Give the server a key and secret of its own.');
  if (apiSecret.length < 32) throw new ConfigError('LIVEKIT_API_SECRET', 'it is shorter than 32 characters', 'Make one with: openssl rand -base64 33.');
  if (protocol !== 'wss:') throw new ConfigError('LIVEKIT_URL', 'a server elsewhere is reached by wss:// only', settings.livekitUrl.mend);
}

export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/.test(host);
}

/** What a page of ours may connect to besides ourselves. */
export function originsOf(servers: readonly { readonly url: string }[]): readonly string[] {
  return servers.flatMap(({ url }) => [new URL(url).origin, new URL(url.replace(/^ws/, 'http')).origin]);
}
