/** Signing in at the identity provider and coming back. What ties both together stands in a cookie of ten minutes. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { nothingHere, RelaisError } from '../../shared/errors.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { staffCookie, staffCookieOptions } from '../staff-caller.ts';

const attemptCookie = '__Host-relais-oidc';
const attemptSeconds = 600;
const attemptSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
/** What the console is told when someone comes back without being let in. */
const refused = '/doctor#sign-in=refused';

const startRoute = createRoute({ method: 'get', path: '/v1/staff/oidc/start', tags: ['Staff'], summary: 'To the identity provider', responses: { 302: { description: 'There' } } });
const callbackRoute = createRoute({
  method: 'get',
  path: '/v1/staff/oidc/callback',
  tags: ['Staff'],
  summary: 'Back from it',
  responses: { 302: { description: 'To the console, signed in or not' } },
});

export function addStaffOidcRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  const redirectUri = (c: Context<HttpContext>): string => new URL('/v1/staff/oidc/callback', parts.publicUrl ?? c.req.url).href;
  app.openapi(startRoute, async (c) => {
    if (!parts.oidc) throw new RelaisError('not-found', nothingHere);
    const { url, attempt } = await parts.oidc.begin(redirectUri(c));
    setCookie(c, attemptCookie, btoa(JSON.stringify(attempt)), { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: attemptSeconds });
    return c.redirect(url, 302);
  });
  app.openapi(callbackRoute, async (c) => {
    if (!parts.oidc) throw new RelaisError('not-found', nothingHere);
    const attempt = readAttempt(getCookie(c, attemptCookie));
    deleteCookie(c, attemptCookie, { path: '/', secure: true });
    if (!attempt) return c.redirect(refused, 302);
    const back = new URL(redirectUri(c));
    back.search = new URL(c.req.url).search;
    // An answer that is not the provider's, or not to this attempt, and someone who is on no roster: the same way back.
    const identity = await parts.oidc.finish(back, redirectUri(c), attempt).catch(() => undefined);
    const token = identity && (await parts.staff.byIdentity(identity));
    if (token === undefined) return c.redirect(refused, 302);
    setCookie(c, staffCookie, token, staffCookieOptions);
    return c.redirect('/doctor', 302);
  });
}

function readAttempt(cookie: string | undefined): z.infer<typeof attemptSchema> | undefined {
  try {
    return attemptSchema.parse(JSON.parse(atob(cookie ?? '')));
  } catch {
    return undefined;
  }
}
