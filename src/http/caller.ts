/** Who calls: language, request id, capability. Headers are checked for length and alphabet before use. */
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import { nothingHere, RelaisError } from '../shared/errors.ts';
import type { Language } from '../shared/language.ts';
import type { HttpContext, HttpParts, Site } from './parts.ts';

export const cookieName = '__Host-relais';
const requestIdPattern = /^[A-Za-z0-9-]{8,64}$/;
const encounterPattern = /^[A-Za-z0-9-]{1,64}$/;
const sitePattern = /^[a-z0-9-]{1,40}$/;

/** Each encounter has a key of its own, so that two tabs of one browser do not lock each other out. */
export function cookieOf(encounterId: string): string {
  return `${cookieName}-${encounterId}`;
}

/** The encounter is named by the address, or by a header where the address names something else of it. */
function keyCookie(c: Context): string | undefined {
  const named = /^\/v1\/encounters\/([A-Za-z0-9-]{1,64})(?:\/|$)/.exec(c.req.path)?.[1] ?? c.req.header('X-Relais-Encounter');
  const own = named !== undefined && encounterPattern.test(named) ? getCookie(c, cookieOf(named)) : undefined;
  return own ?? getCookie(c, cookieName);
}

export function identify(newId: () => string): MiddlewareHandler<HttpContext> {
  return createMiddleware<HttpContext>(async (c, next) => {
    const given = c.req.header('X-Request-Id');
    const requestId = given !== undefined && requestIdPattern.test(given) ? given : newId();
    c.set('requestId', requestId);
    c.set('language', languageOf(c.req.header('Accept-Language')));
    const bearer = /^Bearer (\S{1,128})$/.exec(c.req.header('Authorization') ?? '')?.[1];
    const cookie = bearer === undefined ? keyCookie(c) : undefined;
    c.set('capability', bearer ?? cookie);
    c.set('viaCookie', bearer === undefined && cookie !== undefined);
    c.header('X-Request-Id', requestId);
    await next();
  });
}

/** The first of the two languages that the header names; French first otherwise. */
export function languageOf(header: string | undefined): Language {
  for (const part of (header ?? '').slice(0, 200).toLowerCase().split(',')) {
    if (part.trim().startsWith('fr')) return 'fr';
    if (part.trim().startsWith('en')) return 'en';
  }
  return 'fr';
}

/** The site that the request names; undefined when there is none. */
export async function namedSite(c: Context, parts: HttpParts): Promise<Site | undefined> {
  const id = c.req.header('X-Relais-Site') ?? 'demo';
  return sitePattern.test(id) ? parts.siteFor(id) : undefined;
}

/** @throws RelaisError not-found for an unknown site: nobody learns which sites there are. */
export async function siteOf(c: Context<HttpContext>, parts: HttpParts): Promise<Site> {
  const site = await namedSite(c, parts);
  if (!site) throw new RelaisError('not-found', nothingHere);
  return site;
}

/** @throws RelaisError not-found without a capability: the same answer as for a wrong one. */
export function capabilityOf(c: Context<HttpContext>): string {
  const capability = c.get('capability');
  if (capability === undefined) throw new RelaisError('not-found', nothingHere);
  return capability;
}

/** A write that rests on a cookie must come from a page of ours or of the site. */
export function checkOrigin(c: Context<HttpContext>, site: Site): void {
  const origin = c.req.header('Origin');
  if (!c.get('viaCookie') || origin === undefined) return;
  const own = new URL(c.req.url).host;
  if (site.allowedOrigins.includes(origin) || (URL.canParse(origin) && new URL(origin).host === own)) return;
  throw new RelaisError('not-found', nothingHere);
}
