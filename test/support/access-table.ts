/** Who may call what. A route that is not here fails the access test. */
/** `code`: whoever types a live short code, once. */
export type Access = 'public' | 'patient' | 'code';

export const accessTable: Readonly<Record<string, Access>> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /metrics': 'public',
  'GET /openapi.json': 'public',
  'GET /docs': 'public',
  'GET /docs/:name': 'public',
  'GET /': 'public',
  'GET /p/:site': 'public',
  'GET /left': 'public',
  'GET /frame/:site': 'public',
  'GET /demo': 'public',
  'GET /doctor': 'public',
  'GET /embed.js': 'public',
  'GET /assets/:name': 'public',
  'GET /v1/emergency': 'public',
  'GET /desk/code': 'public',
  'POST /desk/code': 'code',
  'POST /v1/encounters': 'public',
  'GET /v1/encounters/:id': 'patient',
  'POST /v1/encounters/:id/turns': 'patient',
  'GET /v1/encounters/:id/summary': 'patient',
  'GET /v1/encounters/:id/summary.pdf': 'patient',
  'POST /v1/encounters/:id/codes': 'patient',
  'POST /v1/codes/device': 'code',
  'POST /v1/encounters/:id/places': 'patient',
  'POST /v1/encounters/:id/leave': 'patient',
};
