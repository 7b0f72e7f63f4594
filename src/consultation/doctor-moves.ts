/** What the doctor does with the consultation in hand: each fenced by its epoch; a turn sent twice changes nothing. */
import type { DoctorMove } from '../contract/staff.ts';
import { RelaisError } from '../shared/errors.ts';
import { admit, encounterFor, type Admitted, type StaffCaller } from './caller.ts';
import type { Changes, Consultation, ConsultationTx } from './consultation-store.ts';
import { dispatchSite } from './dispatch-now.ts';
import { movedOn, notHere, notNow } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import type { Policy } from './policy.ts';
import { admitInterpreter, endInterpreter } from './interpreter.ts';
import { closeAlarms, requeue } from './queue.ts';
import { endRooms } from './rooms-end.ts';
import { sealAs, type Ending } from './sealed.ts';
import { mayMove, states, type Move } from './states.ts';
import { handoverWords } from './words.ts';

type Step = { readonly tx: ConsultationTx; readonly row: Consultation; readonly who: StaffCaller; readonly turnId: string; readonly policy: Policy };
type Papers = { readonly ending?: Uint8Array; readonly feedback?: Uint8Array };

export async function doctorMoves(parts: ConsultationParts, who: StaffCaller, consultationId: string, move: Exclude<DoctorMove, { move: 'invite-interpreter' }>): Promise<void> {
  const admitted = await admit(parts, who, consultationId);
  if (admitted.side !== 'doctor') throw notHere();
  const { policy } = await parts.siteFacts(who.site);
  checkReason(admitted.row, move);
  const papers = await papersOf(parts, admitted, move);
  await parts.store.transaction(admitted.subject, async (tx) => {
    const row = await tx.lock(consultationId);
    if (!row) throw notHere();
    if (await tx.hasTurn(consultationId, move.turnId)) return;
    if (row.epoch !== move.epoch) throw movedOn();
    await act({ tx, row, who, turnId: move.turnId, policy }, move, papers);
  });
  await dispatchSite(parts, who.site).catch(() => 0);
}

/** Where the doctor goes another way than the rules, the reason is what the rules learn from. */
function checkReason(row: Consultation, move: DoctorMove): void {
  if (move.move !== 'end' || move.disposition === row.urgency || move.reason !== undefined) return;
  throw new RelaisError(
    'invalid-input',
    { en: 'the disposition differs from the outcome of the rules and has no reason', fr: 'l’orientation diffère de celle des règles et n’a pas de motif' },
    { field: 'reason', mend: { en: 'say in a line why', fr: 'dites pourquoi en une ligne' } },
  );
}

async function papersOf(parts: ConsultationParts, admitted: Admitted, move: DoctorMove): Promise<Papers> {
  const { row } = admitted;
  if (move.move !== 'end' && move.move !== 'not-suitable') return {};
  const { key } = await encounterFor(parts, admitted);
  const words = handoverWords(row.language);
  const advice = move.move === 'end' ? move.advice : [...words.adviceInstead[move.instead], ...move.advice];
  const ending: Ending = { advice, ...(move.reason === undefined ? {} : { reason: move.reason }) };
  const disposition = dispositionOf(move);
  return {
    ending: await sealAs(key, 'ending', row.id, row.encounterId, ending),
    ...(disposition !== undefined && disposition !== row.urgency ? { feedback: await sealAs(key, 'feedback', row.id, row.encounterId, { reason: move.reason ?? '' }) } : {}),
  };
}

function dispositionOf(move: Extract<DoctorMove, { move: 'end' | 'not-suitable' }>): Consultation['urgency'] | undefined {
  if (move.move === 'end') return move.disposition;
  switch (move.instead) {
    case 'emergency':
      return 'emergency';
    case 'in-person-today':
      return 'same-day';
    case 'gp':
      return 'routine';
    case 'phone':
      return undefined;
    default:
      return move.instead satisfies never;
  }
}

async function act(step: Step, move: Exclude<DoctorMove, { move: 'invite-interpreter' }>, papers: Papers): Promise<void> {
  const { tx, row, policy } = step;
  switch (move.move) {
    case 'phone':
      return byPhone(step, 'by-phone-doctor');
    case 'phone-failed':
      if (row.state !== 'phone-fallback') throw notNow();
      return again(step, 'phone-not-answered');
    case 'reconnect':
      return again(step, 'doctor-asked');
    case 'admit-interpreter':
      return admitInterpreter(step);
    case 'end-interpreter':
      return endInterpreter(step);
    case 'hand-back': {
      if (!mayMove('requeue', row.state, 'doctor')) throw notNow();
      await endRooms(tx, row);
      const back = await requeue({ tx, policy }, row, 'requeue', { actor: 'doctor', staffId: step.who.staffId, turnId: step.turnId, why: 'handed-back' });
      if (!back) throw movedOn();
      await closeOffer(step, 'declined', 'knows-the-patient');
      return;
    }
    case 'not-suitable':
      if (move.instead === 'phone') return byPhone(step, 'by-phone-doctor');
      return finish(
        step,
        move.instead === 'emergency' ? 'send-to-emergency' : 'end',
        {
          because: move.instead === 'emergency' ? 'needs-examination' : move.instead === 'gp' ? 'gp' : 'in-person',
          disposition: dispositionOf(move),
          ending: papers.ending,
        },
        papers,
      );
    case 'end':
      return finish(
        step,
        move.disposition === 'emergency' || move.disposition === 'ambulance' ? 'send-to-emergency' : 'end',
        {
          disposition: move.disposition,
          ending: papers.ending,
          followUpAt: move.followUpAt === undefined ? undefined : Date.parse(move.followUpAt),
          because: move.disposition === 'emergency' || move.disposition === 'ambulance' ? 'needs-examination' : undefined,
        },
        papers,
      );
    default:
      return move satisfies never;
  }
}

async function byPhone({ tx, row, who, turnId }: Step, why: string): Promise<void> {
  if (row.state === 'phone-fallback') return;
  await endRooms(tx, row);
  const changes: Changes = { deadlineAt: tx.now + states['phone-fallback'].lasts, because: why, media: { ...row.media, kind: 'phone' }, reconcileAt: undefined };
  if (!(await tx.move(row, 'phone', changes, { actor: 'doctor', staffId: who.staffId, turnId, why }))) throw notNow();
}

async function again({ tx, row, who, turnId }: Step, why: string): Promise<void> {
  await endRooms(tx, row);
  const { patient, doctor, failed } = row.media;
  const media = { ...(patient ? { patient } : {}), ...(doctor ? { doctor } : {}), ...(failed ? { failed } : {}) };
  const moved = await tx.move(
    row,
    'reconnect',
    { media, deadlineAt: tx.now + states.connecting.lasts, reconcileAt: undefined, because: undefined },
    { actor: 'doctor', staffId: who.staffId, turnId, why },
  );
  if (!moved) throw notNow();
}

async function finish(step: Step, move: Extract<Move, 'end' | 'send-to-emergency'>, changes: Changes, papers: Papers): Promise<void> {
  const { tx, row, who, turnId } = step;
  await endRooms(tx, row);
  const ended = await tx.move(row, move, changes, { actor: 'doctor', staffId: who.staffId, turnId });
  if (!ended) throw notNow();
  if (papers.feedback && ended.disposition !== undefined)
    await tx.addFeedback({
      consultationId: row.id,
      encounterId: row.encounterId,
      rulesetHash: row.rulesetHash,
      ours: row.urgency,
      theirs: ended.disposition,
      payload: papers.feedback,
    });
  await closeOffer(step, 'done');
  await closeAlarms(tx, row);
}

async function closeOffer({ tx, row, who }: Step, to: 'done' | 'declined', why?: string): Promise<void> {
  await tx.asService(async () => {
    const offer = await tx.liveOffer({ consultationId: row.id });
    if (offer) await tx.setOffer(offer.id, ['accepted', 'pending'], to, why);
  });
  await tx.staffEvent(who.staffId, { type: 'consultation', ref: row.id });
}
