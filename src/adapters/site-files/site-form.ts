/** The form of a site's file, as an operator writes it. */
import { z } from 'zod';
import { isSiteOrigin } from '../../shared/origin.ts';
import { languageSchema, regionSchema } from '../../contract/card.ts';
import { ladderSteps, type Exit, type Site } from '../../contract/site.ts';
import { contrast } from './contrast.ts';

const custom = (message: string, mend: string): { message: string; params: { mend: string } } => ({ message, params: { mend } });
const text = z.string().trim().min(1, 'must not be empty').max(300, 'is longer than 300 letters');
const words = z.strictObject({ fr: text, en: text });

/** The least that WCAG 2.2 asks between a text and what it stands on. */
const leastContrast = 4.5;
const [white, dark] = ['#ffffff', '#14181c'];
const colour = (on: string, mend: string) =>
  z
    .string()
    .toLowerCase()
    .refine((value) => /^#[0-9a-f]{6}$/.test(value), custom('is not a colour', 'write it like "#0a5c7a", in quotes'))
    .refine((value) => !/^#[0-9a-f]{6}$/.test(value) || contrast(value, on) >= leastContrast, custom(`cannot be read on ${on}: the contrast is below ${leastContrast}`, mend));

const origin = z
  .string()
  .refine(isSiteOrigin, custom('is not the origin of a web site', 'write it like https://hospital.example, without a path or a star (http only for localhost)'));
const tiles = z
  .string()
  .refine(
    (value) => ['{z}', '{x}', '{y}'].every((part) => value.split(part).length === 2),
    custom('does not say where zoom, column and row go', 'write {z}, {x} and {y} once each'),
  )
  .refine(
    (value) => isSiteOrigin(originOf(value)) && !/[\s"'();,]/.test(value),
    custom('is not the address of a tile server', 'write it like https://tiles.hospital.example/{z}/{x}/{y}.png (http only for localhost)'),
  );
const phone = z
  .string()
  .transform((value) => value.replaceAll(/[\s().-]/g, ''))
  .refine((value) => /^\+[1-9]\d{6,14}$/.test(value), custom('is not a phone number', 'write it in quotes with its country code, like "+33 1 99 00 12 01"'));

const step = z.strictObject({ step: z.enum(ladderSteps), 'after-minutes': z.number().int().min(0).max(240), phone: phone.optional() });
const ladder = z
  .array(step)
  .refine((steps) => unique(steps.map((item) => item.step)), custom('names a step twice', 'keep one of each: desk, supervisor, call-back, emergency'))
  .refine(
    (steps) => steps.every((item, at) => item['after-minutes'] > (steps[at - 1]?.['after-minutes'] ?? -1)),
    custom('does not go on in time', 'give each step more minutes than the one before it'),
  )
  .refine((steps) => steps.at(-1)?.step === 'emergency', custom('leaves a waiting person without an end', 'make "emergency" the last step: it tells them where to go, and why'));

export const siteFile = z
  .strictObject({
    id: z.string().refine((value) => /^[a-z0-9-]{1,40}$/.test(value), custom('is not a site id', 'use 1 to 40 small letters, digits and hyphens')),
    name: words,
    region: regionSchema,
    languages: z.array(languageSchema).min(1, 'names no language').refine(unique, custom('names a language twice', 'keep each language once')),
    'allowed-origins': z.array(origin).max(50).refine(unique, custom('names an origin twice', 'keep each origin once')),
    colours: z.strictObject({ accent: colour(white, 'make it darker'), 'accent-on-dark': colour(dark, 'make it lighter') }),
    exits: z.strictObject({ pharmacy: z.boolean(), gp: z.boolean(), video: z.boolean() } satisfies Record<Exit, z.ZodType>),
    texts: z.strictObject({ operator: words, welcome: words.optional() }),
    map: z.strictObject({ tiles, credit: words }).optional(),
    'call-back': z.strictObject({ 'shown-number': phone.optional(), ladder }).optional(),
  })
  .refine((form) => !form.exits.video || form['call-back'] !== undefined, {
    ...custom('is missing: who is rung when no doctor answers?', 'add call-back with its ladder, or set exits.video to false'),
    path: ['call-back'],
  });

export function siteFrom(form: z.output<typeof siteFile>): Site {
  const { 'call-back': callBack, 'allowed-origins': allowedOrigins, colours, texts, map, ...same } = form;
  return {
    ...same,
    ...(map ? { map } : {}),
    allowedOrigins,
    colours: { accent: colours.accent, accentOnDark: colours['accent-on-dark'] },
    texts: { operator: texts.operator, ...(texts.welcome ? { welcome: texts.welcome } : {}) },
    callBack: {
      ...(callBack?.['shown-number'] === undefined ? {} : { shownNumber: callBack['shown-number'] }),
      ladder: (callBack?.ladder ?? []).map((item) => ({ step: item.step, afterMinutes: item['after-minutes'], ...(item.phone === undefined ? {} : { phone: item.phone }) })),
    },
  };
}

/** The origin as it is written; nothing where the address is none. */
function originOf(address: string): string {
  return /^https?:\/\/[^/]+/.exec(address)?.[0] ?? '';
}

function unique(list: readonly unknown[]): boolean {
  return new Set(list).size === list.length;
}
