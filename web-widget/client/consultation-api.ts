/** The handover's routes, for both sides. */
import type {
  ConsultationEvent,
  ConsultationRequest,
  ConsultationTerms,
  HeartbeatReply,
  MediaGrant,
  MediaRequest,
  MediaStanding,
  Message,
  PatientMove,
  PatientView,
} from '../../src/contract/consultation.ts';
import type { Card } from '../../src/contract/card.ts';
import type { Ask } from './ask.ts';

/** A move without its turn id: the id is made once and kept for every try. */
export type Wanted<T> = T extends { readonly turnId: string } ? Omit<T, 'turnId'> : never;

export type CallApi = {
  readonly media: (request: MediaRequest) => Promise<MediaGrant>;
  readonly signal: (body: { readonly turnId: string; readonly epoch: number; readonly payload: Record<string, unknown> }) => Promise<void>;
  readonly heartbeat: (body: { readonly epoch: number; readonly media?: MediaStanding }) => Promise<HeartbeatReply>;
  readonly messages: () => Promise<readonly Message[]>;
  readonly write: (body: { readonly turnId: string; readonly text: string }) => Promise<void>;
  readonly changes: (after: number) => Promise<{ readonly seq: number; readonly events: readonly ConsultationEvent[]; readonly more: boolean }>;
  readonly events: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
};

export type ConsultationApi = {
  readonly terms: () => Promise<ConsultationTerms>;
  readonly request: (body: ConsultationRequest) => Promise<PatientView>;
  readonly view: () => Promise<PatientView>;
  readonly move: (body: PatientMove) => Promise<{ readonly consultation: PatientView; readonly card?: Card }>;
  /** Carries the whole encounter, the place in the queue with it, to another device. `page`: where to type it. */
  readonly code: () => Promise<{ readonly code: string; readonly expiresAt: string; readonly page: string }>;
  readonly call: (consultationId: string) => CallApi;
};

export function createCallApi(ask: Ask, consultationId: string): CallApi {
  const at = `/v1/consultations/${encodeURIComponent(consultationId)}`;
  return {
    media: (request) => ask.post(`${at}/media`, request),
    signal: (body) => ask.post(`${at}/signals`, body),
    heartbeat: (body) => ask.post(`${at}/heartbeat`, body),
    messages: async () => (await ask.get<{ messages: readonly Message[] }>(`${at}/messages`)).messages,
    write: (body) => ask.post(`${at}/messages`, body),
    changes: (after) => ask.get(`${at}/changes?after=${after}`),
    events: (lastEventId, signal) => ask.open(`${at}/events`, lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }, signal),
  };
}

export function createConsultationApi(ask: Ask, encounterId: string): ConsultationApi {
  const at = `/v1/encounters/${encodeURIComponent(encounterId)}/consultation`;
  return {
    terms: () => ask.get(`${at}/terms`),
    request: (body) => ask.post(at, body),
    view: () => ask.get(at),
    move: (body) => ask.post(`${at}/moves`, body),
    code: () => ask.post(`/v1/encounters/${encodeURIComponent(encounterId)}/codes`, { purpose: 'device' }),
    call: (consultationId) => createCallApi(ask, consultationId),
  };
}
