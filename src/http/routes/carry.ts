/** What a person takes along: summary, paper, short codes; and the desk that reads one. */
import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { cardSchema, languageSchema } from '../../contract/card.ts';
import { carriedSummarySchema, codeAnswerSchema, codeRequestSchema, codeSchema, type CodePurpose } from '../../contract/carry.ts';
import { RelaisError } from '../../shared/errors.ts';
import { giveSession } from '../session.ts';
import { capabilityOf, checkOrigin, siteOf } from '../caller.ts';
import { problemSchema } from '../errors.ts';
import { tooMany, type Limits } from '../limits.ts';
import { pageHeaders } from '../page-security.ts';
import { codePage, summaryPage, type DeskTrouble } from '../pages/desk-page.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { qrPath } from '../qr.ts';
import { summaryWords } from '../summary-words.ts';
import { languageFor } from './pages.ts';

const json = <T extends z.ZodType>(schema: T): { 'application/json': { schema: T } } => ({ 'application/json': { schema } });
const problem = (description: string): { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } } => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
const params = z.object({ id: z.string() });
const query = z.object({ language: languageSchema.optional().meta({ description: 'The reader’s language; the caller’s when not given' }) });
const security = [{ bearer: [] }, { cookie: [] }];
const usual = { 404: problem('No such encounter, or not yours'), 410: problem('Erased'), 429: problem('Too many requests'), 503: problem('The record cannot be reached') };

const summaryRoute = createRoute({
  method: 'get',
  path: '/v1/encounters/{id}/summary',
  tags: ['Patients'],
  summary: 'The encounter on one page, for a pharmacist or a doctor',
  security,
  request: { params, query },
  responses: { 200: { description: 'The summary', content: json(carriedSummarySchema) }, ...usual },
});
const paperRoute = createRoute({
  method: 'get',
  path: '/v1/encounters/{id}/summary.pdf',
  tags: ['Patients'],
  summary: 'The same, as a PDF',
  security,
  request: { params, query },
  responses: { 200: { description: 'A PDF file', content: { 'application/pdf': { schema: z.string() } } }, ...usual },
});
const codeRoute = createRoute({
  method: 'post',
  path: '/v1/encounters/{id}/codes',
  tags: ['Patients'],
  summary: 'A short code, for one use: to the desk (two hours) or to another device (ten minutes)',
  description: 'A new code takes the place of the one before. Five wrong tries end it.',
  security,
  request: { params, body: { required: true, content: json(codeRequestSchema) } },
  responses: { 201: { description: 'The code and where to type it', content: json(codeSchema) }, 400: problem('The form is wrong'), ...usual },
});
const moveRoute = createRoute({
  method: 'post',
  path: '/v1/codes/device',
  tags: ['Patients'],
  summary: 'Go on with an encounter on this device',
  description:
    'Uses the code up. The capability that the other device holds opens nothing from now on. As at the opening: a cookie, or in the body for `X-Relais-Session: bearer`.',
  request: {
    body: { required: true, content: json(codeAnswerSchema) },
    headers: z.object({ 'x-relais-site': z.string().optional(), 'x-relais-session': z.string().optional() }),
  },
  responses: {
    200: { description: 'The current card', content: json(z.object({ encounterId: z.string(), card: cardSchema, capability: z.string().optional() })) },
    400: problem('The form is wrong'),
    ...usual,
  },
});

export function addCarryRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts, limits: Limits): void {
  const limitTries = async (c: Context<HttpContext>): Promise<void> => {
    if (await limits.over('code', parts.clientAddress(c.req.raw, c.env))) throw tooMany();
  };
  const readFor = async (c: Context<HttpContext>, id: string, language: 'fr' | 'en' | undefined) =>
    parts.carry.summary({ site: await siteOf(c, parts), encounterId: id, capability: capabilityOf(c), language: language ?? c.get('language') });

  app.openapi(summaryRoute, async (c) => c.json(await readFor(c, c.req.valid('param').id, c.req.valid('query').language), 200));

  app.openapi(paperRoute, async (c) => {
    const summary = await readFor(c, c.req.valid('param').id, c.req.valid('query').language);
    const file = await parts.summaryPaper(summary, parts.emergencyBox(summary.language, summary.region));
    return c.body(file, 200, { 'Content-Type': 'application/pdf', 'Content-Disposition': `attachment; filename="${summaryWords[summary.language].file}.pdf"` });
  });

  app.openapi(codeRoute, async (c) => {
    const site = await siteOf(c, parts);
    checkOrigin(c, site);
    const { id } = c.req.valid('param');
    const { purpose } = c.req.valid('json');
    const capability = capabilityOf(c);
    if (await limits.over('codeMade', id)) throw tooMany();
    const { code, expiresAt } = await parts.carry.makeCode({ site, encounterId: id, capability, purpose });
    const page = `${ownOrigin(c)}${codePages[purpose](site.id)}`;
    const link = `${page}#code=${code}`;
    return c.json({ code, purpose, expiresAt: new Date(expiresAt).toISOString(), page, link, qr: qrPath(link) }, 201);
  });

  app.openapi(moveRoute, async (c) => {
    const site = await siteOf(c, parts);
    checkOrigin(c, site);
    await limitTries(c);
    const { encounterId, capability } = await parts.carry.moveHere({ code: c.req.valid('json').code, site });
    const { card } = await parts.conversation.show({ site, encounterId, capability });
    return c.json({ encounterId, card, ...giveSession(c, { encounterId, capability }) }, 200);
  });

  app.get('/desk/code', async (c) => c.html(codePage({ language: languageFor(c), manifest: await parts.pages.manifest() }), 200, pageHeaders()));

  app.post('/desk/code', async (c) => {
    const language = languageFor(c);
    const manifest = await parts.pages.manifest();
    try {
      await limitTries(c);
      const { code } = await c.req.parseBody();
      const summary = await parts.carry.readAtDesk({ code: typeof code === 'string' ? code.slice(0, longestTyped) : '', language });
      return c.html(summaryPage(summary, parts.emergencyBox(language, summary.region), manifest), 200, pageHeaders());
    } catch (error) {
      const trouble = error instanceof RelaisError ? troubles[error.code] : undefined;
      // A program gets the same problem as everywhere; a person gets the form back.
      if (trouble === undefined || !(c.req.header('Accept') ?? '').includes('text/html')) throw error;
      return c.html(codePage({ language, manifest, trouble: trouble.words }), trouble.status, pageHeaders());
    }
  });
}

/** As the person's browser calls us: behind a proxy that ends TLS, only the browser knows that it is https. */
function ownOrigin(c: Context<HttpContext>): string {
  const called = new URL(c.req.url);
  const origin = c.req.header('Origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === called.host ? new URL(origin).origin : called.origin;
}

const longestTyped = 40;
const codePages: Readonly<Record<CodePurpose, (site: string) => string>> = { desk: () => '/desk/code', device: (site) => `/p/${site}` };
const troubles: Readonly<Partial<Record<string, { readonly words: DeskTrouble; readonly status: 404 | 429 | 503 }>>> = {
  'not-found': { words: 'deskWrong', status: 404 },
  ended: { words: 'deskWrong', status: 404 },
  'too-many-requests': { words: 'deskOften', status: 429 },
  unavailable: { words: 'deskDown', status: 503 },
};
