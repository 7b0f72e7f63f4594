/**
 * The part of our service that a call's media speaks to, in the small: one call, two sides, the way given by the test. The real one is
 * walked in test/e2e/consultation; here the media is shown by itself, under faults that a test sets.
 */
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ConsultationEvent, MediaGrant, MediaRequest, MediaStanding, Side } from '../../../src/contract/consultation.ts';
import { pageHeaders } from '../../../src/http/page-security.ts';
import { buildScripts } from '../../../src/platform/build-pages.ts';

type Way = (side: Side, epoch: number) => Promise<MediaGrant>;
export type CallService = {
  readonly url: string;
  /** Asked for at every grant; another epoch by `next`. */
  way: Way;
  readonly next: () => void;
  readonly requests: { readonly side: Side; readonly request: MediaRequest }[];
  readonly standings: Map<Side, MediaStanding>;
  readonly signals: () => readonly string[];
  readonly stop: () => Promise<void>;
};

export async function startCallService(way: Way, talksTo: readonly string[]): Promise<CallService> {
  const built = await buildScripts({ 'call-page': 'test/e2e/media/call-page.ts' });
  const files = new Map(built.outputFiles.map((file) => [file.path.split('/').at(-1) ?? '', file.contents]));
  const entry = [...files.keys()].find((name) => name.startsWith('call-page'));
  const events: ConsultationEvent[] = [];
  const wakes = new Set<() => void>();
  let epoch = 1;
  const add = (
    event: { readonly type: 'signal'; readonly from: Side; readonly payload: Record<string, unknown> } | { readonly type: 'state'; readonly state: 'connecting' },
  ): void => {
    events.push({ seq: events.length + 1, at: new Date().toISOString(), consultationId: 'call', epoch, ...event });
    for (const wake of wakes) wake();
  };
  const requests: CallService['requests'] = [];
  const standings: CallService['standings'] = new Map();
  const app = new Hono();
  app.get('/', (c) => {
    for (const [name, value] of Object.entries(pageHeaders({ talksTo }))) c.header(name, value);
    return c.html(`<!doctype html><title>call</title><video id="remote" autoplay playsinline></video><video id="own" autoplay muted playsinline></video>
<pre id="state"></pre><script type="module" src="/assets/${entry}"></script>`);
  });
  app.get('/assets/:name', (c) => c.body(new Uint8Array(files.get(c.req.param('name')) ?? []), 200, { 'Content-Type': 'text/javascript' }));
  app.post('/v1/consultations/call/media', async (c) => {
    const side = sideOf(c.req.header('X-Side'));
    const request = await c.req.json<MediaRequest>();
    requests.push({ side, request });
    if (request.failed?.epoch === epoch) next();
    const grant = await service.way(side, epoch).catch(() => undefined);
    return grant ? c.json(grant) : c.json({ title: 'away', code: 'unavailable' }, 503);
  });
  app.post('/v1/consultations/call/signals', async (c) => {
    const body = await c.req.json<{ epoch: number; payload: Record<string, unknown> }>();
    if (body.epoch !== epoch) return c.json({ title: 'moved on', code: 'moved-on' }, 409);
    add({ type: 'signal', from: sideOf(c.req.header('X-Side')), payload: body.payload });
    return c.body(null, 204);
  });
  app.post('/v1/consultations/call/heartbeat', async (c) => {
    const { media } = await c.req.json<{ media: MediaStanding }>();
    standings.set(sideOf(c.req.header('X-Side')), media);
    return c.json({ state: 'in-call', epoch, seq: events.length, now: new Date().toISOString(), presence: [] });
  });
  const after = (seq: number, side: Side): ConsultationEvent[] =>
    events.filter((event) => event.seq > seq && !(event.type === 'signal' && (event.from === side || event.epoch !== epoch)));
  app.get('/v1/consultations/call/changes', (c) => {
    const found = after(Number(c.req.query('after')), sideOf(c.req.header('X-Side')));
    return c.json({ seq: events.length, events: found, more: false });
  });
  app.get('/v1/consultations/call/events', (c) =>
    streamSSE(c, async (stream) => {
      let seq = Number(c.req.header('Last-Event-ID') ?? 0);
      while (!stream.aborted) {
        for (const event of after(seq, sideOf(c.req.header('X-Side')))) await stream.writeSSE({ id: String(event.seq), event: event.type, data: JSON.stringify(event) });
        seq = events.length;
        await new Promise<void>((done) => {
          const wake = (): void => {
            wakes.delete(wake);
            done();
          };
          wakes.add(wake);
          stream.onAbort(wake);
        });
      }
    }),
  );
  const next = (): void => {
    epoch += 1;
    add({ type: 'state', state: 'connecting' });
  };
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0, createServer });
  await new Promise<void>((done) => server.once('listening', () => done()));
  const address = server.address();
  const service: CallService = {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    way,
    next,
    requests,
    standings,
    signals: () => events.flatMap((event) => (event.type === 'signal' ? [JSON.stringify(event.payload)] : [])),
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
  return service;
}

function sideOf(header: string | undefined): Side {
  return header === 'doctor' ? 'doctor' : 'patient';
}
