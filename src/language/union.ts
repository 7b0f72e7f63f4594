/** The lexicon's and the model's reading together: for danger a union; what either one sees is asked about or counted. */
import { ageInDays } from '../triage/quantity.ts';
import type { Proposal, Reading, Span } from './reading.ts';

/** Keeps of a reading only what rests on the text: known findings, values of the right kind, quotes that stand in it. */
export function checkReading(text: string, reading: Reading, known: ReadonlyMap<string, 'yes-no' | 'number'>): Reading {
  const proposals = reading.proposals.flatMap((proposal): Proposal[] => {
    const kind = known.get(proposal.finding);
    const span = literalSpan(text, proposal.span);
    if (kind === undefined || span === undefined) return [];
    const fitting = kind === 'number' ? typeof proposal.value === 'number' && Number.isFinite(proposal.value) : proposal.value === 'present' || proposal.value === 'absent';
    return fitting ? [{ ...proposal, span }] : [];
  });
  const complaints = reading.complaints.flatMap((complaint) => {
    const span = literalSpan(text, complaint.span);
    return span ? [{ ...complaint, span }] : [];
  });
  const about = reading.about && literalSpan(text, reading.about.span) ? reading.about : undefined;
  return { ...reading, proposals, complaints, about: about?.ageDays !== undefined && about.ageDays > ageInDays(122, 'y') ? { ...about, ageDays: undefined } : about };
}

/** The span where its quote really stands; undefined when it stands nowhere. */
function literalSpan(text: string, span: Span): Span | undefined {
  if (span.quote.trim() === '') return undefined;
  if (text.slice(span.start, span.end) === span.quote) return span;
  const start = text.indexOf(span.quote);
  return start === -1 ? undefined : { start, end: start + span.quote.length, quote: span.quote };
}

/** Present from either one wins over absent; a number keeps the lexicon's. */
export function mergeReadings(own: Reading, model: Reading): Reading {
  const proposals = new Map(own.proposals.map((proposal) => [proposal.finding, proposal]));
  for (const proposal of model.proposals) {
    const known = proposals.get(proposal.finding);
    if (!known || (known.value === 'absent' && proposal.value === 'present')) proposals.set(proposal.finding, proposal);
  }
  const complaints = new Map(own.complaints.map((complaint) => [complaint.id, complaint]));
  for (const complaint of model.complaints) if (!complaints.has(complaint.id)) complaints.set(complaint.id, complaint);
  return { language: own.language, proposals: [...proposals.values()], complaints: [...complaints.values()], about: own.about ?? model.about };
}
