/** Places that fit the outcome. A POST: where a person is stands in the body, never in an address. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { placesRequestSchema, placesSchema } from '../../contract/places.ts';
import { RelaisError } from '../../shared/errors.ts';
import { capabilityOf, checkOrigin, siteOf } from '../caller.ts';
import { problemSchema } from '../errors.ts';
import { tooMany, type Limits } from '../limits.ts';
import type { HttpContext, HttpParts } from '../parts.ts';

const problem = (description: string): { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } } => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});

const placesRoute = createRoute({
  method: 'post',
  path: '/v1/encounters/{id}/places',
  tags: ['Patients'],
  summary: 'Places that fit the outcome, open on arrival, nearest first',
  description:
    'Asked by a typed address or postcode, or by the device’s position. Nothing of it is kept or logged. With nothing open: the next that opens, and who answers meanwhile.',
  security: [{ bearer: [] }, { cookie: [] }],
  request: {
    params: z.object({ id: z.string().meta({ description: 'Public handle of the encounter; never sufficient by itself' }) }),
    body: { required: true, content: { 'application/json': { schema: placesRequestSchema } } },
  },
  responses: {
    200: { description: 'Places, or why there are none', content: { 'application/json': { schema: placesSchema } } },
    400: problem('A field is wrong: field, reason and mend are named'),
    404: problem('No such encounter, or not yours: one answer for both'),
    409: problem('There is no outcome yet, or it is an ambulance: no place is offered'),
    410: problem('Erased'),
    429: problem('Too many requests; the emergency numbers are in the answer'),
    503: problem('The directory cannot be reached; the emergency numbers are in the answer'),
  },
});

export function addPlaceRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  app.openapi(placesRoute, async (c) => {
    const site = await siteOf(c, parts);
    checkOrigin(c, site);
    const { id } = c.req.valid('param');
    const capability = capabilityOf(c);
    if (await limits.over('places', id)) throw tooMany();
    try {
      return c.json(await parts.places.find({ site, encounterId: id, capability, request: c.req.valid('json') }), 200);
    } catch (error) {
      if (error instanceof RelaisError && error.code === 'not-found' && (await limits.over('failedCapability', parts.clientAddress(c.req.raw, c.env)))) throw tooMany();
      throw error;
    }
  });
}
