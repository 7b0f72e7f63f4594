/** After the call: what the doctor advises, what to watch for, the documents. Fit for paper. */
import type { PatientView } from '../../src/contract/consultation.ts';
import { Heading } from './screen-parts.tsx';
import type { ConsultationWords } from './words.ts';

export function AfterScreen({ view, words, onDocument }: PapersProps) {
  const { after } = view;
  return (
    <section class="cs-screen cs-after" aria-labelledby="consultation-heading">
      <Heading>{words.ended}</Heading>
      {view.doctor && (
        <p class="cs-quiet">
          {view.doctor.title} {view.doctor.name}
        </p>
      )}
      {view.because && <p>{view.because}</p>}
      {after?.disposition && <p class={`cs-card cs-urgency cs-urgency-${after.disposition.urgency}`}>{after.disposition.words}</p>}
      <h2>{words.advice}</h2>
      {after && after.advice.length > 0 ? <Lines lines={after.advice} /> : <p>{words.noAdvice}</p>}
      {after?.followUp && (
        <p class="cs-card">
          <strong>{words.followUp}</strong> {after.followUp.words}
        </p>
      )}
      {after && after.watchFor.length > 0 && (
        <div class="cs-watch">
          <h2>{words.watchFor}</h2>
          <Lines lines={after.watchFor} />
        </div>
      )}
      <Papers view={view} words={words} onDocument={onDocument} />
      <button class="cs-button cs-no-print" type="button" onClick={() => window.print()}>
        {words.print}
      </button>
    </section>
  );
}

type PapersProps = { readonly view: PatientView; readonly words: ConsultationWords; readonly onDocument: (href: string) => void };

/** What the doctor made for the patient: wherever they are sent, it goes along. */
export function Papers({ view, words, onDocument }: PapersProps) {
  const documents = view.after?.documents ?? [];
  if (documents.length === 0) return null;
  return (
    <>
      <h2>{words.documents}</h2>
      <ul class="cs-documents">
        {documents.map((document) => (
          <li key={document.id}>
            <span>{document.title}</span>
            <button class="cs-button" type="button" onClick={() => onDocument(document.href)} aria-label={`${words.open} ${document.title}`}>
              {words.open}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
