/** Documents of this consultation: report, letter, prescription; each a PDF that the patient gets too. */
import { useState } from 'preact/hooks';
import type { CaseSession, CaseState } from './case-session.ts';
import { adviceOf } from './end-form.ts';
import { PanelForm, TextField } from './panel-form.tsx';
import type { DoctorWords } from './words.ts';

type Props = { readonly state: CaseState; readonly session: CaseSession; readonly words: DoctorWords };

export function DocumentsPanel(props: Props) {
  const { state, session, words } = props;
  const [making, setMaking] = useState<'gp-letter' | 'prescription' | undefined>();
  /** One that is kept late does not close the other, which has been opened meanwhile. */
  const closed = (which: typeof making): void => setMaking((open) => (open === which ? undefined : open));
  const documents = state.view?.documents ?? [];
  return (
    <section class="dc-documents" aria-labelledby="dc-documents">
      <h2 id="dc-documents">{words.documents}</h2>
      {documents.length === 0 ? (
        <p class="cs-quiet">{words.documentsNone}</p>
      ) : (
        <ul>
          {documents.map(({ id, title, href }) => (
            <li key={id}>
              {title}{' '}
              <a class="cs-link" href={href} target="_blank" rel="noopener" aria-label={`${words.openPdf} ${title}`}>
                {words.openPdf}
              </a>
            </li>
          ))}
        </ul>
      )}
      <div class="cs-actions">
        <button class="cs-button" type="button" aria-disabled={state.busy === 'document'} onClick={() => void session.addDocument({ kind: 'report' })}>
          {words.addReport}
        </button>
        <button class="cs-button" type="button" aria-expanded={making === 'gp-letter'} onClick={() => setMaking('gp-letter')}>
          {words.addLetter}
        </button>
        <button class="cs-button" type="button" aria-expanded={making === 'prescription'} onClick={() => setMaking('prescription')}>
          {words.addPrescription}
        </button>
      </div>
      {making === 'gp-letter' && <Letter {...props} onClose={() => closed('gp-letter')} />}
      {making === 'prescription' && <Prescription {...props} onClose={() => closed('prescription')} />}
    </section>
  );
}

function Letter({ state, session, words, onClose }: Props & { readonly onClose: () => void }) {
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const make = async (): Promise<void> => {
    if (text.trim() !== '' && (await session.addDocument({ kind: 'gp-letter', to: to.trim(), text: text.trim() }))) onClose();
  };
  return (
    <PanelForm title={words.addLetter} words={words} submit={words.make} busy={state.busy === 'document'} onCancel={onClose} onSubmit={() => void make()}>
      <TextField name="letter-to" label={words.letterTo} value={to} longest={200} onInput={setTo} />
      <TextField name="letter-text" label={words.letterText} value={text} rows={6} longest={8000} onInput={setText} />
    </PanelForm>
  );
}

function Prescription({ state, session, words, onClose }: Props & { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const lines = adviceOf(text).map((line) => line.slice(0, 400));
  const make = async (): Promise<void> => {
    if (lines.length > 0 && (await session.addDocument({ kind: 'prescription', lines }))) onClose();
  };
  return (
    <PanelForm title={words.addPrescription} words={words} submit={words.make} busy={state.busy === 'document'} onCancel={onClose} onSubmit={() => void make()}>
      <TextField name="prescription" label={words.addPrescription} hint={words.prescriptionHint} value={text} rows={5} longest={8000} onInput={setText} />
    </PanelForm>
  );
}
