/** Made-up consultations, in the contract's form, for looking at every screen without a service. */
import type { ConsultationState, ConsultationTerms, Message, PatientView } from '../../../src/contract/consultation.ts';
import type { Contact } from '../../client/live.ts';
import { noCall, type CallMedia, type CallState } from '../call-media.ts';
import type { DeviceCheck } from '../device-check.ts';
import { startState, type PatientState } from '../patient-session.ts';
import { emptyDraft } from '../request-form.ts';
import { createStore } from '../../client/store.ts';
import type { DeviceTrial } from '../try-devices.ts';

type Language = PatientView['language'];
const said = (language: Language, fr: string, en: string): string => (language === 'fr' ? fr : en);

export function termsFixture(language: Language, change: Partial<ConsultationTerms> = {}): ConsultationTerms {
  return {
    offered: 'yes',
    instead: [],
    consentVersion: '2026-11',
    consent: [
      said(
        language,
        'Un médecin vous voit par vidéo, ou vous téléphone. Il lit ce que vous avez répondu ici.',
        'A doctor sees you by video, or phones you. They read what you answered here.',
      ),
      said(language, "L'appel n'est jamais enregistré. Le compte rendu est gardé dans votre dossier.", 'The call is never recorded. The report is kept in your record.'),
    ],
    asksAdult: false,
    doctorsOnCall: 2,
    wait: { fromMinutes: 5, toMinutes: 15, words: said(language, '5 à 15 minutes', '5 to 15 minutes') },
    ...change,
  };
}

export function viewFixture(language: Language, state: ConsultationState, change: Partial<PatientView> = {}): PatientView {
  const headlines: Record<ConsultationState, string> = {
    waiting: said(language, 'Vous attendez un médecin', 'You are waiting for a doctor'),
    offered: said(language, 'Nous appelons un médecin', 'We are ringing a doctor'),
    accepted: said(language, 'Un médecin vous attend', 'A doctor is ready for you'),
    connecting: said(language, "L'appel s'ouvre", 'The call is opening'),
    'in-call': said(language, 'Vous êtes avec votre médecin', 'You are with your doctor'),
    interrupted: said(language, "L'appel est interrompu", 'The call is interrupted'),
    'phone-fallback': said(language, 'Le médecin vous téléphone', 'The doctor phones you'),
    ended: said(language, 'Votre consultation est terminée', 'Your consultation is over'),
    'sent-to-emergency': said(language, 'Allez aux urgences maintenant', 'Go to the emergency department now'),
    withdrawn: said(language, 'Vous avez quitté la file', 'You have left the queue'),
    escalated: said(language, "Une personne de l'hôpital s'occupe de vous", 'A person of the hospital looks after you'),
  };
  const at = (hour: string): { at: string; words: string } => ({ at: `2026-11-27T${hour}:00.000Z`, words: said(language, `aujourd'hui à ${hour}`, `today at ${hour}`) });
  return {
    id: 'c1',
    encounterId: 'e1',
    state,
    epoch: 1,
    seq: 4,
    now: '2026-11-27T18:05:00.000Z',
    language,
    urgency: 'same-day',
    headline: headlines[state],
    text: [],
    queuedAt: at('18:00'),
    dueAt: at('20:00'),
    presence: [],
    moves: ['leave', 'check-in', 'hang-up', 'rejoin', 'prefer-phone'],
    phone: { number: '06 39 98 12 34', words: said(language, 'Le médecin appelle ce numéro.', 'The doctor calls this number.') },
    emergency: { numbers: [{ number: '15', use: 'SAMU' }], noVoice: [] },
    ...(state === 'waiting' || state === 'offered'
      ? {
          queue: { place: 3, doctorsOnCall: 2, wait: { fromMinutes: 10, toMinutes: 20, words: said(language, '10 à 20 minutes', '10 to 20 minutes') } },
          checkIn: { at: '2026-11-27T18:20:00.000Z', due: false, ask: said(language, 'Comment allez-vous maintenant ?', 'How are you now?') },
          ladder: {
            step: 'queue' as const,
            words: said(language, 'Le prochain médecin libre vous prend.', 'The next free doctor sees you.'),
            next: {
              words: said(language, "L'accueil de l'hôpital est prévenu et vous rappelle.", 'The hospital desk is told, and calls you back.'),
              at: '2026-11-27T18:45:00.000Z',
              atWords: said(language, 'À 18:45', 'At 18:45'),
            },
          },
        }
      : { doctor: { name: 'Claire Morvan', title: said(language, 'Dr', 'Dr') } }),
    ...(state === 'ended'
      ? {
          after: {
            disposition: { urgency: 'routine' as const, words: said(language, 'Voyez votre médecin traitant dans les 3 jours', 'See your GP within 3 days') },
            advice: [
              said(language, 'Paracétamol 1 g, jusqu’à 4 fois par jour, avec 6 heures entre deux prises.', 'Paracetamol 1 g, up to 4 times a day, 6 hours apart.'),
              said(language, 'Buvez souvent, par petites gorgées.', 'Drink often, in small sips.'),
            ],
            watchFor: [
              said(language, 'fièvre au-dessus de 39 °C malgré le paracétamol', 'fever above 39 °C in spite of paracetamol'),
              said(language, 'difficulté à respirer', 'trouble breathing'),
            ],
            followUp: { at: '2026-11-30T09:00:00.000Z', words: said(language, 'lundi à 10:00', 'Monday at 10:00') },
            documents: [
              { id: 'd1', kind: 'report' as const, title: said(language, 'Compte rendu', 'Report'), createdAt: '2026-11-27T18:30:00.000Z', href: '/v1/x' },
              { id: 'd2', kind: 'prescription' as const, title: said(language, 'Ordonnance', 'Prescription'), createdAt: '2026-11-27T18:30:00.000Z', href: '/v1/y' },
            ],
          },
        }
      : {}),
    ...change,
  };
}

export function stateFixture(change: Partial<PatientState>): PatientState {
  return { ...startState, draft: { ...emptyDraft }, contact: { kind: 'live' } satisfies Contact, ...change };
}

export const messagesFixture: readonly Message[] = [
  { seq: 1, from: 'doctor', text: 'Bonjour, vous m’entendez ?', at: '2026-11-27T18:20:00.000Z' },
  { seq: 2, from: 'patient', text: 'Oui, très bien.', at: '2026-11-27T18:20:10.000Z' },
];

export function trialFixture(change: Partial<DeviceCheck>): DeviceTrial {
  const store = createStore<DeviceCheck>({ canCall: true, camera: 'not-tried', microphone: 'not-tried', speaker: 'not-tried', connection: 'not-tried', ...change });
  return { ...store, start: async () => undefined, heard: () => undefined, showOwn: () => undefined, stop: () => undefined };
}

export function callFixture(change: Partial<CallState>): CallMedia {
  const state: CallState = {
    ...noCall,
    kind: 'livekit',
    connection: 'connected',
    camera: 'on',
    microphone: 'on',
    remoteSound: true,
    remotePicture: true,
    quality: 'good',
    encrypted: true,
    ...change,
  };
  return {
    state: () => state,
    subscribe: () => () => undefined,
    start: async () => undefined,
    setMicrophone: async () => undefined,
    setCamera: async () => undefined,
    showRemote: () => undefined,
    showThird: () => undefined,
    showOwn: () => undefined,
    allowSound: async () => undefined,
    stop: () => undefined,
  };
}
