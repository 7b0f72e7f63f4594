/** The doctor's note: saved as it is written, each version once. */
import { RelaisError } from '../shared/errors.ts';
import { admit, encounterFor, type StaffCaller } from './caller.ts';
import { notHere } from './errors.ts';
import type { ConsultationParts } from './parts.ts';
import { sealAs } from './sealed.ts';

export type SavedNote = { readonly version: number; readonly savedAt: string };

/** @throws RelaisError moved-on when another window has saved since: nothing is overwritten. */
export async function saveNote(
  parts: ConsultationParts,
  caller: StaffCaller,
  consultationId: string,
  { version, text }: { readonly version: number; readonly text: string },
): Promise<SavedNote> {
  const admitted = await admit(parts, caller, consultationId);
  if (admitted.side !== 'doctor') throw notHere();
  const { key } = await encounterFor(parts, admitted);
  const sealed = await sealAs(key, 'note', `${consultationId}|${version + 1}`, admitted.row.encounterId, { text });
  const saved = await parts.store.transaction(admitted.subject, async (tx) => {
    const kept = await tx.saveNote(consultationId, version, sealed);
    if (kept) await tx.audit(admitted.row.encounterId, { action: 'note', consultation: consultationId, version: kept.version, staff: caller.staffId });
    return kept;
  });
  if (!saved)
    throw new RelaisError(
      'moved-on',
      { en: 'the note was saved from another window since', fr: 'la note a été enregistrée depuis une autre fenêtre' },
      { field: 'version', mend: { en: 'load the consultation again, then add what is missing', fr: 'rechargez la consultation puis ajoutez ce qui manque' } },
    );
  return { version: saved.version, savedAt: new Date(saved.savedAt).toISOString() };
}
