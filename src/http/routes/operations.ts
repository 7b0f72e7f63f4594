/** For those who run the service, and the one address that must always answer: the emergency numbers. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { cardSchema, languageSchema, regionSchema } from '../../contract/card.ts';
import type { HttpContext, HttpParts } from '../parts.ts';

const emergencyRoute = createRoute({
  method: 'get',
  path: '/v1/emergency',
  tags: ['Patients'],
  summary: 'The emergency numbers of a region',
  description: 'Never limited; answers with the database dead.',
  request: { query: z.object({ region: regionSchema.default('FR'), language: languageSchema.optional() }) },
  responses: { 200: { description: 'The numbers', content: { 'application/json': { schema: cardSchema.options[0].shape.emergency } } } },
});
const healthRoute = createRoute({
  method: 'get',
  path: '/healthz',
  tags: ['Operations'],
  summary: 'The process is up',
  responses: { 200: { description: 'Up', content: { 'application/json': { schema: z.object({ status: z.literal('up'), version: z.string() }) } } } },
});
const readySchema = z.object({ ready: z.boolean(), database: z.boolean(), rules: z.boolean() });
const readyRoute = createRoute({
  method: 'get',
  path: '/readyz',
  tags: ['Operations'],
  summary: 'Every part that is needed is at hand',
  responses: {
    200: { description: 'Ready', content: { 'application/json': { schema: readySchema } } },
    503: { description: 'Not ready; the parts that are missing say false', content: { 'application/json': { schema: readySchema } } },
  },
});
const metricsRoute = createRoute({
  method: 'get',
  path: '/metrics',
  tags: ['Operations'],
  summary: 'Metrics in the Prometheus format',
  responses: { 200: { description: 'Metrics', content: { 'text/plain': { schema: z.string() } } } },
});

export function addOperationRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  app.openapi(emergencyRoute, (c) => {
    const { region, language } = c.req.valid('query');
    return c.json(parts.emergencyBox(language ?? c.get('language'), region), 200);
  });
  app.openapi(healthRoute, (c) => c.json({ status: 'up' as const, version: parts.version }, 200));
  app.openapi(readyRoute, async (c) => {
    const { database, rules } = await parts.ready();
    const ready = database && rules;
    return ready ? c.json({ ready, database, rules }, 200) : c.json({ ready, database, rules }, 503);
  });
  app.openapi(metricsRoute, async (c) => c.text(await parts.metrics.text(), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' }));
}
