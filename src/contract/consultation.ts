/** The handover on the wire: what a patient asks for, sees and does, and what both sides of a call share. All texts are in the reader's language. */
import { z } from 'zod';
import { cardSchema, languageSchema, urgencySchema } from './card.ts';
import { turnIdSchema } from './turn.ts';

/** `ended`, `sent-to-emergency`, `withdrawn` and `escalated` (a person of the site has taken it in hand) are ends. */
export const consultationStateSchema = z.enum([
  'waiting',
  'offered',
  'accepted',
  'connecting',
  'in-call',
  'interrupted',
  'phone-fallback',
  'ended',
  'sent-to-emergency',
  'withdrawn',
  'escalated',
]);
export type ConsultationState = z.infer<typeof consultationStateSchema>;

export const sideSchema = z.enum(['patient', 'doctor', 'interpreter']);
export type Side = z.infer<typeof sideSchema>;

/** A moment: ISO 8601, and in words ("today at 18:40"). */
export const momentSchema = z.object({ at: z.string(), words: z.string() });

// --- asking for a doctor

export const personSchema = z.strictObject({
  name: z.string().trim().min(2).max(120),
  birthDate: z.iso.date(),
  /** To be called back on: digits with an optional + and separators. */
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d .()-]{6,24}$/),
});

export const requestSchema = z.strictObject({
  turnId: turnIdSchema,
  person: personSchema,
  consent: z.strictObject({
    /** The version of the text that was shown (`consentVersion` of the terms). */
    version: z.string().min(1).max(40),
    /** To be seen by video or phone, and that the doctor reads the answers given here. */
    accepted: z.literal(true),
    /** The doctor may read earlier encounters of the same person at this site. */
    earlierEncounters: z.boolean(),
  }),
  suitability: z.strictObject({
    /** Can talk without being overheard. */
    privatePlace: z.boolean(),
    /** Has a camera and a microphone; without, the doctor phones. */
    camera: z.boolean(),
    /** For a child: the adult who is with them. */
    adultPresent: z.boolean().optional(),
    /** A language to be interpreted, when neither French nor English. */
    interpreter: z.string().trim().max(40).optional(),
  }),
});
export type ConsultationRequest = z.infer<typeof requestSchema>;

/** What is shown before the request: whether the outcome allows it, what is asked, and what it says. */
export const termsSchema = z.object({
  /** `no`: `why` and `instead` say what to do. */
  offered: z.enum(['yes', 'no']),
  why: z.string().optional(),
  instead: z.array(z.string()),
  consentVersion: z.string(),
  consent: z.array(z.string()),
  /** A child: an adult must be with them. */
  asksAdult: z.boolean(),
  /** As things stand now. */
  doctorsOnCall: z.number().int(),
  wait: z.object({ fromMinutes: z.number().int(), toMinutes: z.number().int(), words: z.string() }).optional(),
});
export type ConsultationTerms = z.infer<typeof termsSchema>;

// --- what the patient sees

export const patientMoveSchema = z.enum(['leave', 'check-in', 'hang-up', 'rejoin', 'prefer-phone']);
export type PatientMoveName = z.infer<typeof patientMoveSchema>;

export const patientMovesSchema = z.discriminatedUnion('move', [
  z.strictObject({ move: z.literal('leave'), turnId: turnIdSchema }),
  /** `worse` re-runs the rules: the reply's `card` is what to show then. */
  z.strictObject({ move: z.literal('check-in'), turnId: turnIdSchema, feeling: z.enum(['same', 'better', 'worse']) }),
  z.strictObject({ move: z.literal('hang-up'), turnId: turnIdSchema }),
  z.strictObject({ move: z.literal('rejoin'), turnId: turnIdSchema }),
  z.strictObject({ move: z.literal('prefer-phone'), turnId: turnIdSchema }),
]);
export type PatientMove = z.infer<typeof patientMovesSchema>;

export const ladderStepSchema = z.enum(['queue', 'second-doctor', 'desk', 'supervisor', 'call-back', 'emergency']);
export type LadderStep = z.infer<typeof ladderStepSchema>;

export const documentKindSchema = z.enum(['report', 'gp-letter', 'prescription']);
export const documentSchema = z.object({
  id: z.string(),
  kind: documentKindSchema,
  title: z.string(),
  createdAt: z.string(),
  /** Where the PDF is; the caller's own capability or session opens it. */
  href: z.string(),
});

/** How one side is, from its own heartbeats: never from the media server alone. */
export const presenceSchema = z.object({
  side: sideSchema,
  /** `lost`: no heartbeat for 8 s. `never`: has not come yet. */
  standing: z.enum(['here', 'lost', 'left', 'never']),
  seenAt: z.string().optional(),
  /** Its line into the call stands, whatever is sent on it. */
  joined: z.boolean().optional(),
  audio: z.boolean().optional(),
  video: z.boolean().optional(),
});

export const patientViewSchema = z.object({
  id: z.string(),
  encounterId: z.string(),
  state: consultationStateSchema,
  epoch: z.number().int(),
  /** The last change of this consultation: `changes?after=` and `Last-Event-ID` count from it. */
  seq: z.number().int(),
  /** The server's clock, for countdowns. */
  now: z.string(),
  language: languageSchema,
  urgency: urgencySchema,
  headline: z.string(),
  text: z.array(z.string()),
  queuedAt: momentSchema,
  dueAt: momentSchema,
  /** While waiting or offered. `place` 1 is next. */
  queue: z
    .object({
      place: z.number().int(),
      doctorsOnCall: z.number().int(),
      /** A range from how long others have waited; absent when nobody is on call: then the ladder says what happens. */
      wait: z.object({ fromMinutes: z.number().int(), toMinutes: z.number().int(), words: z.string() }).optional(),
    })
    .optional(),
  ladder: z.object({ step: ladderStepSchema, words: z.string(), next: z.object({ words: z.string(), at: z.string(), atWords: z.string() }).optional() }).optional(),
  /** What the service does by then if nothing else happens: no state is without it but an end. */
  deadline: z.object({ at: z.string(), words: z.string() }).optional(),
  checkIn: z.object({ at: z.string(), due: z.boolean(), ask: z.string() }).optional(),
  doctor: z.object({ name: z.string(), title: z.string() }).optional(),
  /** From `accepted` on: how the sides of the call are. */
  presence: z.array(presenceSchema),
  /** Who interprets in the call, as they call themselves. */
  interpreter: z.object({ name: z.string() }).optional(),
  /** The call's beginning, once both sides have been in it. */
  callStartedAt: z.string().optional(),
  phone: z.object({ number: z.string(), callBy: momentSchema.optional(), words: z.string() }).optional(),
  /** Why it ended, or why it goes another way than video. */
  because: z.string().optional(),
  after: z
    .object({
      disposition: z.object({ urgency: urgencySchema, words: z.string() }).optional(),
      advice: z.array(z.string()),
      watchFor: z.array(z.string()),
      followUp: momentSchema.optional(),
      documents: z.array(documentSchema),
    })
    .optional(),
  /** What the patient may do now. */
  moves: z.array(patientMoveSchema),
  emergency: cardSchema.options[0].shape.emergency,
});
export type PatientView = z.infer<typeof patientViewSchema>;

/** Answer to a patient's move; `card` when the rules were run again. */
export const patientMovedSchema = z.object({ consultation: patientViewSchema, card: cardSchema.optional() });

// --- both sides of a call

const mediaKindSchema = z.enum(['livekit', 'direct', 'phone']);
export type MediaKind = z.infer<typeof mediaKindSchema>;

export const mediaRequestSchema = z.strictObject({
  /** What this browser can do. */
  webrtc: z.boolean(),
  e2ee: z.boolean(),
  /** What did not work with the grant of this epoch: the service then decides on another way. */
  failed: z.strictObject({ epoch: z.number().int().min(0), kind: mediaKindSchema, why: z.string().max(80) }).optional(),
});
export type MediaRequest = z.infer<typeof mediaRequestSchema>;

const grant = { epoch: z.number().int(), side: sideSchema };
/** Our own STUN and TURN servers: the browser uses these and no other. */
const iceServersSchema = z.array(z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }));
export const mediaGrantSchema = z.discriminatedUnion('kind', [
  z.object({
    ...grant,
    kind: z.literal('livekit'),
    url: z.string(),
    token: z.string(),
    /** The token must be used by then; ask again to come back. */
    expiresAt: z.string(),
    iceServers: iceServersSchema,
    /** Both sides said that they can: keys are exchanged as signals before joining. */
    e2ee: z.boolean(),
  }),
  z.object({
    ...grant,
    kind: z.literal('direct'),
    iceServers: iceServersSchema,
    /** Who makes the WebRTC offer. */
    role: z.enum(['offerer', 'answerer']),
  }),
  /** No video to be had: the doctor phones. `number` for the doctor only. */
  z.object({ ...grant, kind: z.literal('phone'), number: z.string().optional(), words: z.string() }),
  /** Admitted, but the other side has not said yet what its browser can do: ask again at the next change, at the latest after `retryMs`. */
  z.object({ ...grant, kind: z.literal('wait'), retryMs: z.number().int() }),
]);
export type MediaGrant = z.infer<typeof mediaGrantSchema>;

/** Relayed to the other side in order, as it is: session descriptions, candidates, public keys. */
export const signalSchema = z.strictObject({
  turnId: turnIdSchema,
  epoch: z.number().int().min(0),
  payload: z.record(z.string(), z.unknown()).refine((value) => JSON.stringify(value).length <= 20_000, 'is larger than 20000 characters'),
});

export const mediaStandingSchema = z.strictObject({
  kind: mediaKindSchema,
  connection: z.enum(['new', 'connecting', 'connected', 'reconnecting', 'failed', 'closed']),
  /** Sent, and received and playing. */
  audioOut: z.boolean(),
  videoOut: z.boolean(),
  audioIn: z.boolean(),
  videoIn: z.boolean(),
  quality: z.enum(['good', 'poor', 'lost', 'unknown']),
  /** Why there is no picture or sound, as a code: permission, no-device, weak-link, chosen. */
  note: z.enum(['permission', 'no-device', 'weak-link', 'chosen', 'encryption']).optional(),
  encrypted: z.boolean().optional(),
});
export type MediaStanding = z.infer<typeof mediaStandingSchema>;

/** Every 2 s from each side while a call is on or to be restored. */
export const heartbeatSchema = z.strictObject({ epoch: z.number().int().min(0), media: mediaStandingSchema.optional() });
export const heartbeatReplySchema = z.object({
  state: consultationStateSchema,
  /** Another than the one sent: ask for media again. */
  epoch: z.number().int(),
  seq: z.number().int(),
  now: z.string(),
  presence: z.array(presenceSchema),
});
export type HeartbeatReply = z.infer<typeof heartbeatReplySchema>;

export const longestMessage = 2000;
export const newMessageSchema = z.strictObject({ turnId: turnIdSchema, text: z.string().trim().min(1).max(longestMessage) });
export const messageSchema = z.object({ seq: z.number().int(), from: sideSchema, text: z.string(), at: z.string() });
export type Message = z.infer<typeof messageSchema>;
export const messagesSchema = z.object({ messages: z.array(messageSchema) });

// --- changes of a consultation, by server-sent events (`id:` is `seq`, `event:` is `type`) or by polling

const change = { seq: z.number().int(), at: z.string(), consultationId: z.string(), epoch: z.number().int() };
export const consultationEventSchema = z.discriminatedUnion('type', [
  /** Something about it changed: load the view again. */
  z.object({ ...change, type: z.literal('state'), state: consultationStateSchema }),
  z.object({ ...change, type: z.literal('message'), message: messageSchema }),
  z.object({ ...change, type: z.literal('signal'), from: sideSchema, payload: z.record(z.string(), z.unknown()) }),
  z.object({ ...change, type: z.literal('presence'), presence: z.array(presenceSchema) }),
  /** Documents, advice or note: load the view again. */
  z.object({ ...change, type: z.literal('content') }),
]);
export type ConsultationEvent = z.infer<typeof consultationEventSchema>;
export const changesSchema = z.object({
  seq: z.number().int(),
  events: z.array(consultationEventSchema),
  /** There are more: ask again at once. */
  more: z.boolean(),
});
