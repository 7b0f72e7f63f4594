/** The consultation in a doctor's hand: summary, note, moves. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { doctorMovedSchema, doctorMoveSchema, doctorViewSchema, longestNote, noteSavedSchema, saveNoteSchema, summarySchema } from '../../contract/staff.ts';
import type { HttpContext, HttpParts } from '../parts.ts';
import { asCaller, idIn, staffOf } from '../staff-caller.ts';
import { answer, body, idParam, problem, staffSecurity, usual } from './route-forms.ts';

const base = { tags: ['Staff'], security: staffSecurity };
const path = '/v1/staff/consultations/{id}';

const viewRoute = createRoute({
  ...base,
  method: 'get',
  path,
  summary: 'The consultation in hand',
  request: { params: idParam },
  responses: { 200: answer('As it stands', doctorViewSchema), ...usual },
});
const summaryRoute = createRoute({
  ...base,
  method: 'get',
  path: `${path}/summary`,
  summary: 'The summary, also while it rings',
  description: 'Dangers that are there, excluded and never asked about, apart; each line with its answer, its words, its rules.',
  request: { params: idParam },
  responses: { 200: answer('The summary', summarySchema), ...usual },
});
const noteRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/note`,
  summary: 'Save the note',
  description: `At most ${longestNote} characters. \`version\` is the one that was loaded: saved from another window since, it is 409 and nothing is overwritten.`,
  request: { params: idParam, ...body(saveNoteSchema) },
  responses: { 200: answer('Saved', noteSavedSchema), ...usual, 413: problem('Too large: nothing was changed') },
});
const moveRoute = createRoute({
  ...base,
  method: 'post',
  path: `${path}/moves`,
  summary: 'Not suitable for video, by phone, begin anew, an interpreter, hand back, end',
  description: 'Fenced by the epoch. A disposition that differs from the outcome of the rules needs a reason.',
  request: { params: idParam, ...body(doctorMoveSchema) },
  responses: { 200: answer('As it stands then', doctorMovedSchema), ...usual },
});

export function addStaffConsultationRoutes(app: OpenAPIHono<HttpContext>, parts: HttpParts): void {
  const { consultations } = parts;
  app.openapi(viewRoute, async (c) => c.json(await consultations.doctorView(asCaller(await staffOf(c, parts)), idIn(c), c.get('language')), 200));
  app.openapi(summaryRoute, async (c) => c.json(await consultations.summary(asCaller(await staffOf(c, parts)), idIn(c), c.get('language')), 200));
  app.openapi(noteRoute, async (c) => c.json(await consultations.saveNote(asCaller(await staffOf(c, parts)), idIn(c), c.req.valid('json')), 200));
  app.openapi(moveRoute, async (c) => {
    const caller = asCaller(await staffOf(c, parts));
    const id = idIn(c);
    const move = c.req.valid('json');
    const interpreterLink = move.move === 'invite-interpreter' ? await consultations.inviteInterpreter(caller, id, move) : undefined;
    if (move.move !== 'invite-interpreter') await consultations.doctorMove(caller, id, move);
    const kept = move.move === 'hand-back' ? {} : { consultation: await consultations.doctorView(caller, id, c.get('language')) };
    return c.json({ ...kept, ...(interpreterLink === undefined ? {} : { interpreterLink }) }, 200);
  });
}
