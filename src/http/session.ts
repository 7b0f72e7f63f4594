/** How a capability reaches the person's browser: in a cookie that no script can read, or in the body where cookies are blocked. */
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';
import { cookieName } from './caller.ts';
import type { HttpContext } from './parts.ts';

const day = 24 * 60 * 60;

/** Gives what the body must carry. */
export function giveSession(c: Context<HttpContext>, capability: string): { readonly capability?: string } {
  if (c.req.header('X-Relais-Session') === 'bearer') return { capability };
  setCookie(c, cookieName, capability, { path: '/', secure: true, httpOnly: true, sameSite: 'None', partitioned: true, maxAge: day });
  return {};
}
