/** A real Chromium with made-up camera and microphone, that writes down every host it speaks to. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { browserProgram } from './servers.ts';

export type CallBrowser = Browser & {
  /** Once it is closed: addresses that its network stack asked for or connected to, by host. */
  readonly hostsMet: () => Promise<readonly string[]>;
};

/** What Chromium asks for by itself, with no page open: led nowhere. */
const ofTheBrowserItself = [
  'update.googleapis.com',
  'accounts.google.com',
  'android.clients.google.com',
  'clients2.google.com',
  'optimizationguide-pa.googleapis.com',
  'content-autofill.googleapis.com',
];

export async function startCallBrowser(): Promise<CallBrowser> {
  const folder = await mkdtemp(join(tmpdir(), 'relais-browser-'));
  const log = join(folder, 'net.json');
  const browser = await chromium.launch({
    ...(browserProgram === undefined ? {} : { executablePath: browserProgram }),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // As many pictures as two cores can encode for both sides at once.
      '--use-fake-device-for-media-stream=fps=10',
      '--use-fake-ui-for-media-stream',
      '--autoplay-policy=no-user-gesture-required',
      `--host-resolver-rules=${ofTheBrowserItself.map((name) => `MAP ${name} ~NOTFOUND`).join(', ')}`,
      `--log-net-log=${log}`,
      '--net-log-capture-mode=Everything',
    ],
  });
  return Object.assign(browser, {
    hostsMet: async () => {
      const text = await readFile(log, 'utf8');
      await rm(folder, { recursive: true, force: true });
      return hostsIn(text);
    },
  });
}

type LogEvent = { readonly type: number; readonly params?: Readonly<Record<string, unknown>> };

/** By the browser's own log: names that were looked up, and addresses that something was sent to. */
function hostsIn(log: string): readonly string[] {
  // Written by Chromium: its form is documented in net/log.
  const { constants, events } = JSON.parse(log) as { readonly constants: { readonly logEventTypes: Readonly<Record<string, number>> }; readonly events: readonly LogEvent[] };
  const names = new Map(Object.entries(constants.logEventTypes).map(([name, number]) => [number, name]));
  const hosts = new Set<string>();
  for (const { type, params = {} } of events) {
    const name = names.get(type) ?? '';
    const fields = /^(?:HOST_RESOLVER|DNS_)/.test(name) ? ['host', 'hostname', 'qname'] : ['TCP_CONNECT_ATTEMPT', 'UDP_BYTES_SENT'].includes(name) ? ['address'] : [];
    for (const field of fields) if (typeof params[field] === 'string') add(hosts, params[field]);
  }
  return [...hosts].filter((host) => host !== '~notfound' && !ofTheBrowserItself.includes(host));
}

function add(hosts: Set<string>, place: string): void {
  // Port 53 is the machine's own name server: what it was asked for is seen by name.
  if (place.endsWith(':53')) return;
  if (URL.canParse(place) && new URL(place).hostname !== '') hosts.add(new URL(place).hostname);
  else hosts.add(place.replace(/:\d+$/, '').replace(/^\[|\]$|\.$/g, ''));
}
