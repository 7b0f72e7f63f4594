/** The API described (OpenAPI 3.1) and a page to try it on. Every file comes from this service. */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { nothingHere, RelaisError } from '../../shared/errors.ts';
import type { HttpContext, HttpParts } from '../parts.ts';

const assets: Readonly<Record<string, string>> = { 'swagger-ui.css': 'text/css; charset=utf-8', 'swagger-ui-bundle.js': 'text/javascript; charset=utf-8' };
const pageCsp =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const starter = "window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#reference', deepLinking: false, validatorUrl: null });\n";
const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Relais API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<main id="reference"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</html>
`;

export function addReferenceRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer', description: 'The capability of one encounter' });
  app.openAPIRegistry.registerComponent('securitySchemes', 'cookie', { type: 'apiKey', in: 'cookie', name: '__Host-relais' });
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Relais',
      version: parts.version,
      description: 'Symptom triage: one card at a time, until an outcome that explains itself. Not a diagnosis, not for emergencies.',
    },
  });
  app.get('/docs', (c) => c.html(page, 200, { 'Content-Security-Policy': pageCsp }));
  app.get('/docs/:name', async (c) => {
    const name = c.req.param('name');
    if (name === 'start.js') return c.body(starter, 200, { 'Content-Type': 'text/javascript; charset=utf-8' });
    const type = Object.hasOwn(assets, name) ? assets[name] : undefined;
    const file = type === undefined ? undefined : await parts.asset(name);
    if (!file || type === undefined) throw new RelaisError('not-found', nothingHere);
    return c.body(file, 200, { 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' });
  });
}
