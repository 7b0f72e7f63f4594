/** The use cases of the handover, as the front door calls them. */
import type { ConsultationRequest, ConsultationTerms, HeartbeatReply, MediaGrant, MediaRequest, Message, PatientMove, PatientView } from '../contract/consultation.ts';
import type { Availability, ConsoleSnapshot, DoctorMove, DoctorSummary, DoctorView, NewDocument } from '../contract/staff.ts';
import type { InterpreterView } from '../contract/interpreter.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import type { Language } from '../shared/language.ts';
import { admit, type Caller, type StaffCaller } from './caller.ts';
import { changesOf, staffChanges, type Changes, type StaffChanges } from './changes.ts';
import { consoleFor, setAvailability } from './console.ts';
import { dispatchSite } from './dispatch-now.ts';
import { doctorMoves } from './doctor-moves.ts';
import { doctorView, summaryFor } from './doctor-view.ts';
import { addDocument, paperOf, type Paper } from './documents.ts';
import { notHere } from './errors.ts';
import { beat, type Beat } from './heartbeat.ts';
import type { Guest } from './interpreter-sessions.ts';
import { inviteInterpreter, interpreterView, type Invitation, type InterpreterLink } from './interpreter.ts';
import { grantMedia } from './media.ts';
import { saveNote, type SavedNote } from './notes.ts';
import { acceptOffer, declineOffer, offerShown, type Accepted } from './offers.ts';
import { patientMoves, reassessed } from './patient-moves.ts';
import { patientView } from './patient-view.ts';
import type { ConsultationParts } from './parts.ts';
import { phoned, takeOver } from './promised-calls.ts';
import { requestDoctor, termsFor } from './request.ts';
import { messagesOf, sendMessage, sendSignal } from './talk.ts';
import { sweepTimers } from './timers.ts';

export type PatientProof = { readonly site: string; readonly encounterId: string; readonly capability: string };

export type Consultations = {
  /** The encounter, if this is its patient. @throws RelaisError not-found, ended. */
  readonly patient: (proof: PatientProof) => Promise<OpenEncounter>;
  /** The patient of a consultation, known by its id. @throws RelaisError not-found. */
  readonly patientOf: (proof: { readonly consultationId: string; readonly capability: string }) => Promise<Caller>;
  readonly terms: (encounter: OpenEncounter) => Promise<ConsultationTerms>;
  readonly request: (encounter: OpenEncounter, request: ConsultationRequest) => Promise<PatientView>;
  readonly view: (encounter: OpenEncounter) => Promise<PatientView>;
  readonly patientMove: (encounter: OpenEncounter, move: PatientMove) => Promise<void>;
  /** The answers changed: what became more urgent moves up and rings. */
  readonly reassessed: (encounter: OpenEncounter) => Promise<void>;

  readonly media: (caller: Caller, id: string, request: MediaRequest) => Promise<MediaGrant>;
  readonly signal: (caller: Caller, id: string, signal: { readonly turnId: string; readonly epoch: number; readonly payload: Readonly<Record<string, unknown>> }) => Promise<void>;
  readonly sendMessage: (caller: Caller, id: string, message: { readonly turnId: string; readonly text: string }) => Promise<Message | undefined>;
  readonly messages: (caller: Caller, id: string) => Promise<Message[]>;
  readonly beat: (caller: Caller, id: string, beat: Beat) => Promise<HeartbeatReply>;
  readonly changes: (caller: Caller, id: string, after: number) => Promise<Changes>;

  readonly console: (caller: StaffCaller, language: Language) => Promise<ConsoleSnapshot>;
  readonly staffChanges: (caller: StaffCaller, after: number) => Promise<StaffChanges>;
  readonly setAvailability: (caller: StaffCaller, availability: Availability) => Promise<void>;
  readonly offerShown: (caller: StaffCaller, offerId: string) => Promise<void>;
  readonly accept: (caller: StaffCaller, offerId: string, epoch: number) => Promise<Accepted>;
  readonly decline: (caller: StaffCaller, offerId: string, decline: { readonly epoch: number; readonly reason: string }) => Promise<void>;
  readonly doctorView: (caller: StaffCaller, id: string, language: Language) => Promise<DoctorView>;
  readonly summary: (caller: StaffCaller, id: string, language: Language) => Promise<DoctorSummary>;
  readonly saveNote: (caller: StaffCaller, id: string, note: { readonly version: number; readonly text: string }) => Promise<SavedNote>;
  readonly doctorMove: (caller: StaffCaller, id: string, move: Exclude<DoctorMove, { move: 'invite-interpreter' }>) => Promise<void>;
  readonly addDocument: (caller: StaffCaller, id: string, document: NewDocument) => Promise<void>;
  readonly paper: (caller: Caller, id: string, documentId: string) => Promise<Paper>;
  /** A third person, by an explicit decision: gives the one-time link by which they may ask to come in. */
  readonly inviteInterpreter: (caller: StaffCaller, id: string, invitation: Invitation) => Promise<InterpreterLink>;
  readonly interpreterView: (guest: Guest) => Promise<InterpreterView>;
  readonly takeOver: typeof takeOver extends (parts: ConsultationParts, ...rest: infer A) => infer R ? (...rest: A) => R : never;
  readonly phoned: (caller: StaffCaller, alarmId: string) => Promise<void>;

  /** Everything that is due by now, once: called every second by each instance, and by the cron of Workers. */
  readonly sweep: () => Promise<number>;
  readonly dispatch: (site: string) => Promise<number>;
};

export function createConsultations(
  parts: ConsultationParts,
  { reconcile = async () => {} }: { readonly reconcile?: (id: string, site: string) => Promise<void> } = {},
): Consultations {
  return {
    patient: (proof) => parts.records.load({ ...proof, fresh: true }),
    patientOf: async ({ consultationId, capability }) => {
      const known = await parts.store.encounterOf(consultationId);
      if (!known) throw notHere();
      return { side: 'patient', site: known.site, encounter: await parts.records.load({ site: known.site, encounterId: known.encounterId, capability }) };
    },
    terms: (encounter) => termsFor(parts, encounter),
    request: async (encounter, request) => {
      await requestDoctor(parts, encounter, request);
      return patientView(parts, encounter);
    },
    view: (encounter) => patientView(parts, encounter),
    patientMove: (encounter, move) => patientMoves(parts, encounter, move),
    reassessed: (encounter) => reassessed(parts, encounter),
    media: (caller, id, request) => grantMedia(parts, caller, id, request),
    signal: (caller, id, signal) => sendSignal(parts, caller, id, signal),
    sendMessage: (caller, id, message) => sendMessage(parts, caller, id, message),
    messages: async (caller, id) => messagesOf(parts, await admit(parts, caller, id)),
    beat: (caller, id, given) => beat(parts, caller, id, given),
    changes: async (caller, id, after) => changesOf(parts, await admit(parts, caller, id), after),
    console: (caller, language) => consoleFor(parts, caller, language),
    staffChanges: (caller, after) => staffChanges(parts, caller, after),
    setAvailability: (caller, availability) => setAvailability(parts, caller, availability),
    offerShown: (caller, offerId) => offerShown(parts, caller, offerId),
    accept: (caller, offerId, epoch) => acceptOffer(parts, caller, offerId, epoch),
    decline: (caller, offerId, decline) => declineOffer(parts, caller, offerId, decline),
    doctorView: (caller, id, language) => doctorView(parts, caller, id, language),
    summary: (caller, id, language) => summaryFor(parts, caller, id, language),
    saveNote: (caller, id, note) => saveNote(parts, caller, id, note),
    doctorMove: (caller, id, move) => doctorMoves(parts, caller, id, move),
    addDocument: (caller, id, document) => addDocument(parts, caller, id, document),
    paper: (caller, id, documentId) => paperOf(parts, caller, id, documentId),
    inviteInterpreter: (caller, id, invitation) => inviteInterpreter(parts, caller, id, invitation),
    interpreterView: (guest) => interpreterView(parts, guest),
    takeOver: (caller, alarmId, agreed) => takeOver(parts, caller, alarmId, agreed),
    phoned: (caller, alarmId) => phoned(parts, caller, alarmId),
    sweep: () => sweepTimers(parts, reconcile),
    dispatch: (site) => dispatchSite(parts, site),
  };
}
