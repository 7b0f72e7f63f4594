/** How soon, where, what to do until then, and why: to be read in a minute, and again at home. */
import type { ComponentChildren, JSX } from 'preact';
import type { Card, OutcomeView } from '../../../src/contract/card.ts';
import type { PatientApi } from '../../client/patient-api.ts';
import { DoctorNow } from '../doctor-now.tsx';
import { Icon, UrgencyShape } from '../icons.tsx';
import { FirstAid } from '../first-aid.tsx';
import { Contacts } from '../support.tsx';
import { fill, type Language, type PatientWords } from '../words.ts';
import { Carry } from './carry.tsx';
import { Places } from './places.tsx';

type Props = {
  readonly card: Extract<Card, { kind: 'outcome' }>;
  readonly words: PatientWords;
  readonly language: Language;
  readonly api: PatientApi;
  readonly encounterId: string;
  readonly onDoctor: () => void;
  readonly onAgain: () => void;
};

export function OutcomeScreen({ card, words, language, api, encounterId, onDoctor, onAgain }: Props): JSX.Element {
  const { outcome } = card;
  const contacts = [...outcome.via.flatMap((item) => item.contacts), ...outcome.contacts];
  const distinct = contacts.filter((item, at) => contacts.findIndex((other) => other.number === item.number && other.name === item.name) === at);
  const places = <Places words={words} api={api} encounterId={encounterId} language={language} known={distinct.map((contact) => contact.number)} />;
  // Who must leave now is asked first where from.
  const goNow = outcome.urgency === 'emergency';
  return (
    <article class={`outcome outcome-${outcome.urgency}`} aria-labelledby="ask">
      <header class="verdict">
        <UrgencyShape urgency={outcome.urgency} />
        <div>
          <p class="verdict-level">{words.urgency[outcome.urgency]}</p>
          <h1 id="ask" tabIndex={-1}>
            {outcome.headline}
          </h1>
          {outcome.seeBy && (
            <p class="see-by">
              <Icon name="clock" /> <time dateTime={outcome.seeBy.at}>{outcome.seeBy.words}</time>
            </p>
          )}
          <p class="verdict-who">{outcome.who}</p>
        </div>
      </header>
      {outcome.draftNotice && <p class="draft">{outcome.draftNotice}</p>}
      {outcome.firstAid && <FirstAid lines={outcome.firstAid} words={words} />}
      <Part title={words.do}>
        <Lines lines={[...outcome.via.map((item) => item.text), ...outcome.do]} kind="do" />
      </Part>
      {goNow && places}
      {outcome.avoid.length > 0 && (
        <Part title={words.avoid}>
          <Lines lines={outcome.avoid} kind="avoid" />
        </Part>
      )}
      {outcome.exits.includes('video') && <DoctorNow words={words} onOpen={onDoctor} />}
      <section class="go-up" aria-labelledby="go-up">
        <h2 id="go-up">
          <Icon name="up" /> {words.goUp}
        </h2>
        <Lines lines={outcome.goUpIf} kind="sign" />
      </section>
      {!goNow && outcome.urgency !== 'self-care' && places}
      <Part title={words.numbers}>
        <Contacts contacts={distinct} words={words} />
      </Part>
      {(outcome.expect.length > 0 || outcome.review) && (
        <Part title={words.expect}>
          {outcome.expect.map((line) => (
            <p key={line}>{line}</p>
          ))}
          {outcome.review && <p>{fill(words.review, { when: outcome.review.words })}</p>}
        </Part>
      )}
      <Reasons reasons={outcome.reasons} words={words} />
      <Carry words={words} api={api} encounterId={encounterId} language={language} />
      <section class="part no-print">
        <p class="quiet">{words.againNote}</p>
        <button type="button" class="secondary" onClick={onAgain}>
          {words.again}
        </button>
      </section>
    </article>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Lines({ lines, kind }: { readonly lines: readonly string[]; readonly kind: 'do' | 'avoid' | 'sign' }): JSX.Element {
  return (
    <ul class={`lines lines-${kind}`}>
      {lines.map((line) => (
        <li key={line}>
          {kind !== 'sign' && <Icon name={kind === 'do' ? 'tick' : 'close'} />}
          <span>{line}</span>
        </li>
      ))}
    </ul>
  );
}

function Reasons({ reasons, words }: { readonly reasons: OutcomeView['reasons']; readonly words: PatientWords }): JSX.Element | null {
  if (reasons.length === 0) return null;
  return (
    <Part title={words.whyTitle}>
      <ul class="reasons">
        {reasons.map((reason) => (
          <li key={`${reason.pathway ?? ''} ${reason.rule}`}>
            <p>{reason.because}</p>
            {reason.answers.map((answer) => (
              <p class="quiet" key={answer.label}>
                {fill(words.answerIs, { label: answer.label, value: answer.value })}
                {answer.words && (
                  <>
                    {' '}
                    (<q dir="auto">{answer.words}</q>)
                  </>
                )}
              </p>
            ))}
            {reason.sources.length > 0 && <p class="source">{fill(words.source, { titles: reason.sources.map((source) => source.title).join(', ') })}</p>}
          </li>
        ))}
      </ul>
    </Part>
  );
}
