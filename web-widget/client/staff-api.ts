/** The doctor's routes. The session is a cookie; a write comes from our own page only. */
import type { Availability, ConsoleSnapshot, DoctorMove, DoctorSummary, DoctorView, NewDocument, StaffSession } from '../../src/contract/staff.ts';
import type { Ask } from './ask.ts';
import { createCallApi, type CallApi } from './consultation-api.ts';

export type SignInOptions = { readonly oidc?: { readonly name: string; readonly startUrl: string } | undefined; readonly link: boolean };
export type NoteKept = { readonly version: number; readonly savedAt: string };
export type DoctorMoved = {
  /** Not there once it was handed back. */
  readonly consultation?: DoctorView | undefined;
  readonly interpreterLink?: { readonly path: string; readonly endsAt: string } | undefined;
};
export type DeclineReason = 'busy' | 'not-my-field' | 'language' | 'knows-the-patient' | 'technical' | 'other';

export type StaffApi = {
  readonly signIn: () => Promise<SignInOptions>;
  readonly takeLink: (link: string) => Promise<StaffSession>;
  readonly session: () => Promise<StaffSession>;
  readonly signOut: () => Promise<void>;
  readonly console: () => Promise<ConsoleSnapshot>;
  readonly setAvailability: (availability: Availability) => Promise<void>;
  readonly events: (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;
  readonly offerShown: (offerId: string) => Promise<void>;
  readonly accept: (offerId: string, epoch: number) => Promise<{ readonly consultationId: string }>;
  readonly decline: (offerId: string, body: { readonly epoch: number; readonly reason: DeclineReason }) => Promise<void>;
  readonly summary: (consultationId: string) => Promise<DoctorSummary>;
  readonly view: (consultationId: string) => Promise<DoctorView>;
  readonly saveNote: (consultationId: string, body: { readonly version: number; readonly text: string }) => Promise<NoteKept>;
  readonly move: (consultationId: string, body: DoctorMove) => Promise<DoctorMoved>;
  readonly addDocument: (consultationId: string, body: NewDocument) => Promise<void>;
  readonly phoned: (alarmId: string) => Promise<unknown>;
  readonly takeOver: (alarmId: string, body: { readonly turnId: string; readonly agreed: string }) => Promise<unknown>;
  readonly push: (subscription: { readonly endpoint: string; readonly keys: { readonly p256dh: string; readonly auth: string } }) => Promise<void>;
  readonly call: (consultationId: string) => CallApi;
};

export function createStaffApi(ask: Ask): StaffApi {
  const staff = '/v1/staff';
  const at = (id: string): string => `${staff}/consultations/${encodeURIComponent(id)}`;
  const offer = (id: string): string => `${staff}/offers/${encodeURIComponent(id)}`;
  return {
    signIn: () => ask.get(`${staff}/sign-in`),
    takeLink: (link) => ask.post(`${staff}/session`, { link }),
    session: () => ask.get(`${staff}/session`),
    signOut: () => ask.post(`${staff}/session/end`, {}),
    console: () => ask.get(`${staff}/console`),
    setAvailability: (availability) => ask.post(`${staff}/availability`, { availability }),
    events: (lastEventId, signal) => ask.open(`${staff}/events`, lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }, signal),
    offerShown: (id) => ask.post(`${offer(id)}/shown`, {}),
    accept: (id, epoch) => ask.post(`${offer(id)}/accept`, { epoch }),
    decline: (id, body) => ask.post(`${offer(id)}/decline`, body),
    summary: (id) => ask.get(`${at(id)}/summary`),
    view: (id) => ask.get(at(id)),
    saveNote: (id, body) => ask.post(`${at(id)}/note`, body),
    move: (id, body) => ask.post(`${at(id)}/moves`, body),
    addDocument: (id, body) => ask.post(`${at(id)}/documents`, body),
    phoned: (id) => ask.post(`${staff}/alarms/${encodeURIComponent(id)}/phoned`, {}),
    takeOver: (id, body) => ask.post(`${staff}/alarms/${encodeURIComponent(id)}/take-over`, body),
    push: (subscription) => ask.post(`${staff}/push`, subscription),
    call: (id) => createCallApi(ask, id),
  };
}
