/** Documents of a consultation: what was decided is kept sealed; the paper is made when it is asked for. */
import type { NewDocument } from '../contract/staff.ts';
import type { Language } from '../shared/language.ts';
import { admit, encounterFor, type Caller, type StaffCaller } from './caller.ts';
import { incidentsOf } from './doctor-view.ts';
import { notHere } from './errors.ts';
import { momentAt } from './moments.ts';
import type { ConsultationParts } from './parts.ts';
import { openAs, sealAs, type DocumentContent } from './sealed.ts';
import { handoverWords } from './words.ts';

/** One paper: headings with lines, in the patient's language. */
export type Paper = {
  readonly language: Language;
  readonly title: string;
  /** Printed boldly under the title; a prescription says here what it is not. */
  readonly notice: string | undefined;
  readonly from: readonly string[];
  readonly sections: readonly { readonly heading: string; readonly lines: readonly string[] }[];
  readonly signature: string;
};
export type PaperPrinter = (paper: Paper) => Promise<Uint8Array<ArrayBuffer>>;

export async function addDocument(parts: ConsultationParts, caller: StaffCaller, consultationId: string, document: NewDocument): Promise<void> {
  const { newId = () => crypto.randomUUID() } = parts;
  const admitted = await admit(parts, caller, consultationId);
  if (admitted.side !== 'doctor') throw notHere();
  const { key } = await encounterFor(parts, admitted);
  const id = newId();
  const { turnId, ...content } = document;
  const payload = await sealAs(key, 'document', id, admitted.row.encounterId, content);
  await parts.store.transaction(admitted.subject, async (tx) => {
    const row = await tx.lock(consultationId);
    if (!row) throw notHere();
    if ((await tx.documents(consultationId)).some((item) => item.turnId === turnId)) return;
    await tx.addDocument({ id, consultationId, kind: document.kind, turnId, payload });
    await tx.addEvent(consultationId, { type: 'content', actor: 'doctor' });
    await tx.audit(row.encounterId, { action: 'document', consultation: consultationId, document: id, kind: document.kind, staff: caller.staffId });
  });
}

/** For the doctor at once; for the patient once the consultation has ended. */
export async function paperOf(parts: ConsultationParts, caller: Caller, consultationId: string, documentId: string): Promise<Paper> {
  const admitted = await admit(parts, caller, consultationId);
  const { row } = admitted;
  const seen = await parts.store.transaction(admitted.subject, async (tx) => {
    const document = (await tx.documents(consultationId)).find((item) => item.id === documentId);
    if (!document || (caller.side === 'patient' && row.endedAt === undefined)) return undefined;
    await tx.audit(row.encounterId, { action: 'document-read', consultation: consultationId, document: documentId, side: admitted.side });
    return {
      document,
      now: tx.now,
      events: await tx.events(consultationId, 0, 3000, ['state']),
      note: await tx.note(consultationId),
      doctor: row.doctorId === undefined ? undefined : await tx.staff(row.doctorId),
    };
  });
  if (!seen) throw notHere();
  const encounter = await encounterFor(parts, admitted);
  const [facts, standing] = [await parts.siteFacts(row.site), await parts.clinical.standing(encounter)];
  const content = await openAs(encounter.key, 'document', documentId, row.encounterId, seen.document.payload);
  const identity = await openAs(encounter.key, 'identity', row.id, row.encounterId, row.identity);
  const note = seen.note && (await openAs(encounter.key, 'note', `${row.id}|${seen.note.version}`, row.encounterId, seen.note.payload));
  const ending = row.ending && (await openAs(encounter.key, 'ending', row.id, row.encounterId, row.ending));
  const words = handoverWords(row.language);
  const paper = words.paper;
  const when = (at: number | undefined): string => (at === undefined ? '' : `${new Date(at).toISOString().slice(0, 10)}, ${momentAt(at, at, row.language, facts.timeZone).words}`);
  const doctor = [seen.doctor?.title, seen.doctor?.name].filter(Boolean).join(' ');
  const sections = sectionsOf(content, {
    report: [
      { heading: paper.complaint, lines: [standing?.words ?? ''] },
      {
        heading: paper.course,
        lines: [
          `${paper.asked} ${when(row.queuedAt)}`,
          ...(row.callStartedAt === undefined ? [] : [`${paper.call} ${when(row.callStartedAt)}`]),
          ...(row.endedAt === undefined ? [] : [`${paper.end} ${when(row.endedAt)}`]),
        ],
      },
      { heading: paper.note, lines: note ? note.text.split('\n') : [] },
      { heading: paper.outcome, lines: row.disposition === undefined ? [] : [parts.clinical.urgencyWords(row.disposition, row.language)] },
      { heading: paper.advice, lines: ending?.advice ?? [] },
      { heading: paper.followUp, lines: row.followUpAt === undefined ? [] : [when(row.followUpAt)] },
      { heading: paper.incidents, lines: incidentsOf(seen.events, words).map((item) => `${when(Date.parse(item.at))} : ${item.words}`) },
    ],
    words: paper,
  });
  return {
    language: row.language,
    title: words.documents[content.kind],
    notice: content.kind === 'prescription' ? paper.noPrescription : undefined,
    from: [facts.name, `${paper.patient} ${identity.person.name}, ${paper.born} ${identity.person.birthDate}`, when(seen.document.at)],
    sections: sections.filter((section) => section.lines.some((line) => line.trim() !== '')),
    signature: doctor,
  };
}

type Sections = Paper['sections'];

function sectionsOf(
  content: DocumentContent,
  { report, words }: { readonly report: Sections; readonly words: { readonly to: string; readonly medicines: string; readonly letter: string } },
): Sections {
  switch (content.kind) {
    case 'report':
      return report;
    case 'gp-letter':
      return [
        { heading: words.to, lines: [content.to] },
        { heading: words.letter, lines: content.text.split('\n') },
      ];
    case 'prescription':
      return [{ heading: words.medicines, lines: content.lines }];
    default:
      return content satisfies never;
  }
}
