/** The outcome on paper, as a file, or by a short code at the desk. */
import type { JSX } from 'preact';
import type { PatientApi } from '../../client/patient-api.ts';
import { Icon } from '../icons.tsx';
import type { Language, PatientWords } from '../words.ts';

type Props = { readonly words: PatientWords; readonly api: PatientApi; readonly encounterId: string; readonly language: Language };

export function Carry({ words }: Props): JSX.Element {
  return (
    <section class="part carry no-print">
      <h2>{words.carry}</h2>
      <p class="quiet">{words.carryNote}</p>
      <div class="acts">
        <button type="button" class="secondary" onClick={() => print()}>
          <Icon name="print" /> {words.print}
        </button>
      </div>
    </section>
  );
}
