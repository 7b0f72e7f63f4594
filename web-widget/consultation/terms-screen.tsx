/** Before asking: does a doctor on video fit, who is on call, and three questions about the place the person is in. */
import type { PatientSession, PatientState } from './patient-session.ts';
import { needsAdult, suitabilityMistakes } from './request-form.ts';
import { Heading, Mistake, MistakeList, TroubleBox, YesNo } from './screen-parts.tsx';
import { filled } from '../client/wording.ts';
import type { ConsultationWords } from './words.ts';

export function TermsScreen({
  state,
  session,
  words,
  onBack,
  onCode,
}: {
  readonly state: PatientState;
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly onBack: () => void;
  readonly onCode?: (() => void) | undefined;
}) {
  const { terms, draft, tried } = state;
  if (!terms) return null;
  if (terms.offered === 'no') return <NotOffered why={terms.why} instead={terms.instead} words={words} onBack={onBack} />;
  const mistakes = tried ? suitabilityMistakes(draft, terms).map(({ field, word }) => ({ name: field, text: words.errors[word] })) : [];
  // "Choose yes or no" four times helps nobody: the list repeats the questions.
  const questions: Readonly<Record<string, string>> = {
    privatePlace: words.privatePlace,
    camera: words.camera,
    adultPresent: words.adultPresent,
    interpreter: words.languageWhich,
  };
  const mistake = (name: string): string | undefined => mistakes.find((each) => each.name === name)?.text;
  const count = terms.doctorsOnCall;
  const onCall = count === 0 ? words.onCallNow.none : count === 1 ? words.onCallNow.one : filled(words.onCallNow.many, { count });
  return (
    <form
      class="cs-screen"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        session.toPerson();
      }}
    >
      <Heading>{words.seeDoctor}</Heading>
      <p>
        {onCall} {terms.wait && filled(words.waitNow, { words: terms.wait.words })}
      </p>
      <TroubleBox trouble={state.trouble} words={words} />
      <MistakeList mistakes={mistakes.map(({ name, text }) => ({ name, text: questions[name] ?? text }))} title={words.errorsTitle} />
      <h2>{words.suitability}</h2>
      <YesNo
        name="privatePlace"
        legend={words.privatePlace}
        hint={draft.privatePlace === false ? words.privateHint : undefined}
        value={draft.privatePlace}
        mistake={mistake('privatePlace')}
        words={words}
        onChange={(privatePlace) => session.edit({ privatePlace })}
      />
      <YesNo
        name="camera"
        legend={words.camera}
        hint={words.cameraHint}
        value={draft.camera}
        mistake={mistake('camera')}
        words={words}
        onChange={(camera) => session.edit({ camera })}
      />
      {terms.asksAdult && (
        <YesNo
          name="adultPresent"
          legend={words.adultPresent}
          value={draft.adultPresent}
          mistake={mistake('adultPresent')}
          words={words}
          onChange={(adultPresent) => session.edit({ adultPresent })}
        />
      )}
      {needsAdult(draft, terms) && (
        <p class="cs-trouble" role="status">
          {words.adultNeeded}
        </p>
      )}
      <LanguageQuestion state={state} session={session} words={words} mistake={mistake('interpreter')} />
      <div class="cs-actions">
        <button class="cs-button cs-primary" type="submit">
          {words.goOn}
        </button>
        <button class="cs-button" type="button" onClick={onBack}>
          {words.back}
        </button>
      </div>
      {onCode && (
        <button class="cs-link" type="button" onClick={onCode}>
          {words.haveCode}
        </button>
      )}
    </form>
  );
}

function LanguageQuestion({
  state,
  session,
  words,
  mistake,
}: {
  readonly state: PatientState;
  readonly session: PatientSession;
  readonly words: ConsultationWords;
  readonly mistake: string | undefined;
}) {
  const { draft } = state;
  return (
    <fieldset class="cs-question">
      <legend>{words.language}</legend>
      <div class="cs-choices">
        <label class="cs-choice">
          <input type="radio" name="cs-language" checked={!draft.otherLanguage} onChange={() => session.edit({ otherLanguage: false })} />
          <span>{words.languageOwn}</span>
        </label>
        <label class="cs-choice">
          <input type="radio" name="cs-language" checked={draft.otherLanguage} onChange={() => session.edit({ otherLanguage: true })} />
          <span>{words.languageOther}</span>
        </label>
      </div>
      {draft.otherLanguage && (
        <div class="cs-field">
          <label for="cs-interpreter">{words.languageWhich}</label>
          <Mistake name="interpreter" text={mistake} />
          <input
            id="cs-interpreter"
            type="text"
            maxLength={40}
            value={draft.interpreter}
            aria-invalid={mistake !== undefined}
            aria-describedby={mistake && 'cs-interpreter-error'}
            onInput={(event) => session.edit({ interpreter: event.currentTarget.value })}
          />
        </div>
      )}
    </fieldset>
  );
}

function NotOffered({
  why,
  instead,
  words,
  onBack,
}: {
  readonly why: string | undefined;
  readonly instead: readonly string[];
  readonly words: ConsultationWords;
  readonly onBack: () => void;
}) {
  return (
    <section class="cs-screen" aria-labelledby="consultation-heading">
      <Heading>{words.notOffered}</Heading>
      {why && <p>{why}</p>}
      {instead.length > 0 && (
        <>
          <h2>{words.insteadTitle}</h2>
          <ul>
            {instead.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
      <div class="cs-actions">
        <button class="cs-button cs-primary" type="button" onClick={onBack}>
          {words.backToOutcome}
        </button>
      </div>
    </section>
  );
}
