/**
 * The service on Cloudflare Workers (workerd), with the same application as on Node. A socket belongs to one request: connections
 * are made for it and ended with it. What requests share is plain data: the rules, what sites there are, the built files' names.
 */
import { createWorkerFiles } from './worker-files.ts';
import { closedApp } from './worker-closed.ts';
import { openForRequest } from './worker-request.ts';
import { share, type Environment } from './worker-shared.ts';

type Context = { readonly waitUntil: (work: Promise<unknown>) => void };

/** The connections go once the last byte has: a stream of events lives on after the answer was given. */
function closingAfter(response: Response, context: Context, close: () => Promise<void>): Response {
  const streams = response.body !== null && response.headers.get('Content-Type')?.startsWith('text/event-stream') === true;
  if (!streams || !response.body) {
    context.waitUntil(close());
    return response;
  }
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  context.waitUntil(response.body.pipeTo(writable).then(close, close));
  return new Response(readable, response);
}

const sweepMs = 1000;
/** A cron wakes us once a minute; the next one takes over. */
const sweepForMs = 58_000;

/** Answers are packed on the way out by whoever carries them: what we had packed already would be packed twice. */
function unpacked(request: Request): Request {
  const headers = new Headers(request.headers);
  headers.delete('Accept-Encoding');
  return new Request(request, { headers });
}

export default {
  async fetch(request: Request, environment: Environment, context: Context): Promise<Response> {
    const common = share(environment);
    const files = createWorkerFiles(environment.ASSETS, common.files);
    const opened = common.closed ?? (await openForRequest(common, files));
    if ('reason' in opened) return closedApp(common, files, opened).fetch(unpacked(request), environment);
    const response = await opened.app.fetch(unpacked(request), environment);
    return closingAfter(response, context, async () => {
      await opened.metrics.flush();
      await opened.close();
    });
  },

  async scheduled(_event: unknown, environment: Environment): Promise<void> {
    const common = share(environment);
    const until = Date.now() + sweepForMs;
    const opened = common.closed ?? (await openForRequest(common, createWorkerFiles(environment.ASSETS, common.files)));
    if ('reason' in opened) return;
    try {
      while (Date.now() < until) {
        await opened.sweep().catch((error: unknown) => common.log.warn({ event: 'sweep-failed', error: error instanceof Error ? error.name : 'unknown' }));
        await new Promise((done) => setTimeout(done, sweepMs));
      }
    } finally {
      await opened.close();
    }
  },
};
