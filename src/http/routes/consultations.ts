/** The patient's side of the handover: ask, wait, move. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { patientMovedSchema, patientMovesSchema, patientViewSchema, requestSchema, termsSchema } from '../../contract/consultation.ts';
import type { PatientCaller } from '../../consultation/caller.ts';
import { RelaisError } from '../../shared/errors.ts';
import type { Context } from 'hono';
import { capabilityOf, checkOrigin, siteOf } from '../caller.ts';
import { tooMany, type Limits } from '../limits.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { idIn } from '../staff-caller.ts';
import { answer, body, idParam, patientSecurity, problem, usual } from './route-forms.ts';

const tags = ['Patients'];
const base = { tags, security: patientSecurity };
const path = '/v1/encounters/{id}/consultation';

const termsRoute = createRoute({
  ...base,
  method: 'get',
  path: `${path}/terms`,
  summary: 'Whether a doctor is offered, what is asked and how long it may take',
  request: { params: idParam },
  responses: { 200: answer('The terms', termsSchema), ...usual, 410: problem('Erased') },
});
const requestRoute = createRoute({
  ...base,
  method: 'post',
  path,
  summary: 'Ask for a doctor',
  description: 'Asked again, or while one is live, the answer is the same consultation.',
  request: { params: idParam, ...body(requestSchema) },
  responses: { 200: answer('The place in the queue', patientViewSchema), ...usual, 410: problem('Erased') },
});
const viewRoute = createRoute({
  ...base,
  method: 'get',
  path,
  summary: 'Where it stands, what comes next by itself and when',
  request: { params: idParam },
  responses: { 200: answer('As it stands', patientViewSchema), ...usual, 410: problem('Erased') },
});
const movesRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/moves`,
  summary: 'Leave, say how it is, hang up, come back, ask for the phone',
  description: '`worse` runs the rules again: `card` is what to show then, and a rise moves up and rings.',
  request: { params: idParam, ...body(patientMovesSchema) },
  responses: { 200: answer('As it stands then', patientMovedSchema), ...usual, 410: problem('Erased') },
});

export function addConsultationRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  const { consultations } = parts;
  const patient = async (c: Context<HttpContext>): Promise<PatientCaller['encounter']> => {
    const site = await siteOf(c, parts);
    if (c.req.method !== 'GET') checkOrigin(c, site);
    const encounterId = idIn(c);
    try {
      return await consultations.patient({ site: site.id, encounterId, capability: capabilityOf(c) });
    } catch (error) {
      if (error instanceof RelaisError && error.code === 'not-found' && (await limits.over('failedCapability', parts.clientAddress(c.req.raw, c.env)))) throw tooMany();
      throw error;
    }
  };
  app.openapi(termsRoute, async (c) => c.json(await consultations.terms(await patient(c)), 200));
  app.openapi(requestRoute, async (c) => {
    const encounter = await patient(c);
    if (await limits.over('turn', encounter.id)) throw tooMany();
    return c.json(await consultations.request(encounter, c.req.valid('json')), 200);
  });
  app.openapi(viewRoute, async (c) => c.json(await consultations.view(await patient(c)), 200));
  app.openapi(movesRoute, async (c) => {
    const encounter = await patient(c);
    const move = c.req.valid('json');
    await consultations.patientMove(encounter, move);
    if (move.move !== 'check-in' || move.feeling !== 'worse') return c.json({ consultation: await consultations.view(encounter) }, 200);
    // Feeling worse is an answer like any other: the rules weigh it at once.
    const site = await siteOf(c, parts);
    const { shown } = await parts.conversation.take({ site, encounterId: encounter.id, capability: capabilityOf(c), turn: { action: 'worse', turnId: move.turnId } });
    const now = await consultations.patient({ site: site.id, encounterId: encounter.id, capability: capabilityOf(c) });
    await consultations.reassessed(now);
    return c.json({ consultation: await consultations.view(now), card: shown.card }, 200);
  });
}
