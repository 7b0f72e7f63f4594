/** The doctor's side of the handover on the wire. All texts are in the reader's language. */
import { z } from 'zod';
import { languageSchema, outcomeSchema, regionSchema, urgencySchema } from './card.ts';
import { consultationStateSchema, documentKindSchema, documentSchema, ladderStepSchema, messageSchema, momentSchema, presenceSchema } from './consultation.ts';
import { turnIdSchema } from './turn.ts';

export const roleSchema = z.enum(['doctor', 'supervisor', 'desk']);

export const availabilitySchema = z.enum(['on-call', 'break', 'off']);
export type Availability = z.infer<typeof availabilitySchema>;

// --- signing in

export const signInSchema = z.object({
  /** Where the OpenID Connect sign-in begins, when one is configured. */
  oidc: z.object({ name: z.string(), startUrl: z.string() }).optional(),
  /** One-time links are taken: `/doctor#link=TOKEN`. */
  link: z.boolean(),
});
export const linkSignInSchema = z.strictObject({ link: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });
export const sessionSchema = z.object({
  staff: z.object({ id: z.string(), name: z.string(), title: z.string(), role: roleSchema, language: languageSchema }),
  site: z.object({ id: z.string(), name: z.string() }),
  /** Ends by itself after 30 min without use, and in any case at `endsAt`; warn from `warnAt` on, never in a call. */
  idleEndsAt: z.string(),
  endsAt: z.string(),
  warnAt: z.string(),
  /** The server's key for Web Push, where it is configured. */
  pushKey: z.string().optional(),
});
export type StaffSession = z.infer<typeof sessionSchema>;
export const pushSubscriptionSchema = z.strictObject({
  endpoint: z.url().max(1000),
  expirationTime: z.number().nullable().optional(),
  keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
});

export const setAvailabilitySchema = z.strictObject({ availability: availabilitySchema });

// --- the console

/** Before accepting: enough to know whom, not who. */
export const offerSchema = z.object({
  id: z.string(),
  consultationId: z.string(),
  epoch: z.number().int(),
  age: z.string(),
  sex: z.string(),
  /** The complaint in the patient's own words. */
  words: z.string(),
  /** Reasons in a line each, the weightiest first. */
  because: z.array(z.string()),
  urgency: urgencySchema,
  urgencyWords: z.string(),
  /** To be seen by then. */
  deadline: momentSchema,
  waitingSince: z.string(),
  rungAt: z.string(),
  /** It goes on to the next doctor then. */
  expiresAt: z.string(),
  language: languageSchema,
  interpreter: z.string().optional(),
  /** Has no camera: this will be a phone call. */
  phoneOnly: z.boolean(),
  /** Got worse while waiting. */
  raised: z.boolean(),
});
export type Offer = z.infer<typeof offerSchema>;

/** For the desk and the supervisor: that someone needs a person, never what they said. */
export const alarmSchema = z.object({
  id: z.string(),
  consultationId: z.string(),
  step: ladderStepSchema,
  urgency: urgencySchema,
  waitingSince: z.string(),
  dueAt: z.string(),
  raisedAt: z.string(),
  words: z.string(),
  state: consultationStateSchema,
  /** The site's own people, by the steps of its ladder. */
  contacts: z.array(z.object({ step: ladderStepSchema, words: z.string(), phone: z.string() })),
});
export type Alarm = z.infer<typeof alarmSchema>;

export const consoleSchema = z.object({
  now: z.string(),
  /** The last change of this console: `changes?after=` and `Last-Event-ID` count from it. */
  seq: z.number().int(),
  availability: availabilitySchema,
  since: z.string(),
  /** Ringing now. */
  offer: offerSchema.optional(),
  /** The consultation this doctor has in hand. */
  current: z.object({ id: z.string(), state: consultationStateSchema, epoch: z.number().int() }).optional(),
  waiting: z.object({
    total: z.number().int(),
    byUrgency: z.array(z.object({ urgency: urgencySchema, words: z.string(), count: z.number().int() })),
    oldestSince: z.string().optional(),
  }),
  doctorsOnCall: z.number().int(),
  /** The last consultations of this doctor, to finish a document or look something up: 24 h. */
  recent: z.array(z.object({ id: z.string(), state: consultationStateSchema, endedAt: z.string(), name: z.string() })),
  alarms: z.array(alarmSchema),
  /** Whom this person has taken in hand and not yet said to have called. */
  inHand: z.array(z.object({ alarmId: z.string(), name: z.string(), phone: z.string() })),
});
export type ConsoleSnapshot = z.infer<typeof consoleSchema>;

const change = { seq: z.number().int(), at: z.string() };
export const staffEventSchema = z.discriminatedUnion('type', [
  /** Ring, and say so at `POST /v1/staff/offers/{id}/shown`. */
  z.object({ ...change, type: z.literal('offer'), offerId: z.string() }),
  z.object({ ...change, type: z.literal('offer-gone'), offerId: z.string(), why: z.enum(['expired', 'taken', 'left', 'declined', 'raised']) }),
  /** The consultation in hand changed, was taken or ended: load the console again. */
  z.object({ ...change, type: z.literal('consultation'), consultationId: z.string() }),
  z.object({ ...change, type: z.literal('alarm'), alarmId: z.string() }),
  z.object({ ...change, type: z.literal('alarm-gone'), alarmId: z.string() }),
  /** `missed-offers`: two offers were not answered, and this doctor was taken off call. */
  z.object({ ...change, type: z.literal('availability'), availability: availabilitySchema, why: z.enum(['self', 'missed-offers', 'away', 'signed-out']) }),
  /** How many wait has changed. */
  z.object({ ...change, type: z.literal('queue') }),
]);
export const staffChangesSchema = z.object({ seq: z.number().int(), events: z.array(staffEventSchema), more: z.boolean() });

export const acceptSchema = z.strictObject({ epoch: z.number().int().min(0) });
export const declineSchema = z.strictObject({ epoch: z.number().int().min(0), reason: z.enum(['busy', 'not-my-field', 'language', 'knows-the-patient', 'technical', 'other']) });
export const acceptedSchema = z.object({ consultationId: z.string(), epoch: z.number().int(), state: consultationStateSchema });

// --- the summary

const lineSource = {
  finding: z.string(),
  label: z.string(),
  /** The answer in words. */
  answer: z.string(),
  /** The patient's own words it rests on, when it was read from free text. */
  words: z.string().optional(),
  origin: z.enum(['tapped', 'lexicon', 'model', 'nurse', 'device', 'record']).optional(),
  /** The rules that look at it. */
  rules: z.array(z.string()),
};
export const summaryLineSchema = z.object(lineSource);
export const summarySchema = z.object({
  consultationId: z.string(),
  encounterId: z.string(),
  language: languageSchema,
  region: regionSchema,
  who: z.object({ age: z.string(), sex: z.string(), about: z.string() }),
  /** In the patient's own words, in the order they were told. */
  complaint: z.array(z.object({ text: z.string(), at: z.string() })),
  pathways: z.array(z.object({ id: z.string(), title: z.string() })),
  outcome: outcomeSchema,
  rulesetHash: z.string(),
  dangers: z.object({
    present: z.array(summaryLineSchema),
    unsure: z.array(summaryLineSchema),
    excluded: z.array(summaryLineSchema),
    /** Never asked: nothing is known about these. */
    notAsked: z.array(summaryLineSchema),
  }),
  /** What was answered besides, with values. */
  other: z.array(summaryLineSchema),
  rules: z.array(z.object({ rule: z.string(), because: z.string(), standing: z.enum(['present', 'unsure']), sources: z.array(z.string()) })),
  /** While waiting: check-ins and what they changed. */
  changes: z.array(z.object({ at: z.string(), words: z.string() })),
  /** Other encounters of the same person at this site, when the patient agreed. */
  earlier: z.object({
    allowed: z.boolean(),
    encounters: z.array(z.object({ id: z.string(), at: z.string(), urgency: urgencySchema, words: z.string(), disposition: z.string().optional() })),
  }),
});
export type DoctorSummary = z.infer<typeof summarySchema>;

// --- in hand

export const doctorMoveNameSchema = z.enum([
  'not-suitable',
  'phone',
  'phone-failed',
  'reconnect',
  'invite-interpreter',
  'admit-interpreter',
  'end-interpreter',
  'hand-back',
  'end',
]);
export type DoctorMoveName = z.infer<typeof doctorMoveNameSchema>;

export const doctorViewSchema = z.object({
  id: z.string(),
  encounterId: z.string(),
  state: consultationStateSchema,
  epoch: z.number().int(),
  seq: z.number().int(),
  now: z.string(),
  urgency: urgencySchema,
  urgencyWords: z.string(),
  queuedAt: momentSchema,
  dueAt: momentSchema,
  deadline: z.object({ at: z.string(), words: z.string() }).optional(),
  patient: z.object({
    name: z.string(),
    birthDate: z.string(),
    age: z.string(),
    sex: z.string(),
    phone: z.string(),
    language: languageSchema,
    interpreter: z.string().optional(),
    phoneOnly: z.boolean(),
  }),
  presence: z.array(presenceSchema),
  /** `way`: by a link into the call, or by telephone where only two can be joined. */
  interpreter: z.object({ way: z.enum(['link', 'phone']), guest: z.object({ name: z.string().optional(), standing: z.enum(['invited', 'asking', 'in']) }).optional() }),
  callStartedAt: z.string().optional(),
  because: z.string().optional(),
  note: z.object({ version: z.number().int(), text: z.string(), savedAt: z.string().optional() }),
  messages: z.array(messageSchema),
  /** What went wrong technically, from the events themselves. */
  incidents: z.array(z.object({ at: z.string(), words: z.string() })),
  documents: z.array(documentSchema),
  end: z.object({ disposition: urgencySchema, reason: z.string().optional(), advice: z.array(z.string()), followUp: momentSchema.optional() }).optional(),
  moves: z.array(doctorMoveNameSchema),
});
export type DoctorView = z.infer<typeof doctorViewSchema>;

export const longestNote = 40_000;
export const saveNoteSchema = z.strictObject({ version: z.number().int().min(0), text: z.string().max(longestNote) });
export const noteSavedSchema = z.object({ version: z.number().int(), savedAt: z.string() });

const move = { turnId: turnIdSchema, epoch: z.number().int().min(0) };
const instead = z.enum(['emergency', 'in-person-today', 'gp', 'phone']);
export const doctorMoveSchema = z.discriminatedUnion('move', [
  /** Needs hands: `emergency` and the like end it, with advice; `phone` goes on by phone. */
  z.strictObject({ ...move, move: z.literal('not-suitable'), instead, reason: z.string().trim().min(3).max(1000), advice: z.array(z.string().trim().min(1).max(1000)).max(20) }),
  z.strictObject({ ...move, move: z.literal('phone') }),
  /** Nobody answered the phone. */
  z.strictObject({ ...move, move: z.literal('phone-failed') }),
  /** Begin the call anew: a new epoch. */
  z.strictObject({ ...move, move: z.literal('reconnect') }),
  /** The reply carries the one-time link to give to a third person; a link given before opens nothing any more. */
  z.strictObject({ ...move, move: z.literal('invite-interpreter') }),
  /** They come in: a new epoch. */
  z.strictObject({ ...move, move: z.literal('admit-interpreter') }),
  /** Refused, or seen out: whoever was in is out of the new epoch. */
  z.strictObject({ ...move, move: z.literal('end-interpreter') }),
  /** Back to the queue at the old place: another doctor takes it. */
  z.strictObject({ ...move, move: z.literal('hand-back'), reason: z.string().trim().min(3).max(400) }),
  z.strictObject({
    ...move,
    move: z.literal('end'),
    disposition: urgencySchema,
    /** Needed when it differs from the outcome of the rules. */
    reason: z.string().trim().min(3).max(2000).optional(),
    /** In the patient's language. */
    advice: z.array(z.string().trim().min(1).max(1000)).max(20),
    followUpAt: z.iso.datetime({ offset: true }).optional(),
  }),
]);
export type DoctorMove = z.infer<typeof doctorMoveSchema>;
/** Without a consultation once it was handed back: it is not this doctor's to see any more. */
export const doctorMovedSchema = z.object({ consultation: doctorViewSchema.optional(), interpreterLink: z.object({ path: z.string(), endsAt: z.string() }).optional() });

export const newDocumentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal(documentKindSchema.enum.report), turnId: turnIdSchema }),
  z.strictObject({ kind: z.literal(documentKindSchema.enum['gp-letter']), turnId: turnIdSchema, to: z.string().trim().max(200), text: z.string().trim().min(1).max(8000) }),
  z.strictObject({ kind: z.literal(documentKindSchema.enum.prescription), turnId: turnIdSchema, lines: z.array(z.string().trim().min(1).max(400)).min(1).max(30) }),
]);
export type NewDocument = z.infer<typeof newDocumentSchema>;

/** A supervisor or the desk takes an alarm in hand: the consultation ends as `escalated`, with who and what was agreed. */
export const takeOverSchema = z.strictObject({ turnId: turnIdSchema, agreed: z.string().trim().min(3).max(1000) });
/** To the one who takes it over: whom to call. */
export const takenOverSchema = z.object({ name: z.string(), phone: z.string(), state: consultationStateSchema });
