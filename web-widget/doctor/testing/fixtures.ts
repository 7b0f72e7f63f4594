/** A made-up doctor's day, in the contract's form. */
import type { ConsoleSnapshot, DoctorSummary, DoctorView, Offer, StaffSession } from '../../../src/contract/staff.ts';

type Language = StaffSession['staff']['language'];
const said = (language: Language, fr: string, en: string): string => (language === 'fr' ? fr : en);
const moment = (language: Language, hour: string): { at: string; words: string } => ({
  at: `2026-11-27T${hour}:00.000Z`,
  words: said(language, `aujourd'hui à ${hour}`, `today at ${hour}`),
});

export function sessionFixture(language: Language): StaffSession {
  return {
    staff: { id: 's1', name: 'Claire Morvan', title: 'Dr', role: 'doctor', language },
    site: { id: 'demo', name: said(language, 'Hôpital de démonstration', 'Demonstration hospital') },
    idleEndsAt: '2026-11-27T19:00:00.000Z',
    endsAt: '2026-11-27T22:00:00.000Z',
    warnAt: '2026-11-27T21:50:00.000Z',
    pushKey: 'BKey',
  };
}

export function offerFixture(language: Language, change: Partial<Offer> = {}): Offer {
  return {
    id: 'o1',
    consultationId: 'c1',
    epoch: 1,
    age: said(language, '34 ans', '34 years'),
    sex: said(language, 'femme', 'female'),
    words: 'ça brûle quand j’urine et j’ai de la fièvre à 39,2 depuis hier, mal dans le dos à droite',
    because: [
      said(language, 'Fièvre avec douleur du flanc : une infection du rein est possible.', 'Fever with flank pain: a kidney infection is possible.'),
      said(language, 'Fièvre de 39 °C ou plus.', 'Fever of 39 °C or more.'),
    ],
    urgency: 'same-day',
    urgencyWords: said(language, 'Vu le jour même', 'Seen the same day'),
    deadline: moment(language, '20:00'),
    waitingSince: '2026-11-27T17:52:00.000Z',
    rungAt: '2026-11-27T18:05:00.000Z',
    expiresAt: '2026-11-27T18:05:20.000Z',
    language: 'fr',
    phoneOnly: false,
    raised: false,
    ...change,
  };
}

export function snapshotFixture(language: Language, change: Partial<ConsoleSnapshot> = {}): ConsoleSnapshot {
  return {
    now: '2026-11-27T18:05:02.000Z',
    seq: 12,
    availability: 'on-call',
    since: '2026-11-27T16:00:00.000Z',
    waiting: {
      total: 4,
      byUrgency: [
        { urgency: 'emergency', words: said(language, 'Urgences', 'Emergency'), count: 1 },
        { urgency: 'same-day', words: said(language, 'Le jour même', 'Same day'), count: 3 },
      ],
      oldestSince: '2026-11-27T17:52:00.000Z',
    },
    doctorsOnCall: 3,
    recent: [{ id: 'c0', state: 'ended', endedAt: '2026-11-27T17:40:00.000Z', name: 'Paul Le Bris' }],
    alarms: [],
    inHand: [],
    ...change,
  };
}

export function summaryFixture(language: Language): DoctorSummary {
  const s = (fr: string, en: string): string => said(language, fr, en);
  const line = (finding: string, label: string, answer: string, rules: string[]) => ({ finding, label, answer, origin: 'tapped' as const, rules });
  return {
    consultationId: 'c1',
    encounterId: 'e1',
    language: 'fr',
    region: 'FR',
    who: { age: s('34 ans', '34 years'), sex: s('femme', 'female'), about: s('elle-même', 'herself') },
    complaint: [{ text: 'ça brûle quand j’urine et j’ai de la fièvre à 39,2 depuis hier, mal dans le dos à droite', at: '2026-11-27T17:48:00.000Z' }],
    pathways: [{ id: 'cystitis', title: s('Brûlures en urinant', 'Burning when passing urine') }],
    outcome: {
      urgency: 'same-day',
      short: s('Vu le jour même', 'Seen the same day'),
      headline: s("Un médecin doit vous voir aujourd'hui ; la vidéo convient.", 'A clinician should see you today; video is suitable.'),
      who: s('Un médecin', 'A doctor'),
      examined: false,
      via: [],
      seeBy: moment(language, '20:00'),
      do: [],
      avoid: [],
      expect: [],
      reasons: [],
      goUpIf: [],
      contacts: [],
      exits: ['video'],
      draft: true,
      rulesetHash: 'a1b2c3d4e5f6',
    },
    rulesetHash: 'a1b2c3d4e5f6',
    dangers: {
      present: [
        {
          finding: 'temperature',
          label: s('Fièvre', 'Fever'),
          answer: s('39,2 °C', '39.2 °C'),
          words: 'fièvre à 39,2 depuis hier',
          origin: 'lexicon',
          rules: ['red-flags/fever-high'],
        },
        {
          finding: 'flank-pain',
          label: s('Douleur du flanc', 'Flank pain'),
          answer: s('oui', 'yes'),
          words: 'mal dans le dos à droite',
          origin: 'lexicon',
          rules: ['cystitis/pyelonephritis'],
        },
      ],
      unsure: [line('pregnant', s('Grossesse', 'Pregnancy'), s('pas sûre', 'not sure'), ['cystitis/pregnancy'])],
      excluded: [
        line('rigors', s('Frissons qui secouent', 'Shaking chills'), s('non', 'no'), ['cystitis/sepsis']),
        line('confusion', s('Confusion', 'Confusion'), s('non', 'no'), ['red-flags/sepsis']),
        line('vomiting', s('Vomissements', 'Vomiting'), s('non', 'no'), ['cystitis/cannot-keep-down']),
      ],
      notAsked: [
        { finding: 'immunosuppressed', label: s('Immunodépression', 'Immunosuppression'), answer: '', rules: ['floors/immunosuppressed'] },
        { finding: 'single-kidney', label: s('Rein unique', 'Single kidney'), answer: '', rules: ['cystitis/single-kidney'] },
      ],
    },
    other: [line('duration', s('Depuis', 'Since'), s('2 jours', '2 days'), ['cystitis/long']), line('pain', s('Douleur', 'Pain'), s('6 sur 10', '6 out of 10'), ['cystitis/pain'])],
    rules: [
      {
        rule: 'cystitis/pyelonephritis',
        because: s('Fièvre avec douleur du flanc : une infection du rein est possible.', 'Fever with flank pain: a kidney infection is possible.'),
        standing: 'present',
        sources: ['NICE NG111'],
      },
    ],
    changes: [{ at: '2026-11-27T18:00:00.000Z', words: s('« Pareil »', '“The same”') }],
    earlier: {
      allowed: true,
      encounters: [
        {
          id: 'e0',
          at: '2026-06-02T09:00:00.000Z',
          urgency: 'pharmacy',
          words: s('Brûlures en urinant', 'Burning when passing urine'),
          disposition: s('Pharmacien', 'Pharmacist'),
        },
      ],
    },
  };
}

export function doctorViewFixture(language: Language, change: Partial<DoctorView> = {}): DoctorView {
  return {
    id: 'c1',
    encounterId: 'e1',
    state: 'in-call',
    epoch: 1,
    seq: 20,
    now: '2026-11-27T18:12:00.000Z',
    urgency: 'same-day',
    urgencyWords: said(language, 'Vu le jour même', 'Seen the same day'),
    queuedAt: moment(language, '17:52'),
    dueAt: moment(language, '20:00'),
    patient: {
      name: 'Anne Le Goff',
      birthDate: '1992-03-07',
      age: said(language, '34 ans', '34 years'),
      sex: said(language, 'femme', 'female'),
      phone: '06 39 98 12 34',
      language: 'fr',
      phoneOnly: false,
    },
    presence: [
      { side: 'patient', standing: 'here' },
      { side: 'doctor', standing: 'here' },
    ],
    callStartedAt: '2026-11-27T18:06:00.000Z',
    note: { version: 3, text: said(language, 'Brûlures mictionnelles depuis 2 jours, fièvre 39,2.', 'Dysuria for 2 days, fever 39.2.'), savedAt: '2026-11-27T18:11:00.000Z' },
    messages: [{ seq: 1, from: 'patient', text: 'Je vous entends mal', at: '2026-11-27T18:07:00.000Z' }],
    incidents: [{ at: '2026-11-27T18:08:00.000Z', words: said(language, 'Liaison du patient interrompue 6 s', "Patient's connection interrupted for 6 s") }],
    documents: [],
    interpreter: { way: 'link' },
    moves: ['not-suitable', 'phone', 'reconnect', 'invite-interpreter', 'hand-back', 'end'],
    ...change,
  };
}
