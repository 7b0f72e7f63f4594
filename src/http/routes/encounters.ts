/** The patient's front door: open an encounter, look at its card, take a turn. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { cardSchema } from '../../contract/card.ts';
import { openSchema, turnSchema } from '../../contract/turn.ts';
import { RelaisError } from '../../shared/errors.ts';
import { capabilityOf, checkOrigin, siteOf } from '../caller.ts';
import { problemSchema } from '../errors.ts';
import { tooMany, type Limits } from '../limits.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { giveSession, takeSession } from '../session.ts';

const json = <T extends z.ZodType>(schema: T): { 'application/json': { schema: T } } => ({ 'application/json': { schema } });
const problem = (description: string): { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } } => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
const shown = z.object({ encounterId: z.string(), card: cardSchema });
const idParam = z.object({ id: z.string().meta({ description: 'Public handle of the encounter; never sufficient by itself' }) });
const security = [{ bearer: [] }, { cookie: [] }];
const usual = {
  400: problem('A field is wrong: field, reason and mend are named'),
  404: problem('No such encounter, or not yours: one answer for both'),
  429: problem('Too many requests; the emergency numbers are in the answer. A turn that leads to the emergency screen always passes'),
  503: problem('The record cannot be reached; the emergency numbers are in the answer'),
};

const openRoute = createRoute({
  method: 'post',
  path: '/v1/encounters',
  tags: ['Patients'],
  summary: 'Open an encounter',
  description:
    'The capability comes as an HttpOnly cookie, or in the body for clients that send `X-Relais-Session: bearer` because cookies are blocked. `turnId` makes the request idempotent.',
  request: { body: { required: true, content: json(openSchema) }, headers: z.object({ 'x-relais-site': z.string().optional(), 'x-relais-session': z.string().optional() }) },
  responses: { 201: { description: 'The first card', content: json(shown.extend({ capability: z.string().optional() })) }, ...usual },
});
const showRoute = createRoute({
  method: 'get',
  path: '/v1/encounters/{id}',
  tags: ['Patients'],
  summary: 'The current card',
  security,
  request: { params: idParam },
  responses: { 200: { description: 'The current card', content: json(shown) }, ...usual, 410: problem('Erased') },
});
const turnRoute = createRoute({
  method: 'post',
  path: '/v1/encounters/{id}/turns',
  tags: ['Patients'],
  summary: 'Answer the card, go back, change a step, say "I feel worse", or change the language',
  description: '`turnId` is the idempotency key: a turn that is sent again changes nothing and gets the current card.',
  security,
  request: { params: idParam, body: { required: true, content: json(turnSchema) } },
  responses: {
    200: { description: 'The next card', content: json(shown) },
    ...usual,
    409: problem('The answer is for a card that is no longer shown: load the encounter, nothing is lost'),
    410: problem('Erased'),
  },
});

const leaveRoute = createRoute({
  method: 'post',
  path: '/v1/encounters/{id}/leave',
  tags: ['Patients'],
  summary: 'This browser gives up its key to the encounter',
  description: 'For someone who leaves a shared or watched device. The encounter itself stays as it is.',
  security,
  request: { params: idParam },
  responses: { 204: { description: 'The cookies are gone' }, ...usual },
});

export function addEncounterRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  const failures = async <T>(address: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RelaisError && error.code === 'not-found' && (await limits.over('failedCapability', address))) throw tooMany();
      throw error;
    }
  };

  app.openapi(openRoute, async (c) => {
    const site = await siteOf(c, parts);
    if (await limits.over('open', parts.clientAddress(c.req.raw, c.env))) throw tooMany();
    const request = c.req.valid('json');
    const { encounterId, capability, card } = await parts.conversation.open({
      site,
      request: { language: request.language, turnId: request.turnId, ...(request.region ? { region: request.region } : {}) },
    });
    return c.json({ encounterId, card, ...giveSession(c, { encounterId, capability }) }, 201);
  });

  app.openapi(showRoute, async (c) => {
    const site = await siteOf(c, parts);
    const { id } = c.req.valid('param');
    const result = await failures(parts.clientAddress(c.req.raw, c.env), () => parts.conversation.show({ site, encounterId: id, capability: capabilityOf(c) }));
    return c.json(result, 200);
  });

  app.openapi(turnRoute, async (c) => {
    const site = await siteOf(c, parts);
    checkOrigin(c, site);
    const { id } = c.req.valid('param');
    const turn = c.req.valid('json');
    const capability = capabilityOf(c);
    const onlyEmergencies = await limits.over('turn', id);
    const { shown: result, reached } = await failures(parts.clientAddress(c.req.raw, c.env), () =>
      parts.conversation.take({ site, encounterId: id, capability, turn, onlyEmergencies }),
    );
    if (result.card.kind === 'outcome' || result.card.kind === 'emergency') {
      parts.metrics.outcome(result.card.outcome.urgency);
      // Whoever waits for a doctor meanwhile, which only an earlier outcome allows, moves up with it. Should this fail, the same turn sent again does it.
      if (reached) await parts.consultations.reassessed(await parts.consultations.patient({ site: site.id, encounterId: id, capability }));
    }
    return c.json(result, 200);
  });

  app.openapi(leaveRoute, async (c) => {
    const site = await siteOf(c, parts);
    checkOrigin(c, site);
    const { id } = c.req.valid('param');
    const capability = capabilityOf(c);
    await failures(parts.clientAddress(c.req.raw, c.env), () => parts.conversation.show({ site, encounterId: id, capability }));
    takeSession(c, { encounterId: id, capability });
    return c.body(null, 204);
  });
}
