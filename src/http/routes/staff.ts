/** The doctor's front door: sign in, go on call, be rung, answer. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from 'hono';
import { sessionTimes, type Session } from '../../access/staff.ts';
import {
  acceptedSchema,
  acceptSchema,
  consoleSchema,
  declineSchema,
  linkSignInSchema,
  pushSubscriptionSchema,
  sessionSchema,
  setAvailabilitySchema,
  signInSchema,
  staffChangesSchema,
  takenOverSchema,
  takeOverSchema,
  type StaffSession,
} from '../../contract/staff.ts';
import { mayDo } from '../../access/staff.ts';
import { nothingHere, RelaisError } from '../../shared/errors.ts';
import { eventStream } from '../event-stream.ts';
import { tooMany, type Limits } from '../limits.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { asCaller, idIn, staffCookie, staffCookieOptions, staffOf } from '../staff-caller.ts';
import { answer, body, done, idParam, staffSecurity, usual } from './route-forms.ts';

const base = { tags: ['Staff'], security: staffSecurity };

const signInRoute = createRoute({
  tags: ['Staff'],
  method: 'get',
  path: '/v1/staff/sign-in',
  summary: 'How to sign in here',
  responses: { 200: answer('The ways', signInSchema) },
});
const linkRoute = createRoute({
  tags: ['Staff'],
  method: 'post',
  path: '/v1/staff/session',
  summary: 'Sign in with a one-time link',
  request: body(linkSignInSchema),
  responses: { 200: answer('Signed in: an HttpOnly cookie', sessionSchema), ...usual },
});
const sessionRoute = createRoute({
  ...base,
  method: 'get',
  path: '/v1/staff/session',
  summary: 'Who is signed in, and until when',
  responses: { 200: answer('The session', sessionSchema), ...usual },
});
const endRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/session/end',
  summary: 'Sign out, on the server as well',
  responses: { 200: answer('Ended', done), ...usual },
});
const availabilityRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/availability',
  summary: 'On call, on break, off',
  request: body(setAvailabilitySchema),
  responses: { 200: answer('As it is now', consoleSchema), ...usual },
});
const consoleRoute = createRoute({
  ...base,
  method: 'get',
  path: '/v1/staff/console',
  summary: 'What rings, what is in hand, how many wait',
  responses: { 200: answer('As it stands', consoleSchema), ...usual },
});
const changesRoute = createRoute({
  ...base,
  method: 'get',
  path: '/v1/staff/changes',
  summary: 'What changed since, where an event stream cannot be had',
  request: { query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  responses: { 200: answer('In order', staffChangesSchema), ...usual },
});
const eventsRoute = createRoute({
  ...base,
  method: 'get',
  path: '/v1/staff/events',
  summary: 'What changes, as server-sent events',
  responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } }, ...usual },
});
const pushRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/push',
  summary: 'Ring this browser by Web Push too',
  request: body(pushSubscriptionSchema),
  responses: { 200: answer('Kept', done), ...usual },
});
const shownRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/offers/{id}/shown',
  summary: 'It rings here',
  request: { params: idParam },
  responses: { 200: answer('Noted', done), ...usual },
});
const acceptRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/offers/{id}/accept',
  summary: 'Take it',
  description: 'Fenced by the epoch; said twice it changes nothing. Too late, or another doctor was faster: 409.',
  request: { params: idParam, ...body(acceptSchema) },
  responses: { 200: answer('In hand', acceptedSchema), ...usual },
});
const declineRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/offers/{id}/decline',
  summary: 'Let another doctor take it',
  request: { params: idParam, ...body(declineSchema) },
  responses: { 200: answer('It goes on', done), ...usual },
});
const takeOverRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/alarms/{id}/take-over',
  summary: 'The desk or the doctor in charge takes it in hand',
  request: { params: idParam, ...body(takeOverSchema) },
  responses: { 200: answer('Whom to phone', takenOverSchema), ...usual },
});

const phonedRoute = createRoute({
  ...base,
  method: 'post',
  path: '/v1/staff/alarms/{id}/phoned',
  summary: 'Say that the patient taken in hand has been called',
  request: { params: idParam },
  responses: { 200: answer('It is done', done), ...usual },
});

export function addStaffRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  const { consultations, staff } = parts;
  const view = async (session: Session): Promise<StaffSession> => {
    const times = sessionTimes(session);
    const iso = (at: number): string => new Date(at).toISOString();
    const site = await parts.siteFor(session.site);
    return {
      staff: { id: session.staffId, name: session.name, title: session.title, role: session.role, language: session.language },
      site: { id: session.site, name: site?.name[session.language] ?? session.site },
      idleEndsAt: iso(times.idleEndsAt),
      endsAt: iso(times.endsAt),
      warnAt: iso(times.warnAt),
      ...(parts.pushKey === undefined ? {} : { pushKey: parts.pushKey }),
    };
  };
  const must = (session: Session, duty: Parameters<typeof mayDo>[1]): Session => {
    if (!mayDo(session.role, duty)) throw new RelaisError('not-found', nothingHere);
    return session;
  };
  const signedIn = async (c: Context<HttpContext>): Promise<Session> => staffOf(c, parts);

  app.openapi(signInRoute, (c) => c.json({ ...(parts.oidc ? { oidc: { name: parts.oidc.name, startUrl: '/v1/staff/oidc/start' } } : {}), link: true }, 200));
  app.openapi(linkRoute, async (c) => {
    if (await limits.over('failedCapability', `link:${parts.clientAddress(c.req.raw, c.env)}`)) throw tooMany();
    const token = await staff.byLink(c.req.valid('json').link);
    const session = await staff.read(token);
    if (!session) throw new RelaisError('not-found', nothingHere);
    setCookie(c, staffCookie, token, staffCookieOptions);
    return c.json(await view(session), 200);
  });
  app.openapi(sessionRoute, async (c) => c.json(await view(await signedIn(c)), 200));
  app.openapi(endRoute, async (c) => {
    const session = await signedIn(c);
    await consultations.setAvailability(asCaller(session), 'off');
    await staff.end(getCookie(c, staffCookie) ?? '');
    deleteCookie(c, staffCookie, { path: '/', secure: true });
    return c.json({ done: true as const }, 200);
  });
  app.openapi(availabilityRoute, async (c) => {
    const session = await signedIn(c);
    await consultations.setAvailability(asCaller(session), c.req.valid('json').availability);
    return c.json(await consultations.console(asCaller(session), c.get('language')), 200);
  });
  app.openapi(consoleRoute, async (c) => c.json(await consultations.console(asCaller(await signedIn(c)), c.get('language')), 200));
  app.openapi(changesRoute, async (c) => c.json(await consultations.staffChanges(asCaller(await signedIn(c)), c.req.valid('query').after), 200));
  app.openapi(eventsRoute, async (c) => {
    const session = await signedIn(c);
    const cookie = getCookie(c, staffCookie);
    return eventStream(c, {
      changes: async (after) => {
        // A session that was ended elsewhere ends here within seconds.
        if (!(await staff.read(cookie))) throw new RelaisError('not-found', nothingHere);
        return consultations.staffChanges(asCaller(session), after);
      },
      listen: (wake) => parts.wakes.listen(`s:${session.staffId}`, wake),
    });
  });
  app.openapi(pushRoute, async (c) => {
    const session = await signedIn(c);
    const { endpoint, keys } = c.req.valid('json');
    await staff.addPush(asCaller(session), { endpoint, ...keys });
    return c.json({ done: true as const }, 200);
  });
  app.openapi(shownRoute, async (c) => {
    await consultations.offerShown(asCaller(must(await signedIn(c), 'answer')), idIn(c));
    return c.json({ done: true as const }, 200);
  });
  app.openapi(acceptRoute, async (c) => c.json(await consultations.accept(asCaller(must(await signedIn(c), 'answer')), idIn(c), c.req.valid('json').epoch), 200));
  app.openapi(declineRoute, async (c) => {
    await consultations.decline(asCaller(must(await signedIn(c), 'answer')), idIn(c), c.req.valid('json'));
    return c.json({ done: true as const }, 200);
  });
  app.openapi(takeOverRoute, async (c) => c.json(await consultations.takeOver(asCaller(must(await signedIn(c), 'alarms')), idIn(c), c.req.valid('json')), 200));
  app.openapi(phonedRoute, async (c) => {
    await consultations.phoned(asCaller(must(await signedIn(c), 'alarms')), idIn(c));
    return c.json({ done: true as const }, 200);
  });
}
