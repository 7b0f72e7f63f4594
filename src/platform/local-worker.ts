/** The Worker on this machine: workerd itself, over a real PostgreSQL and Redis. Nothing of it reaches another host. */
import { fileURLToPath } from 'node:url';

export type LocalWorkerParts = {
  /** Of a user that owns nothing; undefined for a Worker without a database. */
  readonly databaseUrl?: string | undefined;
  /** Settings and secrets. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** A named environment of wrangler.toml. */
  readonly env?: string;
  /** The parts of the bundle are built already (`buildWorkerParts`). */
  readonly built?: boolean;
};

export type LocalWorker = {
  readonly url: string;
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** What the cron of wrangler.toml does each minute; it takes that minute. */
  readonly scheduled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const config = fileURLToPath(new URL('../../wrangler.toml', import.meta.url));

export async function startLocalWorker({ databaseUrl, settings = {}, port = 0, env, built = false }: LocalWorkerParts): Promise<LocalWorker> {
  // Read when wrangler is loaded: it would ask cloudflare.com otherwise.
  Object.assign(process.env, { CLOUDFLARE_CF_FETCH_ENABLED: 'false', WRANGLER_SEND_METRICS: 'false', WRANGLER_SEND_ERROR_REPORTS: 'false', WRANGLER_WRITE_LOGS: 'false' });
  // The one way that wrangler has for it; it is read as the worker starts.
  if (databaseUrl !== undefined) process.env['CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE'] = databaseUrl;
  const { unstable_startWorker: startWorker } = await import('wrangler');
  const values = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, { type: 'plain_text', value }]));
  const worker = await startWorker({
    config,
    ...(env === undefined ? {} : { env }),
    bindings: values,
    build: { minify: false, ...(built ? { custom: { command: 'exit 0' } } : {}) },
    dev: { server: { hostname: '127.0.0.1', port }, inspector: false, logLevel: 'error', persist: false, watch: false, remote: false },
  });
  await worker.ready;
  const url = (await worker.url).origin;
  return {
    url,
    fetch: (path, init) => fetch(`${url}${path}`, init),
    // The door that workerd's own test server keeps for it.
    scheduled: async () => {
      const response = await fetch(`${url}/cdn-cgi/handler/scheduled?cron=${encodeURIComponent('* * * * *')}`);
      if (!response.ok) throw new Error(`the clock was answered ${response.status}`);
    },
    close: () => worker.dispose(),
  };
}
