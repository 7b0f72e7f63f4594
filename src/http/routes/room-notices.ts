/** Notices of the media servers: verified over the raw body, noted once; they only make us look. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { nothingHere, RelaisError } from '../../shared/errors.ts';
import type { HttpContext, HttpParts } from '../parts.ts';

export function addRoomNoticeRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  app.post('/webhooks/livekit', async (c) => {
    const ours = await parts.takeNotice({ body: await c.req.text(), authorization: c.req.header('Authorization') });
    if (!ours) throw new RelaisError('not-found', nothingHere);
    return c.json({ done: true });
  });
}
