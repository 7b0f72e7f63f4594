/** Who calls on the staff's side, and on either side of a consultation. */
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { sessionLimits, type Session } from '../access/staff.ts';
import type { Caller, StaffCaller } from '../consultation/caller.ts';
import { guestMs, type Guest } from '../consultation/interpreter-sessions.ts';
import { nothingHere, RelaisError } from '../shared/errors.ts';
import { capabilityOf, checkOrigin, siteOf } from './caller.ts';
import type { HttpContext, HttpParts } from './parts.ts';

export const staffCookie = '__Host-relais-staff';
export const staffCookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge: (sessionLimits.absoluteMs + sessionLimits.overrunMs) / 1000 } as const;
/** An interpreter's own: never a member of staff, whatever cookie it is put into. */
export const guestCookie = '__Host-relais-interpreter';
export const guestCookieOptions = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict', maxAge: guestMs / 1000 } as const;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws RelaisError not-found for what can be no id: the same answer as for one that does not exist. */
export function idIn(c: Context<HttpContext>, name = 'id'): string {
  const id = c.req.param(name) ?? '';
  if (!uuid.test(id)) throw new RelaisError('not-found', nothingHere);
  return id;
}

/** @throws RelaisError not-found without a session: nobody learns that there is something to sign in to. */
export async function staffOf(c: Context<HttpContext>, parts: HttpParts): Promise<Session> {
  const session = await parts.staff.read(getCookie(c, staffCookie));
  if (!session) throw new RelaisError('not-found', nothingHere);
  if (c.req.method !== 'GET') checkOwnOrigin(c);
  return session;
}

export function asCaller(session: Session): StaffCaller {
  return { side: 'staff', site: session.site, staffId: session.staffId };
}

/** @throws RelaisError not-found without a session. */
export async function guestOf(c: Context<HttpContext>, parts: HttpParts): Promise<Guest> {
  const guest = await parts.interpreters.read(getCookie(c, guestCookie));
  if (!guest) throw new RelaisError('not-found', nothingHere);
  if (c.req.method !== 'GET') checkOwnOrigin(c);
  return guest;
}

/** Pages of the staff are on our own origin: nobody else's page may write. */
function checkOwnOrigin(c: Context<HttpContext>): void {
  const origin = c.req.header('Origin');
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== new URL(c.req.url).host)) throw new RelaisError('not-found', nothingHere);
}

/**
 * Either side of a consultation. One browser may hold both cookies: `X-Relais-As: doctor` (`?as=doctor` for an event stream,
 * which cannot send headers) says whose is meant, `interpreter` that of a third person; without it the patient's, where there is one.
 */
export async function sideOf(c: Context<HttpContext>, parts: HttpParts, consultationId: string): Promise<Caller> {
  const as = c.req.header('X-Relais-As') ?? c.req.query('as');
  if (as === 'interpreter') {
    const { id, site } = await guestOf(c, parts);
    return { side: 'interpreter', site, interpreterId: id };
  }
  if (as === 'doctor' || (as === undefined && c.get('capability') === undefined)) return asCaller(await staffOf(c, parts));
  const caller = await parts.consultations.patientOf({ consultationId, capability: capabilityOf(c) });
  if (c.req.method !== 'GET') checkOrigin(c, await siteOf(c, parts));
  const named = c.req.header('X-Relais-Site');
  if (named !== undefined && named !== caller.site) throw new RelaisError('not-found', nothingHere);
  return caller;
}
