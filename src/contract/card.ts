/** What a person is shown, one card at a time. All texts are in the encounter's language. */
import { z } from 'zod';

export const languageSchema = z.enum(['fr', 'en']);
export const regionSchema = z.enum(['FR', 'UK']);
export const urgencySchema = z.enum(['ambulance', 'emergency', 'same-day', 'routine', 'pharmacy', 'self-care']);

const choice = z.object({ value: z.string(), label: z.string() });
/** One finding to tick: its words, plainer words, and why it is asked. */
const item = z.object({ id: z.string(), label: z.string(), plain: z.string(), why: z.string() });
const phone = z.object({ number: z.string(), use: z.string() });

/** The emergency numbers stand on every card. */
export const emergencySchema = z.object({
  numbers: z.array(phone),
  noVoice: z.array(z.object({ label: z.string(), contact: z.string(), how: z.string() })),
});

const contact = z.object({ number: z.string(), name: z.string(), hours: z.string().optional(), fallback: z.string().optional() });

/** People to talk to, for someone who may need them before there is an outcome: a child alone, a person in crisis, someone who is hurt. */
const support = z.object({ reason: z.enum(['minor-alone', 'crisis', 'private']), title: z.string(), text: z.array(z.string()), contacts: z.array(contact) });

const base = {
  /** Names the card: an answer is for this card, or it is stale. */
  id: z.string(),
  language: languageSchema,
  emergency: emergencySchema,
  /** Steps taken so far, with what was asked; each can be reopened by its number. */
  steps: z.array(z.object({ step: z.number().int(), kind: z.string(), label: z.string(), ask: z.string(), answer: z.string() })),
  /** About how many screens are left, this one included; absent where nobody can say yet. */
  remaining: z.object({ least: z.number().int(), most: z.number().int() }).optional(),
  /** The most pressing first. Never on an emergency screen, which shows one thing to do. */
  support: z.array(support).optional(),
  /** To be done at once, while the questions go on: sugar for a low sugar. */
  meanwhile: z.array(z.string()).optional(),
};

export const chipSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** The person's own words it rests on, and where they stand in `text` (UTF-16 offsets). */
  quote: z.string(),
  start: z.number().int(),
  end: z.number().int(),
  /** `danger` chips count already; `said-no` will still be asked. */
  kind: z.enum(['finding', 'number', 'complaint', 'said-no']),
});

const reason = z.object({
  because: z.string(),
  /** What the person said or tapped that led to it. */
  answers: z.array(z.object({ label: z.string(), value: z.string(), words: z.string().optional() })),
  rule: z.string(),
  pathway: z.string().optional(),
  standing: z.enum(['present', 'unsure']),
  sources: z.array(z.object({ key: z.string(), title: z.string(), mark: z.enum(['seen', 'to-check']) })),
});

export const outcomeSchema = z.object({
  urgency: urgencySchema,
  short: z.string(),
  headline: z.string(),
  who: z.string(),
  examined: z.boolean(),
  via: z.array(z.object({ tag: z.string(), text: z.string(), contacts: z.array(contact) })),
  /** Be seen by then: ISO 8601 and in words ("today at 18:40"); absent for self-care. */
  seeBy: z.object({ at: z.string(), words: z.string() }).optional(),
  /** Before anything else; absent where there is none. */
  firstAid: z.array(z.string()).optional(),
  do: z.array(z.string()),
  avoid: z.array(z.string()),
  expect: z.array(z.string()),
  reasons: z.array(reason),
  goUpIf: z.array(z.string()),
  /** Look again then if it is no better. */
  review: z.object({ at: z.string(), words: z.string() }).optional(),
  contacts: z.array(contact),
  /** Ways on that fit this outcome and that the site offers; none of them changes what stands above. */
  exits: z.array(z.enum(['pharmacy', 'gp', 'video'])),
  /** The rules are drafts until a named clinician has signed them. */
  draft: z.boolean(),
  draftNotice: z.string().optional(),
  rulesetHash: z.string(),
});

/** What a person accepts before anything is asked. */
export const noticeSchema = z.object({ title: z.string(), text: z.array(z.string()), accept: z.string(), version: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

export const cardSchema = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('notice'), ...noticeSchema.shape }),
  z.object({ ...base, kind: z.literal('who'), ask: z.string(), choices: z.array(choice) }),
  z.object({ ...base, kind: z.literal('age'), ask: z.string(), hint: z.string(), units: z.array(choice) }),
  z.object({ ...base, kind: z.literal('sex'), ask: z.string(), why: z.string(), choices: z.array(choice) }),
  z.object({ ...base, kind: z.literal('region'), ask: z.string(), why: z.string(), choices: z.array(choice), suggested: z.string() }),
  z.object({ ...base, kind: z.literal('gate'), ask: z.string(), items: z.array(item), none: z.string(), unsure: z.string() }),
  z.object({ ...base, kind: z.literal('words'), ask: z.string(), hint: z.string(), longest: z.number().int() }),
  z.object({ ...base, kind: z.literal('understood'), ask: z.string(), text: z.string(), chips: z.array(chipSchema), confirm: z.string(), about: z.string().optional() }),
  z.object({ ...base, kind: z.literal('complaint'), ask: z.string(), choices: z.array(choice) }),
  z.object({ ...base, kind: z.literal('checklist'), ask: z.string(), items: z.array(item), none: z.string(), unsure: z.string(), contradiction: z.string().optional() }),
  z.object({ ...base, kind: z.literal('yes-no'), ask: z.string(), item, yes: z.string(), no: z.string(), unsure: z.string(), contradiction: z.string().optional() }),
  z.object({
    ...base,
    kind: z.literal('number'),
    ask: z.string(),
    item,
    units: z.array(choice),
    least: z.number(),
    most: z.number(),
    shortcuts: z.array(choice),
    /** Present when a device is needed: the honest answer without one. */
    notMeasured: z.string().optional(),
    unsure: z.string(),
  }),
  z.object({ ...base, kind: z.literal('anything-else'), ask: z.string(), yes: z.string(), no: z.string() }),
  z.object({
    ...base,
    kind: z.literal('emergency'),
    headline: z.string(),
    call: phone,
    do: z.array(z.string()),
    /** Present when it rests on free text alone: only the person can say that it was misread. */
    confirm: z.object({ ask: z.string(), items: z.array(item), yes: z.string(), no: z.string() }).optional(),
    outcome: outcomeSchema,
  }),
  z.object({ ...base, kind: z.literal('outcome'), outcome: outcomeSchema }),
]);

export type RegionId = z.infer<typeof regionSchema>;
export type Card = z.infer<typeof cardSchema>;
export type OutcomeView = z.infer<typeof outcomeSchema>;
export type Support = z.infer<typeof support>;
export type Chip = z.infer<typeof chipSchema>;
