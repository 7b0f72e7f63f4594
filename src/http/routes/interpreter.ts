/** An interpreter's front door: a one-time link and a name, then the wait for the doctor. The call itself has the routes of both sides. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { setCookie } from 'hono/cookie';
import { interpreterArrivesSchema, interpreterViewSchema } from '../../contract/interpreter.ts';
import { nothingHere, RelaisError } from '../../shared/errors.ts';
import { tooMany, type Limits } from '../limits.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { guestCookie, guestCookieOptions, guestOf } from '../staff-caller.ts';
import { answer, body, usual } from './route-forms.ts';

const arriveRoute = createRoute({
  tags: ['Interpreter'],
  method: 'post',
  path: '/v1/interpreter',
  summary: 'Ask to come in, with the one-time link that the doctor gave out',
  request: body(interpreterArrivesSchema),
  responses: { 200: answer('Asked: an HttpOnly cookie', interpreterViewSchema), ...usual },
});
const viewRoute = createRoute({
  tags: ['Interpreter'],
  security: [{ interpreter: [] }],
  method: 'get',
  path: '/v1/interpreter',
  summary: 'Whether the doctor has let them in',
  responses: { 200: answer('As it stands', interpreterViewSchema), ...usual },
});

export function addInterpreterRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  const { consultations, interpreters } = parts;
  app.openapi(arriveRoute, async (c) => {
    if (await limits.over('failedCapability', `interpreter:${parts.clientAddress(c.req.raw, c.env)}`)) throw tooMany();
    const token = await interpreters.arrive(c.req.valid('json'));
    const guest = await interpreters.read(token);
    if (!guest) throw new RelaisError('not-found', nothingHere);
    setCookie(c, guestCookie, token, guestCookieOptions);
    return c.json(await consultations.interpreterView(guest), 200);
  });
  app.openapi(viewRoute, async (c) => c.json(await consultations.interpreterView(await guestOf(c, parts)), 200));
}
