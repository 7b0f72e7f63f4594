/** A real browser, the real service as a process of its own, and hospitals' pages on origins of their own. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { Page } from 'playwright-core';
import { startService, type Running } from './child.ts';
import { cloneDatabase, type TestDatabase } from './database.ts';

export { desktop, openBrowser, phone } from './chromium.ts';

export type PagesService = {
  readonly url: string;
  /** As an operator's commands have it. */
  readonly owner: TestDatabase['owner'];
  /** Ends the process; what was answered stays in the database. */
  readonly pause: () => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The service over a database of this test's own. It may be ended and started again at the same address. */
export async function openService(environment: Readonly<Record<string, string>> = {}): Promise<PagesService> {
  const database = await cloneDatabase();
  const settings = { DATABASE_URL: database.url, RELAIS_KEK: `k1:${randomBytes(32).toString('base64')}`, ...environment };
  let running: Running = await startService(settings);
  const { url } = running;
  const pause = async (): Promise<void> => {
    running.process.kill('SIGTERM');
    await running.ended;
  };
  return {
    url,
    owner: database.owner,
    pause,
    resume: async () => {
      running = await startService({ ...settings, PORT: new URL(url).port });
    },
    close: async () => {
      await pause();
      await database.drop();
    },
  };
}

export type Host = { readonly origin: string; readonly close: () => Promise<void>; show: (html: string, headers?: Readonly<Record<string, string>>) => void };

/** A web site of somebody else. Its name is not the service's, so that a browser takes the two for different sites. */
export async function openHost(): Promise<Host> {
  let shown: { readonly html: string; readonly headers: Readonly<Record<string, string>> } = { html: '', headers: {} };
  const server: Server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...shown.headers }).end(shown.html);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    origin: `http://localhost:${typeof address === 'object' && address ? address.port : 0}`,
    show: (html, headers = {}) => (shown = { html, headers }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** What the page complains of: uncaught errors, refused policies, failed requests. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return complaints;
}
