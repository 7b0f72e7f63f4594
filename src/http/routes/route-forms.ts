/** What the routes of the handover have in common in the API reference. */
import { z } from '@hono/zod-openapi';
import { problemSchema } from '../errors.ts';

export const json = <T extends z.ZodType>(schema: T): { 'application/json': { schema: T } } => ({ 'application/json': { schema } });
export const body = <T extends z.ZodType>(schema: T): { body: { required: true; content: { 'application/json': { schema: T } } } } => ({
  body: { required: true, content: json(schema) },
});
export const answer = <T extends z.ZodType>(description: string, schema: T): { description: string; content: { 'application/json': { schema: T } } } => ({
  description,
  content: json(schema),
});
export const problem = (description: string): { description: string; content: { 'application/problem+json': { schema: typeof problemSchema } } } => ({
  description,
  content: { 'application/problem+json': { schema: problemSchema } },
});
export const idParam = z.object({ id: z.string().meta({ description: 'Public handle; never sufficient by itself' }) });
export const done = z.object({ done: z.literal(true) });
export const patientSecurity = [{ bearer: [] }, { cookie: [] }];
export const staffSecurity = [{ staff: [] }];
export const eitherSecurity = [...patientSecurity, ...staffSecurity];
export const usual = {
  400: problem('A field is wrong: field, reason and mend are named'),
  404: problem('No such thing, or not yours: one answer for both'),
  409: problem('It has moved on in the meantime: load it again, nothing is lost'),
  503: problem('The record cannot be reached; the emergency numbers are in the answer'),
};
