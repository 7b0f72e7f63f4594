/** What the patient sees: where they stand, what comes next by itself and when, and what they may do. */
import type { PatientMoveName, PatientView } from '../contract/consultation.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import type { Standing } from './clinical.ts';
import type { Consultation, ConsultationTx } from './consultation-store.ts';
import { documentViews } from './document-views.ts';
import { notHere } from './errors.ts';
import { momentAt, type Moment } from './moments.ts';
import type { ConsultationParts, SiteFacts } from './parts.ts';
import { isTop, nextRung } from './policy.ts';
import { presenceOf } from './presence.ts';
import { openAs, type Ending, type Identity } from './sealed.ts';
import { isEnd, isHeld, isQueued, mayMove } from './states.ts';
import { waitRange } from './waits.ts';
import { fill, handoverWords, type HandoverWords } from './words.ts';

type Seen = {
  readonly row: Consultation;
  readonly now: number;
  readonly queue: { readonly place: number; readonly doctors: number };
  readonly recent: { readonly lowMs: number; readonly highMs: number; readonly n: number };
  readonly doctor: { readonly name: string; readonly title: string } | undefined;
  readonly interpreter: { readonly name: string } | undefined;
  readonly documents: Awaited<ReturnType<ConsultationTx['documents']>>;
};

export async function patientView(parts: ConsultationParts, encounter: OpenEncounter): Promise<PatientView> {
  const seen = await parts.store.transaction({ kind: 'patient', site: encounter.site, encounterId: encounter.id }, async (tx): Promise<Seen | undefined> => {
    const row = await tx.latestOf(encounter.id);
    if (!row) return undefined;
    const waits = isQueued(row.state);
    return {
      row,
      now: tx.now,
      queue: waits ? await tx.queueStanding(row.id) : { place: 0, doctors: 0 },
      recent: waits ? await tx.recentWaits() : { lowMs: 0, highMs: 0, n: 0 },
      doctor: row.doctorId === undefined ? undefined : await tx.staff(row.doctorId),
      interpreter: row.interpreterId === undefined ? undefined : await interpreterIn(tx, row.id),
      documents: isEnd(row.state) ? await tx.documents(row.id) : [],
    };
  });
  if (!seen) throw notHere();
  const facts = await parts.siteFacts(encounter.site);
  const standing = await parts.clinical.standing(encounter);
  const identity = await openAs(encounter.key, 'identity', seen.row.id, encounter.id, seen.row.identity);
  const ending = seen.row.ending ? await openAs(encounter.key, 'ending', seen.row.id, encounter.id, seen.row.ending) : undefined;
  return build({ parts, facts, seen, identity, ending, standing });
}

async function interpreterIn(tx: ConsultationTx, consultationId: string): Promise<Seen['interpreter']> {
  const guest = await tx.interpreterOf(consultationId);
  return guest?.standing === 'in' && guest.name !== undefined ? { name: guest.name } : undefined;
}

type Sources = {
  readonly parts: ConsultationParts;
  readonly facts: SiteFacts;
  readonly seen: Seen;
  readonly identity: Identity;
  readonly ending: Ending | undefined;
  readonly standing: Standing | undefined;
};

function build({ parts, facts, seen, identity, ending, standing }: Sources): PatientView {
  const { row, now, doctor } = seen;
  const words = handoverWords(row.language);
  const moment = (at: number): Moment => momentAt(at, now, row.language, facts.timeZone);
  const emergency = parts.clinical.emergencyBox(row.language, standing?.region ?? facts.region);
  const { phone } = identity.person;
  const values = {
    phone,
    by: row.deadlineAt === undefined ? '' : moment(row.deadlineAt).words,
    ring: String(Math.round((isTop(row.urgency) ? facts.policy.ring.top : facts.policy.ring.usual) / 1000)),
    emergency: emergency.numbers
      .slice(0, 2)
      .map((item) => item.number)
      .join(' / '),
  };
  const left = row.state === 'interrupted' && row.patientMedia?.connection === 'closed';
  const ladder = isQueued(row.state) ? ladderView(row, { facts, seen, words, moment, values }) : undefined;
  const because = row.because === undefined ? undefined : becauseWords(words, row.because);
  return {
    id: row.id,
    encounterId: row.encounterId,
    state: row.state,
    epoch: row.epoch,
    seq: row.seq,
    now: new Date(now).toISOString(),
    language: row.language,
    urgency: row.urgency,
    headline: words.headlines[row.state],
    text: (left ? [words.interruptedPatientLeft] : words.texts[row.state]).map((text) => fill(text, values)),
    queuedAt: moment(row.queuedAt),
    dueAt: moment(row.dueAt),
    ...(isQueued(row.state) ? { queue: queueView(row, seen) } : {}),
    ...(ladder ? { ladder } : {}),
    ...(row.deadlineAt === undefined || isEnd(row.state)
      ? {}
      : { deadline: { at: new Date(row.deadlineAt).toISOString(), words: deadlineWords(row, words, ladder?.next?.words ?? '') } }),
    ...(row.state === 'waiting' || row.state === 'offered'
      ? { checkIn: { at: new Date(row.checkInAt ?? now).toISOString(), due: row.checkInAt === undefined || row.checkInAt <= now, ask: words.checkIn } }
      : {}),
    ...(doctor ? { doctor: { name: doctor.name, title: doctor.title } } : {}),
    presence: isHeld(row.state) ? presenceOf(row, now) : [],
    ...(seen.interpreter && isHeld(row.state) ? { interpreter: seen.interpreter } : {}),
    ...(row.callStartedAt === undefined ? {} : { callStartedAt: new Date(row.callStartedAt).toISOString() }),
    ...(row.state === 'phone-fallback' || row.state === 'escalated'
      ? { phone: { number: phone, words: fill(words.phoneWords, { phone }), ...(row.deadlineAt === undefined ? {} : { callBy: moment(row.deadlineAt) }) } }
      : {}),
    ...(because === undefined ? {} : { because }),
    ...(isEnd(row.state) ? { after: afterView({ parts, facts, seen, identity, ending, standing }) } : {}),
    moves: patientMovesIn(row),
    emergency,
  };
}

function becauseWords(words: HandoverWords, code: string): string | undefined {
  return new Map(Object.entries(words.because)).get(code);
}

function queueView(row: Consultation, { queue, recent, now }: Seen): NonNullable<PatientView['queue']> {
  const place = row.state === 'offered' ? 1 : queue.place;
  const wait = queue.doctors === 0 ? undefined : waitRange({ place, doctors: queue.doctors, recent, waited: now - row.queuedAt, language: row.language });
  return { place, doctorsOnCall: queue.doctors, ...(wait ? { wait } : {}) };
}

type LadderSources = {
  readonly facts: SiteFacts;
  readonly seen: Seen;
  readonly words: HandoverWords;
  readonly moment: (at: number) => Moment;
  readonly values: Readonly<Record<string, string>>;
};

function ladderView(row: Consultation, { facts, seen, words, moment, values }: LadderSources): NonNullable<PatientView['ladder']> {
  const next = nextRung(facts.policy, { urgency: row.urgency, step: row.ladderStep, from: row.ladderFrom, doctorsOnCall: seen.queue.doctors });
  const inPerson = next?.step === 'emergency' && !isTop(row.urgency) && row.urgency !== 'same-day';
  const nextWords = next && fill(words.ladder[inPerson ? 'in-person' : next.step], values);
  return {
    step: row.ladderStep,
    words: fill(words.ladder[row.ladderStep], values),
    ...(next && nextWords !== undefined ? { next: { words: nextWords, at: new Date(next.at).toISOString(), atWords: moment(next.at).words } } : {}),
  };
}

function deadlineWords(row: Consultation, words: HandoverWords, next: string): string {
  switch (row.state) {
    case 'waiting':
      return fill(words.deadline.waiting, { next });
    case 'offered':
    case 'accepted':
    case 'connecting':
    case 'in-call':
    case 'interrupted':
    case 'phone-fallback':
      return words.deadline[row.state];
    default:
      return '';
  }
}

function afterView({ parts, facts, seen, ending, standing }: Sources): NonNullable<PatientView['after']> {
  const { row } = seen;
  return {
    ...(row.disposition === undefined ? {} : { disposition: { urgency: row.disposition, words: parts.clinical.urgencyWords(row.disposition, row.language) } }),
    advice: [...(ending?.advice ?? [])],
    watchFor: standing?.view.goUpIf ?? [],
    ...(row.followUpAt === undefined ? {} : { followUp: momentAt(row.followUpAt, seen.now, row.language, facts.timeZone) }),
    documents: documentViews(seen.documents, row.language, (id) => `/v1/encounters/${row.encounterId}/consultation/documents/${id}`),
  };
}

export function patientMovesIn(row: Consultation): PatientMoveName[] {
  const list: PatientMoveName[] = [];
  if (mayMove('withdraw', row.state, 'patient')) list.push('leave');
  if (isQueued(row.state)) list.push('check-in');
  if (row.state === 'connecting' || row.state === 'in-call') list.push('hang-up');
  if (row.state === 'interrupted' || row.state === 'connecting' || row.state === 'accepted') list.push('rejoin');
  if (mayMove('phone', row.state, 'patient')) list.push('prefer-phone');
  return list;
}
