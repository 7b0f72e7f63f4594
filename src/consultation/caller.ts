/** Who calls about a consultation, once it is certain that it is theirs. */
import type { Side } from '../contract/consultation.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import type { Consultation, Subject } from './consultation-store.ts';
import { notHere } from './errors.ts';
import type { ConsultationParts } from './parts.ts';

export type PatientCaller = { readonly side: 'patient'; readonly site: string; readonly encounter: OpenEncounter };
export type StaffCaller = { readonly side: 'staff'; readonly site: string; readonly staffId: string };
/** A third person, let in by the doctor: the call, and nothing of the record. */
export type InterpreterCaller = { readonly side: 'interpreter'; readonly site: string; readonly interpreterId: string };
export type Caller = PatientCaller | StaffCaller | InterpreterCaller;

/** A caller admitted to one consultation, as one of its sides. */
export type Admitted = { readonly row: Consultation; readonly side: Side; readonly subject: Subject; readonly caller: Caller };

export function subjectOf(caller: Caller): Subject {
  if (caller.side === 'patient') return { kind: 'patient', site: caller.site, encounterId: caller.encounter.id };
  return { kind: 'staff', site: caller.site, staffId: caller.side === 'staff' ? caller.staffId : caller.interpreterId };
}

/** @throws RelaisError not-found for anybody else: the same answer as for one that does not exist. */
export async function admit({ store }: Pick<ConsultationParts, 'store'>, caller: Caller, consultationId: string): Promise<Admitted> {
  const subject = subjectOf(caller);
  const row = await store.transaction(subject, (tx) => tx.byId(consultationId));
  const side = row && sideOf(row, caller);
  if (!row || !side) throw notHere();
  return { row, side, subject, caller };
}

/** Undefined for a doctor at whom it only rings: they see the offer and the summary, not the call. */
export function sideOf(row: Consultation, caller: Caller): Side | undefined {
  if (caller.side === 'patient') return row.encounterId === caller.encounter.id ? 'patient' : undefined;
  if (caller.side === 'interpreter') return row.interpreterId === caller.interpreterId ? 'interpreter' : undefined;
  return row.doctorId === caller.staffId ? 'doctor' : undefined;
}

/** The encounter with its key; never for an interpreter. @throws RelaisError not-found, ended once erased. */
export async function encounterFor(parts: Pick<ConsultationParts, 'staffEncounter'>, { caller, row }: Pick<Admitted, 'caller' | 'row'>): Promise<OpenEncounter> {
  if (caller.side === 'patient') return caller.encounter;
  if (caller.side === 'interpreter') throw notHere();
  const encounter = await parts.staffEncounter({ site: caller.site, staffId: caller.staffId, encounterId: row.encounterId });
  if (!encounter) throw notHere();
  return encounter;
}
