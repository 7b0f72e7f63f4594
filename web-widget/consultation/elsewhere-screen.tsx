/** The ends that are not a call: to the emergency department, taken in hand by a person of the site, or left by oneself. */
import type { PatientView } from '../../src/contract/consultation.ts';
import type { PatientScreen } from './patient-screens.ts';
import { Papers } from './after-screen.tsx';
import { Heading } from './screen-parts.tsx';
import type { ConsultationWords } from './words.ts';

export function ElsewhereScreen({
  view,
  screen,
  words,
  onDocument,
  onBack,
  onAgain,
}: {
  readonly view: PatientView;
  readonly screen: Extract<PatientScreen, 'emergency' | 'left' | 'in-hand'>;
  readonly words: ConsultationWords;
  readonly onDocument: (href: string) => void;
  readonly onBack: () => void;
  readonly onAgain: () => void;
}) {
  return (
    <section class={`cs-screen cs-${screen}`} aria-labelledby="consultation-heading">
      <Heading>{view.headline}</Heading>
      {view.because && <p class={screen === 'emergency' ? 'cs-trouble' : ''}>{view.because}</p>}
      {screen === 'emergency' &&
        view.emergency.numbers.slice(0, 1).map(({ number, use }) => (
          <a class="cs-button cs-danger cs-large" href={`tel:${number.replace(/[^\d+]/g, '')}`} key={number}>
            {number} <span>{use}</span>
          </a>
        ))}
      {view.text.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {screen === 'in-hand' && view.phone && <p class="cs-card">{view.phone.words}</p>}
      {view.after?.advice.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Papers view={view} words={words} onDocument={onDocument} />
      <div class="cs-actions">
        <button class="cs-button" type="button" onClick={onBack}>
          {words.backToOutcome}
        </button>
        {screen === 'left' && (
          <button class="cs-button" type="button" onClick={onAgain}>
            {words.askAgain}
          </button>
        )}
      </div>
    </section>
  );
}
