/** Who calls about a consultation, once it is certain that it is theirs. */
import type { Side } from '../contract/consultation.ts';
import type { OpenEncounter } from '../record/encounter-records.ts';
import type { Consultation, Subject } from './consultation-store.ts';
import { notHere } from './errors.ts';
import type { ConsultationParts } from './parts.ts';

export type PatientCaller = { readonly side: 'patient'; readonly site: string; readonly encounter: OpenEncounter };
export type StaffCaller = { readonly side: 'staff'; readonly site: string; readonly staffId: string };
export type Caller = PatientCaller | StaffCaller;

/** A caller admitted to one consultation, as one of its sides. */
export type Admitted = { readonly row: Consultation; readonly side: Side; readonly subject: Subject; readonly caller: Caller };

export function subjectOf(caller: Caller): Subject {
  return caller.side === 'patient' ? { kind: 'patient', site: caller.site, encounterId: caller.encounter.id } : { kind: 'staff', site: caller.site, staffId: caller.staffId };
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
  if (row.doctorId === caller.staffId) return 'doctor';
  return row.interpreterId === caller.staffId ? 'interpreter' : undefined;
}

/** The encounter with its key. @throws RelaisError not-found, ended once erased. */
export async function encounterFor(parts: Pick<ConsultationParts, 'staffEncounter'>, { caller, row }: Pick<Admitted, 'caller' | 'row'>): Promise<OpenEncounter> {
  if (caller.side === 'patient') return caller.encounter;
  const encounter = await parts.staffEncounter({ site: caller.site, staffId: caller.staffId, encounterId: row.encounterId });
  if (!encounter) throw notHere();
  return encounter;
}
