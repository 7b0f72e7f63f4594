/** The way from the outcome to a doctor. The waiting room and the call are loaded only when someone wants them. */
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type * as consultationModule from '../consultation/consultation.tsx';
import { Icon } from './icons.tsx';
import type { PatientWords } from './words.ts';

export function DoctorNow({ words, onOpen }: { readonly words: PatientWords; readonly onOpen: () => void }): JSX.Element {
  return (
    <section class="part doctor-now no-print">
      <h2>
        <Icon name="doctor" /> {words.doctor}
      </h2>
      <p>{words.doctorNote}</p>
      <button type="button" class="primary big" onClick={onOpen}>
        {words.doctorOpen}
      </button>
    </section>
  );
}

type Loaded = typeof consultationModule;

export function InDoctorsHands({ words, ...consultation }: consultationModule.ConsultationProps & { readonly words: PatientWords }): JSX.Element {
  const [loaded, setLoaded] = useState<Loaded | 'failed'>();
  const load = (): void => {
    setLoaded(undefined);
    import('../consultation/consultation.tsx').then(setLoaded, () => setLoaded('failed'));
  };
  useEffect(load, []);
  if (loaded === undefined)
    return (
      <p class="card" role="status">
        {words.doctorLoading}
      </p>
    );
  if (loaded === 'failed')
    return (
      <section class="card">
        <p role="alert">{words.doctorFailed}</p>
        <button type="button" class="primary big" onClick={load}>
          {words.retry}
        </button>
        <button type="button" class="secondary" onClick={consultation.onBack}>
          {words.back}
        </button>
      </section>
    );
  return <loaded.Consultation {...consultation} />;
}
