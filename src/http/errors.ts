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
  'not-found': { status: 404, title: { en: 'There is nothing here', fr: "Il n'y a rien ici" }, withNumbers: false },
  'stale-turn': { status: 409, title: { en: 'This question has already been answered', fr: 'Cette question a déjà reçu une réponse' }, withNumbers: false },
  'notice-not-accepted': { status: 409, title: { en: 'The notice must be accepted first', fr: "L'information doit d'abord être acceptée" }, withNumbers: false },
  ended: { status: 410, title: { en: 'This encounter has been erased', fr: 'Cet échange a été effacé' }, withNumbers: false },
  'too-large': { status: 413, title: { en: 'The request is too large', fr: 'La demande est trop grande' }, withNumbers: false },
  'too-many-requests': { status: 429, title: { en: 'Too many requests: wait a minute', fr: 'Trop de demandes : attendez une minute' }, withNumbers: true },
  unavailable: { status: 503, title: { en: 'We cannot take your request now', fr: 'Nous ne pouvons pas prendre votre demande maintenant' }, withNumbers: true },
  internal: { status: 500, title: { en: 'Something went wrong on our side', fr: "Une erreur s'est produite de notre côté" }, withNumbers: true },
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
    ...(known && code !== 'not-found' ? { detail: known.reason } : {}),
    ...(known?.field ? { field: known.field } : {}),
    ...(known?.mend ? { mend: known.mend } : {}),
    requestId: context.requestId,
    ...(row.withNumbers ? { emergency: context.emergency() } : {}),
  };
  return { problem, status: row.status, expected: known !== undefined };
}

type Known = { readonly code: ProblemCode; readonly reason: string; readonly field?: string | undefined; readonly mend?: string | undefined };

function asKnown(error: unknown): Known | undefined {
  if (error instanceof RelaisError) return { code: error.code, reason: error.message, field: error.field, mend: error.mend };
  if (error instanceof z.ZodError) return fromZod(error);
  if (error instanceof SyntaxError) return { code: 'invalid-input', reason: 'the body is not JSON', field: 'body', mend: 'send a JSON object with Content-Type: application/json' };
  if (typeof error === 'object' && error !== null && isUnreachable(error))
    return { code: 'unavailable', reason: 'the database cannot be reached', mend: 'nothing was kept; try again, or call' };
  return undefined;
}

/** A field, what is wrong with it and the mend; never what was sent. */
export function fromZod(error: z.ZodError): Known {
  const [issue] = error.issues;
  const deepest = issue?.code === 'invalid_union' ? (issue.errors.flat().toSorted((a, b) => b.path.length - a.path.length)[0] ?? issue) : issue;
  const field = [...(issue?.path ?? []), ...(deepest === issue ? [] : (deepest?.path ?? []))].map(String).join('.') || 'body';
  const mend = issue?.code === 'unrecognized_keys' ? 'leave out the fields that the form does not know' : 'see /docs for the form';
  return { code: 'invalid-input', reason: issue?.code === 'unrecognized_keys' ? 'there are unknown fields' : (deepest?.message ?? 'the form is wrong'), field, mend };
}

/** Lost or refused connections, a pool without a free connection, a server that is starting or stopping. */
function isUnreachable(error: object): boolean {
  const code = 'code' in error ? String(error.code) : '';
  const message = 'message' in error ? String(error.message) : '';
  return /^(?:ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|08)/.test(code) || /connection terminated|timeout exceeded when trying to connect|Connection terminated/i.test(message);
}
