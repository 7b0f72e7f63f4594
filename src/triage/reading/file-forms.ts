/** The shapes of the rule files as authors write them. Conditions stay unread here: `condition-form.ts` reads them. */
import { z } from 'zod';
import { curved } from '../../shared/apostrophes.ts';
import { routingTags, urgencies } from '../outcome.ts';
import { parseAge, parseSpan } from '../quantity.ts';
import { regionIds } from '../ruleset.ts';

const text = z.string().trim().min(1, 'must not be empty');
const texts = z.array(text);
/** Read by people. `text` alone is read by authors, or compared with what people write. */
const shown = text.transform(curved);
const allShown = z.array(shown);
const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters, digits and hyphens');
const words = z.strictObject({ en: shown, fr: shown });
const wordList = z.strictObject({ en: allShown, fr: allShown });
const number = z.union([z.number(), z.string()]).transform(String);
/** "4 h", "3 d", "2 w" -> hours. */
const span = z.string().transform((value, context) => {
  const hours = parseSpan(value);
  if (hours === undefined) context.addIssue({ code: 'custom', message: `"${value}" is not a length of time; write it like "4 h", "3 d" or "2 w"` });
  return hours ?? 0;
});
const age = z.string().transform((value, context) => {
  const days = parseAge(value);
  if (days === undefined) context.addIssue({ code: 'custom', message: `"${value}" is not an age; write it like "20 d", "10 w", "7 m" or "34 y"` });
  return { text: value, days: days ?? 0 };
});
const via = z.union([z.enum(routingTags), z.array(z.enum(routingTags))]).transform((value) => (Array.isArray(value) ? value : [value]));
const mark = z.enum(['seen', 'to-check']);
const kind = z.enum(['illness', 'injury', 'mental', 'admin']);
/** Any YAML value that must be there; read as a condition later. */
const condition = z.unknown().refine((value) => value !== undefined && value !== null, 'a condition is missing');

const outcome = { then: z.enum(urgencies), within: span.optional(), examined: z.boolean().optional(), via: via.optional() };
const findingWords = z.strictObject({ label: shown, ask: shown, 'ask-other': shown, plain: shown, why: shown, say: texts, except: texts.optional() });

const finding = z.strictObject({
  id,
  kind: z.enum(['yes-no', 'number']).default('yes-no'),
  implies: z.array(id).default([]),
  'only-if': condition.optional(),
  'observed-by': z.literal('staff').optional(),
  unit: z.enum(['celsius', 'zero-to-ten', 'hours', 'percent', 'per-minute', 'mmHg', 'mmol/L']).optional(),
  least: z.number().optional(),
  most: z.number().optional(),
  measured: z.boolean().default(false),
  entails: z.array(z.strictObject({ threshold: text, finding: id, 'else-absent': z.boolean().default(false) })).default([]),
  shortcuts: z.array(z.strictObject({ finding: id, state: z.enum(['present', 'absent']), en: shown, fr: shown })).default([]),
  en: findingWords,
  fr: findingWords,
});

export const findingsFile = z.strictObject({ topic: id, group: id, title: words, findings: z.array(finding) });

const rule = z.strictObject({ id, when: condition, ...outcome, because: words, source: z.array(text).min(1, 'name at least one source'), 'first-aid': id.optional() });
const defaultLine = z.strictObject({ id, when: condition, ...outcome, 'floor-exempt': z.boolean().optional(), because: words, source: z.array(text).optional() });
const adviceWords = z.strictObject({ do: allShown.min(1), avoid: allShown, expect: shown });

const example = z.strictObject({
  who: z.strictObject({ age, sex: z.enum(['female', 'male']), elsewhere: z.boolean().default(false) }),
  region: z.enum(regionIds).optional(),
  en: text,
  fr: text,
  present: z.array(id).default([]),
  unsure: z.array(id).default([]),
  values: z.record(id, z.union([z.number(), z.string()])).default({}),
  expect: z.strictObject({ then: z.enum(urgencies), within: span.optional(), examined: z.boolean().optional() }),
  because: text,
});

export const pathwayFile = z.strictObject({
  id,
  status: z.enum(['draft', 'signed']),
  signed: z.strictObject({ by: text, role: text, on: z.iso.date() }).optional(),
  family: id.optional(),
  'alone-only': z.boolean().default(false),
  'catch-all': z.literal(true).optional(),
  kind,
  for: condition.optional(),
  title: words,
  'opens-on': z.strictObject({ findings: z.array(id), en: texts, fr: texts }),
  without: z.array(id).default([]),
  /** Holds for default lines and `otherwise` that name none of their own. */
  source: z.array(text).min(1, 'name at least one source'),
  reassuring: z.array(id).default([]),
  'red-flags': z.array(rule),
  default: z.array(defaultLine).default([]),
  otherwise: z.strictObject({ ...outcome, because: words, source: z.array(text).optional() }),
  advice: z.partialRecord(z.enum(urgencies), z.strictObject({ en: adviceWords, fr: adviceWords, review: span.optional() })),
  'go-up-if': wordList.extend({ 'instead-of': z.array(id).default([]) }),
  examples: z.array(example).min(1, 'a pathway needs examples'),
});

export const groupsFile = z.strictObject({ groups: z.array(z.strictObject({ id, title: words })) });
/** Words that mean the same in patterns: `<swollen>` stands for any of them. */
export const wordsFile = z.strictObject({ words: z.record(id, z.strictObject({ en: texts, fr: texts })) });
export const gateFile = z.strictObject({ gate: z.array(rule) });
export const redFlagsFile = z.strictObject({ 'red-flags': z.array(rule.extend({ 'asked-in': z.array(id).min(1).optional() })) });
export const modifiersFile = z.strictObject({
  modifiers: z.array(
    z.strictObject({
      id,
      when: condition,
      floor: z.strictObject(outcome).optional(),
      always: z.boolean().optional(),
      lift: z.literal(true).optional(),
      'asked-in': z.array(kind).min(1).optional(),
      because: words,
      source: z.array(text).min(1, 'name at least one source'),
    }),
  ),
});
export const sourcesFile = z.strictObject({ sources: z.record(z.string(), z.strictObject({ title: shown, mark })) });
export const firstAidFile = z.strictObject({
  'first-aid': z.record(id, z.strictObject({ en: allShown.min(1), fr: allShown.min(1), 'by-mouth': z.literal(true).optional(), source: z.array(text) })),
});
export const uncoveredFile = z.strictObject({
  uncovered: z.array(
    z.strictObject({
      id,
      kind,
      title: words,
      en: texts,
      fr: texts,
      'alone-only': z.boolean().default(false),
      family: id.optional(),
      via: z.array(z.enum(routingTags)).default([]),
      'first-aid': id.optional(),
    }),
  ),
});

const dispositionWords = z.strictObject({
  headline: shown,
  'headline-examined': shown.optional(),
  who: shown,
  short: shown,
  do: allShown,
  avoid: allShown,
  'nothing-by-mouth': shown.optional(),
});
export const dispositionsFile = z.strictObject({
  urgencies: z.array(z.strictObject({ id: z.enum(urgencies), within: z.unknown().optional(), en: dispositionWords, fr: dispositionWords })),
  'general-net': z.array(z.strictObject({ id, from: age.optional(), until: age.optional(), en: shown, fr: shown })),
  via: z.record(z.enum(routingTags), words),
});

export const regionFile = z.strictObject({
  id: z.enum(regionIds),
  name: words,
  'time-zone': text,
  emergency: z.array(z.strictObject({ number, use: words, mark })).min(1),
  'no-voice': z.array(z.strictObject({ label: words, contact: number, how: words, mark })).min(1),
  contacts: z.array(z.strictObject({ id, number, name: words, hours: words.optional(), via: z.array(z.enum(routingTags)).default([]), fallback: number.optional(), mark })),
  'pharmacist-scope': z.unknown().optional(),
  source: z.unknown().optional(),
  checked: z.unknown().optional(),
});
