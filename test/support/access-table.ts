/** Who may call what. A route that is not here fails the access test. */
export type Access = 'public' | 'patient';

export const accessTable: Readonly<Record<string, Access>> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/:name': 'public',
  'GET /': 'public',
  'GET /p/:site': 'public',
  'GET /frame/:site': 'public',
  'GET /demo': 'public',
  'GET /doctor': 'public',
  'GET /embed.js': 'public',
  'GET /assets/:name': 'public',
  'GET /v1/emergency': 'public',
  'POST /v1/encounters': 'public',
  'GET /v1/encounters/:id': 'patient',
  'POST /v1/encounters/:id/turns': 'patient',
};
