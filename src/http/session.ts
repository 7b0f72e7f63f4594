/** How a capability reaches the person's browser: in a cookie that no script can read, or in the body where cookies are blocked. */
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { cookieName, cookieOf } from './caller.ts';
import type { HttpContext } from './parts.ts';

const day = 24 * 60 * 60;
const cookie = { path: '/', secure: true, httpOnly: true, sameSite: 'None', partitioned: true } as const;

type Session = { readonly encounterId: string; readonly capability: string };

/** Gives what the body must carry. */
export function giveSession(c: Context<HttpContext>, { encounterId, capability }: Session): { readonly capability?: string } {
  if (c.req.header('X-Relais-Session') === 'bearer') return { capability };
  for (const name of [cookieName, cookieOf(encounterId)]) setCookie(c, name, capability, { ...cookie, maxAge: day });
  return {};
}

/** Takes it back: this browser opens the encounter no more. */
export function takeSession(c: Context<HttpContext>, { encounterId, capability }: Session): void {
  deleteCookie(c, cookieOf(encounterId), cookie);
  // Another tab may have put its own there since.
  if (getCookie(c, cookieName) === capability) deleteCookie(c, cookieName, cookie);
}
