/** The service as one Hono application, the same on every runtime. */
import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { cors } from 'hono/cors';
import { routePath } from 'hono/route';
import { nothingHere, RelaisError } from '../shared/errors.ts';
import { identify, namedSite } from './caller.ts';
import { refuseIfClosed } from './closed.ts';
import { problemFor, type ProblemContext } from './errors.ts';
import { createLimits } from './limits.ts';
import type { HttpContext, HttpParts, Site } from './parts.ts';
import { addCarryRoutes } from './routes/carry.ts';
import { addCallRoutes } from './routes/calls.ts';
import { addConsultationRoutes } from './routes/consultations.ts';
import { addDocumentRoutes } from './routes/documents.ts';
import { addEncounterRoutes } from './routes/encounters.ts';
import { addOperationRoutes } from './routes/operations.ts';
import { addPageRoutes } from './routes/pages.ts';
import { addPlaceRoutes } from './routes/places.ts';
import { addReferenceRoutes } from './routes/reference.ts';
import { addStaffConsultationRoutes } from './routes/staff-consultations.ts';
import { addRoomNoticeRoutes } from './routes/room-notices.ts';
import { addStaffOidcRoutes } from './routes/staff-oidc.ts';
import { addInterpreterRoutes } from './routes/interpreter.ts';
import { addStaffRoutes } from './routes/staff.ts';

const largestBody = 64 * 1024;

export function createApp(parts: HttpParts): OpenAPIHono<HttpContext> {
  const { newId = () => crypto.randomUUID(), metrics, log } = parts;
  const app = new OpenAPIHono<HttpContext>({
    defaultHook: (result) => {
      if (!result.success) throw result.error;
    },
  });
  app.use(identify(newId));
  app.use(async (c, next) => {
    const start = performance.now();
    await next();
    const ms = performance.now() - start;
    // The pattern of the route, never the address that was called.
    const route = routePath(c, -1);
    const status = c.res.status;
    metrics.request({ route, method: c.req.method, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
    log({ event: 'request', requestId: c.get('requestId'), route, method: c.req.method, status, ms: Math.round(ms * 10) / 10 });
  });
  // Set before the route runs: a response that is changed afterwards is built twice.
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(safeHeaders)) c.header(name, value);
    await next();
  });
  const crossOrigin = cors({
    origin: async (origin, c) => ((await knownSite(c, parts))?.allowedOrigins.includes(origin) === true ? origin : null),
    credentials: true,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['Authorization', 'Content-Type', 'X-Relais-Site', 'X-Relais-Session', 'X-Relais-As', 'X-Request-Id'],
    maxAge: 600,
  });
  app.use('/v1/*', async (c, next) => {
    const origin = c.req.header('Origin');
    // All of it before the route runs: a response that gets a header afterwards is built anew, as a stream.
    c.header('Vary', 'Origin, Accept-Encoding');
    return origin === undefined || origin === originOf(c.req.url) ? next() : crossOrigin(c, next);
  });
  const limitUnmeasured = bodyLimit({ maxSize: largestBody, onError: tooLarge });
  app.use(async (c, next) => {
    const length = c.req.header('Content-Length');
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    // A body of a stated length need not be read to be refused.
    if (length === undefined || c.req.header('Transfer-Encoding') !== undefined) return limitUnmeasured(c, next);
    return Number(length) <= largestBody ? next() : tooLarge();
  });
  app.use('/v1/*', async (c, next) => {
    if (c.req.method === 'POST' && !/^application\/json\b/i.test(c.req.header('Content-Type') ?? '')) {
      throw new RelaisError(
        'invalid-input',
        { en: 'the body is not sent as JSON', fr: 'le corps n’est pas envoyé en JSON' },
        { field: 'Content-Type', mend: { en: 'send Content-Type: application/json', fr: 'envoyez Content-Type: application/json' } },
      );
    }
    await next();
  });
  // A card is up to 8 kB of text: on a slow line a sixth of a second. Who takes only plain answers is spared the look at their headers.
  const packed = compress();
  app.use('/v1/encounters/*', async (c, next) => (c.req.header('Accept-Encoding') === undefined ? next() : packed(c, next)));
  if (parts.closed) app.use(refuseIfClosed(parts.closed));
  addOperationRoutes(app, parts);
  const limits = createLimits(parts.ephemeral);
  addEncounterRoutes(app, parts, limits);
  addCarryRoutes(app, parts, limits);
  addPlaceRoutes(app, parts, limits);
  addConsultationRoutes(app, parts, limits);
  addCallRoutes(app, parts, limits);
  addStaffRoutes(app, parts, limits);
  addStaffConsultationRoutes(app, parts);
  addInterpreterRoutes(app, parts, limits);
  addDocumentRoutes(app, parts);
  addStaffOidcRoutes(app, parts);
  addRoomNoticeRoutes(app, parts);
  addReferenceRoutes(app, parts);
  addPageRoutes(app, parts);
  app.notFound(() => {
    throw new RelaisError('not-found', nothingHere);
  });
  app.onError(async (error, c) => {
    const language = c.get('language');
    const region = (await knownSite(c, parts))?.region ?? 'FR';
    const context: ProblemContext = {
      language,
      requestId: c.get('requestId'),
      emergency: () => parts.emergencyBox(language, region),
    };
    const { problem, status, expected } = problemFor(unwrapped(error), context);
    metrics.refused(problem.code);
    if (!expected) log({ event: 'unexpected', requestId: context.requestId, route: routePath(c, -1), error: error.name });
    return c.json(problem, status, { ...problemType, ...(status === 429 ? { 'Retry-After': '60' } : {}) });
  });
  return app;
}

const safeHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/** As far as it can be told: a database that is away is no reason to refuse, or to fail while refusing. */
async function knownSite(c: Context, parts: HttpParts): Promise<Site | undefined> {
  return namedSite(c, parts).catch(() => undefined);
}

function originOf(url: string): string {
  return url.slice(0, url.indexOf('/', url.indexOf('://') + 3));
}

function tooLarge(): never {
  throw new RelaisError(
    'too-large',
    { en: 'the body is too large', fr: 'le corps est trop grand' },
    { field: 'body', mend: { en: `send at most ${largestBody} bytes`, fr: `envoyez au plus ${largestBody} octets` } },
  );
}

const problemType = { 'Content-Type': 'application/problem+json; charset=utf-8' };

/** Hono wraps a body that is not JSON in an exception of its own. */
function unwrapped(error: unknown): unknown {
  if (error instanceof Error && 'status' in error && error.status === 400 && /JSON/i.test(error.message)) return new SyntaxError('not JSON');
  return error;
}
