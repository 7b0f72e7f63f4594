/** A LiveKit of our own on loopback, for a trial on one machine: fresh keys at every start, ended with the service. */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { access, constants } from 'node:fs/promises';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import type { LivekitServer } from '../adapters/livekit/livekit-rooms.ts';
import { spawnLeashed, type Leashed } from './leashed-process.ts';

/** Where `npm run livekit:install` puts it. */
export const toolFolder = fileURLToPath(new URL('../../.tools', import.meta.url));
export const programName = 'livekit-server';

const loopback = '127.0.0.1';
const readyWithinMs = 10_000;
const startAgainAfterMs = 1000;

/** On the PATH, else in the project's tool folder. */
export async function findLivekitProgram(path: string): Promise<string | undefined> {
  for (const folder of [...path.split(delimiter).filter(Boolean), toolFolder]) {
    const program = join(folder, programName);
    const there = await access(program, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return program;
  }
  return undefined;
}

export type LocalLivekit = {
  readonly server: LivekitServer;
  /**
   * Gives whether it answers.
   * @param webhook where it tells of what happens in its rooms.
   */
  readonly start: (webhook: string, onEnded?: () => void) => Promise<boolean>;
  readonly stop: () => Promise<void>;
};

/**
 * @param options.again whether it is run again when it ends by itself.
 * @param options.address another address of the loopback interface, where it is reached as well.
 */
export async function prepareLocalLivekit(
  program: string,
  { again = true, address = loopback }: { readonly again?: boolean; readonly address?: string } = {},
): Promise<LocalLivekit> {
  const [port, tcpPort, udpPort] = [await freeTcpPort(), await freeTcpPort(), await freeUdpPort()];
  const server: LivekitServer = { url: `ws://${loopback}:${port}`, apiKey: `local-${randomBytes(6).toString('hex')}`, apiSecret: randomBytes(32).toString('base64url') };
  let process_: Leashed | undefined;
  let stopped = false;
  const run = async (webhook: string, onEnded: (() => void) | undefined): Promise<boolean> => {
    // By the environment: what is among the arguments can be read by every user of the machine.
    const leashed = spawnLeashed(program, [], { LIVEKIT_CONFIG: configuration({ server, address, port, tcpPort, udpPort, webhook }) });
    process_ = leashed;
    if (again) void runAgainAfter(leashed, webhook, onEnded);
    return untilReady(port, leashed);
  };
  const runAgainAfter = async (leashed: Leashed, webhook: string, onEnded: (() => void) | undefined): Promise<void> => {
    await leashed.ended;
    if (stopped) return;
    onEnded?.();
    await pause(startAgainAfterMs);
    if (!stopped) await run(webhook, onEnded);
  };
  return {
    server,
    start: run,
    stop: async () => {
      stopped = true;
      await process_?.end();
    },
  };
}

type Place = { readonly server: LivekitServer; readonly address: string; readonly port: number; readonly tcpPort: number; readonly udpPort: number; readonly webhook: string };

function configuration({ server, address, port, tcpPort, udpPort, webhook }: Place): string {
  return stringify({
    port,
    bind_addresses: [...new Set([loopback, address])],
    logging: { level: 'error' },
    rtc: {
      tcp_port: tcpPort,
      udp_port: udpPort,
      node_ip: address,
      enable_loopback_candidate: true,
      use_external_ip: false,
      // With an empty list it would send its clients to a stranger's: nothing answers here, and nothing needs to on loopback.
      stun_servers: [`${address}:${udpPort}`],
      // A new key asks for a whole picture at once: with two in a room, asking costs little.
      pli_throttle: { low_quality: '150ms', mid_quality: '150ms', high_quality: '150ms' },
      interfaces: { includes: ['lo', 'lo0'] },
      ips: { includes: [`${address}/32`] },
    },
    room: { auto_create: false, departure_timeout: 120, empty_timeout: 300 },
    keys: { [server.apiKey]: server.apiSecret },
    webhook: { api_key: server.apiKey, urls: [webhook] },
  });
}

async function untilReady(port: number, leashed: Leashed): Promise<boolean> {
  const until = Date.now() + readyWithinMs;
  while (leashed.running() && Date.now() < until) {
    const answers = await fetch(`http://${loopback}:${port}/`, { signal: AbortSignal.timeout(1000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (answers) return true;
    await pause(50);
  }
  return false;
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms));
}

function freeTcpPort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (typeof address === 'object' && address ? done(address.port) : failed(new Error('no port'))));
    });
  });
}

function freeUdpPort(): Promise<number> {
  return new Promise((done, failed) => {
    const socket = createSocket('udp4');
    socket.once('error', failed);
    socket.bind(0, '127.0.0.1', () => {
      const { port } = socket.address();
      socket.close(() => done(port));
    });
  });
}
