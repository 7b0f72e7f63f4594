/** Both sides of a consultation: the way into the call, what they send each other, how they are, what changed. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import {
  changesSchema,
  heartbeatReplySchema,
  heartbeatSchema,
  mediaGrantSchema,
  mediaRequestSchema,
  messageSchema,
  messagesSchema,
  newMessageSchema,
  signalSchema,
} from '../../contract/consultation.ts';
import { tooMany, type Limits } from '../limits.ts';
import { eventStream } from '../event-stream.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { idIn, sideOf } from '../staff-caller.ts';
import { answer, body, done, eitherSecurity, idParam, usual } from './route-forms.ts';

const base = { tags: ['Calls'], security: eitherSecurity };
const path = '/v1/consultations/{id}';
const as = 'Held by both sides in one browser: `X-Relais-As: doctor` says that the staff cookie is meant.';

const mediaRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/media`,
  summary: 'A way into the call',
  description: `Admission is checked again each time. ${as}`,
  request: { params: idParam, ...body(mediaRequestSchema) },
  responses: { 200: answer('The way of this epoch', mediaGrantSchema), ...usual },
});
const signalRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/signals`,
  summary: 'To the other side, in order, as it is',
  request: { params: idParam, ...body(signalSchema) },
  responses: { 200: answer('Kept', done), ...usual },
});
const sendRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/messages`,
  summary: 'Write to the other side: kept in the record, whatever the video does',
  request: { params: idParam, ...body(newMessageSchema) },
  responses: { 200: answer('Kept; without a message it had been sent before', z.object({ message: messageSchema.optional() })), ...usual },
});
const messagesRoute = createRoute({
  ...base,
  method: 'get',
  path: `${path}/messages`,
  summary: 'What was written',
  request: { params: idParam },
  responses: { 200: answer('All of it, in order', messagesSchema), ...usual },
});
const beatRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/heartbeat`,
  summary: 'How this side is, every 2 s from the acceptance on',
  request: { params: idParam, ...body(heartbeatSchema) },
  responses: { 200: answer('How it stands', heartbeatReplySchema), ...usual },
});
const changesRoute = createRoute({
  ...base,
  method: 'get',
  path: `${path}/changes`,
  summary: 'What changed since, where an event stream cannot be had',
  request: { params: idParam, query: z.object({ after: z.coerce.number().int().min(0).default(0) }) },
  responses: { 200: answer('In order', changesSchema), ...usual },
});
const eventsRoute = createRoute({
  ...base,
  method: 'get',
  path: `${path}/events`,
  summary: 'What changes, as server-sent events',
  description: '`Last-Event-ID` (or `?after=`) goes on where the last connection ended; `?as=doctor` for the staff cookie.',
  request: { params: idParam },
  responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } }, ...usual },
});

export function addCallRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  const { consultations } = parts;
  app.openapi(mediaRoute, async (c) => {
    const id = idIn(c);
    return c.json(await consultations.media(await sideOf(c, parts, id), id, c.req.valid('json')), 200);
  });
  app.openapi(signalRoute, async (c) => {
    const id = idIn(c);
    const caller = await sideOf(c, parts, id);
    if (await limits.over('signal', `${id}:${caller.side}`)) throw tooMany();
    await consultations.signal(caller, id, c.req.valid('json'));
    return c.json({ done: true as const }, 200);
  });
  app.openapi(sendRoute, async (c) => {
    const id = idIn(c);
    const caller = await sideOf(c, parts, id);
    if (await limits.over('turn', `${id}:${caller.side}`)) throw tooMany();
    const message = await consultations.sendMessage(caller, id, c.req.valid('json'));
    return c.json(message === undefined ? {} : { message }, 200);
  });
  app.openapi(messagesRoute, async (c) => {
    const id = idIn(c);
    return c.json({ messages: await consultations.messages(await sideOf(c, parts, id), id) }, 200);
  });
  app.openapi(beatRoute, async (c) => {
    const id = idIn(c);
    return c.json(await consultations.beat(await sideOf(c, parts, id), id, c.req.valid('json')), 200);
  });
  app.openapi(changesRoute, async (c) => {
    const id = idIn(c);
    return c.json(await consultations.changes(await sideOf(c, parts, id), id, c.req.valid('query').after), 200);
  });
  app.openapi(eventsRoute, async (c) => {
    const id = idIn(c);
    const caller = await sideOf(c, parts, id);
    // Refused before the stream begins: afterwards there is no status to say it with.
    await consultations.changes(caller, id, Number.MAX_SAFE_INTEGER);
    return eventStream(c, { changes: (after) => consultations.changes(caller, id, after), listen: (wake) => parts.wakes.listen(`c:${id}`, wake) });
  });
}
