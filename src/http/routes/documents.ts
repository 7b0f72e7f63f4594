/** Documents of a consultation: made by its doctor, read by both sides as PDF. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { doctorViewSchema, newDocumentSchema } from '../../contract/staff.ts';
import { capabilityOf, siteOf } from '../caller.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { asCaller, idIn, staffOf } from '../staff-caller.ts';
import { answer, body, idParam, patientSecurity, staffSecurity, usual } from './route-forms.ts';

const documentParam = idParam.extend({ documentId: z.string() });
const pdf = { description: 'The document', content: { 'application/pdf': { schema: z.string().meta({ format: 'binary' }) } } };

const makeRoute = createRoute({
  method: 'post',
  path: '/v1/staff/consultations/{id}/documents',
  tags: ['Staff'],
  security: staffSecurity,
  summary: 'A report, a letter to the GP, a prescription (not an electronic one)',
  request: { params: idParam, ...body(newDocumentSchema) },
  responses: { 200: answer('The consultation, with its documents', doctorViewSchema), ...usual },
});
const staffRoute = createRoute({
  method: 'get',
  path: '/v1/staff/consultations/{id}/documents/{documentId}',
  tags: ['Staff'],
  security: staffSecurity,
  summary: 'A document, as PDF',
  request: { params: documentParam },
  responses: { 200: pdf, ...usual },
});
const patientRoute = createRoute({
  method: 'get',
  path: '/v1/encounters/{id}/consultation/documents/{documentId}',
  tags: ['Patients'],
  security: patientSecurity,
  summary: 'A document, as PDF, once the consultation has ended',
  request: { params: documentParam },
  responses: { 200: pdf, ...usual },
});

export function addDocumentRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  const { consultations } = parts;
  const print = async (c: Context<HttpContext>, paper: Awaited<ReturnType<typeof consultations.paper>>): Promise<Response> =>
    c.body(await parts.consultationPaper(paper), 200, { 'Content-Type': 'application/pdf', 'Content-Disposition': 'inline; filename="document.pdf"' });
  app.openapi(makeRoute, async (c) => {
    const caller = asCaller(await staffOf(c, parts));
    await consultations.addDocument(caller, idIn(c), c.req.valid('json'));
    return c.json(await consultations.doctorView(caller, idIn(c), c.get('language')), 200);
  });
  app.openapi(staffRoute, async (c) => print(c, await consultations.paper(asCaller(await staffOf(c, parts)), idIn(c), idIn(c, 'documentId'))));
  app.openapi(patientRoute, async (c) => {
    const site = await siteOf(c, parts);
    const encounter = await consultations.patient({ site: site.id, encounterId: idIn(c), capability: capabilityOf(c) });
    const { id } = await consultations.view(encounter);
    return print(c, await consultations.paper({ side: 'patient', site: site.id, encounter }, id, idIn(c, 'documentId')));
  });
}
