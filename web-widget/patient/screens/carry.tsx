/** The outcome on paper, as a file, or by a short code: at the desk, or on another device. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CodePurpose, ShortCodeView } from '../../../src/contract/carry.ts';
import type { PatientApi } from '../../client/patient-api.ts';
import { Icon } from '../icons.tsx';
import { fill, type Language, type PatientWords } from '../words.ts';
import { Mistake } from './question.tsx';

type Props = { readonly words: PatientWords; readonly api: PatientApi; readonly encounterId: string; readonly language: Language };

export function Carry({ words, api, encounterId, language }: Props): JSX.Element {
  const [code, setCode] = useState<ShortCodeView>();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string>();
  const attempt = async (work: () => Promise<void>, failure: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setFailed(undefined);
    try {
      await work();
    } catch {
      setFailed(failure);
    } finally {
      setBusy(false);
    }
  };
  const getCode = (purpose: CodePurpose): void => void attempt(async () => setCode(await api.code(encounterId, purpose)), words.codeFailed);
  const getPdf = (): void => void attempt(async () => save(await api.paper(encounterId, language), `relais-${language}.pdf`), words.pdfFailed);
  return (
    <section class="part carry no-print" aria-labelledby="carry">
      <h2 id="carry">{words.carry}</h2>
      <p class="quiet">{words.carryNote}</p>
      <div class="acts" aria-busy={busy}>
        <button type="button" class="secondary" onClick={() => getCode('desk')}>
          {words.code}
        </button>
        <button type="button" class="secondary" onClick={() => print()}>
          <Icon name="print" /> {words.print}
        </button>
        <button type="button" class="secondary" onClick={getPdf}>
          {words.pdf}
        </button>
        <button type="button" class="secondary" onClick={() => getCode('device')}>
          {words.codeDevice}
        </button>
      </div>
      <Mistake id="carry-mistake" text={failed} />
      <div role="status">{code && <Code code={code} words={words} language={language} />}</div>
    </section>
  );
}

function Code({ code, words, language }: { readonly code: ShortCodeView; readonly words: PatientWords; readonly language: Language }): JSX.Element {
  const until = new Date(code.expiresAt).toLocaleTimeString(language === 'fr' ? 'fr-FR' : 'en-GB', { hour: '2-digit', minute: '2-digit' });
  const { size, path } = code.qr;
  return (
    <div class="code">
      <p class="code-digits">{code.code}</p>
      <p class="center">{fill(code.purpose === 'desk' ? words.codeNote : words.codeDeviceNote, { until, page: code.page.replace(/^https?:\/\//, '') })}</p>
      <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words.codeQr} shape-rendering="crispEdges">
        <path d={path} />
      </svg>
    </div>
  );
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
