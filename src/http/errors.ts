/** The one place where a code becomes a status and words. RFC 9457 problem details; nothing internal gets out. */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { Card } from '../contract/card.ts';
import { RelaisError, type ErrorCode } from '../shared/errors.ts';
import type { Language, Words } from '../shared/language.ts';

type Row = { readonly status: ContentfulStatusCode; readonly title: Words; readonly withNumbers: boolean };
export type ProblemCode = ErrorCode | 'internal';

export const problems: Readonly<Record<ProblemCode, Row>> = {
  'invalid-input': { status: 400, title: { en: 'Something in the request is not right', fr: 'Quelque chose ne va pas dans la demande' }, withNumbers: false },
  'not-found': { status: 404, title: { en: 'There is nothing here', fr: 'Il n’y a rien ici' }, withNumbers: false },
  'stale-turn': { status: 409, title: { en: 'This question has already been answered', fr: 'Cette question a déjà reçu une réponse' }, withNumbers: false },
  'notice-not-accepted': { status: 409, title: { en: 'The notice must be accepted first', fr: 'L’information doit d’abord être acceptée' }, withNumbers: false },
  ended: { status: 410, title: { en: 'This encounter has been erased', fr: 'Cet échange a été effacé' }, withNumbers: false },
  'not-now': { status: 409, title: { en: 'Not at this point', fr: 'Pas à ce stade' }, withNumbers: true },
  'not-offered': { status: 409, title: { en: 'A doctor by video is not offered here', fr: 'Un médecin en vidéo n’est pas proposé ici' }, withNumbers: true },
  'moved-on': { status: 409, title: { en: 'This has changed in the meantime', fr: 'Cela a changé entre-temps' }, withNumbers: false },
  'too-large': { status: 413, title: { en: 'The request is too large', fr: 'La demande est trop grande' }, withNumbers: false },
  'too-many-requests': { status: 429, title: { en: 'Too many requests: wait a minute', fr: 'Trop de demandes : attendez une minute' }, withNumbers: true },
  unavailable: { status: 503, title: { en: 'We cannot take your request now', fr: 'Nous ne pouvons pas prendre votre demande maintenant' }, withNumbers: true },
  internal: { status: 500, title: { en: 'Something went wrong on our side', fr: 'Une erreur s’est produite de notre côté' }, withNumbers: true },
};

export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'urn:relais:problem:<code>' }),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional().meta({ description: 'The reason, without the input' }),
    field: z.string().optional(),
    mend: z.string().optional(),
    requestId: z.string(),
    emergency: z.unknown().optional().meta({ description: 'Emergency numbers, when the service cannot help right now' }),
  })
  .meta({ description: 'RFC 9457 problem details' });
export type Problem = z.infer<typeof problemSchema>;

export type ProblemContext = { readonly language: Language; readonly requestId: string; readonly emergency: () => Card['emergency'] };

export function problemFor(error: unknown, context: ProblemContext): { readonly problem: Problem; readonly status: ContentfulStatusCode; readonly expected: boolean } {
  const known = asKnown(error);
  const code: ProblemCode = known?.code ?? 'internal';
  const row = problems[code];
  const problem: Problem = {
    type: `urn:relais:problem:${code}`,
    title: row.title[context.language],
    status: row.status,
    code,
    ...(known && code !== 'not-found' ? { detail: known.reason[context.language] } : {}),
    ...(known?.field ? { field: known.field } : {}),
    ...(known?.mend ? { mend: known.mend[context.language] } : {}),
    requestId: context.requestId,
    ...(row.withNumbers ? { emergency: context.emergency() } : {}),
  };
  return { problem, status: row.status, expected: known !== undefined };
}

type Known = { readonly code: ProblemCode; readonly reason: Words; readonly field?: string | undefined; readonly mend?: Words | undefined };

function asKnown(error: unknown): Known | undefined {
  if (error instanceof RelaisError) return { code: error.code, reason: error.reason, field: error.field, mend: error.mend };
  if (error instanceof z.ZodError) return fromZod(error);
  if (error instanceof SyntaxError) {
    return {
      code: 'invalid-input',
      reason: { en: 'the body is not JSON', fr: 'le corps n’est pas du JSON' },
      field: 'body',
      mend: { en: 'send a JSON object with Content-Type: application/json', fr: 'envoyez un objet JSON avec Content-Type: application/json' },
    };
  }
  if (typeof error === 'object' && error !== null && isUnreachable(error))
    return {
      code: 'unavailable',
      reason: { en: 'the database cannot be reached', fr: 'la base de données est injoignable' },
      mend: { en: 'nothing was kept; try again, or call', fr: 'rien n’a été gardé ; recommencez, ou appelez' },
    };
  return undefined;
}

/** A field, what is wrong with it and the mend; never what was sent. */
export function fromZod(error: z.ZodError): Known {
  const [issue] = error.issues;
  const deepest = issue?.code === 'invalid_union' ? (issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0] ?? issue) : issue;
  const field = [...(issue?.path ?? []), ...(deepest === issue ? [] : (deepest?.path ?? []))].map(String).join('.') || 'body';
  return { code: 'invalid-input', field, ...wordsFor(deepest) };
}

function wordsFor(issue: z.core.$ZodIssue | undefined): { readonly reason: Words; readonly mend: Words } {
  const seeForm: Words = { en: 'see /docs for the form', fr: 'voir /docs pour la forme' };
  switch (issue?.code) {
    case 'unrecognized_keys':
      return {
        reason: { en: 'there are unknown fields', fr: 'il y a des champs inconnus' },
        mend: { en: 'leave out the fields that the form does not know', fr: 'retirez les champs que la forme ne connaît pas' },
      };
    case 'too_big':
      return {
        reason: { en: 'this is too long or too large', fr: 'c’est trop long ou trop grand' },
        mend: { en: `at most ${String(issue.maximum)}`, fr: `${String(issue.maximum)} au plus` },
      };
    case 'too_small':
      return {
        reason: { en: 'this is too short or too small', fr: 'c’est trop court ou trop petit' },
        mend: { en: `at least ${String(issue.minimum)}`, fr: `${String(issue.minimum)} au moins` },
      };
    case 'invalid_value': {
      const known = issue.values.map(String).join(', ');
      return {
        reason: { en: 'this is not one of the possible values', fr: 'ce n’est pas l’une des valeurs possibles' },
        mend: { en: `send one of ${known}`, fr: `envoyez l’une de ces valeurs : ${known}` },
      };
    }
    case 'invalid_type':
      return { reason: { en: `this must be of type ${issue.expected}`, fr: `ce doit être du type ${issue.expected}` }, mend: seeForm };
    default:
      return { reason: { en: 'the form is wrong', fr: 'la forme n’est pas la bonne' }, mend: seeForm };
  }
}

/** Lost or refused connections, a pool without a free connection, a server that is starting or stopping. */
function isUnreachable(error: object): boolean {
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  if (code === '55000') return message.includes('not currently accepting connections');
  return /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|08|53300)/.test(code) || /connection terminated|timeout exceeded when trying to connect|Connection terminated/i.test(message);
}
